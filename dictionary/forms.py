"""What the dictionary's pages may be asked for in their address; nonsense falls back, it never fails."""

from __future__ import annotations

from django import forms

from dictionary.records import LEVELS


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
    setelah = forms.CharField(required=False, max_length=20)
    sebelum = forms.CharField(required=False, max_length=20)

    def asked(self, field: str) -> str:
        """The value of a field, "" when it is absent or nonsense."""
        self.is_valid()
        return str(self.cleaned_data.get(field) or "")
