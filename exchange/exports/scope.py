"""Scope of an export or a book: everything, one group, a volume of either, or one document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms

from documents.document import slug
from exchange.document_types import EVERY, DocumentType

#: The number of documents in a volume: about 250 pages.
VOLUME = 100


@dataclass(frozen=True, slots=True)
class Scope:
    """The document `key`; else the group named `part` in addresses, or all documents ("").

    `volume` counts from 1 within these; 0 means all of them.
    """

    key: str = ""
    part: str = ""
    volume: int = 0

    def keys(self, document_type: DocumentType) -> list[str]:
        """Return the keys in the scope, in order, none when it is empty; one query, none for a single document."""
        if self.key:
            return [self.key]
        within = slice((self.volume - 1) * VOLUME, self.volume * VOLUME) if self.volume else EVERY
        return document_type.repository.keys(within, group=self.part)

    @property
    def narrow(self) -> bool:
        """Return whether the scope is less than everything, so that it may be empty."""
        return bool(self.key or self.part or self.volume)

    def name(self, document_type: DocumentType) -> str:
        """Return the name of a file of this scope, without an ending: "resep", "resep-kue-jilid-2"."""
        if self.key:
            return self.key.rpartition("/")[2]
        volume = f"jilid-{self.volume}" if self.volume else ""
        return "-".join(filter(None, (document_type.slug, slug(self.part), volume)))


EVERYTHING = Scope()


class ScopeForm(forms.Form):
    """`?jilid=2` and the group, which has another parameter name in each document type."""

    part = forms.CharField(required=False, max_length=250)
    jilid = forms.IntegerField(required=False, min_value=1, max_value=10_000)


def scope_from_query(document_type: DocumentType, query: Mapping[str, str], key: str = "") -> Scope:
    """Return the scope that an address names; a malformed value means everything."""
    if key:
        return Scope(key)
    form = ScopeForm({"part": query.get(document_type.pages.group_parameter), "jilid": query.get("jilid")})
    form.is_valid()
    return Scope("", form.cleaned_data.get("part") or "", form.cleaned_data.get("jilid") or 0)
