"""The parts of a dictionary record as a reader finds them, and the words and numbers it is written with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from exchange.documents import Document, Line, clean

NAME, GROUP, CODE, DEFINITION, BEHAVIOUR, LEVEL = (
    "nama",
    "kelompok",
    "kode",
    "definisi",
    "perilaku kunci",
    "level",
)
#: The level numbers there may be; holes are allowed.
LEVELS = range(21)
#: A code in upper case: at least one letter or digit, so that none is "." or ".." in an address.
CODE_PATTERN = re.compile(r"(?=[._-]*[A-Z0-9])[A-Z0-9._-]{1,20}")

TITLES = {NAME: "Nama", CODE: "Kode", DEFINITION: "Definisi", BEHAVIOUR: "Perilaku Kunci", LEVEL: "Level"}
_DECORATION = str.maketrans("", "", "*_:")


@cache
def level_section(number: int) -> str:
    """The section of a level in a document: "level 4"."""
    return f"{LEVEL} {number}"


@lru_cache(maxsize=1024)
def level_number(section: str) -> int | None:
    """The number of a level's section, None for any other section."""
    return int(section[len(LEVEL) + 1 :]) if section.startswith(LEVEL + " ") else None


def split_row(body: str) -> tuple[str, str]:
    """The normalised label of a row and its cleaned text; a row with outer pipes is read without them."""
    stripped = body.strip().lstrip("\ufeff")
    if stripped.startswith("|"):
        stripped = stripped[1:]
        if stripped.endswith("|") and "|" in stripped[:-1]:
            stripped = stripped[:-1]
    label, _, text = stripped.partition("|")
    return _label(label) if len(label) < 40 else _label.__wrapped__(label), clean(text)


@lru_cache(maxsize=1024)
def _label(label: str) -> str:
    """A label whatever its case, colon, bold marks or inner spacing. The same few come again and again."""
    return " ".join(clean(label).translate(_DECORATION).casefold().split())


@dataclass(slots=True)
class Item:
    """A line as it was read: its printed number, the pieces of its text, its first and last line (1-based)."""

    label: str
    pieces: list[str]
    first: int
    last: int

    @property
    def text(self) -> str:
        """The pieces joined by one space."""
        return self.pieces[0] if len(self.pieces) == 1 else " ".join(piece for piece in self.pieces if piece)


@dataclass(slots=True)
class LevelItem:
    """A level as it was read, its indicators by printed number in the text's order."""

    number: int
    item: Item
    indicators: dict[str, Item] = field(default_factory=dict)


@dataclass(slots=True)
class Record:
    """A competency as it was read.

    `begin` is the offset of its raw text, `group_at` the line of the group heading in effect and
    `heading` the same when it stands in this record's own raw text (else 0), `head` the last line of its head
    (Nama, rule, Kode), `rank` how far in the usual order of fields it has come.
    """

    at: int
    begin: int
    group: str
    group_at: int = 0
    heading: int = 0
    head: int = 0
    rank: int = 0
    name: Item | None = None
    code: Item | None = None
    definition: Item | None = None
    behaviours: list[Item] = field(default_factory=list)
    levels: dict[int, LevelItem] = field(default_factory=dict)
    source: str = ""

    @property
    def key(self) -> str:
        """Its code in upper case."""
        return self.code.text.upper() if self.code else ""

    @property
    def title(self) -> str:
        """Its name for a sentence, something readable even when it has none."""
        return (self.name and self.name.text) or self.key or "Kompetensi ini"

    @property
    def document(self) -> Document:
        """The record as a document."""
        lines = tuple(line for line, _ in self.lines())
        return Document(self.key, self.title, lines, self.source, self.at)

    def lines(self) -> Iterator[tuple[Line, Item | None]]:
        """The document's lines with what each was read from."""
        yield Line(GROUP, self.group, at=self.group_at or self.at), None
        yield Line(NAME, self.name.text if self.name else "", at=self.at), self.name
        definition = self.definition
        yield Line(DEFINITION, definition.text if definition else "", at=self.line_of(definition)), definition
        for nth, item in enumerate(self.behaviours, 1):
            yield Line(BEHAVIOUR, item.text, nth=nth, at=item.first), item
        for number in sorted(self.levels):
            level = self.levels[number]
            yield Line(level_section(number), level.item.text, at=level.item.first), level.item
            for item in level.indicators.values():
                yield Line(level_section(number), item.text, label=item.label, at=item.first), item

    def line_of(self, item: Item | None) -> int:
        """The line of an item, the record's first when there is none."""
        return item.first if item else self.at
