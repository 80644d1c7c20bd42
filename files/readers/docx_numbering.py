"""Printed numbers of a Word file: its list definitions, and counters that count as Word counts.

Lists (`w:num`) with the same definition (`w:abstractNum`) share their counters. A level that is used starts the levels
above it that did not start yet, as in Word: "1.1" before any "1." makes the next one "2.".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from files.readers.docx_styles import Styles, flag, small
from files.readers.list_numbers import printed
from files.readers.office_parts import attribute, local, scan
from files.zip_guard import Archive, ArchiveError

#: The most definitions, lists and levels of a file together.
DEFINITION_LIMIT = 100_000
#: The longest text of a level and the longest mark, in characters. Word's own dialog takes less.
TEXT_LIMIT = 64
BULLET = "•"
#: The most styles that stand for a definition one after the other; Word writes one.
LINKS = 4
#: The last level of a list, from 0, and the largest number that a list may start with (that of Word).
LAST, START_LIMIT = 8, 32_767
_PLACE = re.compile("%([1-9])")
#: Characters of symbol fonts, which stand for signs that no other font has in this place.
_PRIVATE = re.compile("[\ue000-\uf8ff]")


class Level(NamedTuple):
    """A level of a list: how its numbers look, the first one, and the level that restarts it (None: any above it)."""

    kind: str = "decimal"
    text: str = ""
    start: int = 0
    restart: int | None = None
    legal: bool = False
    style: str = ""


@dataclass(slots=True)
class Definition:
    """A definition of lists: its levels, the style that stands for another definition, the levels' numbers now."""

    levels: dict[int, Level] = field(default_factory=dict)
    link: str = ""
    counts: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class List:
    """A list: its definition, the levels and first numbers of its own, `fresh` for the levels that still restart."""

    definition: str = ""
    levels: dict[int, Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)
    fresh: set[int] = field(default_factory=set)


class Mark(NamedTuple):
    """What Word prints before a paragraph, "" for nothing, and the depth of the item from 1."""

    text: str
    depth: int


NONE = Mark("", 0)


