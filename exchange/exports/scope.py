"""What of a format is taken to paper or away: everything, one part of it, a volume of either, or one document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms

from documents.document import slug
from exchange.document_types import EVERY, DocumentType

#: How many documents a volume has: some 250 pages.
VOLUME = 100


@dataclass(frozen=True, slots=True)
class Scope:
    """The document `key`, else the `part` of that name in addresses, of this its `volume`, from 1; "" and 0: all."""

    key: str = ""
    part: str = ""
    volume: int = 0

    def keys(self, document_type: DocumentType) -> list[str]:
        """The keys of what it takes, in order, none when it is not there; one query, none for a document."""
        if self.key:
            return [self.key]
        within = slice((self.volume - 1) * VOLUME, self.volume * VOLUME) if self.volume else EVERY
        return document_type.repository.keys(within, group=self.part)

    @property
    def narrow(self) -> bool:
        """Whether it is less than everything, so that there may be nothing in it."""
        return bool(self.key or self.part or self.volume)

    def name(self, document_type: DocumentType) -> str:
        """What a file of it is called, without an ending: "resep", "resep-kue-jilid-2"."""
        if self.key:
            return self.key.rpartition("/")[2]
        volume = f"jilid-{self.volume}" if self.volume else ""
        return "-".join(filter(None, (document_type.slug, slug(self.part), volume)))


EVERYTHING = Scope()


class ScopeForm(forms.Form):
    """`?jilid=2` and the part, which each format calls otherwise."""

    part = forms.CharField(required=False, max_length=250)
    jilid = forms.IntegerField(required=False, min_value=1, max_value=10_000)


def scope_from_query(document_type: DocumentType, query: Mapping[str, str], key: str = "") -> Scope:
    """What an address asks for; nonsense means everything."""
    if key:
        return Scope(key)
    form = ScopeForm({"part": query.get(document_type.pages.group_parameter), "jilid": query.get("jilid")})
    form.is_valid()
    return Scope("", form.cleaned_data.get("part") or "", form.cleaned_data.get("jilid") or 0)
