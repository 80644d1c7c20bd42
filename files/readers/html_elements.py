"""The elements of HTML that are open in a cell, or outside all tables, as browsers close them; bounded in number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from files.readers import html_lists
from files.readers.html_lists import OpenList
from files.readers.html_style import Look, emphasis_of, level_of_list, look_of, style_of
from files.readers.html_tables import Item, OpenCell, Table

#: The most elements and formats that are open at once; what lies deeper is read without a look of its own.
DEPTH, FORMATS, SAME_FORMATS = 400, 40, 3

HEADINGS = {f"h{rank}": rank for rank in range(1, 7)}
# fmt: off
BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details",
        "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2",
        "h3", "h4", "h5", "h6", "head", "header", "hgroup", "html", "legend", "li", "listing", "main", "menu",
        "nav", "ol", "optgroup", "option", "p", "plaintext", "pre", "search", "section", "select", "summary",
        "textarea", "ul", "xmp",
    }
)
# fmt: on
LISTS = frozenset({"dir", "dl", "menu", "ol", "ul"})
ITEMS = frozenset({"dd", "dt", "li"})


@dataclass(slots=True)
class Element:
    """An open element. `inline` counts the inline elements that are open in its block."""

    name: str
    look: Look
    inline: Counter[str]
    heading: int = 0
    level: int = 0
    opened_list: OpenList | None = None


class Format(NamedTuple):
    """An open element of `html_style.FORMATTING`: it outlives the blocks that begin and end in it."""

    name: str
    serial: int
    bold: bool | None
    italic: bool | None


@dataclass(slots=True)
class Scope:
    """What is open in a cell, or outside all tables: no end tag reaches out of it. `items` takes what is finished."""

    base: Look
    items: list[Item]
    cell: OpenCell | None = None
    table: Table | None = None
    item_mark: str = ""
    deep_tables: int = 0
    elements: list[Element] = field(default_factory=list)
    formats: list[Format] = field(default_factory=list)
    lists: list[OpenList] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    inline: Counter[str] = field(default_factory=Counter)
    ignored: Counter[str] = field(default_factory=Counter)

    @property
    def look(self) -> Look:
        """The look of a text that stands here."""
        look = self.elements[-1].look if self.elements else self.base
        for each in self.formats:
            if each.bold is not None and each.serial > look.bold[0]:
                look = look._replace(bold=(each.serial, each.bold))
            if each.italic is not None and each.serial > look.italic[0]:
                look = look._replace(italic=(each.serial, each.italic))
        return look

    @property
    def heading(self) -> int:
        """The rank of the heading that a text here belongs to, 0 for none."""
        return self.elements[-1].heading if self.elements else 0

    @property
    def depth(self) -> int:
        """The depth of lists here, of the page or of Word; what a list of terms says of one has at least the first."""
        level = self.elements[-1].level if self.elements else 0
        return level or sum(each.name != "dl" for each in self.lists) or min(self.counts["dd"], 1)

    def begin_block(self, name: str, attributes: Mapping[str, str], serial: int) -> None:
        """Open a block, after the blocks that it closes."""
        if self.counts["p"]:
            self.close("p")
        if name in HEADINGS and self.elements and self.elements[-1].name in HEADINGS:
            self._pop()
        if name in ITEMS and self.lists and self.lists[-1].has_item:
            self._close_item()
        if not self._push(name, attributes, serial, Counter()):
            return
        element = self.elements[-1]
        self.counts[name] += 1
        element.heading = HEADINGS.get(name, element.heading)
        element.level = level_of_list(attributes) or element.level
        if name in LISTS:
            element.opened_list = html_lists.opened(name, attributes)
            self.lists.append(element.opened_list)
        elif name in ITEMS and self.lists:
            self.lists[-1].has_item = True
            self.item_mark = self.lists[-1].mark(attributes) if name == "li" else ""

    def begin_inline(self, name: str, attributes: Mapping[str, str], serial: int) -> None:
        """Open an element in a line."""
        inline = self.elements[-1].inline if self.elements else self.inline
        if self._push(name, attributes, serial, inline):
            inline[name] += 1

    def begin_format(self, name: str, attributes: Mapping[str, str], serial: int) -> None:
        """Open an element that outlives blocks; one that does more than emphasise is an element as any other."""
        if attributes and look_of(name, attributes, self.look, serial)[2:] != self.look[2:]:
            self.begin_inline(name, attributes, serial)
        elif len(self.formats) >= FORMATS or sum(each.name == name for each in self.formats) >= SAME_FORMATS:
            self.ignored[name] += 1
        else:
            self.formats.append(Format(name, serial, *emphasis_of(name, style_of(attributes))))

    def end_block(self, name: str) -> None:
        """Close a block by its end tag; an end tag without a block is nothing."""
        if self._was_ignored(name):
            return
        if name in HEADINGS:
            name = next((each for each in HEADINGS if self.counts[each]), "")
        if self.counts[name] and not (name in ITEMS and self.lists and not self.lists[-1].has_item):
            self.close(name)

    def end_inline(self, name: str) -> None:
        """Close an inline element of this block, or a format, by its end tag."""
        inline = self.elements[-1].inline if self.elements else self.inline
        if self._was_ignored(name):
            return
        if inline[name]:
            while self._pop() != name:
                pass
            return
        place = next((at for at in reversed(range(len(self.formats))) if self.formats[at].name == name), None)
        if place is not None:
            del self.formats[place]

    def close(self, name: str) -> None:
        """Close the youngest open block of a name, with all in it."""
        while self._pop() != name:
            pass

    def _close_item(self) -> None:
        while self._pop() not in ITEMS:
            pass

    def _was_ignored(self, name: str) -> bool:
        """Return whether an end tag belongs to an element that was one too many, and forget that one."""
        if not self.ignored[name]:
            return False
        self.ignored[name] -= 1
        return True

    def _push(self, name: str, attributes: Mapping[str, str], serial: int, inline: Counter[str]) -> bool:
        if len(self.elements) >= DEPTH:
            self.ignored[name] += 1
            return False
        outside = self.elements[-1] if self.elements else Element("", self.base, self.inline)
        look = look_of(name, attributes, outside.look, serial)
        self.elements.append(Element(name, look, inline, outside.heading, outside.level))
        return True

    def _pop(self) -> str:
        """Close the youngest element and return its name."""
        element = self.elements.pop()
        self.ignored.clear()
        if element.opened_list:
            self.lists.pop()
        if element.name in BLOCKS:
            self.counts[element.name] -= 1
            if element.name in ITEMS and self.lists:
                self.lists[-1].has_item, self.item_mark = False, ""
        else:
            element.inline[element.name] -= 1
        return element.name
