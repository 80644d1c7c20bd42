"""The dictionary between its documents and its tables."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import count

from django.db.models import Max
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

    def stored_keys(self) -> list[str]:
        return list(Competency.objects.values_list("code", flat=True))

    def stored(self, keys: Collection[str] | None = None) -> list[Document]:
        wanted = self.stored_keys() if keys is None else keys
        return [document for chunk in chunked(wanted) for document in _documents(chunk)]

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


def _documents(codes: Collection[str]) -> Iterator[Document]:
    """The competencies of `codes` in order, as documents; four queries, read as values as rows are many."""
    found = Competency.objects.filter(code__in=codes)
    heads = list(found.values_list("pk", "code", "name", "definition", "group", "position", "source"))
    contents = _contents([pk for pk, *_ in heads])
    for pk, code, name, definition, group, position, source in heads:
        lines = (Line(GROUP, group), Line(NAME, name), Line(DEFINITION, definition), *contents[pk])
        yield Document(code, name, lines, source, place=(position,))


def _contents(pks: Sequence[int]) -> dict[int, list[Line]]:
    """The lines below the head of each of these competencies, by its primary key; three queries."""
    contents: dict[int, list[Line]] = {pk: [] for pk in pks}
    for pk, text in KeyBehaviour.objects.filter(competency__in=pks).values_list("competency_id", "text"):
        lines = contents[pk]
        lines.append(Line(BEHAVIOUR, text, nth=len(lines) + 1))
    indicators: dict[int, list[tuple[str, str]]] = {}
    rows = Indicator.objects.filter(level__competency__in=pks).values_list("level_id", "label", "text")
    for level, label, text in rows:
        indicators.setdefault(level, []).append((label, text))
    levels = Level.objects.filter(competency__in=pks).order_by("competency_id", "number")
    for level, pk, number, description in levels.values_list("pk", "competency_id", "number", "description"):
        section = level_section(number)
        contents[pk].append(Line(section, description))
        contents[pk] += [Line(section, text, label) for label, text in indicators.get(level, ())]
    return contents


def _store(documents: Sequence[Document], positions: count[int]) -> None:
    existing = {row.code: row for row in Competency.objects.filter(code__in=[document.key for document in documents])}
    taken = set(Competency.objects.filter(uid__in=[_uid(d.key) for d in documents]).values_list("uid", flat=True))
    competencies = [_competency(document, existing.get(document.key), positions, taken) for document in documents]
    fields = ["name", "definition", "group", "position", "source"]
    settle(Competency.objects, existing.values(), competencies, identity=lambda row: row.code, fields=fields)
    _store_children([(row.pk, document) for row, document in zip(competencies, documents, strict=True)])


def _store_children(documents: Sequence[tuple[int, Document]]) -> None:
    """Settle what stands below the competencies of these primary keys."""
    pks = [pk for pk, _ in documents]
    settle(
        KeyBehaviour.objects,
        KeyBehaviour.objects.filter(competency__in=pks),
        [behaviour for pk, document in documents for behaviour in _behaviours(document, pk)],
        identity=lambda row: (row.competency_id, row.position),
        fields=["text"],
    )
    levels = [level for pk, document in documents for level in _levels(document, pk)]
    settle(
        Level.objects,
        Level.objects.filter(competency__in=pks),
        levels,
        identity=lambda row: (row.competency_id, row.number),
        fields=["description"],
    )
    places = {(level.competency_id, level.number): level.pk for level in levels}
    settle(
        Indicator.objects,
        Indicator.objects.filter(level__competency__in=pks),
        [indicator for pk, document in documents for indicator in _indicators(document, pk, places)],
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


def _behaviours(document: Document, pk: int) -> Iterator[KeyBehaviour]:
    for line in document.section(BEHAVIOUR):
        yield KeyBehaviour(competency_id=pk, position=line.nth, text=line.text)


def _levels(document: Document, pk: int) -> Iterator[Level]:
    for line in document.lines:
        number = level_number(line.section)
        if number is not None and not line.label:
            yield Level(competency_id=pk, number=number, description=line.text)


def _indicators(document: Document, pk: int, places: Mapping[tuple[int, int], int]) -> Iterator[Indicator]:
    """The indicators of a competency; `places` gives a level's primary key by competency and number."""
    positions = count(1)
    for line in document.lines:
        number = level_number(line.section)
        if number is None:
            continue
        if line.label:
            level = places[pk, number]
            yield Indicator(level_id=level, label=line.label, position=next(positions), text=line.text)
        else:
            positions = count(1)
