"""Forms: rows of a label and a text beside it, block after block, told to the outline line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from documents.document import clean
from documents.translation import mark as _
from files.readers.blocks import Cell, TableRow
from files.readers.understanding.form_titles import FormTitles, Line, label_role
from files.readers.understanding.items import lines_of
from files.readers.understanding.level_words import NAME_LENGTH, worded
from files.readers.understanding.outline import Outline
from files.readers.understanding.record import Piece, Records
from files.readers.understanding.row_names import label_in
from files.readers.understanding.turned import BEGINNINGS
from files.readers.understanding.vocabulary import Kind, Role, Vocabulary
from files.readers.understanding.words import title

NOT_TOLD = _("labelnya tidak mengatakan bagian apa ini")
SEPARATOR = _("tanda pemisah")
#: The most filled cells of a row of a form.
_WIDEST = 4
#: The fewest cells of a row that has documents side by side.
_COLUMNS = 3
#: How many cells a row of several labels with their texts can have.
_PAIRED = (4, 6, 8)
#: The kinds of labels that one cell can hold together.
_LISTS = (Kind.LIST, Kind.LEVEL_ITEM)
_IN_CELLS = frozenset({Kind.NAME, Kind.KEY, Kind.TEXT, *_LISTS})
_SIGNS = ":=|–—-→"


def is_form(row: TableRow, vocabulary: Vocabulary) -> bool:
    """Return whether a row is a label that the vocabulary knows, and a text beside it or behind its colon."""
    filled = [cell for cell in row.cells if cell.text.strip(_SIGNS + " \t\n")]
    if is_paired(filled, vocabulary):
        return True
    if not 0 < len(filled) <= _WIDEST:
        return False
    first = filled[0].text
    if len(filled) > 1 and all(told_in(cell.text, vocabulary) for cell in filled):
        return True
    if len(filled) == 1:
        head, colon, _rest = first.partition(":")
        return bool(colon) and label_role(head, vocabulary) is not None
    if label_role(first, vocabulary):
        return len(filled) == 2 or not any(label_role(cell.text, vocabulary) for cell in filled[1:2])
    return len(first) <= NAME_LENGTH and worded(first, vocabulary) is not None


def is_paired(cells: Sequence[Cell], vocabulary: Vocabulary) -> bool:
    """Return whether cells are labels and texts by turns: "Kode | M.01 | Nama | Integritas"."""
    if len(cells) not in _PAIRED:
        return False
    roles = [label_role(cell.text, vocabulary) for cell in cells[::2]]
    if not all(roles) and any(roles):
        silent = all(
            role or title(cell.text) in vocabulary.ignored for role, cell in zip(roles, cells[::2], strict=True)
        )
        return silent and not any(label_role(cell.text, vocabulary) for cell in cells[1::2])
    return all(roles) and (len(cells) == _WIDEST or not any(label_role(cell.text, vocabulary) for cell in cells[1::2]))


def told_in(text: str, vocabulary: Vocabulary) -> bool:
    """Return whether a cell is a label and its text: "Kode: PML"."""
    head, colon, rest = text.partition(":")
    return bool(colon) and bool(clean(rest)) and label_role(head, vocabulary) is not None


def begins_form(row: TableRow, vocabulary: Vocabulary) -> bool:
    """Return whether a row is a line of a form that names a document, which ends the table above it."""
    first = next((cell.text for cell in row.cells if cell.text.strip()), "")
    role = label_role(first.partition(":")[0], vocabulary)
    return role is not None and role.kind in (Kind.KEY, Kind.NAME, Kind.GROUP, Kind.TEXT) and is_form(row, vocabulary)


class Form:
    """Tells the rows of a form to the outline. A row without a label goes on with the label above it."""

    def __init__(self, records: Records, outline: Outline) -> None:
        self.records, self.outline = records, outline
        self.labelled = False
        self.column = 0
        self.titles = FormTitles(records)

    def begin(self) -> None:
        """Begin a table or a sheet: no label of another one holds."""
        self.labelled, self.column = False, 0
        self.outline.rest()

    def take(self, rows: Sequence[TableRow]) -> None:
        """Read rows of a form: each of their cells gets a fate. Linear."""
        lines = [(row.number, list(self._filled(row))) for row in rows]
        self.titles.begin(lines)
        at = 0
        while at < len(lines):
            end = self._end_of_columns(lines, at)
            beside = self._end_of_beside(lines, at)
            if end > at:
                self._columns(lines[at:end])
            elif beside > at:
                end = beside
                self._beside(lines[at:end])
            elif not self.titles.take(lines, at):
                for part in self._pairs(lines[at][1]):
                    self._tell(lines[at][0], part)
            at = max(end, at + 1)
        for number, cells in lines:
            for cell in cells:
                if not self.records.fated((number, cell.column)):
                    self.records.leave((number, cell.column), NOT_TOLD, asks=True)

    def _end_of_columns(self, lines: Sequence[Line], at: int) -> int:
        """Return where a block ends that begins here and has a document in each column; `at` without such a block."""
        cells = lines[at][1]
        first = self._role(cells)
        if first is None or first.kind not in BEGINNINGS or len(cells) < _COLUMNS:
            return at
        if is_paired(cells, self.records.vocabulary):
            return at
        end = at + 1
        while end < len(lines) and self._role(lines[end][1]) is not first:
            end += 1
        wide = sum(1 for _number, cells in lines[at:end] if len(cells) > 2)
        return end if wide > 1 and wide * 2 >= end - at else at

    def _end_of_beside(self, lines: Sequence[Line], at: int) -> int:
        """Return where a block ends that begins here and has two documents side by side, each with labels of its own.

        `at` without such a block. It is one while rows have the same label twice, or a text below one of the two.
        """
        cells = lines[at][1]
        if len(cells) != _WIDEST or not is_paired(cells, self.records.vocabulary):
            return at
        left, right = (label_role(cell.text, self.records.vocabulary) for cell in cells[::2])
        if left is not right or left is None or left.kind not in (Kind.KEY, Kind.NAME):
            return at
        end = at + 1
        while end < len(lines) and self._role(lines[end][1]) is not left:
            end += 1
        return end

    def _beside(self, lines: Sequence[Line]) -> None:
        """Read a block of two documents side by side, one after the other."""
        middle = lines[0][1][2].column
        for first, last in ((0, middle), (middle, lines[0][1][3].column + 1)):
            self.labelled = False
            for number, cells in lines:
                if part := [cell for cell in cells if first <= cell.column < last]:
                    self._tell(number, part)

    def _role(self, cells: Sequence[Cell]) -> Role | None:
        return label_role(cells[0].text, self.records.vocabulary) if cells else None

    def _columns(self, lines: Sequence[Line]) -> None:
        """Read a block column by column; the labels at its left stand for each."""
        columns = [cell.column for cell in lines[0][1][1:]]
        left = lines[0][1][0].column
        for place, column in enumerate(columns):
            for number, cells in lines:
                label = next((cell for cell in cells if cell.column == left), None)
                texts = [_text(number, cell) for cell in cells if cell.column == column]
                piece = (number, -2 - place) if place else (number, left)
                if label and (texts or not place):
                    self.outline.take_labelled((piece, label.text), texts)

    def _filled(self, row: TableRow) -> Iterator[Cell]:
        """Yield the cells that hold more than a separator."""
        for cell in row.cells:
            if not cell.text.strip():
                continue
            if cell.text.strip(_SIGNS + " \t\n"):
                yield cell
            else:
                self.records.label((row.number, cell.column), SEPARATOR)

    def _pairs(self, filled: Sequence[Cell]) -> Iterator[Sequence[Cell]]:
        """Yield a label and its texts; a row may hold two of them side by side: "Kode | M.01 | Nama | Integritas"."""
        if is_paired(filled, self.records.vocabulary):
            yield from (filled[at : at + 2] for at in range(0, len(filled), 2))
        elif len(filled) > 1 and all(told_in(cell.text, self.records.vocabulary) for cell in filled):
            yield from ([cell] for cell in filled)
        elif filled:
            yield filled

    def _tell(self, number: int, cells: Sequence[Cell]) -> None:
        first = cells[0]
        if len(cells) == 1 and holds_labels(first.text, self.records.vocabulary):
            self._tell_lines((number, first.column), first.text)
            return
        if self.labelled and len(cells) == 1 and first.column > self.column:
            self.outline.take_labelled(((number, -1), ""), [_text(number, first)])
            return
        if len(cells) > 1:
            self.labelled, self.column = True, first.column
        self.outline.take_labelled(((number, first.column), first.text), [_text(number, cell) for cell in cells[1:]])

    def _tell_lines(self, piece: Piece, text: str) -> None:
        """Tell a cell that holds several labels, line by line; one that holds more than those is left to the reader.

        Only a list has lines below that of its label.
        """
        found: list[tuple[str, list[str]]] = []
        listed = True
        for line in lines_of(text):
            role = label_in(line, self.records.vocabulary)
            label, _colon, rest = line.partition(":")
            if role and role.kind in _IN_CELLS:
                found.append((label, [rest]))
                listed = role.kind in _LISTS
            elif found and listed and not worded(line, self.records.vocabulary):
                found[-1][1].append(line)
            else:
                self.records.leave(piece, NOT_TOLD, asks=True)
                return
        for label, lines in found:
            told = "\n".join(filter(str.strip, lines))
            if told and piece not in self.records.aside:
                self.outline.take_labelled((piece, label), [(piece, told)])


def holds_labels(text: str, vocabulary: Vocabulary) -> bool:
    """Return whether several lines of a cell begin with a label and a colon: "Nama: X", below it "Definisi: …"."""
    if "\n" not in text or ":" not in text:
        return False
    return sum(1 for line in lines_of(text) if label_in(line, vocabulary)) > 1


def _text(number: int, cell: Cell) -> tuple[Piece, str]:
    """Return a text without the separator before it: ": Integritas"."""
    text = cell.text.lstrip()
    return (number, cell.column), text[1:].lstrip() if text[:1] in ":=" and clean(text[1:]) else cell.text
