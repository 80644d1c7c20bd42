"""The tables of a file: every visible sheet with the same header row, read as one stream of rows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice

from documents.document import Problems, excerpt
from documents.translation import grouped
from files import cells
from files.cells import QUOTE, ROW_LIMIT, Row, Sheet, SheetError, column
from files.readers.blocks import Place
from files.readers.sheets import HEAD_ROWS, HeaderRow, find_header


class RowPlaces(Mapping[int, Place]):
    """The places of rows that are numbered through several sheets: each begins where the one before ends."""

    def __init__(self) -> None:
        self.befores: list[int] = []
        self.names: list[str] = []
        self.last = 0

    def expect(self, name: str) -> None:
        """Begin a sheet behind the last row so far; one that had no row is forgotten."""
        if self.befores and self.befores[-1] == self.last:
            self.befores.pop()
            self.names.pop()
        self.befores.append(self.last)
        self.names.append(name)

    def __getitem__(self, number: int) -> Place:
        nth = bisect_left(self.befores, number) - 1
        if nth < 0:
            raise KeyError(number)
        return Place(number - self.befores[nth], sheet=self.names[nth])

    def __iter__(self) -> Iterator[int]:
        return iter(range(1, self.last + 1))

    def __len__(self) -> int:
        return self.last


_Found = tuple[HeaderRow, Sheet, Iterator[Row]]


class Tables:
    """The sheets of a file, taken one after another: those with a header row of `heads`, and what is said of others.

    `problems` gets what is not read. Errors of sheets and archives pass through while rows are taken.
    """

    def __init__(self, found: Iterable[Sheet], heads: Sequence[tuple[str, ...]], problems: Problems) -> None:
        self.found, self.heads, self.problems = iter(found), heads, problems
        self.places = RowPlaces()
        self.first: _Found | None = None
        self.others: list[str] = []
        self.kept: list[tuple[int, list[Row]]] = []
        self.taken = 0
        self.foreign: list[str] = []

    def open(self) -> HeaderRow | None:
        """Return the first complete header row, without one the fullest; sheets up to it are passed."""
        for head, sheet, rows in self.tables():
            if self.first is None or head.coverage > self.first[0].coverage:
                self.others += [self.first[1].name] if self.first else []
                self.first = head, sheet, rows
            else:
                self.others.append(sheet.name)
            if not head.missing:
                break
        return self.first[0] if self.first else None

    def tables(self) -> Iterator[_Found]:
        """Yield the visible sheets with a header row; hidden ones get a warning, and other tables are noted."""
        for sheet in self.found:
            if sheet.hidden:
                self.problems.add(0, "W_HIDDEN_SHEET", name=excerpt(sheet.name))
                continue
            self.places.expect(sheet.name if sheet.several else "")
            opening = list(islice(sheet.rows, HEAD_ROWS))
            head = find_header(opening, self.heads)
            if head:
                yield head, sheet, chain(opening, sheet.rows)
            elif sum(sum(map(bool, row.cells)) > 1 for row in opening) > 1:
                self.foreign.append(sheet.name)

    def rows(self) -> Iterator[Row]:
        """Yield the rows of all sheets like the first one, in the order of its columns and numbered through.

        Without a complete header row there are none, but a problem for each column that is missing.
        """
        if self.first is None:
            return
        first, sheet, rows = self.first
        if first.missing:
            before, _kept = self.begin(sheet)
            self.kept = [(before, [first.row])]
            self.places.last = first.row.number
            check_header(first, self.problems)
            return
        yield from self.sheet_rows(first, sheet, rows)
        for head, sheet, rows in self.tables():
            if head.columns == first.columns and not head.missing:
                yield from self.sheet_rows(head, sheet, rows)
            else:
                self.others.append(sheet.name)

    def begin(self, sheet: Sheet) -> tuple[int, list[Row]]:
        """Begin a sheet; return the number before its first row, and the list of its rows to be quoted."""
        self.places.expect(sheet.name if sheet.several else "")
        self.kept.append((self.places.last, []))
        return self.kept[-1]

    def sheet_rows(self, head: HeaderRow, sheet: Sheet, rows: Iterator[Row]) -> Iterator[Row]:
        """Yield the rows of one sheet."""
        before, kept = self.begin(sheet)
        table = Table(head, sheet, before, self.problems)
        begins = before > 0
        for row in rows:
            self.taken += 1
            if self.taken > ROW_LIMIT:
                raise SheetError(row.number, "E_ROWS_TOO_MANY", limit=grouped(ROW_LIMIT))
            kept.append(row)
            self.places.last = before + row.number
            ordered = table.ordered(row)
            if ordered:
                yield ordered._replace(begins=True) if begins else ordered
                begins = False
        table.close()

    def close(self) -> None:
        """Add the warnings of the sheets that were not read."""
        name = excerpt(self.first[1].name) if self.first else ""
        for other in [*self.others, *(self.foreign if self.first else ())]:
            self.problems.add(0, "W_OTHER_SHEET", other=excerpt(other), name=name)

    def quotes(self, wanted: set[int]) -> dict[int, str]:
        """Return the beginnings of the rows with these numbers."""
        return {
            before + row.number: excerpt(cells.joined(row.cells), QUOTE)
            for before, rows in self.kept
            for row in rows
            if before + row.number in wanted
        }

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield the rows that were read, numbered through, as one line of text each."""
        for before, rows in self.kept:
            yield from ((before + row.number, cells.joined(row.cells)) for row in rows)

    def words(self, number: int) -> str:
        """Return the place of a row in the reader's words."""
        return str(self.places[number])


