"""Entries: the texts that were read for one document, and the fates of pieces that are no text of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from documents.translation import AnyText
from files.readers.understanding.vocabulary import Kind, Role

#: A piece of a file, the smallest thing that has a fate: the number of its block, and the column of the cell, -1 for a
#: paragraph.
Piece = tuple[int, int]
#: The kinds of the texts that stand above the lines of a document.
HEADS = frozenset({Kind.GROUP, Kind.GROUP_TEXT, Kind.KEY, Kind.NAME, Kind.NUMBER})
_DIGITS = 10


class Entry(NamedTuple):
    """One text that was read from a piece: its role, and below a level the level and the number of an item.

    `level` is the level as it will be stored ("2"), or its name while only a name is known. `remark` says what was
    taken off or added ("tanda • dilepas"). `asks` marks a reading that a person has to look at.
    """

    piece: Piece
    role: Role
    text: str
    level: str = ""
    label: str = ""
    remark: AnyText = ""
    asks: bool = False


@dataclass(slots=True)
class Record:
    """The entries of one document, in the order of the file; `group` holds those of the group above it."""

    group: Mapping[str, Entry]
    entries: list[Entry] = field(default_factory=list)
    #: The last number of each list, by its role and level.
    last: dict[tuple[str, str], int] = field(default_factory=dict)
    #: The texts that a document, or a level of it, has once, by their role and level.
    said: dict[tuple[str, str], str] = field(default_factory=dict)
    #: The first entry of each kind of head.
    heads: dict[Kind, Entry] = field(default_factory=dict)
    #: Whether nothing but the heads of the document is known, as a list of contents gives them.
    bare: bool = True
    #: Whether a title began it, without a label or a column for names.
    titled: bool = False

    def first(self, kind: Kind) -> Entry | None:
        """Return the first entry of that kind, None without one."""
        if kind in HEADS:
            return self.heads.get(kind)
        return next((entry for entry in self.entries if entry.role.kind is kind), None)

    def text(self, kind: Kind) -> str:
        """Return the text of that entry, "" without one."""
        entry = self.first(kind)
        return entry.text if entry else ""


#: The most documents of a file that is laid out otherwise: twenty times those of a ministry. Each takes a kilobyte.
DOCUMENT_LIMIT = 10_000


class TooManyError(Exception):
    """A file has more than `DOCUMENT_LIMIT` documents; `block` is that of the first one beyond."""

    def __init__(self, block: int) -> None:
        super().__init__(block)
        self.block = block


class LeftOut(NamedTuple):
    """A piece that was not read, and why. `asks` says that a person has to look: something may be lost."""

    reason: AnyText
    asks: bool = False


class Label(NamedTuple):
    """A piece that only says what others are: a label above its text, the head of a table."""

    reason: AnyText


def number_of(digits: str) -> int:
    """Return the number of an item as its digits say, 0 for any other text and for one that nobody counts to."""
    return int(digits) if digits.isdecimal() and len(digits) < _DIGITS else 0
