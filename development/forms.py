"""What the guide's pages may be sent; nonsense falls back, it never fails."""

from __future__ import annotations

from django import forms


class MapForm(forms.Form):
    """What a map's page sends beside its ticks: what to do, and the token of what was joined when it was opened."""

    aksi = forms.CharField(required=False, max_length=20)
    dasar = forms.CharField(required=False, max_length=40)

    def value(self, field: str) -> str:
        """The value of a field, "" when it is absent or nonsense."""
        self.is_valid()
        return str(self.cleaned_data.get(field) or "")
