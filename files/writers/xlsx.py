"""A sheet as a workbook (XLSX): every cell a text, a frozen header row, ready to print.

XlsxWriter makes the package; `_TextSheet` writes the rows.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from files.cells import column
from files.writers.sheet import Sheet, escape_apostrophe, looks_like_formula, xml

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TITLE_LIMIT = 31
#: The height of a row of one line, and the largest height, in points.
LINE_HEIGHT, GREATEST = 15, 405
#: The width of a digit in the cells' font, in pixels: column widths are counted in digits.
DIGIT = 7

#: The creation time of every workbook, so that the same rows give the same bytes.
_EPOCH = datetime(1980, 1, 1, tzinfo=UTC)
_TEXT = {"num_format": "@", "text_wrap": True, "valign": "top"}
_HEAD = _TEXT | {"bold": True, "font_color": "#0B4F50", "bg_color": "#E4F0EE", "bottom": 1, "bottom_color": "#0F5C5C"}
#: The start of a character code in this file format; a text that looks like one gets its first sign escaped.
_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def write(sheet: Sheet, out: BinaryIO) -> None:
    """Write `sheet` to `out`. The same rows give the same bytes; constant memory.

    Raises OverflowError for more rows than a workbook holds.
    """
    options = {"constant_memory": True}
    with TemporaryDirectory() as folder, Workbook(out, options | {"tmpdir": folder}) as book:
        book.set_properties({"title": sheet.title, "created": _EPOCH})
        page = book.add_worksheet(_tab(sheet.title), _TextSheet)
        last = _fill(book, page, sheet)
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, last, len(sheet.columns) - 1)
        page.ignore_errors({"number_stored_as_text": f"A1:{column(len(sheet.columns) - 1)}{last + 1}"})
        _set_print(page, sheet.title)


def _fill(book: Workbook, page: _TextSheet, sheet: Sheet) -> int:
    """Write the header row and the rows; return the place of the last row, from 0."""
    head, text, quoted = (book.add_format(rules) for rules in (_HEAD, _TEXT, _TEXT | {"quote_prefix": True}))
    page.widths, rows = sheet.sampled()
    for place, width in enumerate(page.widths):
        page.set_column_pixels(place, place, width * DIGIT)
        page.write_string(0, place, sheet.columns[place], head)
    number = 0
    for number, row in enumerate(rows, 1):
        for place, content in enumerate(row):
            if page.write_string(
                number, place, escape_apostrophe(content), quoted if looks_like_formula(content) else text
            ):
                raise OverflowError(f"row {number}, column {place}")
    return number


def _set_print(page: Worksheet, title: str) -> None:
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    page.repeat_rows(0)
    page.set_footer(f"&L{title.replace('&', '&&')}&RHalaman &P dari &N")


class _TextSheet(Worksheet):  # type: ignore[misc]  # the package has no types
    """A worksheet of texts alone, in columns of `widths`.

    XlsxWriter itself writes a text from "<r>" to "</r>" as markup, and a text with two consecutive codes as another
    text. Every program keeps a row height that is set, also when the row's text or font changes.
    """

    widths: list[int]

    def _write_row(self, row: int, *_options: Any) -> None:
        """Write a row's start, with an estimated height when its texts wrap: not every program computes it itself."""
        texts = (len(cell.string) for cell in self.table[row].values())
        lines = max(-(-length // width) for length, width in zip(texts, self.widths, strict=True))
        height = f' ht="{min(lines * LINE_HEIGHT, GREATEST)}"' if row and lines > 1 else ""
        self.fh.write(f'<row r="{row + 1}"{height}>')

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        place = f'r="{column(col)}{row + 1}" s="{cell.format._get_xf_index()}"'  # noqa: SLF001
        if not cell.string:
            self.fh.write(f"<c {place}/>")
            return
        text = xml(_CODE.sub("_x005F_", cell.string) if "_x" in cell.string else cell.string)
        self.fh.write(f'<c {place} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>')


def _tab(title: str) -> str:
    """Return `title` as the name of a sheet: short, and without the separators of formulas."""
    return re.sub(r"[\[\]:*?/\\]", " ", title)[:TITLE_LIMIT].strip(" '") or "Lembar 1"
