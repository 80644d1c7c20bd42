"""Tables: rows below heads that a vocabulary knows, a person chose or their content tells; forms; levels as columns."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator, Sequence

from documents.document import clean
from documents.translation import AnyText
from documents.translation import mark as _
from files.readers.blocks import TableRow
from files.readers.understanding import columns, furniture
from files.readers.understanding import heads as head_rows
from files.readers.understanding.above import Above
from files.readers.understanding.cells import INSIDE
from files.readers.understanding.codes import code_in_name
from files.readers.understanding.forms import Form, begins_form, is_form
from files.readers.understanding.guesses import Guess
from files.readers.understanding.heads import Found, Head, by_kind, texts_of
from files.readers.understanding.level_words import NAME_LENGTH, level_cell
from files.readers.understanding.others import is_other, is_other_form, other_table
from files.readers.understanding.outline import Outline
from files.readers.understanding.plain_heads import plain_head
from files.readers.understanding.record import Answers, Records, TableReading
from files.readers.understanding.row_names import name_in
from files.readers.understanding.sections import TITLE, Sections
from files.readers.understanding.table_rows import Rows
from files.readers.understanding.turned import is_turned
from files.readers.understanding.vocabulary import Kind, Role
from files.readers.understanding.words import mark, role_of

#: The rows that are searched for a head, those that are looked at to guess columns, and those that are shown.
HEAD_ROWS, SAMPLE_ROWS, SHOWN_ROWS = 30, 60, 20
HEAD, HEAD_AGAIN, HEAD_NUMBERS = _("judul kolom"), _("judul kolom yang berulang"), _("nomor urut kolom")
NOT_KNOWN = _("judul kolom tabel ini tidak dikenal")
BAND = _("baris judul di tengah tabel")
IGNORED = _("tidak ada kolom tabel ini yang dipakai")
NO_NAME = _("tabel ini tidak menyebut nama, dan tidak ada nama di atasnya")
#: Names that spreadsheet programs give to sheets.
_PLAIN_SHEET = re.compile(r"(?:sheet|lembar|lembar kerja|worksheet|tabel|table)\s*\d*", re.IGNORECASE)


class Tables:
    """Reads the tables of one file, in order; a table without heads goes on with the one before it."""

    def __init__(self, records: Records, outline: Outline, answers: Answers) -> None:
        self.records, self.answers, self.vocabulary = records, answers, records.vocabulary
        self.outline = outline
        self.open: Role | None = None  # the role that a label above the table gives, and whether items are due below it
        self.expects_items = False
        self.form = Form(records, outline)
        self.above = Above(records, self.form)
        self.told: set[tuple[str, ...]] = set()
        self.heads: tuple[Head, ...] = ()
        self.rows: Rows | None = None
        self.sections = Sections(records, (), 0)
        self.why: AnyText = NOT_KNOWN  # why the rows of a table are left out, and whether a person has to look
        self.asks = True
        self.at = ""  # the sheet of the last table
        self.signed = False  # a signature has begun below the rows
        self.since = 0  # the first block of the table
        self.formed = False  # the last table was a form
        self.first = True  # no head of the table was read yet

    def read(self, rows: Iterable[TableRow]) -> Iterator[TableReading]:
        """Read one table: each of its cells gets a fate. Yield its columns, unless a table before had the same heads.

        A table may have several heads, one below another. A table without a head whose rows are a label and a text
        is told to the outline line by line. Linear.
        """
        lines = list(rows)
        if not lines:
            return
        self.records.enter(lines[0].place.sheet)
        self.since = lines[0].number
        if lines[0].place.sheet != self.at:
            self.rows, self.at = None, lines[0].place.sheet
        self.open, self.expects_items = self.outline.open, self.outline.expects_items
        if self.rows and self.open and self.open.kind in INSIDE:
            self.rows.part = self.open
        self.form.begin()
        if is_other_form(lines, self.vocabulary):
            self._begin_other(lines)
            return
        at = 0
        self.first = True
        while at < len(lines):
            found = self._next_head(lines, at)
            if found is None:
                at = yield from self._headless(lines, at)
                continue
            self.above.take(lines[at : found.at], named=bool(by_kind(found.heads, Kind.NAME, Kind.KEY)))
            yield from self._begin(found, lines)
            at = self._below(lines, found.at + len(found.rows))

    def _chosen_head(self, lines: Sequence[TableRow]) -> Found | None:
        """Return the head in the row that a person chose, None without one in this table."""
        chosen = self.answers.heads.get(str(lines[0].table))
        for at, row in enumerate(lines if chosen else ()):
            if row.place.row == chosen:
                places = range(max(at - 1, 0), at + 1)
                found = (head_rows.head_at(lines, place, self.vocabulary, self.answers) for place in places)
                single = Found(at, (row,), head_rows.heads_of([row], self.vocabulary, self.answers), row)
                return next((each for each in found if each and row in each.rows), single)
        return None

    def _begin_other(self, lines: Sequence[TableRow]) -> None:
        """Leave a form about something else."""
        self.rows, self.why, self.asks = None, other_table(lines[0]), False
        for row in lines:
            self._leave(row, self.why)

    def _next_head(self, lines: Sequence[TableRow], at: int) -> Found | None:
        """Return the next head, the one that a person chose first; below the rows of forms it may stand anywhere."""
        if at == 0 and (chosen := self._chosen_head(lines)):
            return chosen
        forms = any(is_form(row, self.vocabulary) for row in lines[at : at + HEAD_ROWS])
        limit = len(lines) if forms else min(len(lines), at + HEAD_ROWS)
        for place in range(at, limit):
            found = head_rows.head_at(lines, place, self.vocabulary, self.answers)
            if found:
                return found
        return None

    def _name_by_sheet(self, found: Found, heads: Sequence[Head]) -> None:
        """Begin the document of a sheet that only its own name tells."""
        row = found.row
        sheet = row.place.sheet
        needed = self.records.record is None and not by_kind(heads, Kind.NAME, Kind.KEY)
        if needed and columns.content(heads) and sheet and not _PLAIN_SHEET.fullmatch(sheet.strip()):
            self.sections.open_document((row.number, -1), clean(sheet))

    def _begin(self, found: Found, lines: Sequence[TableRow]) -> Iterator[TableReading]:
        """Begin the rows below a head; yield its columns when they are new."""
        self.formed = self.signed = False
        below = found.at + len(found.rows)
        sample = lines[below : below + SAMPLE_ROWS]
        inside = self.records.record is not None
        heads = Guess(found.heads, sample, self.vocabulary, inside=inside).settled()
        self._name_by_sheet(found, heads)
        inside = self.records.record is not None
        yield from self._tell(found, heads, sample)
        self.heads = heads
        inside = inside or self._names_below(heads, sample)
        if is_other(found.row, self.vocabulary) or not columns.readable(heads, inside=inside):
            known = is_other(found.row, self.vocabulary) or _is_ignored(heads)
            self.rows, self.why, self.asks = None, self._why(found, heads), not known
            for row in found.rows:
                self._leave(row, self.why, asks=self.asks)
            return
        for row in found.rows:
            self._label(row, HEAD)
        self.sections = Sections(self.records, heads, self._width((*found.rows, *sample[:1])))
        self.rows = Rows(self.records, heads, found.row.number, codes_in_names=self._has_codes(heads, sample))
        self.rows.part = self.open if self.open and self.open.kind in INSIDE else None

    def _names_below(self, heads: Sequence[Head], sample: Sequence[TableRow]) -> bool:
        """Return whether the first row below a head without names is the name of a document, across the table."""
        sections = Sections(self.records, heads, self._width(sample))
        return not sections.named and bool(sample) and sections.cell(sample[0]) is not None

    @staticmethod
    def _width(rows: Iterable[TableRow]) -> int:
        return max((cell.column + cell.span for row in rows for cell in row.cells), default=0)

    def _tell(self, found: Found, heads: Sequence[Head], sample: Sequence[TableRow]) -> Iterator[TableReading]:
        key = tuple(head.title for head in heads)
        if key in self.told or is_other(found.row, self.vocabulary):
            return
        self.told.add(key)
        row, table = found.row, found.row.table if self.first else 0
        self.first = False
        texts = tuple(tuple(clean(line.text(head.at)) for head in heads) for line in sample[:SHOWN_ROWS])
        yield TableReading(row.place, columns.shown(heads, row, sample), texts, table)

    def _has_codes(self, heads: Sequence[Head], sample: Sequence[TableRow]) -> bool:
        """Return whether the names of a table without codes carry them: at least half of those at its beginning."""
        if by_kind(heads, Kind.KEY) or not by_kind(heads, Kind.NAME):
            return False
        at = by_kind(heads, Kind.NAME)[0].at
        names = {clean(name_in(row.text(at), self.vocabulary)) for row in sample if len(texts_of(row)) > 1} - {""}
        return sum(1 for name in names if code_in_name(name)) * 2 >= len(names) > 0

    def _below(self, lines: Sequence[TableRow], at: int) -> int:
        """Read the rows below a head; return where another head, or a form, begins."""
        parts = bool(by_kind(self.heads, Kind.PART))
        while at < len(lines):
            row = lines[at]
            if head_rows.same(self.heads, row):
                self._label(row, HEAD_AGAIN)
            elif self.rows and len(texts_of(row)) == 1 and is_form(row, self.vocabulary):
                self.form.take([row])
            elif (not parts and begins_form(row, self.vocabulary)) or self._is_other_head(lines, at):
                return at
            else:
                self._row(row, lines[at + 1] if at + 1 < len(lines) else None)
            at += 1
        return at

    def _is_other_head(self, lines: Sequence[TableRow], at: int) -> bool:
        """Return whether another head stands here: exact words only, as texts may hold them too."""
        row = lines[at]
        short = [cell.text for cell in row.cells if cell.text.strip() and len(cell.text) <= head_rows.LONGEST]
        if not any(role_of(text, self.vocabulary) for text in short):
            return False
        known = sum(1 for text in short if self._is_word(text))
        if known < 2 or known * 2 < len(texts_of(row)):
            return False
        return head_rows.head_at(lines, at, self.vocabulary, self.answers) is not None

    def _is_word(self, text: str) -> bool:
        return head_rows.role_for(text, self.vocabulary) is not None or head_rows.is_ignored(text, self.vocabulary)

    def _row(self, row: TableRow, following: TableRow | None) -> None:
        """Read one row below a head."""
        if self.rows is None:
            self._leave(row, self.why, asks=self.asks)
        elif self._is_signature(row):
            long = any(len(text) > NAME_LENGTH for text in texts_of(row).values())
            self._leave(row, furniture.SIGNATURE, asks=long)
        elif _counts_columns(row):
            self._label(row, HEAD_NUMBERS)
        elif cell := self.sections.cell(row, following):
            form = following is not None and is_form(following, self.vocabulary)
            another = following is not None and not form and self.sections.cell(following) is not None
            if not another and self.sections.is_band(cell, following, self.since):
                self.records.leave((row.number, cell.column), BAND, asks=True)
            else:
                self.sections.take(row, cell, above_another=another)
        else:
            self.rows.take(row, self.sections.level)

    def _is_signature(self, row: TableRow) -> bool:
        """Return whether a row below a table is one of a signature: from its first words on, rows of few cells."""
        texts = list(texts_of(row).values())
        self.signed = len(texts) < 3 and (self.signed or signs_off(texts))
        return self.signed

    def _headless(self, lines: Sequence[TableRow], at: int) -> Generator[TableReading, None, int]:
        """Read rows without a head: a form, the rest of the table before, or a table that nobody knows.

        Return where they end.
        """
        rest = lines[at:]
        first = next((row for row in rest if len(texts_of(row)) > 1), rest[0])
        forms = self._goes_on_form(rest) or any(is_form(row, self.vocabulary) for row in rest[:HEAD_ROWS])
        forms = forms or is_turned(rest, self.vocabulary)
        if forms and not is_other(first, self.vocabulary):
            self.formed = True
            self.form.take(rest)
            return len(lines)
        if self._goes_on(rest):
            return self._below(lines, at)
        return (yield from self._unknown(lines, at))

    def _goes_on_form(self, lines: Sequence[TableRow]) -> bool:
        """Return whether rows go on with a form, or with what stands above: a number or nothing, and a text."""
        labels = [clean(row.text(0)) for row in lines]
        numbers = all(not label or mark(f"{label.rstrip('.)')}. x") for label in labels)
        return (self.formed or self.expects_items) and numbers and all(len(texts_of(row)) < 3 for row in lines)

    def _goes_on(self, lines: Sequence[TableRow]) -> bool:
        """Return whether rows without a head go on with the table before: as many columns, levels in theirs."""
        if self.rows is None or self._width(lines[:HEAD_ROWS]) != self.sections.width:
            return False
        levels = by_kind(self.heads, Kind.LEVEL)
        texts = [clean(row.text(head.at)) for head in levels for row in lines[:HEAD_ROWS] if self._is_data(row)]
        found = [level_cell(text, self.vocabulary) for text in texts if text]
        return all(level and (level.number or self.sections.is_level(level.name)) for level in found)

    def _is_data(self, row: TableRow) -> bool:
        return self.sections.cell(row) is None

    def _unknown(self, lines: Sequence[TableRow], at: int) -> Generator[TableReading, None, int]:
        """Read a table by what stands in its columns, where that tells, else leave it to the reader of the file."""
        while at < len(lines) and len(texts_of(lines[at])) < 2:
            self._leave(lines[at], TITLE, asks=True)
            at += 1
        if at == len(lines):
            return at
        found = plain_head(lines, at, self.vocabulary, self.answers)
        yield from self._begin(found, lines)
        return self._below(lines, at + len(found.rows))

    def _why(self, found: Found, heads: Sequence[Head]) -> AnyText:
        if is_other(found.row, self.vocabulary):
            return other_table(found.row)
        if _is_ignored(heads):
            return IGNORED
        return NOT_KNOWN if by_kind(heads, Kind.NAME, Kind.KEY) or not columns.content(heads) else NO_NAME

    def _leave(self, row: TableRow, reason: AnyText, *, asks: bool = False) -> None:
        for at in texts_of(row):
            self.records.leave((row.number, at), reason, asks=asks)

    def _label(self, row: TableRow, reason: AnyText) -> None:
        for at in texts_of(row):
            self.records.label((row.number, at), reason)


def _is_ignored(heads: Sequence[Head]) -> bool:
    """Return whether a person chose that no column of a table is read."""
    unread = all(head.role is None and not head.level and head.origin != head_rows.UNKNOWN for head in heads)
    return unread and any(head.origin == head_rows.CHOSEN for head in heads)


def signs_off(texts: Sequence[str]) -> bool:
    """Return whether a signature begins in a row of one text: "Mengetahui,", "Jakarta, 5 Mei 2025"."""
    if len(texts) != 1 or not furniture.begins_signature(texts[0]):
        return False
    _word, sign, rest = clean(texts[0]).partition(",")
    return not sign or not rest.strip()[:1].islower()


def _counts_columns(row: TableRow) -> bool:
    """Return whether a row only numbers the columns: "(1) (2) (3)"."""
    texts = list(texts_of(row).values())
    counted = (clean(text).strip("().") == str(number) for number, text in enumerate(texts, 1))
    return len(texts) > 2 and all(counted)
