"""Rows of a table below its heads: each begins a document or goes on with one, cell by cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from documents.document import clean, excerpt
from documents.translation import AnyText
from documents.translation import mark as _
from files.readers.blocks import TableRow
from files.readers.understanding import furniture
from files.readers.understanding.cells import DIFFERENT, NUMBER, REPEATED, Cells
from files.readers.understanding.heads import CHOSEN, UNKNOWN, Head, by_kind, texts_of
from files.readers.understanding.level_words import LevelName, level_cell, with_text, worded
from files.readers.understanding.record import HEADS, LEVEL_NAME, Entry, Records
from files.readers.understanding.remarks import WRAPPED_ROW
from files.readers.understanding.row_names import Names, agrees, group_entry, text_of
from files.readers.understanding.vocabulary import Kind, Role
from files.readers.understanding.words import mark, role_of, title

IGNORED = _("kolom “{head}” tidak dipakai")
NOT_KNOWN = _("kolom “{head}” tidak dikenal")
NO_HEAD = _("sel berisi di kolom tanpa judul")
NO_DOCUMENT = _("baris ini tidak menyebut nama, dan tidak ada nama di atasnya")
NO_LEVEL = _("bukan nomor atau nama level")
NO_PART = _("kata “{part}” tidak dikenal sebagai bagian")
PART_NOT_KNOWN = _("tidak ada yang mengatakan bagian apa teks ini")
PART_OF_TEXT = _("bagian dari teks di sebelahnya")


def wraps(above: str, text: str) -> bool:
    """Return whether a cell seems to go on with the one above, as programs that read PDF files part a cell into rows.

    It begins in lower case and without a mark, the one above in upper case or with a mark, and that one does not end.
    """
    above, text = clean(above), clean(text)
    begins = above[:1].isupper() or mark(above) is not None
    return begins and text[:1].islower() and mark(text) is None and above[-1:] not in ".;:!?"


class Rows:
    """Reads the rows below one head, which stands in the block `head`.

    `codes_in_names` says that its names carry codes.
    """

    def __init__(self, records: Records, heads: Sequence[Head], head: int, *, codes_in_names: bool) -> None:
        self.records = records
        self.cells = Cells(records)
        self.heads = {head.at: head for head in heads}
        self.names = Names(records, heads, codes_in_names=codes_in_names)
        self.levels = by_kind(heads, Kind.LEVEL)
        self.parts = by_kind(heads, Kind.PART)
        self.numbers = by_kind(heads, Kind.ITEM_NUMBER)
        self.has_items = bool(by_kind(heads, Kind.LEVEL_ITEM))
        self.above: dict[int, str] = {}
        self.part: Role | None = None
        self.part_asks = True
        self.name = ""  # that of the open level
        for column in heads:
            if column.level and not column.level.lstrip("-").isdecimal():
                records.levels.setdefault(records.level_named(column.level), head)

    def take(self, row: TableRow, level: LevelName | None = None) -> None:
        """Read one row: each of its cells gets a fate. `level` is that of the section above it."""
        texts = texts_of(row)
        if self.names.take(row.number, texts):
            self.above, self.part, self.name = {}, None, ""
        if self.records.record is None:
            self._leave_rest(row.number, texts)
            return
        self._level(row.number, texts)
        if level and (roles := self.records.vocabulary.of_kind(Kind.LEVEL)) and level.key != self.records.level:
            self._open_level((row.number, -1), level, roles[0])
        self._parts(row.number, texts)
        for at, text in texts.items():
            if not self.records.fated((row.number, at)):
                self._cell(row.number, at, text, texts)
            if not self.records.fated((row.number, at)):
                self.records.leave((row.number, at), furniture.EMPTY)

    def _leave_rest(self, number: int, texts: Mapping[int, str]) -> None:
        for at in texts:
            if not self.records.fated((number, at)):
                self._leave_column(number, at, NO_DOCUMENT)

    def _leave_column(self, number: int, at: int, reason: AnyText) -> None:
        """Leave a cell out: for its column if that is not read, else for `reason`."""
        head = self.heads.get(at)
        if head is None or (not head.text and head.role is None and head.origin == UNKNOWN):
            self.records.leave((number, at), NO_HEAD, asks=True)
        elif head.role is None and not head.level:
            unknown = head.origin == UNKNOWN
            text = NOT_KNOWN if unknown else IGNORED
            self.records.leave((number, at), text.format(head=excerpt(head.text or head.title)), asks=unknown)
        else:
            self.records.leave((number, at), reason, asks=True)

    def _level(self, row: int, texts: Mapping[int, str]) -> None:
        """Open the level that the row names; a second column may hold its name."""
        number = ""
        for head in self.levels:
            text = texts.get(head.at, "")
            if not clean(text) or head.role is None:
                continue
            found, below = with_text(text, self.records.vocabulary)
            if found and number and not found.number:
                found = found._replace(number=number)
            if found is None:
                self.records.leave((row, head.at), NO_LEVEL, asks=True)
                continue
            opened = self._open_level((row, head.at), found, head.role)
            number = found.number
            if below and opened:
                self.cells.take((row, head.at), self.records.vocabulary.of_kind(Kind.LEVEL_TEXT)[0], below)

    def _open_level(self, piece: tuple[int, int], found: LevelName, role: Role) -> bool:
        """Open a level; return False where it is open already."""
        level = found.number or self.records.level_named(found.name)
        if level == self.records.level and found.name in ("", self.name):
            if piece[1] >= 0:
                self.records.label(piece, REPEATED)
            return False
        self.above, self.name = {}, found.name
        self.records.open_level(Entry(piece, role, found.name, level, "", LEVEL_NAME if found.name else ""))
        return True

    def _parts(self, number: int, texts: Mapping[int, str]) -> None:
        """Note which part the text of the row is."""
        for head in self.parts:
            text = clean(texts.get(head.at, ""))
            if not text:
                continue
            self.part = self._part_of(number, text, texts)
            if self.part:
                self.records.label((number, head.at), PART_OF_TEXT)
            else:
                self.part_asks = title(text) not in self.records.vocabulary.ignored
                self.records.leave((number, head.at), NO_PART.format(part=excerpt(text)), asks=self.part_asks)

    def _part_of(self, number: int, text: str, texts: Mapping[int, str]) -> Role | None:
        """Return the role that a word for a part names; one of levels is that of the document where no level is."""
        vocabulary = self.records.vocabulary
        if level := worded(text, vocabulary):
            roles = vocabulary.of_kind(Kind.LEVEL)
            if roles:
                self._open_level((number, -1), level, roles[0])
            return next(iter(vocabulary.of_kind(Kind.LEVEL_TEXT)), None)
        role = role_of(text, vocabulary)
        if role and role.kind is Kind.LEVEL_TEXT and not self._in_level(texts):
            return vocabulary.of_kind(Kind.TEXT)[0]
        return role if role and role.kind not in (Kind.PART, Kind.PART_TEXT, Kind.ITEM_NUMBER, Kind.KEY) else None

    def _in_level(self, texts: Mapping[int, str]) -> bool:
        if self.levels:
            return any(clean(texts.get(head.at, "")) for head in self.levels)
        return bool(self.records.level) or any(head.level for head in self.heads.values())

    def _cell(self, number: int, at: int, text: str, texts: Mapping[int, str]) -> None:
        """Read a cell that holds no name, group, level or part."""
        head = self.heads.get(at)
        if head is None or (head.role is None and not head.level):
            self._leave_column(number, at, NO_HEAD)
        elif head.level:
            self._level_cell(number, head, text)
        elif head.is_of(Kind.ITEM_NUMBER):
            self._number(number, at)
        elif head.is_of(Kind.PART_TEXT):
            self._part_text(number, at, text, texts)
        elif head.role and head.role.kind in HEADS:
            self._again(group_entry(number, at, clean(text), head.role))
        elif head.role:
            self._text(number, head, text, texts)

    def _text(self, number: int, head: Head, text: str, texts: Mapping[int, str]) -> None:
        role = head.role
        if role is None:
            return
        label = self._label(texts) if role.numbered else ""
        if role.kind in (Kind.LIST, Kind.LEVEL_ITEM) and self.above.get(head.at) == text and not label:
            self.records.label((number, head.at), REPEATED)
            return
        if role.kind in (Kind.LIST, Kind.LEVEL_ITEM) and not label and wraps(self.above.get(head.at, ""), text):
            self.above[head.at] = f"{self.above[head.at]} {clean(text)}"
            self.records.leave((number, head.at), WRAPPED_ROW, asks=True)
            return
        self.above[head.at] = text
        listed = role.kind is Kind.LEVEL_TEXT and not self.has_items
        self.cells.take((number, head.at), role, text, listed=listed, label=label)

    def _label(self, texts: Mapping[int, str]) -> str:
        return next((clean(texts[head.at]).strip("().") for head in self.numbers if head.at in texts), "")

    def _number(self, number: int, at: int) -> None:
        self.records.label((number, at), NUMBER)

    def _part_text(self, number: int, at: int, text: str, texts: Mapping[int, str]) -> None:
        """Read the text of a row whose part another column names."""
        role = self.part
        if role is None:
            self.records.leave((number, at), PART_NOT_KNOWN, asks=self.part_asks)
        elif role.kind in (Kind.NAME, Kind.GROUP, Kind.GROUP_TEXT, Kind.NUMBER, Kind.LEVEL):
            self._head_part(number, at, text, role)
        else:
            self.cells.take((number, at), role, text, label=self._label(texts) if role.numbered else "")

    def _head_part(self, number: int, at: int, text: str, role: Role) -> None:
        if role.kind is Kind.LEVEL:
            found = level_cell(text, self.records.vocabulary)
            if found:
                self._open_level((number, at), found, role)
            else:
                self.records.leave((number, at), NO_LEVEL, asks=True)
        else:
            self._again(Entry((number, at), role, clean(text)))

    def _again(self, entry: Entry) -> None:
        """Note a text above the lines of the open document: it repeats what is known, adds to it or differs."""
        record = self.records.record
        if record is None:
            return
        before = record.text(entry.role.kind) or text_of(record.group, entry.role)
        if not before:
            self.records.add(entry)
        elif agrees(before, entry.text):
            self.records.label(entry.piece, REPEATED)
        else:
            self.records.leave(entry.piece, DIFFERENT.format(what=entry.role.label), asks=True)

    def _level_cell(self, number: int, head: Head, text: str) -> None:
        """Read a cell in the column of one level: its description, or the items that it plainly holds."""
        vocabulary, role = self.records.vocabulary, head.role
        if self.part and self.part.kind in (Kind.LEVEL_TEXT, Kind.LEVEL_ITEM):
            role = self.part
        levels = vocabulary.of_kind(Kind.LEVEL)
        if role is None or not levels:
            self.records.leave((number, head.at), NO_LEVEL, asks=True)
            return
        level = head.level if head.level.lstrip("-").isdecimal() else self.records.level_named(head.level)
        remark = LEVEL_NAME if head.name else ""
        self.records.open_level(Entry((number, -1), levels[0], head.name, level, "", remark))
        self.cells.take((number, head.at), role, text, listed=head.origin != CHOSEN)