class Numbering:
    """The lists of a file, counting along the text."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.definitions: dict[str, Definition] = {}
        self.lists: dict[str, List] = {}

    def mark(self, number: str, level: int | None, names: tuple[str, ...], otherwise: int) -> Mark:
        """Return the mark of the next paragraph in the list `number`, and count it.

        Its level is `level`, else the one that the definition ties to the first of the styles `names` that it knows,
        else `otherwise`.
        """
        found = self.lists.get(number) if number != "0" else None
        definition = self.definition(found) if found else None
        if not found or not definition:
            return NONE
        if level is None:
            tied = (place for name in names for place, each in definition.levels.items() if name and each.style == name)
            level = next(tied, otherwise)
        self.count(found, definition, level)
        return Mark(self.text(found, definition, level), level + 1)

    def definition(self, found: List) -> Definition | None:
        """Return the definition of a list, through at most `LINKS` styles that stand for another; else None."""
        for _step in range(LINKS):
            definition = self.definitions.get(found.definition)
            if not definition or not definition.link or definition.levels:
                return definition
            found = self.lists.get(self.styles.get(definition.link).number or "", _NO_LIST)
        return None

    def count(self, found: List, definition: Definition, level: int) -> None:
        """Count one paragraph in that level: levels above it start, levels below it start again."""
        counts = definition.counts
        for each in range(level):
            if each not in counts or each in found.fresh:
                counts[each] = self.first(found, definition, each)
        if level in counts and level not in found.fresh:
            counts[level] += 1
        else:
            counts[level] = self.first(found, definition, level)
        found.fresh.difference_update(range(level + 1))
        for each in [each for each in counts if each > level]:
            restart = self.level(found, definition, each).restart
            if restart is None or restart > each or level < restart:
                del counts[each]

    def first(self, found: List, definition: Definition, level: int) -> int:
        """Return the first number of that level in a list."""
        return found.starts.get(level, self.level(found, definition, level).start)

    def level(self, found: List, definition: Definition, level: int) -> Level:
        return found.levels.get(level) or definition.levels.get(level, _NO_LEVEL)

    def text(self, found: List, definition: Definition, level: int) -> str:
        """Return the printed mark of that level as it is counted now."""
        shown = self.level(found, definition, level)
        if shown.kind == "bullet":
            return (shown.text if len(shown.text.strip()) > 1 else BULLET) if shown.text.strip() else ""

        written, *rest = _parted(shown.text)
        for place, literal in zip(rest[::2], rest[1::2], strict=True):
            if (at := int(place) - 1) <= level:
                kind = "decimal" if shown.legal else self.level(found, definition, at).kind
                written += printed(definition.counts.get(at, 0), kind)
            written += literal
        return (written if written.isascii() else _PRIVATE.sub(BULLET, written))[:TEXT_LIMIT].strip()


@lru_cache(maxsize=1024)
def _parted(text: str) -> tuple[str, ...]:
    """Return the text of a level, parted by the levels whose numbers it shows: "%1.%2" as "", "1", ".", "2", ""."""
    return tuple(_PLACE.split(text, LAST + 1))


_NO_LIST, _NO_LEVEL = List(), Level()


def _custom(example: str) -> str:
    """Return the format that a newer Word tells by an example: "001, 002, 003, ..."."""
    first = example.partition(",")[0].strip()
    return f"zeros{len(first)}" if first and not first.strip("01") else "decimal"


def read(archive: Archive, part: str, styles: Styles) -> Numbering:
    """Return the lists of that part; none for "". Raises ArchiveError, also beyond `DEFINITION_LIMIT`."""
    reader = _Reader(Numbering(styles))
    if part:
        scan(archive, part, reader.start, reader.end)
    return reader.numbering


class _Reader:
    """Handlers that collect definitions and lists. Levels that are equal are kept once."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self.owner: Definition | List | None = None
        self.place = self.total = self.aside = 0
        self.said: dict[str, Any] | None = None
        self.known: dict[Level, Level] = {}
        self.begin = {
            "abstractNum": self.begin_definition,
            "num": self.begin_list,
            "lvlOverride": self.begin_override,
            "lvl": self.begin_level,
        }

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = local(name)
        if self.aside or name in ("Fallback", "rPr", "pPr"):
            self.aside += 1
        elif name in self.begin:
            self.total += 1
            if self.total > DEFINITION_LIMIT:
                raise ArchiveError("E_ARCHIVE_MEMBERS", limit=DEFINITION_LIMIT)
            self.begin[name](attributes)
        elif self.said is not None:
            self.property(name, attributes)
        elif isinstance(self.owner, Definition) and name == "numStyleLink":
            self.owner.link = attribute(attributes, "val")
        elif isinstance(self.owner, List):
            self.of_list(name, attribute(attributes, "val"))

    def begin_definition(self, attributes: dict[str, str]) -> None:
        self.owner = self.numbering.definitions[attribute(attributes, "abstractNumId")] = Definition()

    def begin_list(self, attributes: dict[str, str]) -> None:
        self.owner = self.numbering.lists[attribute(attributes, "numId")] = List()

    def begin_override(self, attributes: dict[str, str]) -> None:
        self.place = small(attribute(attributes, "ilvl"), LAST)

    def begin_level(self, attributes: dict[str, str]) -> None:
        self.place, self.said = small(attribute(attributes, "ilvl"), LAST), {}

    def of_list(self, name: str, value: str) -> None:
        assert isinstance(self.owner, List)
        if name == "abstractNumId":
            self.owner.definition = value
        elif name == "startOverride":
            self.owner.starts[self.place] = small(value, START_LIMIT)
            self.owner.fresh.add(self.place)

    def property(self, name: str, attributes: dict[str, str]) -> None:
        assert self.said is not None
        value = attribute(attributes, "val")
        if name == "start":
            self.said["start"] = small(value, START_LIMIT)
        elif name == "numFmt":
            self.said["kind"] = _custom(attribute(attributes, "format")) if value == "custom" else value
        elif name == "lvlText":
            self.said["text"] = value[:TEXT_LIMIT]
        elif name == "lvlRestart":
            self.said["restart"] = small(value, LAST + 1)
        elif name == "isLgl":
            self.said["legal"] = flag(attributes)
        elif name == "pStyle":
            self.said["style"] = value

    def end(self, name: str) -> None:
        name = local(name)
        if self.aside:
            self.aside -= 1
        elif name == "lvl" and self.said is not None and self.owner is not None:
            level = Level(**self.said)
            self.owner.levels[self.place] = self.known.setdefault(level, level)
            self.said = None
        elif name in ("abstractNum", "num"):
            self.owner = None
