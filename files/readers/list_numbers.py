"""Printed numbers of lists, as Word writes them: "1", "01", "b", "iv", "3rd"."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

#: The largest number that is written in letters and in Roman numerals, as in Word; larger ones are written in digits.
LETTERS_UP_TO, ROMAN_UP_TO = 780, 32_767
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@lru_cache(maxsize=1024)
def printed(number: int, kind: str) -> str:
    """Return a number in a format of Word by its name; a format that is not known here counts in digits."""
    return _FORMATS.get(kind, str)(number)


def _letters(number: int) -> str:
    """Return the letters of a number: "a" to "z", then "aa", "bb"."""
    if not 0 < number <= LETTERS_UP_TO:
        return str(number)
    times, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (times + 1)


def _roman(number: int) -> str:
    if not 0 < number <= ROMAN_UP_TO:
        return str(number)
    numeral = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        numeral += letters * times
    return numeral


def _ordinal(number: int) -> str:
    ending = "th" if number // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _zeros(width: int) -> Callable[[int], str]:
    return lambda number: str(number).rjust(width, "0")


_FORMATS: dict[str, Callable[[int], str]] = {
    "none": lambda _number: "",
    "bullet": lambda _number: "",
    "decimalZero": _zeros(2),
    **{f"zeros{width}": _zeros(width) for width in (3, 4, 5)},
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "ordinal": _ordinal,
    "numberInDash": lambda number: f"- {number} -",
    "decimalEnclosedParen": lambda number: f"({number})",
    "decimalEnclosedFullstop": lambda number: f"{number}.",
}
