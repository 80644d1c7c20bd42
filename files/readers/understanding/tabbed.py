"""Tables pasted as plain text: a row of known heads with TABs, then rows whose last cell may go on in further lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from files.readers.blocks import Block, Cell, Paragraph, TableRow
from files.readers.understanding.furniture import furniture_of
from files.readers.understanding.labels import label_of, unknown_label
from files.readers.understanding.vocabulary import Kind, Vocabulary
from files.readers.understanding.words import level_of, role_of, title

#: A table that was a pasted text counts from here, so that it is no other table of the file.
FIRST = 1_000_000
_HEADS = (Kind.KEY, Kind.NAME, Kind.TEXT)


@dataclass(slots=True)
class _Table:
    """The open table: its number, its heads, and the row that still may go on."""

    number: int
    heads: tuple[str, ...] = ()
    row: Paragraph | None = None
    cells: list[str] = field(default_factory=list)
    more: list[str] = field(default_factory=list)
    last: int = 0

    def finished(self) -> Iterator[Block]:
        """Yield the row that was open, with the lines that go on with its last cell."""
        if self.row:
            cells = [*self.cells[:-1], "\n".join([self.cells[-1], *self.more])] if self.more else self.cells
            yield _row(self.row, self.number, cells)
        self.row, self.more = None, []


def with_tabbed_tables(blocks: Iterable[Block], vocabulary: Vocabulary) -> Iterator[Block]:
    """Yield the blocks, with paragraphs that are rows of a table pasted as plain text (cells apart by TAB) as rows.

    Such a table begins with a row of heads that the vocabulary knows; paragraphs below without a TAB go on with the
    last cell of the row above. It ends at an empty line, at a label, and at any paragraph that a label follows.
    """
    table = _Table(FIRST)
    for block, following in _pairs(blocks):
        cells = _cells(block)
        if is_head(cells, vocabulary):
            yield from table.finished()
            same = table.heads == tuple(map(title, cells))
            table = _Table(table.number if same else table.number + 1, tuple(map(title, cells)), last=block.number)
            if isinstance(block, Paragraph):
                yield _row(block, table.number, cells, head=True)
        elif table.heads and isinstance(block, Paragraph) and (furniture_of(block.text) or _is_rule(block.text)):
            yield from table.finished()
            yield block
        elif table.heads and isinstance(block, Paragraph) and _belongs(block, cells, following, table, vocabulary):
            table.last = block.number
            if len(cells) > 1:
                yield from table.finished()
                table.row, table.cells = block, cells
            else:
                table.more.append(block.text.strip())
        else:
            yield from table.finished()
            table = _Table(table.number + 1)
            yield block
    yield from table.finished()


def _pairs(blocks: Iterable[Block]) -> Iterator[tuple[Block, Block | None]]:
    before: Block | None = None
    for block in blocks:
        if before is not None:
            yield before, block
        before = block
    if before is not None:
        yield before, None


def _cells(block: Block | None) -> list[str]:
    if not isinstance(block, Paragraph):
        return []
    if "\t" not in block.text:
        body = block.text.strip().removeprefix("|").removesuffix("|")
        return [cell.strip() for cell in body.split("|")] if "|" in body else []
    return [cell.strip() for cell in block.text.split("\t")]


def is_head(cells: list[str], vocabulary: Vocabulary) -> bool:
    """Return whether these cells are the head of a table: two known columns at least, and nothing that is unknown."""
    filled = [cell for cell in cells if cell]
    if len(filled) < 2:
        return False
    known = [cell for cell in filled if role_of(cell, vocabulary) or _is_bare_level(cell, vocabulary)]
    others = [cell for cell in filled if cell not in known and title(cell) not in vocabulary.ignored]
    return len(known) > 1 and not others


def _is_rule(text: str) -> bool:
    """Return whether a line is the rule below the head of a table: ":---|:---"."""
    return "-" in text and not text.strip("|:- \t")


def _is_bare_level(cell: str, vocabulary: Vocabulary) -> bool:
    found = level_of(cell, vocabulary)
    return bool(found) and not (found and found.rest)


def _belongs(
    block: Paragraph, cells: list[str], following: Block | None, table: _Table, vocabulary: Vocabulary
) -> bool:
    """Return whether a paragraph is a row of the open table or goes on with its last cell."""
    label = label_of(block.text, vocabulary)
    if (label and label.role.kind in _HEADS) or block.heading or len(cells) > len(table.heads):
        return False
    if len(cells) > 1:
        return True
    if block.number > table.last + 1 or table.row is None or unknown_label(block.text, vocabulary):
        return False
    below = label_of(following.text, vocabulary) if isinstance(following, Paragraph) else None
    return not (below and below.role.kind in _HEADS) and not _full(table)


def _full(table: _Table) -> bool:
    """Return whether the row cannot go on: it has fewer cells than the heads."""
    return len(table.cells) < len(table.heads)


def _row(paragraph: Paragraph, table: int, cells: list[str], *, head: bool = False) -> TableRow:
    filled = tuple(Cell(column, text) for column, text in enumerate(cells) if text)
    return TableRow(paragraph.number, paragraph.place, table, filled, head)
