"""The sheets of an OpenDocument spreadsheet, read as a stream.

tablib's reader (odfpy) builds a tree of the whole file and every repeated cell. This one keeps only rows that are not
empty.
"""

from __future__ import annotations

from collections.abc import Iterator

from documents.translation import mark as _
from files.cells import COLUMN_LIMIT, Builder, Row, Sheet, SheetError, number_text, too_big
from files.zip_guard import Archive, ArchiveError

CONTENT = "content.xml"
_SHEET_LIMIT = 1_000
#: The most consecutive spaces kept where a file gives their number; no stored text has two.
_SPACES = 9
_CELLS = ("table-cell", "covered-table-cell")
#: Elements in a cell besides its text: comments, drawings, pronunciation.
_ASIDE = ("annotation", "shapes", "frame", "ruby-text", "custom-shape", "detective", "table")
_NUMBERS = ("float", "percentage", "currency")
_MISFITS = {"date": _("tanggal"), "time": _("waktu"), "boolean": _("nilai benar/salah")}


def sheets(archive: Archive) -> Iterator[Sheet]:
    """Yield the sheets in the file's order; taking the next sheet drops the rows of this one that were not taken.

    Raises ArchiveError, and SheetError while rows are taken. One pass for any number of sheets.
    """
    reader = _Cells()
    scan = archive.scan(CONTENT, reader.start, reader.end, reader.text)
    place = 0
    while place < len(reader.tables) or _goes_on(scan):
        if place < len(reader.tables):
            table = reader.tables[place]
            yield Sheet(table.name, _rows(table, scan))
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

    def __init__(self, name: str) -> None:
        self.name = name
        self.builder = Builder()
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

    def finish(self, row: int, times: int) -> None:
        """End a row that stands there `times` times."""
        try:
            self.builder.finish(row, times)
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
        self.row = self.rows = self.place = self.columns = 0
        self.kind = self.value = ""
        self.pieces: list[str] = []
        self.paragraphs = self.aside = 0
        self.inside = self.cell = self.formula = self.error = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = _local(name)
        if not self.inside:
            self.start_table(name, attributes)
        elif self.aside or name in _ASIDE:
            self.aside += 1
        elif name == "table-row":
            self.rows, self.place = _repeated(attributes, "number-rows-repeated"), 0
        elif name in _CELLS:
            self.start_cell(attributes)
        elif self.cell:
            self.start_text(name, attributes)

    def start_table(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table":
            if len(self.tables) == _SHEET_LIMIT:
                raise ArchiveError("E_ARCHIVE_MEMBERS", limit=_SHEET_LIMIT)
            self.tables.append(_Table(_attribute(attributes, "name")))
            self.inside, self.row = True, 1

    def start_cell(self, attributes: dict[str, str]) -> None:
        self.columns = _repeated(attributes, "number-columns-repeated")
        self.cell, self.pieces, self.paragraphs = True, [], 0
        self.kind = self.value = ""
        self.formula = self.error = False
        for name, value in attributes.items():
            local = _local(name)
            if local == "value-type":
                self.error = self.error or value == "error"
                self.kind = value if value != "error" else self.kind
            elif local in ("value", "string-value"):
                self.value = value
            elif local == "formula":
                self.formula = True

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
                self.tables[-1].finish(self.row, self.rows)
            self.row += self.rows
        elif name == "table":
            self.inside = False
            self.tables[-1].close()

    def end_cell(self) -> None:
        shown = "".join(self.pieces) if self.paragraphs else self.value
        text = number_text(self.value) if self.kind in _NUMBERS else shown
        misfit = _("rumus") if self.formula else _("pesan galat") if self.error else _MISFITS.get(self.kind, "")
        if (text.strip() or self.formula) and self.tables[-1].wanted:
            places = range(self.place, self.place + self.columns)
            self.tables[-1].put(self.row, places, text if text.strip() else "=", str(misfit))
        self.place += self.columns
        self.cell = False
