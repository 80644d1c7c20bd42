"""How a text of HTML looks, as far as reading cares: bold, emphasised, hidden, spaces kept, part of a printed mark."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

BOLD, ITALIC = frozenset({"b", "strong"}), frozenset({"em", "i"})
#: Elements that are open until their end tag, whatever blocks lie between, as browsers have it.
FORMATTING = BOLD | ITALIC | {"a", "big", "code", "font", "nobr", "s", "small", "strike", "tt", "u"}
#: Elements that no reader sees; `xml` is Word's.
HIDDEN = frozenset({"audio", "canvas", "datalist", "object", "template", "video", "xml"})
#: Elements that frame a page: the first always, the others but in what the page calls its content.
_FRAMES, _OUTER_FRAMES = frozenset({"nav", "search"}), frozenset({"aside", "footer", "header"})
_FRAME_ROLES = frozenset({"banner", "complementary", "contentinfo", "navigation", "search"})
_CONTENT = frozenset({"article", "main", "section"})
#: Elements in which white space stands as it is.
KEPT_SPACES = frozenset({"listing", "pre", "textarea", "xmp"})

#: The most frequent elements without a look of their own.
_PLAIN = frozenset({"div", "li", "ol", "p", "span", "table", "td", "tr", "ul"})
#: Not Word's properties for other scripts: `<i style="mso-bidi-font-style:normal">` is italic.
_WEIGHT = re.compile(r"(?<![\w-])font-weight\s*:\s*([a-z0-9]+)")
_SLANT = re.compile(r"(?<![\w-])font-style\s*:\s*([a-z]+)")
_HIDDEN = re.compile(
    r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|mso-element\s*:\s*comment)"
)
_SPACES = re.compile(r"white-space(?:-collapse)?\s*:\s*([a-z-]+)")
_IGNORED = re.compile(r"mso-list\s*:\s*ignore")
_LEVEL = re.compile(r"mso-list\s*:\s*\S+\s+level(\d)")
_MARK = re.compile(r"list-style(?:-type)?\s*:\s*([^;]+)")


#: Hidden as a part of the frame of a page.
FRAME = 3


class Look(NamedTuple):
    """The look of a text.

    `bold` and `italic` come with the serial number of the element that says so: the youngest one counts. `hidden` is 0
    for a text that is seen, 1 in an element that is never seen or was deleted, 2 where the page or its author hides it,
    `FRAME` in what frames a page: its navigation, its header and footer. `content` says that a text stands in what the
    page calls its content.
    """

    bold: tuple[int, bool] = (0, False)
    italic: tuple[int, bool] = (0, False)
    hidden: int = 0
    spaces: bool = False
    mark: bool = False
    content: bool = False


def style_of(attributes: Mapping[str, str]) -> str:
    """Return the style of an element in small letters."""
    return attributes.get("style", "").casefold()


def emphasis_of(name: str, style: str) -> tuple[bool | None, bool | None]:
    """Return whether an element makes its text bold and emphasised; None when it says nothing."""
    bold = True if name in BOLD else None
    italic = True if name in ITALIC else None
    if weight := _WEIGHT.search(style):
        bold = weight[1] in ("bold", "bolder") or (weight[1].isdigit() and int(weight[1][:4]) >= 600)
    if slant := _SLANT.search(style):
        italic = slant[1] in ("italic", "oblique")
    return bold, italic


def look_of(name: str, attributes: Mapping[str, str], outside: Look, serial: int) -> Look:
    """Return the look of the text of an element, the `serial`-th, in a text that looks like `outside`."""
    style = style_of(attributes)
    if not attributes and name in _PLAIN:
        return outside
    bold, italic = emphasis_of(name, style)
    hidden = outside.hidden
    if not hidden:
        hidden = _hidden(name, attributes, style, content=outside.content)
    spaces = outside.spaces or name in KEPT_SPACES
    if kept := _SPACES.search(style):
        spaces = kept[1].startswith(("pre", "break-spaces"))
    return Look(
        outside.bold if bold is None else (serial, bold),
        outside.italic if italic is None else (serial, italic),
        hidden,
        spaces,
        outside.mark or bool(_IGNORED.search(style)),
        outside.content or name in _CONTENT,
    )


def _hidden(name: str, attributes: Mapping[str, str], style: str, *, content: bool) -> int:
    """Return why an element is not read, as `Look.hidden` tells."""
    if name in HIDDEN or (name == "del" and is_tracked(attributes)):
        return 1
    if _is_hidden(attributes, style):
        return 2
    outer = name in _OUTER_FRAMES or attributes.get("role", "").casefold() in _FRAME_ROLES
    return FRAME if name in _FRAMES or (outer and not content) else 0


def _is_hidden(attributes: Mapping[str, str], style: str) -> bool:
    """Return whether an element is hidden, or a comment of Word."""
    comment = attributes.get("class", "").casefold().startswith("msocom")
    return comment or "hidden" in attributes or bool(_HIDDEN.search(style))


def is_tracked(attributes: Mapping[str, str]) -> bool:
    """Return whether an insertion or a deletion is one that Word tracks: it says who made it, or when."""
    return "cite" in attributes or "datetime" in attributes


def stands_for_tab(attributes: Mapping[str, str]) -> bool:
    """Return whether an element is a TAB in Word's HTML: its text are the spaces in place of it."""
    return "mso-tab-count" in style_of(attributes)


def level_of_list(attributes: Mapping[str, str]) -> int:
    """Return the depth of a paragraph of a list in Word's HTML, from 1; 0 for any other paragraph."""
    level = _LEVEL.search(style_of(attributes))
    return int(level[1]) if level else 0


def mark_style(attributes: Mapping[str, str]) -> str:
    """Return what an element says of the marks of its list: a word of CSS, or the `type` of HTML; "" for nothing."""
    style = _MARK.search(attributes.get("style", ""))
    return style[1].strip() if style else attributes.get("type", "").strip()
