"""Sheets as blocks: every visible sheet as a stream of table rows, merged cells with their spans.

`blocks(found, notes)` is all that others call:

    notes: list[Note] = []
    for block in sheet_blocks.blocks(sheets.office_sheets(archive), notes):
        …

`notes` grows while blocks are taken: cells that show no text, hidden sheets, rows and columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from documents.document import PROBLEM_LIMIT, excerpt
from files.cells import CELL_WEIGHT, WEIGHT_LIMIT, Merge, Row, Sheet, column
from files.readers.blocks import Block, Cell, Note, Place, TableRow
from files.readers.sheets import MESSAGES
from files.zip_guard import ArchiveError


def blocks(found: Iterable[Sheet], notes: list[Note] | None = None) -> Iterator[Block]:
    """Yield the rows of the visible sheets of a file, in order; add to `notes`, at most `PROBLEM_LIMIT` a kind.

    Raises ArchiveError and SheetError as the readers of sheets do. Linear; merged cells weigh as the cells that they
    continue in.
    """
    reader = _Reader([] if notes is None else notes)
    for sheet in found:
        if sheet.hidden:
            reader.note("W_HIDDEN_SHEET", 0, name=excerpt(sheet.name))
        else:
            yield from reader.rows(sheet)


class _Reader:
    """Numbers and notes of one file while its sheets are read."""

    def __init__(self, notes: list[Note]) -> None:
        self.notes = notes
        self.counts: dict[str, int] = {}
        self.number = self.table = self.weight = 0

    def note(self, code: str, block: int, /, **values: object) -> None:
        self.counts[code] = self.counts.get(code, 0) + 1
        if self.counts[code] <= PROBLEM_LIMIT:
            self.notes.append(Note(code, MESSAGES[code].format_map(values), block))

    def rows(self, sheet: Sheet) -> Iterator[TableRow]:
        """Yield the rows of one sheet."""
        self.table += 1
        merges = _Merges(sheet)
        first = self.number + 1
        for row in sheet.rows:
            self.number += 1
            self.tell_values(row)
            place = Place(row.number, sheet=sheet.name if sheet.several else "")
            yield TableRow(self.number, place, self.table, self.cells(row, merges.at(row.number)))
        if self.number >= first:
            self.tell_unseen(sheet, first)

    def cells(self, row: Row, merges: dict[int, Merge]) -> tuple[Cell, ...]:
        """Return the filled cells of a row and those that continue a merged cell above it."""
        if not merges:
            return tuple([Cell(place, text) for place, text in enumerate(row.cells) if text])
        self.weight += len(merges) * CELL_WEIGHT
        if self.weight > WEIGHT_LIMIT:
            raise ArchiveError("E_ARCHIVE_SIZE", limit=WEIGHT_LIMIT // 1024 // 1024)
        found = {place: Cell(place, text) for place, text in enumerate(row.cells) if text}
        for place, merge in merges.items():
            cell = found.get(place)
            if cell or merge.top < row.number:
                text = cell.text if cell else ""
                found[place] = Cell(place, text, merge.right - merge.left + 1, continues=not text)
        return tuple(found[place] for place in sorted(found))

    def tell_values(self, row: Row) -> None:
        """Note the cells that show no text, and the numbers that programs show in other ways."""
        for place, kind in row.misfits.items():
            values = {"cell": f"{column(place)}{row.number}", "text": excerpt(row.cells[place])}
            self.note("E_TYPE_MISMATCH", self.number, kind=kind, **values)
        for place in sorted(row.doubts):
            values = {"column": column(place), "text": excerpt(row.cells[place])}
            first = f"{column(place)}{row.number}"
            self.note("W_NUMBER_LOOK", self.number, count=1, first_cell=first, **values)

    def tell_unseen(self, sheet: Sheet, first: int) -> None:
        """Note hidden rows and columns, which are read; `first` is the number of the sheet's first row."""
        unseen = sheet.unseen
        if unseen.rows:
            self.note("W_HIDDEN_ROWS", first, count=unseen.rows, row=unseen.first)
        if unseen.columns:
            self.note("W_HIDDEN_COLUMNS", first, columns=", ".join(map(column, sorted(unseen.columns))))


class _Merges:
    """The merged cells of a sheet that reach into a row, by their first column; rows are asked for in order."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.taken = 0
        self.open: dict[int, Merge] = {}

    def at(self, number: int) -> dict[int, Merge]:
        """Return the merged cells of a row; of several in one column, the last one counts."""
        known = self.sheet.merges()
        while self.taken < len(known) and known[self.taken].top <= number:
            merge = known[self.taken]
            self.open[merge.left] = merge
            self.taken += 1
        if self.open:
            self.open = {left: merge for left, merge in self.open.items() if merge.bottom >= number}
        return self.open
