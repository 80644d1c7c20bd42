"""Records: what was read for one document, piece by piece, and the fate of every piece of the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from documents.document import TEXT_LIMIT, Problem
from documents.translation import AnyText
from documents.translation import mark as _
from files.readers.blocks import Block, Paragraph, Place
from files.readers.understanding.answers import Answers, Column, TableReading
from files.readers.understanding.entries import (
    DOCUMENT_LIMIT,
    HEADS,
    Entry,
    Label,
    LeftOut,
    Piece,
    Record,
    TooManyError,
    number_of,
)
from files.readers.understanding.vocabulary import Kind, Role, Vocabulary
from files.readers.understanding.words import title

__all__ = [
    "HEADS",
    "LEVEL_NAME",
    "LEVEL_NAME_DROPPED",
    "Answers",
    "Column",
    "Entry",
    "Label",
    "LeftOut",
    "Piece",
    "Record",
    "Records",
    "TableReading",
    "TooManyError",
]

#: Remarks of a level: its name stands for the description that it lacks; it has a description after all.
LEVEL_NAME = _("nama level menjadi deskripsinya")
LEVEL_NAME_DROPPED = _("nama level tidak disimpan: level ini punya deskripsi")
#: Nothing goes on with a text that is refused for its length anyway.
TOO_LONG = _("teks di atasnya sudah melampaui batas panjang")


def pieces_of(block: Block) -> Iterator[tuple[Piece, Place, str]]:
    """Yield every piece of a block, with its place and its text, in order."""
    if isinstance(block, Paragraph):
        yield (block.number, -1), block.place, block.text
        return
    row, table, sheet = block.place.row, block.place.table, block.place.sheet
    for cell in block.cells:
        if cell.text.strip():
            yield (block.number, cell.column), Place(row, table, sheet, cell.column), cell.text


class Records:
    """Builder: readers of tables and of paragraphs tell it what they find; it knows the open document and level.

    Every piece gets exactly one fate: it is read (one entry or more), a label, or left out. Telling a second fate
    raises ValueError, which is a fault of a reader.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.records: list[Record] = []
        self.at = -1  # the place of the open document, -1 for none
        self.known: dict[tuple[str, ...], int] = {}  # documents by their codes and names
        self.sheet = ""
        self.group: dict[str, Entry] = {}
        self.level = ""  # the open level: its number, or its name while only that is known
        self.read: dict[Piece, list[tuple[int, Entry]]] = {}
        self.aside: dict[Piece, LeftOut | Label] = {}
        self.levels: dict[str, int] = {}  # names of levels without a number: the block where each stands first
        self.spellings: dict[str, str] = {}
        self.blocks: list[Block] = []
        self.labels: dict[AnyText, Label] = {}  # one for each reason, as a table may have a million cells
        self.level_at = -1  # where the open level stands among the entries of the open document
        self.marks: dict[str, tuple[int, int]] = {}  # marks that were taken off: how often, and the first block
        self.problems: list[Problem] = []  # what only the layout tells, such as another model
        self.flat: set[Piece] = set()  # groups whose headings rank as those of their documents
        self.lines: dict[Piece, str] = {}  # what a person says of lines in doubt

    @property
    def record(self) -> Record | None:
        """The open document."""
        return self.records[self.at] if self.at >= 0 else None

    def enter(self, sheet: str) -> None:
        """Begin a sheet of that name, "" for none: no group, document or level of another sheet is open any more."""
        if sheet != self.sheet:
            self.sheet, self.group, self.level, self.level_at, self.at = sheet, {}, "", -1, -1

    def show(self, block: Block) -> None:
        """Note the texts of a block, which all need a fate; call it once for each block before anything is read."""
        self.blocks.append(block)

    def pieces(self) -> Iterator[tuple[Piece, Place, str]]:
        """Yield every piece of the file, with its place and its text, in order."""
        for block in self.blocks:
            yield from pieces_of(block)

    def open_group(self, entry: Entry) -> None:
        """Begin a group: it holds for the documents that are opened below; texts of the group before it end."""
        self.group = {entry.role.name: entry}
        self._take(entry, -1)
        self.level = ""

    def add_to_group(self, entry: Entry) -> None:
        """Add a text of the open group, such as its domain."""
        self.group = self.group | {entry.role.name: entry}
        self._take(entry, -1)

    def drop_group(self) -> None:
        """Take the open document out of the group above it: a label of its own names another one."""
        if self.record:
            self.record.group = {}

    def open(self, entry: Entry) -> None:
        """Begin a document with its name, code or number. A list of contents may have named it before."""
        named = self.find(entry)
        if named < 0 or not self.records[named].bare:
            self.open_new(entry)
            return
        self.at, self.level, self.level_at = named, "", -1
        self.records[named].group = self.group or self.records[named].group
        self.add(entry)

    def open_new(self, entry: Entry) -> None:
        """Begin a document that nothing above has named. Raises TooManyError beyond `DOCUMENT_LIMIT`."""
        if len(self.records) >= DOCUMENT_LIMIT:
            raise TooManyError(entry.piece[0])
        self.records.append(Record(self.group))
        self.at, self.level, self.level_at = len(self.records) - 1, "", -1
        self.add(entry)

    def reopen(self, at: int) -> None:
        """Go on with a document that was begun before, in its group."""
        if at != self.at:
            self.at, self.level, self.level_at = at, "", -1
            self.group = dict(self.records[at].group)

    def find(self, entry: Entry, group: str = "") -> int:
        """Return the place of the document that has this code or this name, -1 for none.

        In types without codes a name is one in `group`, by default the open one.
        """
        return self.known.get(self._key(entry, group), -1)

    def _key(self, entry: Entry, group: str = "") -> tuple[str, ...]:
        if self.vocabulary.of_kind(Kind.KEY):
            return entry.role.name, "", title(entry.text)
        opened = next((one.text for one in self.group.values() if one.role.kind is Kind.GROUP), "")
        return entry.role.name, title(group or opened), title(entry.text)

    def add(self, entry: Entry) -> None:
        """Add an entry to the open document. Raises ValueError without one."""
        if self.record is None:
            raise ValueError("no document is open")
        self._say(self.record, entry)
        if entry.role.kind is Kind.LEVEL_TEXT and self._described(self.record, entry):
            return
        numbered = self._numbered(self.record, entry) if entry.role.numbered else entry
        self.record.entries.append(numbered)
        if entry.role.kind in HEADS:
            self.record.heads.setdefault(entry.role.kind, entry)
        else:
            self.record.bare = False
        if entry.role.kind in (Kind.KEY, Kind.NAME):
            self.known.setdefault(self._key(entry), self.at)
        self._take(numbered)

    def said(self, role: Role, level: str) -> str | None:
        """Return the text of a role that the open document, or a level of it, has; None without one."""
        return self.record.said.get((role.name, level)) if self.record else None

    def _say(self, record: Record, entry: Entry) -> None:
        role = entry.role
        if role.kind is Kind.LEVEL and entry.text and entry.remark != LEVEL_NAME:
            role = next(iter(self.vocabulary.of_kind(Kind.LEVEL_TEXT)), role)
        if role.kind in (Kind.TEXT, Kind.LEVEL_TEXT):
            record.said.setdefault((role.name, entry.level), entry.text)

    def level_named(self, name: str) -> str:
        """Return a name of a level as the file spells it first."""
        return self.spellings.setdefault(title(name), name)

    def extend(self, entry: Entry) -> None:
        """Let the text of `entry` go on with the last entry of the open document; its role and place are that entry's.

        Raises ValueError without one.
        """
        if self.record is None or not self.record.entries:
            raise ValueError("nothing to go on with")
        last = self.record.entries[-1]
        if len(last.text) > 2 * TEXT_LIMIT:
            self.leave(entry.piece, TOO_LONG, asks=True)
            return
        whole = self.record.entries[-1] = last._replace(text=f"{last.text} {entry.text}".strip())
        if self.record.heads.get(last.role.kind) is last:
            self.record.heads[last.role.kind] = whole
        if self.record.said.get((last.role.name, last.level)) == last.text:
            self.record.said[last.role.name, last.level] = whole.text
        self._take(last._replace(piece=entry.piece, text=entry.text, remark=entry.remark, asks=entry.asks))

    def _described(self, record: Record, entry: Entry) -> bool:
        """Give its text to the level that is open; return False if there is none or it has a description already."""
        level = record.entries[self.level_at] if 0 <= self.level_at < len(record.entries) else None
        if level is None or level.level != entry.level or (level.text and level.remark != LEVEL_NAME):
            return False
        record.entries[self.level_at] = level._replace(text=entry.text, remark="")
        if level.text:
            dropped = level._replace(text="", remark=LEVEL_NAME_DROPPED)
            self.read[level.piece] = [(n, dropped if one is level else one) for n, one in self.read[level.piece]]
        self._take(entry)
        return True

    def _numbered(self, record: Record, entry: Entry) -> Entry:
        """Return an item of a numbered list with its number: one more than that of the item before it without one."""
        place = entry.role.name, entry.level
        label = entry.label or str(record.last.get(place, 0) + 1)
        record.last[place] = number_of(label.rpartition(".")[2])
        return entry._replace(label=label)

    def open_level(self, entry: Entry) -> None:
        """Begin a level of the open document: `entry.level` is its number or, without one, its name."""
        self.level = entry.level
        if not entry.level.lstrip("-").isdecimal():
            self.levels.setdefault(entry.level, entry.piece[0])
        self.add(entry)
        self.level_at = len(self.records[self.at].entries) - 1

    def strip(self, printed: str, block: int) -> None:
        """Count a mark that was taken off, as it is told once: "•"."""
        count, first = self.marks.get(printed, (0, block))
        self.marks[printed] = count + 1, first

    def change(self, at: int, place: int, entry: Entry) -> None:
        """Set another entry in place of that of a document, with the same piece."""
        before, self.records[at].entries[place] = self.records[at].entries[place], entry
        told = self.read[entry.piece]
        self.read[entry.piece] = [(n, entry if one is before else one) for n, one in told]

    def drop(self, places: Set[int], reason: AnyText) -> None:
        """Take the documents at these places back: their pieces are left out and asked about. Linear."""
        moved = {at: place for place, at in enumerate(n for n in range(len(self.records)) if n not in places)}
        self.records = [record for at, record in enumerate(self.records) if at in moved]
        read, self.read, self.at = self.read, {}, -1
        for piece, told in read.items():
            kept = [(at if at < 0 else moved[at], entry) for at, entry in told if at < 0 or at in moved]
            if kept:
                self.read[piece] = kept
        self.move(moved)
        for piece in read.keys() - self.read.keys():
            self.leave(piece, reason, asks=True)

    def move(self, moved: Mapping[int, int]) -> None:
        """Note the new places of documents, by their old ones; the rest are no more."""
        self.known = {key: moved[at] for key, at in self.known.items() if at in moved}

    def leave(self, piece: Piece, reason: AnyText, *, asks: bool = False) -> None:
        """Leave a piece out."""
        self._aside(piece, LeftOut(reason, asks))

    def label(self, piece: Piece, reason: AnyText) -> None:
        """Note a piece that says what others are."""
        self._aside(piece, self.labels.setdefault(reason, Label(reason)))

    def fated(self, piece: Piece) -> bool:
        """Return whether a piece has its fate already."""
        return piece in self.read or piece in self.aside

    def _aside(self, piece: Piece, fate: LeftOut | Label) -> None:
        if self.fated(piece):
            raise ValueError(f"{piece} has a fate already")
        self.aside[piece] = fate

    def _take(self, entry: Entry, at: int | None = None) -> None:
        if entry.piece in self.aside:
            raise ValueError(f"{entry.piece} has a fate already")
        self.read.setdefault(entry.piece, []).append((self.at if at is None else at, entry))
