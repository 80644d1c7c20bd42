"""The dictionary between its documents and its tables."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import count
from typing import Any

from django.db.models import Max, Prefetch
from django.urls import reverse

from dictionary import nested, tables, textfile
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
    nested = nested
    slug = "kamus"
    label = "Kamus kompetensi"
    noun = "kompetensi"
    extensions = ("md", "txt")
    example = "Nama | Developing Others\nKode | DEVO\nDefinisi | …"

    def keys(self) -> list[str]:
        return list(Competency.objects.values_list("code", flat=True))

    def stored(self, keys: Collection[str] | None = None) -> list[Document]:
        documents: list[Document] = []
        for chunk in chunked(self.keys() if keys is None else keys):
            documents += _documents(chunk)
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


def _documents(codes: Collection[str]) -> Iterator[Document]:
    """The competencies of `codes` in order, as documents; four queries, and no object for a row that a line is."""
    fields = ("pk", "code", "name", "definition", "group", "position", "source")
    competencies = list(Competency.objects.filter(code__in=codes).values_list(*fields))
    parents = [row[0] for row in competencies]
    behaviours = _gathered(KeyBehaviour.objects.filter(competency__in=parents).values_list("competency", "text"))
    levels = Level.objects.filter(competency__in=parents).order_by("number")
    by_competency = _gathered(levels.values_list("competency", "pk", "number", "description"))
    in_levels = Indicator.objects.filter(level__competency__in=parents)
    indicators = _gathered(in_levels.values_list("level", "text", "label"))
    for pk, code, name, definition, group, position, source in competencies:
        lines = [Line(GROUP, group), Line(NAME, name), Line(DEFINITION, definition)]
        lines += [Line(BEHAVIOUR, text, nth=nth) for nth, (text,) in enumerate(behaviours[pk], 1)]
        for level, number, description in by_competency[pk]:
            section = level_section(number)
            lines.append(Line(section, description))
            lines += [Line(section, text, label) for text, label in indicators[level]]
        yield Document(code, name, tuple(lines), source, place=(position,))


def _gathered(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[tuple[Any, ...]]]:
    """The rows by their first value, without it, in their order."""
    gathered: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for parent, *row in rows:
        gathered[parent].append(tuple(row))
    return gathered


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
