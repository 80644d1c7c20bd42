"""Rows and cells of a sheet, independent of the kind of file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from types import MappingProxyType
from typing import NamedTuple

from documents.translation import grouped
from files.zip_guard import ArchiveError

#: The last row and the last column that may hold a value; column 702 is Excel's ZZ.
ROW_LIMIT = 200_000
COLUMN_LIMIT = 702
#: The limit on all cells of a sheet together, in characters, and the count of each cell besides its text. A file may
#: repeat one text in any number of cells.
WEIGHT_LIMIT, CELL_WEIGHT = 80 * 1024 * 1024, 40
#: The count of each place of a row, up to its last cell: a row with one far cell is work as well.
PLACE_WEIGHT = 8
#: The first characters of texts that a program could run as a formula, after any apostrophes: the list of OWASP ("CSV
#: injection"), with the full-width signs, which Excel reads like the plain ones where people write East Asian scripts.
#: A sign behind a space, "|" and "%" start no formula anywhere.
FORMULA_SIGNS = "=+-@\t\r\n\0\uff1d\uff0b\uff0d\uff20"
#: The length of a row or line quoted to people, in characters.
QUOTE = 120
#: The longest text that equal cells share in memory, in characters.
_SHARED = 40
_NOTHING: Mapping[int, str] = MappingProxyType({})
_CERTAIN: frozenset[int] = frozenset()
#: Texts that an export guards with one apostrophe, so that no spreadsheet reads them as formulas.
_GUARDED = re.compile(f"'+[{re.escape(FORMULA_SIGNS)}]")


class Row(NamedTuple):
    """A row that is not empty: its number as a spreadsheet program shows it, and its cells as text up to the last one.

    `misfits` holds the cells that are no text, by their place from 0: the kind of value, in people's words. `doubts`
    are the places of numbers that programs of other languages or narrower columns show otherwise. `begins` says that
    the row is the first of a further sheet, so that nothing above it goes on in it.
    """

    number: int
    cells: tuple[str, ...]
    misfits: Mapping[int, str] = _NOTHING
    doubts: frozenset[int] = _CERTAIN
    begins: bool = False


class Merge(NamedTuple):
    """Cells that are shown as one: their first and last row from 1, their first and last column from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Unseen:
    """Filled cells of a sheet that nobody sees: hidden rows and the first of them, the first row by hidden column."""

    rows: int = 0
    first: int = 0
    columns: dict[int, int] = field(default_factory=dict)


def _no_merges() -> Sequence[Merge]:
    return ()


class Sheet(NamedTuple):
    """A sheet of a file: its name, "" without one, and its rows, read one by one.

    `hidden` says that the program does not show the sheet, `several` that the file has other sheets. `unseen` counts
    what of the rows taken so far is hidden. `merges` gives the merged cells, by their first row: a list that may grow
    while rows are taken, and holds all that begin above or in a row when that row is taken. In a workbook its first use
    costs a pass over the sheet. `delimiter` is that of a text, "" for a file that parts cells by itself.
    """

    name: str
    rows: Iterator[Row]
    hidden: bool = False
    several: bool = False
    unseen: Unseen = Unseen()
    merges: Callable[[], Sequence[Merge]] = _no_merges
    delimiter: str = ""


class SheetError(Exception):
    """A sheet is refused: the row (0 for the whole file), the code, and the values of its message.

    `quote` is the beginning of the row, when it is known.
    """

    def __init__(self, row: int, code: str, *, quote: str = "", **values: object) -> None:
        super().__init__(row, code)
        self.row, self.code, self.quote, self.values = row, code, quote, values


@dataclass(slots=True)
class Weight:
    """The weight of all cells of a file that were kept so far."""

    value: int = 0


