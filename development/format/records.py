"""Records of the guide as a reader finds them, and their words and marks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import takewhile
from string import ascii_lowercase, ascii_uppercase

from development.format.fields import ASPECT, DESCRIPTION, DOMAIN, NAME, NUMBER, WAYS
from documents.document import Document, Line, slug
from documents.marks import has_label, is_short
from documents.numbering import is_label

#: The kinds of line besides the headings of aspects and of parts.
SUB_ASPECT, ACTION, RULE, PLAIN = "sub aspek", "tindakan", "garis", "teks"
_KNOWN = re.compile(
    r"(?:[A-Za-z0-9]{1,3}[.)] ?)?(?:pengembangan|penugasan|mandiri|belajar mandiri"
    r"|on the job|off the job|deskripsi|definisi"
    r"|uraian|tindakan|indikator|level|sub ?-?aspek|aspek|catatan)\b",
    re.IGNORECASE,
)
#: Slugs that would hide pages of the site.
RESERVED = frozenset({"cetak", "baru", "riwayat", "sunting"})

_DASHES = ("-", "–", "—")
_SEPARATORS = (".", ":", ")", *_DASHES)
_RULE_MARKS = "-*_=# "
_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)
_NO_MARKS = str.maketrans("", "", "*_")


def aspect_slug(name: str) -> str:
    """Return the slug of an aspect; "" when the name has neither letter nor digit."""
    words = slug(name)
    return f"{words}-aspek" if words in RESERVED else words


def sub_aspect_slug(name: str) -> str:
    """Return the slug of a sub-aspect; "" when the name has neither letter nor digit."""
    words = slug(name)
    return f"{words}-sub-aspek" if words in RESERVED else words


def key_of(aspect: str, name: str) -> str:
    """Return the key of a sub-aspect: "integritas/tanggung-jawab"."""
    return f"{aspect_slug(aspect)}/{sub_aspect_slug(name)}"


def name_text(text: str) -> str:
    """Return a cleaned name as stored: without bold or italic marks, asterisks or underscores, and spaces around it."""
    text = text.strip(" *")
    paired = min(len(text) - len(text.lstrip("_")), len(text) - len(text.rstrip("_")), len(text) // 2)
    return text[paired : len(text) - paired].strip(" *")


def is_unknown_heading(text: str) -> bool:
    """Return whether a cleaned line is like the heading of a part, but none that is read: `Pengembangan Lainnya`."""
    bare = text.lstrip("*_# ")
    return _KNOWN.match(bare) is not None and (is_short(bare) or has_label(bare))


@dataclass(frozen=True, slots=True)
class Sign:
    """Meaning of a line by itself: its kind, its text, and as label the domain of an aspect or a printed number.

    A kind is `ASPECT`, `SUB_ASPECT`, one of `PARTS`, `ACTION`, `RULE` or `PLAIN`.
    """

    kind: str
    text: str = ""
    label: str = ""


def recognise(text: str) -> Sign:
    """Return the sign of a cleaned, non-empty line of a file, independent of the lines around it. Linear.

    A line that begins with "#" is never an action; it is read as the heading of an aspect before that of a description.
    """
    if not text.strip(_RULE_MARKS):
        return Sign(RULE)
    body = text.lstrip("#")
    for read in _UNMARKED if body == text else _MARKED:
        if sign := read(body.lstrip(" ")):
            return sign
    return Sign(PLAIN, text)


def _read_aspect(body: str) -> Sign | None:
    """Read `NAME (Aspek DOMAIN)` with any bold or italic marks; the last such bracket counts."""
    closed = body.rstrip(" *_")
    if not closed.endswith(")"):
        return None
    pieces = closed[:-1].split("(")
    for place in range(len(pieces) - 1, 0, -1):
        inner = pieces[place].lstrip(" *_")
        if inner[:5].translate(_LOWER) == "aspek" and inner[5:6] in ("", " ", "*", "_", ":"):
            name = "(".join(pieces[:place])
            name = name.strip(" *_") if "_" in body[len(closed) :] else name
            domain = "(".join([inner[5:], *pieces[place + 1 :]]).removeprefix(":")
            return Sign(ASPECT, name_text(name), name_text(domain))
    return None


def _read_sub_aspect(body: str) -> Sign | None:
    """Read `Sub Aspek - 1 **NAME**`; dash, number, separator and name are each optional."""
    rest = body.lstrip("*_ ")
    marks = " *_" if len(rest) < len(body) else " "
    if rest[:3].translate(_LOWER) != "sub":
        return None
    rest = rest[3:].removeprefix(" ") if rest[3:4] not in _DASHES else rest[4:]
    if rest[:5].translate(_LOWER) != "aspek" or rest[5:6].isalpha():
        return None
    rest = rest[5:].lstrip(marks)
    if rest.startswith((*_DASHES, ":")):
        rest = rest[1:].lstrip(marks)
    number, rest = _split_number(rest, marks)
    return Sign(SUB_ASPECT, name_text(rest.rstrip(" *_") if body.lstrip("* ")[:1] == "_" else rest), number)


def _split_number(text: str, marks: str) -> tuple[str, str]:
    """Return the number before a name, valid or not, and the rest without the `marks` and separator between."""
    number = _digits(text)
    rest = text[len(number) :]
    if not number or number.endswith("."):
        return number[:-1], rest
    if rest[:1].isalnum():
        glued, _, rest = rest.partition(" ")
        return number + glued, rest
    rest = rest.lstrip(marks)
    return number, rest[1:] if rest.startswith(_SEPARATORS) else rest


def _digits(text: str) -> str:
    """Return the digits, of any script, and dots at the start of `text`; "" unless a digit comes first."""
    if not text[:1].isdigit():
        return ""
    return "".join(takewhile(lambda character: character == "." or character.isdigit(), text))


def _read_description(body: str) -> Sign | None:
    """Read `Deskripsi`, `Deskripsi:` or `Deskripsi: TEXT`."""
    rest = body.lstrip("*_ ")
    opened = len(rest) < len(body)
    if rest[:9].translate(_LOWER) != "deskripsi":
        return None
    rest = rest[9:].lstrip(" *_" if opened else " ")
    if not rest:
        return Sign(DESCRIPTION)
    if not rest.startswith(":"):
        return None
    text = rest[1:]
    return Sign(DESCRIPTION, (text.lstrip("*_") if opened else text).strip(" "))


def _read_way(body: str) -> Sign | None:
    """Read the heading of a list of actions, alone on its line."""
    title = " ".join(body.translate(_NO_MARKS).rstrip(": ").casefold().split())
    return Sign(title) if title in WAYS else None


def _read_action(body: str) -> Sign | None:
    """Read `1. TEXT`, `1) TEXT`, `1.2. TEXT` or `1.2 TEXT`."""
    number = _digits(body)
    rest = body[len(number) :]
    if not number:
        return None
    if rest.startswith(")"):
        return Sign(ACTION, rest[1:].lstrip(" "), number.removesuffix("."))
    if number.endswith("."):
        return Sign(ACTION, rest.lstrip(" "), number[:-1])
    if "." in number and rest.startswith(" ") and is_label(number):
        return Sign(ACTION, rest.lstrip(" "), number)
    return None


_READERS = tuple[Callable[[str], Sign | None], ...]
_UNMARKED: _READERS = (_read_action, _read_sub_aspect, _read_description, _read_aspect, _read_way)
_MARKED: _READERS = (_read_sub_aspect, _read_aspect, _read_description, _read_way)


@dataclass(frozen=True, slots=True)
class Aspect:
    """An aspect as printed: its name and its domain ("Managing Self"), both without marks around them."""

    name: str = ""
    domain: str = ""


@dataclass(slots=True)
class Item:
    """A text as it was read: its pieces, its first and last line in the file (1-based)."""

    pieces: list[str]
    first: int
    last: int

    @property
    def text(self) -> str:
        """Return the pieces joined by one space."""
        return " ".join(piece for piece in self.pieces if piece)


@dataclass(slots=True)
class Record:
    """A sub-aspect as it was read.

    `source_line` is the line of its heading, `begin` the offset of its raw text. `heading` is the line of the aspect's
    heading if the record is the first below it, else 0. `titles` holds the lines of the headings of its parts, in the
    order of the file. `source` is the raw text, None for a record read from a sheet.
    """

    source_line: int
    begin: int
    aspect: Aspect
    number: str
    heading: int = 0
    name: Item | None = None
    description: Item | None = None
    titles: dict[str, int] = field(default_factory=dict)
    actions: dict[str, dict[str, Item]] = field(default_factory=lambda: {way: {} for way in WAYS})
    source: str | None = None

    @property
    def key(self) -> str:
        """Return the key of the document."""
        return key_of(self.aspect.name, self.name.text if self.name else "")

    @property
    def title(self) -> str:
        """Return the name for a sentence; without one, a phrase."""
        return (self.name and self.name.text) or "Sub aspek ini"

    @property
    def document(self) -> Document:
        """Return the record as a document."""
        lines = tuple(line for line, _ in self.lines())
        return Document(self.key, self.title, lines, self.source, self.source_line)

    def lines(self) -> Iterator[tuple[Line, Item | None]]:
        """Yield the document's lines, each with the item it was read from, None for parts of a heading."""
        heading = self.heading or self.source_line
        yield Line(ASPECT, self.aspect.name, source_line=heading), None
        yield Line(DOMAIN, self.aspect.domain, source_line=heading), None
        yield Line(NUMBER, self.number, source_line=self.source_line), None
        for section, item in ((NAME, self.name), (DESCRIPTION, self.description)):
            yield Line(section, item.text if item else "", source_line=item.first if item else self.source_line), item
        for way, items in self.actions.items():
            for label, item in items.items():
                yield Line(way, item.text, label=label, source_line=item.first), item
