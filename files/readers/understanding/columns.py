"""Columns of a table: whether documents can be read by them, and how a person sees them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from documents.document import clean
from files.readers.blocks import Place, TableRow
from files.readers.understanding.answers import Column
from files.readers.understanding.heads import Head, by_kind, texts_of
from files.readers.understanding.vocabulary import Kind

#: The kinds that say something about a document beyond its heads.
CONTENT = (Kind.TEXT, Kind.LIST, Kind.LEVEL, Kind.LEVEL_TEXT, Kind.LEVEL_ITEM, Kind.PART_TEXT)
SAMPLES = 3


def content(heads: Sequence[Head]) -> bool:
    """Return whether any column holds more than the heads of documents."""
    return any(head.level for head in heads) or bool(by_kind(heads, *CONTENT))


def readable(heads: Iterable[Head], *, inside: bool) -> bool:
    """Return whether documents can be read by these columns."""
    columns = list(heads)
    named = inside or bool(by_kind(columns, Kind.NAME, Kind.KEY))
    return named and (content(columns) or bool(by_kind(columns, Kind.KEY) and by_kind(columns, Kind.NAME)))


def shown(heads: Iterable[Head], row: TableRow, sample: Sequence[TableRow]) -> tuple[Column, ...]:
    """Return the columns as a person sees them, with the first texts that stand in each."""
    below = [texts_of(line) for line in sample]
    return tuple(_column(head, row, below) for head in heads)


def _column(head: Head, row: TableRow, below: Sequence[Mapping[int, str]]) -> Column:
    place = Place(row.place.row, row.place.table, row.place.sheet, head.at)
    texts = (clean(texts.get(head.at, "")) for texts in below)
    samples = tuple(dict.fromkeys(text for text in texts if text))[:SAMPLES]
    role = head.role.name if head.role else ""
    return Column(place, head.title, head.text, role, head.origin, head.level, samples)
