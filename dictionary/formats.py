"""The dictionary between its documents and its tables."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from itertools import count

from django.db.models import Max, Prefetch
from django.urls import reverse

from dictionary import tables, textfile
from dictionary.models import Competency, Indicator, KeyBehaviour, Level
from dictionary.records import BEHAVIOUR, DEFINITION, GROUP, NAME, level_number, level_section
from exchange.documents import Document, Line
from exchange.formats import Format
from exchange.rows import chunked, settle

#: Under this name a code always gets the same `uid`, so that addresses agree between installations.
NAMESPACE = uuid.UUID("6c2f3c1e-6a1b-5c0e-9d0b-0e6b7c1d2a55")


class DictionaryFormat(Format):
    """Competencies: one document each, known by its code."""

    textfile = textfile
    table = tables
    slug = "kamus"
    label = "Kamus kompetensi"
    noun = "kompetensi"
    extensions = ("md", "txt")
    example = "Nama | Developing Others\nKode | DEVO\nDefinisi | …"

    def stored(self, keys: Collection[str] | None = None) -> list[Document]:
        if keys is None:
            keys = list(Competency.objects.values_list("code", flat=True))
        documents = []
        for chunk in chunked(keys):
            documents += [_document(competency) for competency in _with_rows(chunk)]
        return documents

    def store(self, documents: Sequence[Document]) -> None:
        end = Competency.objects.aggregate(end=Max("position"))["end"]
        positions = count((end or 0) + 1)
        for chunk in chunked(documents):
            _store(chunk, positions)

    def delete(self, keys: Collection[str]) -> None:
        for chunk in chunked(keys):
            Competency.objects.filter(code__in=chunk).delete()

    def url(self, key: str) -> str:
        return reverse("competency", args=[key])

    def mark(self, document: Document) -> str:
        return document.key

    def summary(self, document: Document) -> str:
        levels = {line.section for line in document.lines if level_number(line.section) is not None}
        indicators = sum(line.section in levels and bool(line.label) for line in document.lines)
        behaviours = len(document.section(BEHAVIOUR))
        return f"{behaviours} perilaku kunci, {indicators} indikator dalam {len(levels)} level"


def _with_rows(codes: Collection[str]) -> Iterable[Competency]:
    levels = Level.objects.order_by("number").prefetch_related("indicators")
    competencies = Competency.objects.filter(code__in=codes)
    return competencies.prefetch_related("behaviours", Prefetch("levels", levels))


def _document(competency: Competency) -> Document:
    """A competency with its rows at hand, as a document."""
    lines = [
        Line(GROUP, competency.group),
        Line(NAME, competency.name),
        Line(DEFINITION, competency.definition),
    ]
    behaviours = enumerate(competency.behaviours.all(), 1)
    lines += [Line(BEHAVIOUR, behaviour.text, nth=nth) for nth, behaviour in behaviours]
    for level in competency.levels.all():
        section = level_section(level.number)
        lines.append(Line(section, level.description))
        lines += [Line(section, indicator.text, label=indicator.label) for indicator in level.indicators.all()]
    place = (competency.position,)
    return Document(competency.code, competency.name, tuple(lines), competency.source, place=place)


def _store(documents: Sequence[Document], positions: count[int]) -> None:
    existing = {row.code: row for row in _with_rows([document.key for document in documents])}
    taken = set(Competency.objects.filter(uid__in=[_uid(d.key) for d in documents]).values_list("uid", flat=True))
    competencies = [_competency(document, existing.get(document.key), positions, taken) for document in documents]
    fields = ["name", "definition", "group", "position", "source"]
    settle(Competency.objects, existing.values(), competencies, identity=lambda row: row.code, fields=fields)
    _store_children(documents, competencies, existing)


def _store_children(
    documents: Sequence[Document], competencies: Sequence[Competency], existing: dict[str, Competency]
) -> None:
    paired = list(zip(documents, competencies, strict=True))
    olds = list(existing.values())
    settle(
        KeyBehaviour.objects,
        [behaviour for old in olds for behaviour in old.behaviours.all()],
        [behaviour for document, competency in paired for behaviour in _behaviours(document, competency)],
        identity=lambda row: (row.competency_id, row.position),
        fields=["text"],
    )
    levels = [level for document, competency in paired for level in _levels(document, competency)]
    settle(
        Level.objects,
        [level for old in olds for level in old.levels.all()],
        levels,
        identity=lambda row: (row.competency_id, row.number),
        fields=["description"],
    )
    settle(
        Indicator.objects,
        [indicator for old in olds for level in old.levels.all() for indicator in level.indicators.all()],
        list(_indicators(paired, levels)),
        identity=lambda row: (row.level_id, row.label),
        fields=["position", "text"],
    )


def _uid(code: str) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, code)


def _competency(document: Document, old: Competency | None, positions: count[int], taken: set[uuid.UUID]) -> Competency:
    uid = _uid(document.key)
    return Competency(
        code=document.key,
        name=document.text(NAME),
        definition=document.text(DEFINITION),
        group=document.text(GROUP),
        position=_position(document, old, positions),
        uid=uuid.uuid4() if uid in taken else uid,
        source=old.source if old and document.source is None else document.source or "",
    )


def _position(document: Document, old: Competency | None, positions: count[int]) -> int:
    """Where it stands already, or stood when it was stored before, or the end."""
    if old:
        return old.position
    return document.place[0] if document.place else next(positions)


def _behaviours(document: Document, competency: Competency) -> list[KeyBehaviour]:
    return [
        KeyBehaviour(competency=competency, position=line.nth, text=line.text) for line in document.section(BEHAVIOUR)
    ]


def _levels(document: Document, competency: Competency) -> list[Level]:
    return [
        Level(competency=competency, number=number, description=line.text)
        for line in document.lines
        if not line.label and (number := level_number(line.section)) is not None
    ]


def _indicators(paired: Iterable[tuple[Document, Competency]], levels: Sequence[Level]) -> Iterable[Indicator]:
    by_place = {(level.competency_id, level.number): level for level in levels}
    for document, competency in paired:
        positions = count(1)
        for line in document.lines:
            number = level_number(line.section)
            if number is not None and line.label:
                level = by_place[competency.pk, number]
                yield Indicator(level=level, label=line.label, position=next(positions), text=line.text)
            elif number is not None:
                positions = count(1)
