"""The sheets of an OpenDocument spreadsheet, read as a stream.

tablib's reader (odfpy) builds a tree of the whole file and every repeated cell; nothing is kept here but rows that
hold something.
"""

from __future__ import annotations

from collections.abc import Iterator

from exchange.archive import Archive, ArchiveError
from exchange.cells import COLUMN_LIMIT, Builder, Row, Sheet, number_text, too_big

CONTENT = "content.xml"
_SHEET_LIMIT = 1_000
_CELLS = ("table-cell", "covered-table-cell")
#: What may stand in a cell besides its text: remarks, drawings, how words are pronounced.
_ASIDE = ("annotation", "shapes", "frame", "ruby-text", "custom-shape", "detective", "table")
_NUMBERS = ("float", "percentage", "currency")
_MISFITS = {"date": "tanggal", "time": "waktu", "boolean": "nilai benar/salah"}


def sheets(archive: Archive) -> Iterator[Sheet]:
    """The sheets in the file's order. Raises ArchiveError, and SheetError while rows are taken."""
    for place, name in enumerate(_names(archive)):
        yield Sheet(name, _rows(archive, place))


def _names(archive: Archive) -> list[str]:
    """The names of the sheets; a table within a cell or a drawing is none."""
    names: list[str] = []
    depth = 0

    def start(element: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        if _local(element) == "table":
            names.extend([] if depth else [_attribute(attributes, "name")])
            depth += 1
            if len(names) > _SHEET_LIMIT:
                raise ArchiveError("E_ARCHIVE_MEMBERS", limit=_SHEET_LIMIT)

    def end(element: str) -> None:
        nonlocal depth
        depth -= _local(element) == "table"

    for _ in archive.scan(CONTENT, start, end):
        pass
    return names


def _rows(archive: Archive, place: int) -> Iterator[Row]:
    reader = _Cells(place)
    for _ in archive.scan(CONTENT, reader.start, reader.end, reader.text):
        yield from reader.builder.taken()


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _attribute(attributes: dict[str, str], local: str) -> str:
    return next((value for name, value in attributes.items() if _local(name) == local), "")


def _repeated(attributes: dict[str, str], local: str) -> int:
    text = _attribute(attributes, local)
    return max(1, int(text)) if len(text) <= 9 and text.isascii() and text.isdigit() else 1


class _Cells:
    """Takes the cells of the sheet at one place of the file as they come."""

    def __init__(self, place: int) -> None:
        self.before = place  # how many sheets come before the wanted one
        self.depth = 0  # of tables that are not wanted
        self.builder = Builder()
        self.row = self.rows = self.place = self.columns = 0
        self.kind = self.value = ""
        self.pieces: list[str] = []
        self.paragraphs = self.aside = 0
        self.inside = self.cell = self.formula = self.error = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = _local(name)
        if not self.inside:
            self.start_table(name)
        elif self.aside or name in _ASIDE:
            self.aside += 1
        elif name == "table-row":
            self.rows, self.place = _repeated(attributes, "number-rows-repeated"), 0
        elif name in _CELLS:
            self.start_cell(attributes)
        elif self.cell:
            self.start_text(name, attributes)

    def start_table(self, name: str) -> None:
        if name != "table":
            return
        if self.depth == 0 == self.before:
            self.inside, self.row = True, 1
        self.before -= self.depth == 0
        self.depth += not self.inside

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
            self.pieces.append(" " * min(_repeated(attributes, "c"), COLUMN_LIMIT))
        elif name in ("tab", "line-break"):
            self.pieces.append("\n" if name == "line-break" else "\t")

    def text(self, text: str) -> None:
        if self.cell and self.paragraphs and not self.aside:
            self.pieces.append(text)

    def end(self, name: str) -> None:
        name = _local(name)
        if not self.inside:
            self.depth -= name == "table"
        elif self.aside:
            self.aside -= 1
        elif name in _CELLS:
            self.end_cell()
        elif name == "table-row":
            self.builder.finish(self.row, self.rows)
            self.row += self.rows
        elif name == "table":
            self.inside = False

    def end_cell(self) -> None:
        shown = "".join(self.pieces) if self.paragraphs else self.value
        text = number_text(self.value) if self.kind in _NUMBERS else shown
        misfit = "rumus" if self.formula else "pesan galat" if self.error else _MISFITS.get(self.kind, "")
        if text.strip() or self.formula:
            if self.place + self.columns > COLUMN_LIMIT:
                raise too_big(self.row, self.place + self.columns - 1)
            for place in range(self.place, self.place + self.columns):
                self.builder.put(self.row, place, text if text.strip() else "=", misfit)
        self.place += self.columns
        self.cell = False
