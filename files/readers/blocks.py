"""Blocks: what a file shows, as one stream of paragraphs and table rows with their places, whatever kind of file it is.

Text, Markdown, HTML, Word and spreadsheets all become these; nothing behind them knows which kind the file was. A list
mark or number that a program prints by itself stands in the text, followed by a TAB: "1.1.\tUcapan …", "•\tJujur".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from documents.translation import AnyText
from documents.translation import mark as _
from files.cells import column

LINE = _("baris {row}")
IN_TABLE, CELL_IN_TABLE = _("tabel {table}, baris {row}"), _("tabel {table}, sel {cell}")
IN_SHEET, CELL_IN_SHEET = _("lembar “{sheet}”, baris {row}"), _("lembar “{sheet}”, sel {cell}")
CELL, WHOLE = _("sel {cell}"), _("seluruh berkas")


class Place(NamedTuple):
    """Where a block stands, as a person counts: the row of a sheet, the line of a text, the paragraph of a Word file.

    `row` counts from 1: lines of a text, paragraphs outside tables, rows of the table or the sheet; 0 is the whole
    file. `table` counts the tables of a text, an HTML page or a Word file from 1; 0 outside tables and in sheets.
    `sheet` is the name of the sheet, "" where a file has one sheet only or none. `column` is that of a cell from 0, -1
    for a whole row.
    """

    row: int
    table: int = 0
    sheet: str = ""
    column: int = -1

    def __str__(self) -> str:
        """Return the place in the reader's words: "baris 12", "tabel 2, sel B5", "lembar “Teknis”, sel C7".

        Without a row it is the whole file.
        """
        if not self.row:
            return str(WHOLE)
        cell = f"{column(self.column)}{self.row}" if self.column >= 0 else ""
        if self.sheet:
            return (CELL_IN_SHEET if cell else IN_SHEET).format(sheet=self.sheet, row=self.row, cell=cell)
        if self.table:
            return (CELL_IN_TABLE if cell else IN_TABLE).format(table=self.table, row=self.row, cell=cell)
        return CELL.format(cell=cell) if cell else LINE.format(row=self.row)


class Paragraph(NamedTuple):
    """A paragraph, or a line of a plain text: never empty.

    `number` is its place among all blocks of the file, from 1; for a plain text the number of its line. `heading` is
    the rank of a heading (1 to 9), 0 for any other paragraph. `depth` is the depth of a list item from 1, 0 outside
    lists. `bold` says that all of it is bold. Emphasis inside it stays as `*…*` and `**…**`.
    """

    number: int
    place: Place
    text: str
    heading: int = 0
    depth: int = 0
    bold: bool = False


class Cell(NamedTuple):
    """A cell of a row: its column from 0, its text, the columns that it covers.

    Line ends part the paragraphs of its text. A cell that `continues` the merged cell above it has no text of its own.
    """

    column: int
    text: str
    span: int = 1
    continues: bool = False


class TableRow(NamedTuple):
    """A row of a table or a sheet that is not empty: its filled cells and its continued ones, by column.

    `number` as that of a paragraph. `table` counts tables and sheets of the file from 1. `head` says that the file
    itself calls the row a head: `<th>`, a repeated heading row of Word, the row above the rule of a Markdown table.
    """

    number: int
    place: Place
    table: int
    cells: tuple[Cell, ...]
    head: bool = False

    def text(self, at: int) -> str:
        """Return the text of the cell in column `at`, "" for none."""
        return next((cell.text for cell in self.cells if cell.column == at), "")


Block = Paragraph | TableRow
Blocks = Iterator[Block]


class Note(NamedTuple):
    """Something that an opener did or left out, for the problems of the file: its code, its number of times, its place.

    `block` is the number of the block where it happened first, 0 for the whole file.
    """

    code: str
    message: AnyText
    block: int = 0
