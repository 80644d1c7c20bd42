"""Records of the dictionary as a reader finds them, and their words and numbers."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from dictionary.format.fields import BODY, GROUP, LEVEL, LISTS, NAME
from documents.document import Document, Line

#: The valid level numbers; gaps are allowed.
LEVELS = range(21)
#: A code in upper case, with at least one letter or digit, so that none is "." or ".." in an address.
CODE_PATTERN = re.compile(r"(?=[._-]*[A-Z0-9])[A-Z0-9._-]{1,20}")

#: The namespace of `stable_uuid`: a code gets the same uid in every installation.
NAMESPACE = uuid.UUID("6c2f3c1e-6a1b-5c0e-9d0b-0e6b7c1d2a55")
_DECORATION = str.maketrans("", "", "*_:")


def stable_uuid(code: str) -> uuid.UUID:
    """Return the `uid` of a new competency with this code; it is the same in every installation.

    A competency keeps its uid when its code changes, and when it is removed and restored. A new competency gets a
    random uid only if another one, whose code was changed, still has the uid of this code.
    """
    return uuid.uuid5(NAMESPACE, code)


@cache
def level_section(number: int) -> str:
    """Return the section of a level in a document: "level 4"."""
    return f"{LEVEL} {number}"


@lru_cache(maxsize=1024)
def level_number(section: str) -> int | None:
    """Return the number in the section of a level, None for any other section."""
    number = section[len(LEVEL) + 1 :] if section.startswith(LEVEL + " ") else ""
    return int(number) if number.isascii() and number.isdigit() and len(number) < 4 else None


def split_row(row: str) -> tuple[str, str]:
    """Return the normalised label of a cleaned row, and its text; outer pipes are ignored, escaped ones are not."""
    if row.startswith("|"):
        row = row[1:]
        if row.endswith("|") and not row.endswith("\\|") and "|" in row[:-1]:
            row = row[:-1]
    label, _, text = row.partition("|")
    return _label(label) if len(label) < 40 else _label.__wrapped__(label), text.strip(" ")


@lru_cache(maxsize=1024)
def _label(label: str) -> str:
    """Return a label in lower case, without colons, emphasis marks and double spaces. Cached: few labels recur."""
    return " ".join(label.translate(_DECORATION).casefold().split())


@dataclass(slots=True)
class Item:
    """A text as it was read: its printed number, its pieces, its first and last line (1-based).

    `start` is the text of the first line, `more` those of the lines that continue it, if any.
    """

    label: str
    start: str
    first: int
    last: int
    more: list[str] | None = None

    @property
    def text(self) -> str:
        """Return the pieces joined by one space."""
        return self.start if self.more is None else " ".join(piece for piece in (self.start, *self.more) if piece)

    def continued(self, text: str, line: int) -> None:
        """Append the text of one more line."""
        self.more = self.more or []
        self.more.append(text)
        self.last = line


@dataclass(slots=True)
class LevelItem:
    """A level as it was read; its indicators by printed number, in the order of the text."""

    number: int
    item: Item
    indicators: dict[str, Item] = field(default_factory=dict)


@dataclass(slots=True)
class Record:
    """A competency as it was read.

    `begin` is the offset of its raw text. `group_at` is the line of the group heading in effect; `heading` is the same
    line if it is part of this raw text, else 0. `head` is the last line of the head (Nama, rule, Kode). `rank` is the
    highest rank of its fields so far, in their usual order. `texts` and `lists` hold the fields of `BODY` and `LISTS`
    by section. `source` is the raw text, None for a record read from a sheet.
    """

    source_line: int
    begin: int
    group: str
    group_at: int = 0
    heading: int = 0
    head: int = 0
    rank: int = 0
    name: Item | None = None
    code: Item | None = None
    texts: dict[str, Item] = field(default_factory=dict)
    lists: dict[str, list[Item]] = field(default_factory=dict)
    levels: dict[int, LevelItem] = field(default_factory=dict)
    source: str | None = None

    @property
    def key(self) -> str:
        """Return the code in upper case."""
        return self.code.text.upper() if self.code else ""

    @property
    def title(self) -> str:
        """Return the name for a sentence; without one the code, or a phrase."""
        return (self.name and self.name.text) or self.key or "Kompetensi ini"

    @property
    def document(self) -> Document:
        """Return the record as a document."""
        lines = tuple([line for line, _ in self.lines()])
        return Document(self.key, self.title, lines, self.source, self.source_line)

    def lines(self) -> Iterator[tuple[Line, Item | None]]:
        """Yield the document's lines, each with the item it was read from, None for the group."""
        yield Line(GROUP, self.group, source_line=self.group_at or self.source_line), None
        yield Line(NAME, self.name.text if self.name else "", source_line=self.source_line), self.name
        for section in BODY:
            text = self.texts.get(section)
            yield Line(section, text.text if text else "", source_line=text.first if text else self.source_line), text
        for section in LISTS:
            for nth, item in enumerate(self.lists.get(section, ()), 1):
                yield Line(section, item.text, index=nth, source_line=item.first), item
        for number in sorted(self.levels):
            section, level = level_section(number), self.levels[number]
            yield Line(section, level.item.text, source_line=level.item.first), level.item
            for item in level.indicators.values():
                yield Line(section, item.text, item.label, source_line=item.first), item
