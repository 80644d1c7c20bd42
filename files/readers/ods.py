"""The sheets of an OpenDocument spreadsheet, read as a stream.

tablib's reader (odfpy) builds a tree of the whole file and every repeated cell. This one keeps only rows that are not
empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.translation import mark as _
from files.cells import COLUMN_LIMIT, Builder, Merge, Row, Sheet, SheetError, Weight, number_text, too_big
from files.zip_guard import Archive, ArchiveError

CONTENT = "content.xml"
_SHEET_LIMIT = 1_000
#: The most consecutive spaces kept where a file gives their number; no stored text has two.
_SPACES = 9
_CELLS = ("table-cell", "covered-table-cell")
#: Elements in a cell besides its text: comments, drawings, pronunciation.
_ASIDE = ("annotation", "shapes", "frame", "ruby-text", "custom-shape", "detective", "table")
_NUMBERS = ("float", "percentage", "currency")
#: The attributes that hold a value, and the kinds of values that are no text unless the cell shows one.
_VALUES = ("value", "string-value", "date-value", "time-value", "boolean-value")
_UNSHOWN = {"date": _("tanggal"), "time": _("waktu")}
#: Values of `table:visibility` for rows and columns that are not shown.
_UNSEEN = ("collapse", "filter")
_BOOLEAN, _ERROR, _FORMULA = _("nilai benar/salah"), _("pesan galat"), _("rumus tanpa hasil")
#: Errors of formulas as LibreOffice and Excel show them: "Err:502", "#REF!".
_SHOWN_ERROR = re.compile(r"(?:Err|Kes):[0-9]{3}|#(?:REF|NAME|VALUE|NULL|NUM|DIV/0|N/A)[!?]?")
#: The most merged cells of a file.
_MERGE_LIMIT = 100_000


def sheets(archive: Archive) -> Iterator[Sheet]:
    """Yield the sheets in the file's order; taking the next sheet drops the rows of this one that were not taken.

    Raises ArchiveError, and SheetError while rows are taken. One pass for any number of sheets.
    """
    reader = _Cells()
    scan = archive.scan(CONTENT, reader.start, reader.end, reader.text)
    several = sum(chunk.count(b"<table:table ") for chunk in archive.chunks(CONTENT)) > 1
    place = 0
    while place < len(reader.tables) or _goes_on(scan):
        if place < len(reader.tables):
            table = reader.tables[place]
            unseen = table.builder.unseen
            yield Sheet(table.name, _rows(table, scan), table.hidden, several, unseen, table.known_merges)
            table.close()
            place += 1


def _goes_on(scan: Iterator[None]) -> bool:
    return next(scan, scan) is None


def _rows(table: _Table, scan: Iterator[None]) -> Iterator[Row]:
    while True:
        yield from table.builder.taken()
        if table.error:
            raise table.error
        if table.ended or not _goes_on(scan):
            return


class _Table:
    """One sheet while it is read: its name, its rows, its error; it keeps nothing more once it is closed."""

    def __init__(self, name: str, weight: Weight, *, hidden: bool) -> None:
        self.name, self.hidden = name, hidden
        self.builder = Builder(weight)
        self.merges: list[Merge] = []
        self.ended = False
        self.error: ArchiveError | SheetError | None = None

    @property
    def wanted(self) -> bool:
        """Return whether further cells are kept."""
        return not self.ended and self.error is None

    def close(self) -> None:
        """Keep nothing more: the sheet ended, or its reader stopped."""
        self.ended = True

    def put(self, row: int, places: range, text: str, misfit: str) -> None:
        """Set some cells of a row to the same text."""
        try:
            if places.stop > COLUMN_LIMIT:
                raise too_big(row, places.stop - 1)
            for place in places:
                self.builder.put(row, place, text, misfit)
        except (ArchiveError, SheetError) as error:
            self.error = error

    def known_merges(self) -> list[Merge]:
        """Return the merged cells that were read so far."""
        return self.merges

    def finish(self, row: int, times: int, *, hidden: bool) -> None:
        """End a row that stands there `times` times."""
        try:
            self.builder.finish(row, times, hidden=hidden)
        except (ArchiveError, SheetError) as error:
            self.error = error


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _attribute(attributes: dict[str, str], local: str) -> str:
    return next((value for name, value in attributes.items() if _local(name) == local), "")


def _repeated(attributes: dict[str, str], local: str) -> int:
    text = _attribute(attributes, local)
    return max(1, int(text)) if len(text) <= 9 and text.isascii() and text.isdigit() else 1


class _Cells:
    """Handlers that collect the cells of all sheets; a table within a cell or a drawing is no sheet."""

    def __init__(self) -> None:
        self.tables: list[_Table] = []
        self.weight = Weight()
        self.hiding: set[str] = set()
        self.styled = ""
        self.merges = 0
        self.row = self.rows = self.place = self.column = self.columns = 0
        self.kind = self.value = ""
        self.pieces: list[str] = []
        self.paragraphs = self.aside = 0
        self.inside = self.cell = self.formula = self.error = self.hidden = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = _local(name)
        if not self.inside:
            self.start_table(name, attributes)
        elif self.aside or name in _ASIDE:
            self.aside += 1
        elif name == "table-row":
            self.rows, self.place = _repeated(attributes, "number-rows-repeated"), 0
            self.hidden = _attribute(attributes, "visibility") in _UNSEEN
        elif name in _CELLS:
            self.start_cell(attributes)
        elif self.cell:
            self.start_text(name, attributes)
        elif name == "table-column":
            self.start_column(attributes)

    def start_table(self, name: str, attributes: dict[str, str]) -> None:
        """Begin a sheet; before the sheets, note the styles that hide one."""
        if name == "table":
            if len(self.tables) == _SHEET_LIMIT:
                raise ArchiveError("E_ARCHIVE_MEMBERS", limit=_SHEET_LIMIT)
            shown = _attribute(attributes, "display") != "false"
            hidden = not shown or _attribute(attributes, "style-name") in self.hiding
            self.tables.append(_Table(_attribute(attributes, "name"), self.weight, hidden=hidden))
            self.inside, self.row, self.column = True, 1, 0
        elif name == "style":
            self.styled = _attribute(attributes, "name")
        elif name == "table-properties" and _attribute(attributes, "display") == "false":
            self.hiding.add(self.styled)

    def start_column(self, attributes: dict[str, str]) -> None:
        first, self.column = self.column, self.column + _repeated(attributes, "number-columns-repeated")
        if _attribute(attributes, "visibility") in _UNSEEN:
            self.tables[-1].builder.hidden.update(range(first, min(self.column, COLUMN_LIMIT)))

    def start_cell(self, attributes: dict[str, str]) -> None:
        self.columns = _repeated(attributes, "number-columns-repeated")
        self.cell, self.pieces, self.paragraphs = True, [], 0
        self.kind = self.value = ""
        self.formula = self.error = False
        wide = tall = 1
        for name, value in attributes.items():
            local = _local(name)
            if local == "value-type":
                self.error = self.error or value == "error"
                self.kind = value if value != "error" else self.kind
            elif local in _VALUES:
                self.value = value
            elif local == "formula":
                self.formula = True
            elif local == "number-columns-spanned":
                wide = _repeated(attributes, local)
            elif local == "number-rows-spanned":
                tall = _repeated(attributes, local)
        if wide > 1 or tall > 1:
            self.add_merge(wide, tall)

    def add_merge(self, wide: int, tall: int) -> None:
        """Note that the cell covers others. Raises ArchiveError for too many of them."""
        self.merges += 1
        if self.merges > _MERGE_LIMIT:
            raise ArchiveError("E_ARCHIVE_MEMBERS", limit=_MERGE_LIMIT)
        if self.tables[-1].wanted and self.place < COLUMN_LIMIT:
            merge = Merge(self.row, self.place, self.row + tall - 1, self.place + wide - 1)
            self.tables[-1].merges.append(merge)

    def start_text(self, name: str, attributes: dict[str, str]) -> None:
        if name in ("p", "h"):
            self.pieces += ["\n"] if self.paragraphs else []
            self.paragraphs += 1
        elif name == "s":
            self.pieces.append(" " * min(_repeated(attributes, "c"), _SPACES))
        elif name in ("tab", "line-break"):
            self.pieces.append("\n" if name == "line-break" else "\t")

    def text(self, text: str) -> None:
        if self.cell and self.paragraphs and not self.aside:
            self.pieces.append(text)

    def end(self, name: str) -> None:
        name = _local(name)
        if not self.inside:
            return
        if self.aside:
            self.aside -= 1
        elif name in _CELLS:
            self.end_cell()
        elif name == "table-row":
            if self.tables[-1].wanted:
                self.tables[-1].finish(self.row, self.rows, hidden=self.hidden)
            self.row += self.rows
        elif name == "table":
            self.inside = False
            self.tables[-1].close()

    def end_cell(self) -> None:
        """Set the cell to what it shows; a writer that only repeats the value of a number shows nothing of its own."""
        shown = "".join(self.pieces) if self.paragraphs else ""
        repeated = self.kind in _NUMBERS and shown.strip() in ("", self.value)
        text = number_text(self.value) if repeated else shown if shown.strip() else self.value
        filled = text.strip() or (self.formula and not (self.paragraphs and self.kind == "string"))
        if filled and self.tables[-1].wanted:
            places = range(self.place, self.place + self.columns)
            self.tables[-1].put(self.row, places, text if text.strip() else "=", self.misfit(text))
        self.place += self.columns
        self.cell = False

    def misfit(self, text: str) -> str:
        """Return the words for a cell that shows no text, number, date or time; "" for one that does."""
        if self.error or (self.formula and _SHOWN_ERROR.fullmatch(text.strip())):
            return str(_ERROR)
        if self.formula and not text.strip():
            return str(_FORMULA)
        if self.kind == "boolean":
            return str(_BOOLEAN)
        return str(_UNSHOWN[self.kind]) if self.kind in _UNSHOWN and not self.paragraphs else ""
