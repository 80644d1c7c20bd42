"""The marks that browsers print before the items of lists: "1.", "b.", "IV.", "•"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from documents.document import clean
from files.readers.html_style import mark_style

BULLET = "•"
_BULLETS = {"disc": BULLET, "circle": BULLET, "square": BULLET, "disclosure-closed": BULLET, "disclosure-open": BULLET}
_ROMANS = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    )
)
_LETTERS = {"a", "A", "lower-alpha", "lower-latin", "upper-alpha", "upper-latin"}
_ROMAN_NAMES = {"i", "I", "lower-roman", "upper-roman"}
_NUMBER = re.compile(r"\s*(-?[0-9]{1,6})")
#: The signs that Word's HTML has for bullets, in the letters of their fonts.
_WORD_BULLETS = frozenset("·o§Øüqv¨Ÿ®à*")


@dataclass(slots=True)
class OpenList:
    """A list that is being read: its tag, the style of its marks, its next number, whether an item is open."""

    name: str
    style: str
    number: int | None = 1
    step: int = 1
    has_item: bool = False

    def mark(self, attributes: Mapping[str, str]) -> str:
        """Return the mark of the next item, "" for none, and count it."""
        if value := _NUMBER.match(attributes.get("value", "")):
            self.number = int(value[1])
        number = self.number
        if self.number is not None:
            self.number += self.step
        style = mark_style(attributes) or self.style
        if style == "none":
            return ""
        if style[:1] in "\"'" and style:
            return clean(style.strip("\"'"))
        if style in _BULLETS or (self.name != "ol" and style not in _LETTERS | _ROMAN_NAMES | {"1", "decimal"}):
            return BULLET
        return "" if number is None else f"{_printed(number, style)}."


def opened(name: str, attributes: Mapping[str, str]) -> OpenList:
    """Return the list that a tag begins. One that counts down from no known number prints none."""
    start = _NUMBER.match(attributes.get("start", ""))
    down = "reversed" in attributes and name == "ol"
    number = int(start[1]) if start else (None if down else 1)
    return OpenList(name, mark_style(attributes), number, -1 if down else 1)


def word_mark(text: str) -> str:
    """Return the mark that Word printed, without its spaces; any sign that is a bullet in its font as "•"."""
    mark = clean(text)
    is_sign = len(mark) == 1 and (mark in _WORD_BULLETS or not (mark.isalnum() or mark in "-–—"))
    return BULLET if is_sign else mark


def _printed(number: int, style: str) -> str:
    """Return a number as a list of this style prints it."""
    if number > 0 and style in _LETTERS:
        letters = ""
        while number:
            number, letter = divmod(number - 1, 26)
            letters = chr(ord("a") + letter) + letters
        return letters.upper() if style == "A" or style.startswith("upper") else letters
    if 0 < number < 4000 and style in _ROMAN_NAMES:
        roman = ""
        for value, sign in _ROMANS:
            times, number = divmod(number, value)
            roman += sign * times
        return roman if style == "I" or style.startswith("upper") else roman.lower()
    return f"{number:02}" if style == "decimal-leading-zero" else str(number)
