"""The map between sub-aspects and competencies, seen from either end; and changing it, as a recorded change.

The map belongs to the documents of the guide: what is changed from a competency's page is recorded in every
sub-aspect that it concerns.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from django.db.models import Q, QuerySet

from development.mapping.suggestions import suggest
from development.models import SubAspect
from dictionary.models import Competency
from documents.document import Document
from documents.translation import gettext_noop as _
from exchange.document_types import by_slug
from exchange.editing.relations import LISTED, SUGGESTED, Choice, End
from exchange.history.recording import recording
from exchange.models import Revision

#: How many words of a search count.
WORDS = 6


class SubAspectEnd(End):
    """A sub-aspect, joined to competencies."""

    noun = _("kompetensi")

    def __init__(self, row: SubAspect) -> None:
        self.row = row
        self.format = self.holder = by_slug("panduan")
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

    noun = _("sub aspek")

    def __init__(self, row: Competency) -> None:
        self.row = row
        self.format, self.holder = by_slug("kamus"), by_slug("panduan")
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


def sub_aspect_end(aspect: str, slug: str) -> SubAspectEnd | None:
    """The end of a sub-aspect, None when there is no such; one query."""
    rows = SubAspect.objects.select_related("aspect").defer("source")
    row = rows.filter(aspect__slug=aspect, slug=slug).first()
    return SubAspectEnd(row) if row else None


def competency_end(code: str) -> CompetencyEnd | None:
    """The end of a competency, None when there is no such; one query."""
    row = Competency.objects.defer("source").filter(code=code).first()
    return CompetencyEnd(row) if row else None


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


def _sub_aspects(condition: Q) -> QuerySet[SubAspect]:
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
