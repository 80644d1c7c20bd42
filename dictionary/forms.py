"""Query strings of the dictionary's pages; an invalid value counts as absent and never fails."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.http import QueryDict

from dictionary.alphabet import LETTERS
from dictionary.fields import CODE_LIMIT
from dictionary.format.records import LEVELS
from documents.document import NAME_LIMIT

#: The most names read from an address.
TYPED = 20


class LevelForm(forms.Form):
    """`?level=3`: show that level alone."""

    level = forms.IntegerField(min_value=LEVELS.start, max_value=LEVELS.stop - 1, required=False)

    def chosen(self) -> int | None:
        """Return the level chosen, None for all levels."""
        self.is_valid()
        return self.cleaned_data.get("level")


class ListForm(forms.Form):
    """`?kelompok=ELEMENTS&setelah=DEVO`: one group, from the competency after that code (`sebelum`: up to it)."""

    kelompok = forms.CharField(required=False)
    setelah = forms.CharField(required=False, max_length=CODE_LIMIT)
    sebelum = forms.CharField(required=False, max_length=CODE_LIMIT)

    def value(self, field: str) -> str:
        """Return the value of a field, "" when it is absent or invalid."""
        self.is_valid()
        return str(self.cleaned_data.get(field) or "")


class MatrixForm(ListForm):
    """The fields of the list, `?level=3` for that level alone, and `?isi=lengkap` for every text unfolded."""

    level = forms.IntegerField(min_value=LEVELS.start, max_value=LEVELS.stop - 1, required=False)
    isi = forms.ChoiceField(choices=[("lengkap", "lengkap")], required=False)

    def chosen(self) -> int | None:
        """Return the level chosen, None for all levels."""
        self.is_valid()
        return self.cleaned_data.get("level")


class IndexForm(forms.Form):
    """`?menurut=kode&huruf=D&setelah=DEVO`: sorted by code, those that begin with that letter, after that code."""

    menurut = forms.ChoiceField(choices=[("kode", "kode")], required=False)
    huruf = forms.ChoiceField(choices=[(letter, letter) for letter in LETTERS], required=False)
    setelah = forms.CharField(required=False, max_length=CODE_LIMIT)

    def value(self, field: str) -> str:
        """Return the value of a field, "" when it is absent or invalid."""
        self.is_valid()
        return str(self.cleaned_data.get(field) or "")


@dataclass(frozen=True, slots=True)
class Asked:
    """The query of a comparison: `names` are codes or names as typed, each once; `levels` are in order."""

    names: tuple[str, ...]
    levels: tuple[int, ...]

    @classmethod
    def of(cls, query: QueryDict) -> Asked:
        """Read `?k=DEVO&k=CUSF&level=3`. Invalid levels are left out, and so are names after the first `TYPED`."""
        typed = (" ".join(name.replace("\0", " ").split())[:NAME_LIMIT] for name in query.getlist("k")[:TYPED])
        names = {name.casefold(): name for name in typed if name}
        numbers = {
            int(text) for text in query.getlist("level") if text.isascii() and text.isdecimal() and len(text) < 3
        }
        return cls(tuple(names.values()), tuple(sorted(numbers & {*LEVELS})))
