"""What the guide's pages may be sent; nonsense falls back, it never fails."""

from __future__ import annotations

from django import forms

from exchange.documents import RECORD_LIMIT


class MapForm(forms.Form):
    """What is ticked on a map's page (`pilih`), what was joined when it was opened (`semula`), and a search."""

    cari = forms.CharField(required=False, max_length=200)
    aksi = forms.CharField(required=False, max_length=20)
    dasar = forms.CharField(required=False, max_length=40)

    def asked(self, field: str) -> str:
        """The value of a field, "" when it is absent or nonsense."""
        self.is_valid()
        return str(self.cleaned_data.get(field) or "")

    def keys(self, field: str) -> frozenset[str]:
        """The document keys that `pilih` or `semula` lists, whether there are such documents or not."""
        sent: list[str] = self.data.getlist(field) if hasattr(self.data, "getlist") else []
        return frozenset(key for key in sent[:RECORD_LIMIT] if key.isprintable() and len(key) <= 450)
