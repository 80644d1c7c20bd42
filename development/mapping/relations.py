"""Relation between sub-aspects and competencies: its two sides, and recorded changes of its links.

Sub-aspects own the links. A change on the page of a competency is recorded in every sub-aspect whose links change.
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
from documents.translation import mark as _
from exchange import document_types
from exchange.bulk import chunked
from exchange.history.applying import Preview, carry_out
from exchange.models import Revision
from exchange.relations import Choice, LinkSide, Relation

#: The most words of a search that are used.
WORDS = 6


class SubAspectSide(LinkSide):
    """A sub-aspect, linked to competencies."""

    noun = _("kompetensi")

    def __init__(self, row: SubAspect) -> None:
        self.row = row
        self.document_type = self.owner = document_types.get("panduan")
        self.key = "/".join(row.natural_key())
        self.title, self.short_label, self.url = row.name, row.aspect.title, row.get_absolute_url()

    def linked(self) -> tuple[str, ...]:
        return tuple(self.row.competencies.order_by("code").values_list("code", flat=True))

    def token(self) -> str:
        """Return the number of the newest revision, as on the edit page; one query."""
        return str(Revision.objects.of("panduan", self.key).newest())

    def choices(self, keys: Collection[str]) -> list[Choice]:
        return [_competency(row) for row in Competency.objects.filter(code__in=keys).only("code", "name")]

    def find(self, query: str, *, limit: int) -> list[Choice]:
        rows = Competency.objects.filter(_worded(query, "code", "name")).only("code", "name")
        return [_competency(row) for row in rows[:limit]]

    def suggested(self, *, limit: int) -> list[Choice]:
        own = {self.key: f"{self.row.name} {self.row.description}"}
        keys = suggest(own, competency_texts(), count=limit)[self.key]
        return _ranked(self.choices(keys), keys)

    def updated_documents(self, wanted: Collection[str]) -> list[Document]:
        documents = document_types.get("panduan").repository.load([self.key])
        return [replace(document, related=tuple(sorted(set(wanted)))) for document in documents]


class CompetencySide(LinkSide):
    """A competency, linked to sub-aspects."""

    noun = _("sub aspek")

    def __init__(self, row: Competency) -> None:
        self.row = row
        self.document_type, self.owner = document_types.get("kamus"), document_types.get("panduan")
        self.key = self.short_label = row.code
        self.title, self.url = row.name, row.get_absolute_url()

    def linked(self) -> tuple[str, ...]:
        return linked_sub_aspects([self.key]).get(self.key, ())

    def token(self) -> str:
        """Return a digest of the links alone: the texts of linked sub-aspects may change meanwhile. One query."""
        return hashlib.sha256(repr(self.linked()).encode()).hexdigest()[:16]

    def choices(self, keys: Collection[str]) -> list[Choice]:
        pairs = [key.split("/") for key in keys if key.count("/") == 1]
        rows = _sub_aspects(Q(aspect__slug__in=[pair[0] for pair in pairs], slug__in=[pair[1] for pair in pairs]))
        return [choice for choice in map(_sub_aspect, rows) if choice.key in keys]

    def find(self, query: str, *, limit: int) -> list[Choice]:
        return [_sub_aspect(row) for row in _sub_aspects(_worded(query, "name", "aspect__name"))[:limit]]

    def suggested(self, *, limit: int) -> list[Choice]:
        own = {self.key: f"{self.row.name} {self.row.definition}"}
        keys = suggest(own, sub_aspect_texts(), count=limit)[self.key]
        return _ranked(self.choices(keys), keys)

    def updated_documents(self, wanted: Collection[str]) -> list[Document]:
        changing = document_types.get("panduan").repository.load({*self.linked()} ^ {*wanted})
        return [replace(each, related=tuple(sorted({*(each.related or ())} ^ {self.key}))) for each in changing]


def linked_sub_aspects(codes: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Return the keys of the sub-aspects linked to each of these competencies; one query for each `CHUNK`."""
    found: dict[str, tuple[str, ...]] = {}
    for chunk in chunked(codes):
        pairs = SubAspect.objects.filter(competencies__code__in=chunk).order_by("aspect__slug", "slug")
        for code, *names in pairs.values_list("competencies__code", "aspect__slug", "slug"):
            found[code] = (*found.get(code, ()), "/".join(names))
    return found


def sub_aspect_side(key: str) -> SubAspectSide | None:
    """Return the side of a sub-aspect, None when it does not exist; one query."""
    aspect, _slash, slug = key.partition("/")
    rows = SubAspect.objects.select_related("aspect").defer("source")
    row = rows.filter(aspect__slug=aspect, slug=slug).first()
    return SubAspectSide(row) if row else None


def competency_side(code: str) -> CompetencySide | None:
    """Return the side of a competency, None when it does not exist; one query."""
    row = Competency.objects.defer("source").filter(code=code).first()
    return CompetencySide(row) if row else None


MAP = Relation(
    owner="panduan",
    target="kamus",
    label=_("Kompetensi terkait"),
    linked_to=linked_sub_aspects,
    owner_side=sub_aspect_side,
    target_side=competency_side,
)


def joined(codes: Mapping[str, Collection[str]]) -> list[Document]:
    """Return the sub-aspects of `codes`, linked to the codes given for each key; queries as `Repository.load`."""
    found = document_types.get("panduan").repository.load(list(codes))
    return [replace(each, related=tuple(sorted(codes[each.key]))) for each in found]


def join(codes: Mapping[str, Collection[str]]) -> int:
    """Link the sub-aspects of `codes` to competencies, as a recorded change. Returns the number of revisions."""
    preview, origin = Preview((), lambda record: record.store(joined(codes))), Revision.Origin.EDIT
    return len(
        carry_out(
            document_types.get("panduan"), lambda: preview, seen=None, origin=origin, user=None, note="Peta awal."
        )
    )


def competency_texts() -> Iterable[tuple[str, str]]:
    """Return pairs of code, and name with definition, of all competencies; one query, rows streamed."""
    rows = Competency.objects.order_by().values_list("code", "name", "definition")
    return ((code, f"{name} {definition}") for code, name, definition in rows.iterator())


def sub_aspect_texts() -> Iterable[tuple[str, str]]:
    """Return pairs of key, and name with description, of all sub-aspects; one query, rows streamed."""
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
    """Return the condition that each of the first `WORDS` words of `query` is in one of `fields`.

    An empty `query` matches every row.
    """
    wanted = Q()
    for word in query.split()[:WORDS]:
        wanted &= Q(*((f"{field}__icontains", word) for field in fields), _connector=Q.OR)
    return wanted
