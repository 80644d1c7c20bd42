"""Records: what was read for one document, piece by piece, and the fate of every piece of the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from documents.translation import AnyText
from files.readers.blocks import Block, Paragraph, Place
from files.readers.understanding.vocabulary import Kind, Role, Vocabulary

#: A piece of a file, the smallest thing that has a fate: the number of its block, and the column of the cell, -1 for a
#: paragraph.
Piece = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Entry:
    """One text that was read from a piece: its role, and below a level the level and the number of an item.

    `level` is the level as it will be stored ("2"), or its name while only a name is known. `remark` says what was
    taken off or added ("tanda • dilepas").
    """

    piece: Piece
    role: Role
    text: str
    level: str = ""
    label: str = ""
    remark: AnyText = ""


@dataclass(slots=True)
class Record:
    """The entries of one document, in the order of the file; `group` holds those of the group above it."""

    group: Mapping[str, Entry]
    entries: list[Entry] = field(default_factory=list)
    #: The last number of each list, by its role and level.
    last: dict[tuple[str, str], int] = field(default_factory=dict)

    def first(self, kind: Kind) -> Entry | None:
        """Return the first entry of that kind, None without one."""
        return next((entry for entry in self.entries if entry.role.kind is kind), None)

    def text(self, kind: Kind) -> str:
        """Return the text of that entry, "" without one."""
        entry = self.first(kind)
        return entry.text if entry else ""


class LeftOut(NamedTuple):
    """A piece that was not read, and why. `asks` says that a person has to look: something may be lost."""

    reason: AnyText
    asks: bool = False


class Label(NamedTuple):
    """A piece that only says what others are: a label above its text, the head of a table."""

    reason: AnyText


class Records:
    """Builder: readers of tables and of paragraphs tell it what they find; it knows the open document and level.

    Every piece gets exactly one fate: it is read (one entry or more), a label, or left out. Telling a second fate
    raises ValueError, which is a fault of a reader.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.records: list[Record] = []
        self.group: dict[str, Entry] = {}
        self.level = ""  # the open level: its number, or its name while only that is known
        self.read: dict[Piece, list[tuple[int, Entry]]] = {}
        self.aside: dict[Piece, LeftOut | Label] = {}
        self.levels: dict[str, int] = {}  # names of levels without a number: the block where each stands first
        self.texts: dict[Piece, tuple[Place, str]] = {}

    @property
    def record(self) -> Record | None:
        """The open document."""
        return self.records[-1] if self.records else None

    def show(self, block: Block) -> None:
        """Note the texts of a block, which all need a fate; call it once for each block before anything is read."""
        if isinstance(block, Paragraph):
            self.texts[block.number, -1] = block.place, block.text
            return
        for cell in block.cells:
            if cell.text.strip():
                place = Place(block.place.row, block.place.table, block.place.sheet, cell.column)
                self.texts[block.number, cell.column] = place, cell.text

    def open_group(self, entry: Entry) -> None:
        """Begin a group: it holds for the documents that are opened below; texts of the group before it end."""
        self.group = {entry.role.name: entry}
        self._take(entry)
        self.level = ""

    def add_to_group(self, entry: Entry) -> None:
        """Add a text of the open group, such as its domain."""
        self.group = self.group | {entry.role.name: entry}
        self._take(entry)

    def open(self, entry: Entry) -> None:
        """Begin a document with its name, code or number."""
        self.records.append(Record(self.group))
        self.level = ""
        self.add(entry)

    def add(self, entry: Entry) -> None:
        """Add an entry to the open document. Raises ValueError without one."""
        if self.record is None:
            raise ValueError("no document is open")
        numbered = self._numbered(self.record, entry) if entry.role.numbered else entry
        self.record.entries.append(numbered)
        self._take(numbered)

    def _numbered(self, record: Record, entry: Entry) -> Entry:
        """Return an item of a numbered list with its number: one more than that of the item before it without one."""
        place = entry.role.name, entry.level
        label = entry.label or str(record.last.get(place, 0) + 1)
        whole = label.rpartition(".")[2]
        record.last[place] = int(whole) if whole.isdecimal() else 0
        return replace(entry, label=label)

    def open_level(self, entry: Entry) -> None:
        """Begin a level of the open document: `entry.level` is its number or, without one, its name."""
        self.level = entry.level
        if not entry.level.lstrip("-").isdigit():
            self.levels.setdefault(entry.level, entry.piece[0])
        self.add(entry)

    def leave(self, piece: Piece, reason: AnyText, *, asks: bool = False) -> None:
        """Leave a piece out."""
        self._aside(piece, LeftOut(reason, asks))

    def label(self, piece: Piece, reason: AnyText) -> None:
        """Note a piece that says what others are."""
        self._aside(piece, Label(reason))

    def fated(self, piece: Piece) -> bool:
        """Return whether a piece has its fate already."""
        return piece in self.read or piece in self.aside

    def _aside(self, piece: Piece, fate: LeftOut | Label) -> None:
        if self.fated(piece):
            raise ValueError(f"{piece} has a fate already")
        self.aside[piece] = fate

    def _take(self, entry: Entry) -> None:
        if entry.piece in self.aside:
            raise ValueError(f"{entry.piece} has a fate already")
        self.read.setdefault(entry.piece, []).append((len(self.records) - 1, entry))


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers of a person to what a file leaves open; all empty at first.

    `columns` give the role of a column by the title of its head (`words.title`), "" for a column to ignore; a level may
    stand behind it for a column that holds one level ("indikator:2"). A role that the type lacks is no answer. `levels`
    give the numbers of named levels by their title. `codes` give the codes of documents by the title of their name.
    `document_type` is the slug of the type that the file holds, "" when it is not chosen.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    levels: Mapping[str, int] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    document_type: str = ""

    def column(self, title: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
        """Return the role and the level that a person chose for a column, None for no answer that fits the type."""
        role, _, level = self.columns.get(title, ":").partition(":")
        known = not role or any(each.name == role for each in vocabulary.roles)
        return (role, level) if title in self.columns and known else None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table of the file, and how it is read.

    `role` is the name of its role, "" for ignored; `level` the level of a column that holds one level each. `origin`
    is "known" (its head says so), "guessed" (from its content or neighbours), "chosen" (a person's answer), or
    "unknown": nobody said what it is, so it is left out.
    """

    place: Place
    title: str
    head: str
    role: str
    origin: str
    level: str = ""
    samples: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class TableReading:
    """A table with a head, and its columns: tables with the same heads are one. `rows` are its first rows, as text."""

    place: Place
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...] = ()
