"""What the dictionary's pages may be asked for in their address; nonsense falls back, it never fails."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.http import QueryDict

from dictionary.alphabet import LETTERS
from dictionary.fields import CODE_LIMIT
from dictionary.format.records import LEVELS
from documents.document import NAME_LIMIT

#: How many names are read of an address.
TYPED = 20


class LevelForm(forms.Form):
    """`?level=3`: show that level alone."""

    level = forms.IntegerField(min_value=LEVELS.start, max_value=LEVELS.stop - 1, required=False)

    def chosen(self) -> int | None:
        """The level asked for, None for all of them."""
        self.is_valid()
        return self.cleaned_data.get("level")


class ListForm(forms.Form):
    """`?kelompok=ELEMENTS&setelah=DEVO`: one group, from the competency after that code (`sebelum`: up to it)."""

    kelompok = forms.CharField(required=False)
    setelah = forms.CharField(required=False, max_length=CODE_LIMIT)
    sebelum = forms.CharField(required=False, max_length=CODE_LIMIT)

    def value(self, field: str) -> str:
        """The value of a field, "" when it is absent or nonsense."""
        self.is_valid()
        return str(self.cleaned_data.get(field) or "")


class MatrixForm(ListForm):
    """Besides the list's: `?level=3`, that level alone; `?isi=lengkap`, every text unfolded."""

    level = forms.IntegerField(min_value=LEVELS.start, max_value=LEVELS.stop - 1, required=False)
    isi = forms.ChoiceField(choices=[("lengkap", "lengkap")], required=False)

    def chosen(self) -> int | None:
        """The level asked for, None for all of them."""
        self.is_valid()
        return self.cleaned_data.get("level")


class IndexForm(forms.Form):
    """`?menurut=kode&huruf=D&setelah=DEVO`: by code, what begins with that letter, after that code."""

    menurut = forms.ChoiceField(choices=[("kode", "kode")], required=False)
    huruf = forms.ChoiceField(choices=[(letter, letter) for letter in LETTERS], required=False)
    setelah = forms.CharField(required=False, max_length=CODE_LIMIT)

    def value(self, field: str) -> str:
        """The value of a field, "" when it is absent or nonsense."""
        self.is_valid()
        return str(self.cleaned_data.get(field) or "")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be compared: `names` are codes or names as they were typed, each once; `levels` in order."""

    names: tuple[str, ...]
    levels: tuple[int, ...]

    @classmethod
    def of(cls, query: QueryDict) -> Asked:
        """`?k=DEVO&k=CUSF&level=3`; what is no level is left out, and more names than anybody types."""
        typed = (" ".join(name.replace("\0", " ").split())[:NAME_LIMIT] for name in query.getlist("k")[:TYPED])
        names = {name.casefold(): name for name in typed if name}
        numbers = {
            int(text) for text in query.getlist("level") if text.isascii() and text.isdecimal() and len(text) < 3
        }
        return cls(tuple(names.values()), tuple(sorted(numbers & {*LEVELS})))
