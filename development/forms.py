"""Forms of the guide's pages; an invalid value counts as absent and never fails."""

from __future__ import annotations

from django import forms


class MapForm(forms.Form):
    """Fields of a map besides its ticks: the action, and the token of the links when the page was opened."""

    aksi = forms.CharField(required=False, max_length=20)
    dasar = forms.CharField(required=False, max_length=40)

    def value(self, field: str) -> str:
        """Return the value of a field, "" when it is absent or invalid."""
        self.is_valid()
        return str(self.cleaned_data.get(field) or "")
