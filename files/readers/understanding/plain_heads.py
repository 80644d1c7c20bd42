"""Heads of tables that nobody knows: the first row, if it can be one."""

from __future__ import annotations

from collections.abc import Sequence

from documents.document import clean
from files.readers.blocks import TableRow
from files.readers.understanding.answers import Answers
from files.readers.understanding.heads import LONGEST, Found, bare_title, head_of, heads_of
from files.readers.understanding.level_words import worded
from files.readers.understanding.vocabulary import Vocabulary


def plain_head(rows: Sequence[TableRow], at: int, vocabulary: Vocabulary, answers: Answers) -> Found:
    """Return the head of a table that nobody knows: its first row, if that can be one, else no row at all."""
    row = rows[at]
    if at + 1 < len(rows) and not _is_data(row, rows[at + 1 : at + LONGEST], vocabulary):
        return Found(at, (row,), heads_of([row], vocabulary, answers), row)
    places = sorted({cell.column for line in rows[at : at + LONGEST] for cell in line.cells if cell.text.strip()})
    bare = (head_of(place, [""], bare_title(place), vocabulary, answers) for place in places)
    return Found(at, (), tuple(bare), row)


def _is_data(row: TableRow, below: Sequence[TableRow], vocabulary: Vocabulary) -> bool:
    """Return whether the first row of a table is no head: it holds numbers, sentences, a level, or texts that recur.

    Several levels in one row are heads of columns.
    """
    texts = [clean(cell.text) for cell in row.cells if cell.text.strip()]
    if len(set(texts)) < len(texts) or any(map(_is_sentence, texts)):
        return True
    if sum(worded(text, vocabulary) is not None for text in texts) == 1:
        return True
    return any(clean(line.text(cell.column)) == clean(cell.text) for cell in row.cells if cell.text for line in below)


def _is_sentence(text: str) -> bool:
    ended = " " in text and text.endswith((".", ";"))  # "Ket." and "No." are heads
    return len(text) > LONGEST // 2 or ended or text.replace(".", "").isdecimal()