class Table:
    """The table of one sheet below its header row: rows in the order of its columns, and what of them is not read.

    Numbers of rows go on from `before`; cells are named as the sheet shows them.
    """

    def __init__(self, head: HeaderRow, sheet: Sheet, before: int, problems: Problems) -> None:
        self.head, self.sheet, self.before, self.problems = head, sheet, before, problems
        self.order = [head.places[name] for name in head.columns]
        self.last = head.last
        self.unread = [place for place in range(self.last) if place not in self.order]
        self.unread += [self.last] if self.last not in self.order else []
        self.counts: dict[int, list[int]] = {}
        self.doubts: dict[int, list[int]] = {}
        self.shown: dict[int, str] = {}

    def ordered(self, row: Row) -> Row | None:
        """Return a row with its cells in the order of the columns; None for one that is no row of the table."""
        found, head = row.cells, self.head.row
        if row.number <= head.number or found == head.cells:
            return None
        width = len(found)
        if row.misfits or row.doubts:
            self.check_values(row)
        if width > self.last + 1:
            self.check_beyond(row)
        for place in self.unread:
            if place < width and found[place].strip():
                self.counts.setdefault(place, [0, row.number])[0] += 1
        if width > max(self.order):
            taken = tuple([found[place] for place in self.order])
        else:
            taken = tuple([found[place] if place < width else "" for place in self.order])
        return Row(self.before + row.number, taken) if any(taken) else None

    def check_values(self, row: Row) -> None:
        """Add a problem for each cell that is no text, and count the numbers that programs show in other ways."""
        for place in row.misfits.keys() & self.order:
            values = {"cell": f"{column(place)}{row.number}", "text": excerpt(row.cells[place])}
            self.problems.add(self.before + row.number, "E_TYPE_MISMATCH", kind=row.misfits[place], **values)
        for place in row.doubts & set(self.order):
            self.doubts.setdefault(place, [0, row.number])[0] += 1
            self.shown.setdefault(place, excerpt(row.cells[place]))

    def check_beyond(self, row: Row) -> None:
        """Add a problem for each filled cell right of the last head: in a delimited text, a text may be cut there."""
        code = "E_CELL_BEYOND" if self.sheet.delimiter else "W_CELL_BEYOND"
        values = {"last": column(self.last), "delimiter": self.sheet.delimiter.replace("\t", "TAB")}
        for place in range(self.last + 1, len(row.cells)):
            if row.cells[place].strip():
                cell, text = f"{column(place)}{row.number}", excerpt(row.cells[place])
                self.problems.add(self.before + row.number, code, cell=cell, text=text, **values)

    def close(self) -> None:
        """Add the warnings of whole columns, at the end of the sheet."""
        number = self.head.row.number
        at = self.before + number
        for place, (count, row) in sorted(self.counts.items()):
            first = f"{column(place)}{row}"
            title = excerpt(self.head.row.cells[place])
            if title:
                values = {"cell": f"{column(place)}{number}", "title": title, "count": count}
                self.problems.add(at, "W_UNKNOWN_FIELD", first_cell=first, **values)
            else:
                self.problems.add(at, "W_COLUMN_UNTITLED", column=column(place), count=count, first_cell=first)
        for place, (count, row) in sorted(self.doubts.items()):
            values = {"column": column(place), "count": count, "text": self.shown[place]}
            self.problems.add(self.before + row, "W_NUMBER_LOOK", first_cell=f"{column(place)}{row}", **values)
        self.tell_unseen()

    def tell_unseen(self) -> None:
        """Warn of hidden rows and columns, which are read: nobody can tell whether they were meant."""
        unseen = self.sheet.unseen
        if unseen.rows:
            self.problems.add(self.before + unseen.first, "W_HIDDEN_ROWS", count=unseen.rows, row=unseen.first)
        hidden = sorted(place for place in unseen.columns if place in self.order)
        if hidden:
            names = ", ".join(map(column, hidden))
            self.problems.add(self.before + self.head.row.number, "W_HIDDEN_COLUMNS", columns=names)


def check_header(head: HeaderRow, problems: Problems) -> None:
    """Add problems for the columns that are missing and for heads that are not known."""
    number, titles = head.row.number, head.row.cells
    found = ", ".join(excerpt(cell) for cell in titles[:20] if cell.strip())
    missing, columns = ", ".join(head.missing), ", ".join(head.columns)
    problems.add(number, "E_NO_COLUMN", missing=missing, found=found, columns=columns)
    for place, cell in enumerate(titles):
        if place not in head.places.values() and cell.strip():
            problems.add(number, "W_UNKNOWN_HEAD", cell=f"{column(place)}{number}", title=excerpt(cell))
