"""Styles of a Word file: what a paragraph or a run takes from its style and from the styles that this is based on."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from files.readers.office_parts import attribute, local, scan
from files.zip_guard import Archive, ArchiveError

#: The most styles of a file. Word itself keeps some hundreds.
STYLE_LIMIT = 20_000
#: The names of styles that say what a paragraph is: "heading 2", "Judul 2", "List Bullet 3", "toc 1".
_HEADING = re.compile(r"(?:heading|judul) ?([1-9])", re.IGNORECASE)
_LIST = re.compile(r"list ?(?:bullet|number) ?([2-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"toc ?(?:heading|[1-9])", re.IGNORECASE)
_OFF = ("0", "false", "off")
_FLAGS = {"b": "bold", "i": "italic", "vanish": "hidden"}


class Style(NamedTuple):
    """A style; None is what it leaves to the style below it.

    `heading` is the rank of a heading, 0 for none; `number`, `level` those of a list, `numbered` the style that names
    the list; `depth` the depth of a list by the name of the style; `contents` says that it is a line of the contents.
    """

    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    heading: int | None = None
    number: str | None = None
    level: int | None = None
    numbered: str | None = None
    depth: int | None = None
    contents: bool | None = None

    def over(self, below: Style) -> Style:
        """Return the style `below` with all that this one says itself."""
        said: dict[str, Any] = {name: value for name, value in self._asdict().items() if value is not None}
        return below._replace(**said)


PLAIN = Style()


def flag(attributes: dict[str, str]) -> bool:
    """Return whether an element such as `<w:b/>` switches on."""
    return attribute(attributes, "val") not in _OFF


def small(text: str, most: int, otherwise: int = 0) -> int:
    """Return a number of the file, at most `most`; `otherwise` for a text that is no number from 0."""
    if not (text.isascii() and text.isdigit()):
        return otherwise
    return min(int(text), most) if len(text) <= 9 else most


def rank(level: str) -> int:
    """Return the rank of a heading for the level of the outline that a file tells: 1 for "0", 0 for a text."""
    return (small(level, 9, 9) + 1) % 10


class Styles:
    """The styles of a file by their ids; `normal` is the one of paragraphs that name none."""

    def __init__(self) -> None:
        self.own: dict[str, Style] = {}
        self.based: dict[str, str] = {}
        self.whole: dict[str, Style] = {"": PLAIN}
        self.normal = ""

    def get(self, name: str) -> Style:
        """Return a style with all that it takes from those below it, `PLAIN` for an unknown one.

        A style that is based on itself, through others too, ends there. Each style is worked out once.
        """
        if name in self.whole:
            return self.whole[name]
        chain: dict[str, None] = {}
        while name not in self.whole and name not in chain and name in self.own:
            chain[name] = None
            name = self.based.get(name, "")
        style = self.whole.get(name, PLAIN)
        for each in reversed(chain):
            style = self.whole[each] = self.own[each].over(style)
        return style


def read(archive: Archive, part: str) -> Styles:
    """Return the styles of that part; none for "". Raises ArchiveError, also beyond `STYLE_LIMIT`."""
    reader = _Reader()
    if part:
        scan(archive, part, reader.start, reader.end)
    return reader.styles


class _Reader:
    """Handlers that collect the styles."""

    def __init__(self) -> None:
        self.styles = Styles()
        self.id = self.name = ""
        self.said: dict[str, Any] = {}
        self.aside = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = local(name)
        if self.aside or name in ("tblStylePr", "rPrChange", "pPrChange"):
            self.aside += 1
        elif name == "style":
            self.begin(attributes)
        elif self.id:
            self.property(name, attributes)

    def begin(self, attributes: dict[str, str]) -> None:
        if len(self.styles.own) == STYLE_LIMIT:
            raise ArchiveError("E_ARCHIVE_MEMBERS", limit=STYLE_LIMIT)
        self.id, self.name, self.said = attribute(attributes, "styleId"), "", {}
        if attribute(attributes, "type") == "paragraph" and attribute(attributes, "default") not in ("", *_OFF):
            self.styles.normal = self.id

    def property(self, name: str, attributes: dict[str, str]) -> None:
        value = attribute(attributes, "val")
        if name in _FLAGS:
            self.said[_FLAGS[name]] = flag(attributes)
        elif name == "name":
            self.name = value
        elif name == "basedOn":
            self.styles.based[self.id] = value
        elif name == "outlineLvl":
            self.said["heading"] = rank(value)
        elif name == "numId":
            self.said.update(number=value, numbered=self.id)
        elif name == "ilvl":
            self.said["level"] = small(value, 8)

    def end(self, name: str) -> None:
        if self.aside:
            self.aside -= 1
        elif local(name) == "style" and self.id:
            for text in (self.id, self.name):
                self.named(text)
            self.styles.own[self.id] = Style(**self.said)
            self.id = ""

    def named(self, text: str) -> None:
        """Take what the name of a style says, unless its properties say it."""
        if found := _HEADING.fullmatch(text):
            self.said.setdefault("heading", int(found[1]))
        elif found := _LIST.fullmatch(text):
            self.said["depth"] = int(found[1])
        elif _CONTENTS.fullmatch(text):
            self.said["contents"] = True
