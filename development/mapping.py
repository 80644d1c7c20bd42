"""The map between sub-aspects and competencies, seen from either end; and changing it, as a recorded change.

The map belongs to the documents of the guide: what is changed from a competency's page is recorded in every
sub-aspect that it concerns.
"""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q

from development.models import SubAspect
from development.suggest import suggest
from dictionary.models import Competency
from exchange.documents import Document
from exchange.formats import by_slug
from exchange.models import Revision
from exchange.revisions import recording

#: How many rows a search lists, and how many are suggested.
LISTED, SUGGESTED = 50, 8
#: How many words of a search count.
WORDS = 6


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that a document may be joined to: its key, its name, and the few letters people know it by."""

    key: str
    title: str
    mark: str


class MovedError(Exception):
    """The map was changed since it was read; nothing was stored."""


class End(ABC):
    """One document and what it is joined to at the other end of the map.

    `key`, `title`, `mark` and `url` are the document's; `noun` says what it is joined to.
    """

    key: str
    title: str
    mark: str
    url: str
    noun: str

    @abstractmethod
    def joined(self) -> tuple[str, ...]:
        """The keys of what it is joined to; one query."""

    @abstractmethod
    def token(self) -> str:
        """Another one as soon as somebody changed what `save` would write over; one query."""

    @abstractmethod
    def choices(self, keys: Collection[str]) -> list[Choice]:
        """Those of `keys` that there are, in order; one query."""

    @abstractmethod
    def found(self, query: str) -> list[Choice]:
        """Up to `LISTED` and one more whose name, or mark, has every word of `query`; one query."""

    @abstractmethod
    def suggested(self) -> list[Choice]:
        """Up to `SUGGESTED` that share words with it, the likest first; two queries, one of them for everything."""

    @abstractmethod
    def turned(self, wanted: Collection[str]) -> list[Document]:
        """The documents of the guide that have to change for it to be joined to `wanted` alone, as they become."""

    def save(self, wanted: Collection[str], *, token: str, user: Any) -> list[Revision]:
        """Join it to `wanted` alone: one revision of each sub-aspect that changes.

        Compares under the ledger's lock. Raises MovedError when `token` is no longer its own.
        """
        with recording(by_slug("panduan"), door=Revision.Door.EDIT, user=user) as record:
            if self.token() != token:
                raise MovedError(self.key)
            if documents := self.turned(wanted):
                record.store(documents)
        return record.revisions


class SubAspectEnd(End):
    """A sub-aspect, joined to competencies."""

    noun = "kompetensi"

    def __init__(self, row: SubAspect) -> None:
        self.row = row
        self.key = "/".join(row.natural_key())
        self.title, self.mark, self.url = row.name, row.aspect.title, row.get_absolute_url()

    def joined(self) -> tuple[str, ...]:
        return tuple(self.row.competencies.order_by("code").values_list("code", flat=True))

    def token(self) -> str:
        """The number of its newest revision, as on its edit page."""
        return str(Revision.objects.of("panduan", self.key).newest())

    def choices(self, keys: Collection[str]) -> list[Choice]:
        return [_competency(row) for row in Competency.objects.filter(code__in=keys).only("code", "name")]

    def found(self, query: str) -> list[Choice]:
        rows = Competency.objects.filter(_worded(query, "code", "name")).only("code", "name")
        return [_competency(row) for row in rows[: LISTED + 1]]

    def suggested(self) -> list[Choice]:
        own = {self.key: f"{self.row.name} {self.row.description}"}
        keys = suggest(own, competency_texts(), count=SUGGESTED)[self.key]
        return _ranked(self.choices(keys), keys)

    def turned(self, wanted: Collection[str]) -> list[Document]:
        documents = by_slug("panduan").stored([self.key])
        return [replace(document, related=tuple(sorted(set(wanted)))) for document in documents]


class CompetencyEnd(End):
    """A competency, joined to sub-aspects."""

    noun = "sub aspek"

    def __init__(self, row: Competency) -> None:
        self.row = row
        self.key = self.mark = row.code
        self.title, self.url = row.name, row.get_absolute_url()

    def joined(self) -> tuple[str, ...]:
        return by_slug("panduan").joined_to([self.key]).get(self.key, ())

    def token(self) -> str:
        """A print of what it is joined to: the texts of those may change meanwhile."""
        return hashlib.sha256(repr(self.joined()).encode()).hexdigest()[:16]

    def choices(self, keys: Collection[str]) -> list[Choice]:
        pairs = [key.split("/") for key in keys if key.count("/") == 1]
        rows = _sub_aspects(Q(aspect__slug__in=[pair[0] for pair in pairs], slug__in=[pair[1] for pair in pairs]))
        return [choice for choice in map(_sub_aspect, rows) if choice.key in keys]

    def found(self, query: str) -> list[Choice]:
        return [_sub_aspect(row) for row in _sub_aspects(_worded(query, "name", "aspect__name"))[: LISTED + 1]]

    def suggested(self) -> list[Choice]:
        own = {self.key: f"{self.row.name} {self.row.definition}"}
        keys = suggest(own, sub_aspect_texts(), count=SUGGESTED)[self.key]
        return _ranked(self.choices(keys), keys)

    def turned(self, wanted: Collection[str]) -> list[Document]:
        changing = by_slug("panduan").stored({*self.joined()} ^ {*wanted})
        return [replace(each, related=tuple(sorted({*(each.related or ())} ^ {self.key}))) for each in changing]


def joined(codes: Mapping[str, Collection[str]]) -> list[Document]:
    """The sub-aspects of these keys, joined to the competencies of their codes; queries as `Format.stored`."""
    return [replace(each, related=tuple(sorted(codes[each.key]))) for each in by_slug("panduan").stored(list(codes))]


def join(codes: Mapping[str, Collection[str]]) -> int:
    """Join the sub-aspects of these keys to competencies, as a recorded change; how many changed."""
    with recording(by_slug("panduan"), door=Revision.Door.EDIT, note="Peta awal.") as record:
        record.store(joined(codes))
    return len(record.revisions)


def competency_texts() -> Iterable[tuple[str, str]]:
    """What each competency is about, by its code; one query, read as it is used."""
    rows = Competency.objects.order_by().values_list("code", "name", "definition")
    return ((code, f"{name} {definition}") for code, name, definition in rows.iterator())


def sub_aspect_texts() -> Iterable[tuple[str, str]]:
    """What each sub-aspect is about, by its key; one query, read as it is used."""
    rows = SubAspect.objects.order_by().values_list("aspect__slug", "slug", "name", "description")
    return ((f"{aspect}/{slug}", f"{name} {description}") for aspect, slug, name, description in rows.iterator())


def _sub_aspects(condition: Q) -> Any:
    return SubAspect.objects.filter(condition).select_related("aspect").only("slug", "name", "aspect")


def _competency(row: Competency) -> Choice:
    return Choice(row.code, row.name, row.code)


def _sub_aspect(row: SubAspect) -> Choice:
    return Choice("/".join(row.natural_key()), row.name, row.aspect.title)


def _ranked(choices: Iterable[Choice], keys: Collection[str]) -> list[Choice]:
    return sorted(choices, key=lambda choice: [*keys].index(choice.key))


def _worded(query: str, *fields: str) -> Q:
    """That each of the first `WORDS` words of `query` stands in one of `fields`; everything for an empty one."""
    wanted = Q()
    for word in query.split()[:WORDS]:
        wanted &= Q(*((f"{field}__icontains", word) for field in fields), _connector=Q.OR)
    return wanted
