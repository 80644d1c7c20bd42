"""Tables of HTML while they are read: where cells stand below and beside merged ones, and what a row becomes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from files.cells import CELL_WEIGHT, COLUMN_LIMIT, PLACE_WEIGHT, ROW_LIMIT, WEIGHT_LIMIT, too_big
from files.readers.blocks import Cell
from files.readers.html_style import Look
from files.zip_guard import ArchiveError

_SPAN = re.compile(r"\s*([0-9]{1,6})")
_ENDLESS = ROW_LIMIT + 1


class Text(NamedTuple):
    """A paragraph of a page: where it begins in the source, and what `blocks.Paragraph` says of it."""

    at: int
    text: str
    heading: int
    depth: int
    bold: bool


class TextRow(NamedTuple):
    """A row of a table of a page: where it begins, the table, its number there, and what `blocks.TableRow` says."""

    at: int
    table: Table
    row: int
    cells: tuple[Cell, ...]
    head: bool


Item = Text | TextRow


@dataclass(slots=True)
class OpenCell:
    """A cell that is being read: its column, the columns it covers, whether it is a head, what stands in it."""

    column: int
    span: int
    head: bool
    items: list[Item] = field(default_factory=list)

    @property
    def is_layout(self) -> bool:
        """Whether the cell holds a table or headings: if it stands alone, the page merely uses it as a frame."""
        return any(isinstance(item, TextRow) or (item.heading and len(self.items) > 1) for item in self.items)

    def text(self) -> str:
        """Return the text of the cell, its paragraphs on lines; the cells of a table in it are parted by TABs."""
        return "\n".join(
            item.text if isinstance(item, Text) else "\t".join(cell.text for cell in item.cells) for item in self.items
        )


class Merged(NamedTuple):
    """A merged cell that reaches into rows below."""

    column: int
    span: int
    last_row: int


@dataclass(slots=True, eq=False)
class Table:
    """A table that is being read. `number` is given when its first row is."""

    look: Look
    row_look: Look
    number: int = 0
    row: int = 0
    at: int = 0
    weight: int = 0
    in_row: bool = False
    in_head: bool = False
    cells: list[OpenCell] = field(default_factory=list)
    #: The merged cells from above the row, by column; how many of them lie left of its next cell; those it begins.
    above: list[Merged] = field(default_factory=list)
    passed: int = 0
    begun: list[Merged] = field(default_factory=list)

    def begin_row(self, at: int, look: Look) -> None:
        """Begin a row. Raises SheetError beyond the last row that a table may have."""
        self.in_row, self.at, self.row_look, self.cells = True, at, look, []
        self.row += 1
        if self.row > ROW_LIMIT:
            raise too_big(self.row, 0)

    def begin_cell(self, attributes: Mapping[str, str], *, head: bool) -> OpenCell:
        """Return the next cell of the row, right of what stands there. Raises SheetError beyond the last column."""
        if not self.cells:
            self._settle()
        column = self.cells[-1].column + self.cells[-1].span if self.cells else 0
        while self.passed < len(self.above) and self.above[self.passed].column <= column:
            column = max(column, self.above[self.passed].column + self.above[self.passed].span)
            self.passed += 1
        if column >= COLUMN_LIMIT:
            raise too_big(self.row, column)
        room = self.above[self.passed].column if self.passed < len(self.above) else COLUMN_LIMIT
        span = min(max(_number(attributes, "colspan"), 1), room - column)
        self.cells.append(OpenCell(column, span, head))
        rows = _number(attributes, "rowspan")
        if rows != 1:
            self.begun.append(Merged(column, span, self.row + rows - 1 if rows else _ENDLESS))
        return self.cells[-1]

    def _settle(self) -> None:
        """Take up the merged cells that reach into this row, which costs as many steps as there are."""
        self.weigh(len(self.above) * PLACE_WEIGHT)
        self.above = sorted(each for each in [*self.above, *self.begun] if each.last_row >= self.row)
        self.begun, self.passed = [], 0

    def end_group(self) -> None:
        """End a group of rows, which no merged cell leaves."""
        self.above, self.begun = [], []

    def end_row(self) -> list[Item]:
        """Return what the row becomes: itself, nothing when it is empty, or what stands in a cell that frames a page.

        Raises ArchiveError when all cells together hold too much.
        """
        self.in_row = False
        filled = [cell for cell in self.cells if cell.items]
        if len(filled) == 1 and filled[0].is_layout:
            return filled[0].items
        if not filled:
            return []
        head = self.in_head or all(cell.head for cell in filled)
        cells = [Cell(cell.column, cell.text(), cell.span) for cell in filled]
        cells += [Cell(each.column, "", each.span, continues=True) for each in self.above]
        self.weigh(sum(len(cell.text) + CELL_WEIGHT for cell in cells))
        return [TextRow(self.at, self, self.row, tuple(sorted(cells)), head)]

    def weigh(self, weight: int) -> None:
        """Count what the table costs. Raises ArchiveError when all cells together hold too much."""
        self.weight += weight
        if self.weight > WEIGHT_LIMIT:
            raise ArchiveError("E_ARCHIVE_SIZE", limit=WEIGHT_LIMIT // 1024 // 1024)


def _number(attributes: Mapping[str, str], name: str) -> int:
    """Return the number of an attribute, 1 when there is none."""
    found = _SPAN.match(attributes.get(name, ""))
    return int(found[1]) if found else 1