class Builder:
    """Builder of one sheet's rows from its cells; a reader takes finished rows with `taken`.

    `weight` is shared by the sheets of a file. `hidden` are the places of the columns that the sheet does not show.
    """

    def __init__(self, weight: Weight | None = None) -> None:
        self.weight = weight or Weight()
        self.rows: list[Row] = []
        self.texts: dict[str, str] = {}
        self.cells: dict[int, str] = {}
        self.misfits: dict[int, str] = {}
        self.doubts: list[int] = []
        self.hidden: set[int] = set()
        self.unseen = Unseen()

    def put(self, row: int, place: int, text: str, misfit: str = "", *, doubt: bool = False) -> None:
        """Set a cell by its place from 0, without the apostrophe that an export put before a formula sign.

        Raises SheetError beyond the limits of a sheet, and errors as `weigh`.
        """
        if not text.strip():
            return
        if place >= COLUMN_LIMIT or row > ROW_LIMIT:
            raise too_big(row, place, [*self.cells.values(), text])
        if text[0] == "'":
            text = unescape_formula(text)
        self.weigh(text)
        self.cells[place] = self.texts.setdefault(text, text) if len(text) <= _SHARED else text
        if misfit:
            self.misfits[place] = misfit
        if doubt:
            self.doubts.append(place)
        if place in self.hidden:
            self.unseen.columns.setdefault(place, row)

    def finish(self, row: int, times: int = 1, *, hidden: bool = False) -> None:
        """End a row that stands there `times` times. Raises SheetError beyond the last row, and as `weigh`."""
        if not self.cells:
            return
        if row + times - 1 > ROW_LIMIT:
            raise too_big(row + times - 1, 0, self.cells.values())
        for text in self.cells.values() if times > 1 else ():
            self.weigh(text, times - 1)
        width = max(self.cells) + 1
        self.add(width * PLACE_WEIGHT * times)
        cells = tuple(self.cells.get(place, "") for place in range(width))
        misfits, doubts = self.misfits or _NOTHING, frozenset(self.doubts) if self.doubts else _CERTAIN
        self.rows += [Row(number, cells, misfits, doubts) for number in range(row, row + times)]
        if hidden:
            self.unseen.rows += times
            self.unseen.first = self.unseen.first or row
        self.cells, self.misfits, self.doubts = {}, {}, []

    def weigh(self, text: str, times: int = 1) -> None:
        """Count a text for `times` cells. Raises ArchiveError when all cells together hold too much."""
        self.add((len(text) + CELL_WEIGHT) * times)

    def add(self, weight: int) -> None:
        """Add to the weight of the file. Raises ArchiveError as `weigh`."""
        self.weight.value += weight
        if self.weight.value > WEIGHT_LIMIT:
            raise ArchiveError("E_ARCHIVE_SIZE", limit=WEIGHT_LIMIT // 1024 // 1024)

    def taken(self) -> list[Row]:
        """Return the finished rows, each once."""
        rows, self.rows = self.rows, []
        return rows


def unescape_formula(text: str) -> str:
    """Return a cell as it was before an export guarded it against being read as a formula."""
    return text[1:] if text[:1] == "'" and _GUARDED.match(text) else text


def too_big(row: int, place: int, cells: Iterable[str] = ()) -> SheetError:
    """Return the refusal of a sheet for a cell beyond the limits, at this row and place; `cells` are quoted."""
    limit, cell = grouped(ROW_LIMIT), f"{column(place)}{row}"
    return SheetError(row, "E_SHEET_TOO_BIG", quote=joined(cells), cell=cell, rows=limit, columns=COLUMN_LIMIT)


def joined(cells: Iterable[str]) -> str:
    """Return the cells of a row as one line to show to people."""
    return " | ".join(cell[:QUOTE] for cell in islice(cells, QUOTE) if cell)


def column(place: int) -> str:
    """Return the letters of the column at a place from 0: "A", "Z", "AA"."""
    letters = ""
    place += 1
    while place:
        place, letter = divmod(place - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def number_text(value: str) -> str:
    """Return a number as a spreadsheet shows it: "1" for "1.0", at most fifteen digits. Other texts stay unchanged."""
    try:
        number = float(value)
    except ValueError:
        return value
    return f"{number:.15g}"
