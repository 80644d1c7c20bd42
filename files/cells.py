"""The rows and cells of a sheet, whatever file they come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from types import MappingProxyType
from typing import NamedTuple

from documents.translation import grouped
from files.zip_guard import ArchiveError

#: The last row and the last column that may hold something: Excel's column ZZ.
ROW_LIMIT = 200_000
COLUMN_LIMIT = 702
#: The most that the cells of a sheet may hold together, in characters, and what each cell counts besides its text:
#: files may say of a text that it stands in any number of cells.
WEIGHT_LIMIT, CELL_WEIGHT = 80 * 1024 * 1024, 40
#: How much of a row or line a person is shown, in characters.
QUOTE = 120
#: Up to this length, equal texts of cells are kept once.
_SHARED = 40
_NOTHING: Mapping[int, str] = MappingProxyType({})


class Row(NamedTuple):
    """A row that holds something: its number as its program shows it, and its cells as text up to the last one.

    `misfits` says of each cell (by its place, from 0) that is no text what it is, in people's words.
    """

    number: int
    cells: tuple[str, ...]
    misfits: Mapping[int, str] = _NOTHING


class Sheet(NamedTuple):
    """A sheet of a file: its name, "" when it has none, and its rows, which are read as they are taken."""

    name: str
    rows: Iterator[Row]


class SheetError(Exception):
    """Why a sheet is refused: the row (0 for the whole file), the code and the values of its message.

    `quote` is how the row begins, when it is known.
    """

    def __init__(self, row: int, code: str, *, quote: str = "", **values: object) -> None:
        super().__init__(row, code)
        self.row, self.code, self.quote, self.values = row, code, quote, values


class Builder:
    """Puts the rows of one sheet together as their cells come; whoever reads takes them from `rows`."""

    def __init__(self) -> None:
        self.weight = 0
        self.rows: list[Row] = []
        self.texts: dict[str, str] = {}
        self.cells: dict[int, str] = {}
        self.misfits: dict[int, str] = {}

    def put(self, row: int, place: int, text: str, misfit: str = "") -> None:
        """Set a cell by its place from 0. Raises SheetError when something stands out of reach, and as `weigh`."""
        if not text.strip():
            return
        if place >= COLUMN_LIMIT or row > ROW_LIMIT:
            raise too_big(row, place, [*self.cells.values(), text])
        self.weigh(text)
        self.cells[place] = self.texts.setdefault(text, text) if len(text) <= _SHARED else text
        if misfit:
            self.misfits[place] = misfit

    def finish(self, row: int, times: int = 1) -> None:
        """End a row that stands there `times` times. Raises SheetError for one out of reach, and as `weigh`."""
        if not self.cells:
            return
        if row + times - 1 > ROW_LIMIT:
            raise too_big(row + times - 1, 0, self.cells.values())
        for text in self.cells.values() if times > 1 else ():
            self.weigh(text, times - 1)
        cells = tuple(self.cells.get(place, "") for place in range(max(self.cells) + 1))
        misfits = self.misfits or _NOTHING
        self.rows += [Row(number, cells, misfits) for number in range(row, row + times)]
        self.cells, self.misfits = {}, {}

    def weigh(self, text: str, times: int = 1) -> None:
        """Count a text for so many cells. Raises ArchiveError when all cells together hold too much."""
        self.weight += (len(text) + CELL_WEIGHT) * times
        if self.weight > WEIGHT_LIMIT:
            raise ArchiveError("E_ARCHIVE_SIZE", limit=WEIGHT_LIMIT // 1024 // 1024)

    def taken(self) -> list[Row]:
        """The rows that are finished, once."""
        rows, self.rows = self.rows, []
        return rows


def too_big(row: int, place: int, cells: Iterable[str] = ()) -> SheetError:
    """The refusal of a sheet for what stands in that row and place, after or among `cells`."""
    limit, cell = grouped(ROW_LIMIT), f"{column(place)}{row}"
    return SheetError(row, "E_SHEET_TOO_BIG", quote=joined(cells), cell=cell, rows=limit, columns=COLUMN_LIMIT)


def joined(cells: Iterable[str]) -> str:
    """The cells of a row on one line, as a person is shown them."""
    return " | ".join(cell[:QUOTE] for cell in islice(cells, QUOTE) if cell)


def column(place: int) -> str:
    """The letters of the column at a place from 0: "A", "Z", "AA"."""
    letters = ""
    place += 1
    while place:
        place, letter = divmod(place - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def number_text(value: str) -> str:
    """A number as a spreadsheet shows it: "1" for "1.0", at most fifteen digits. What is no number stays."""
    try:
        number = float(value)
    except ValueError:
        return value
    return f"{number:.15g}"
