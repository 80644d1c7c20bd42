"""Numbers of a workbook as a person sees them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from files.readers.date_formats import date_text
from files.readers.format_codes import Piece, is_date, sections
from files.readers.format_digits import Digits, Shown

#: The most characters of a number that Excel shows without a format, and the numbers that it shows without exponent.
_GENERAL, _SMALLEST, _LARGEST = 11, Decimal("0.0001"), Decimal(10) ** 11
#: The most numbers whose look a format remembers.
_SEEN = 4_096
#: A spreadsheet keeps fifteen digits.
_DIGITS, _TOO_LARGE = 15, Decimal(10) ** 15
#: Programs differ on the sign of a number of which only zeros are shown.
_NOT_ZERO = re.compile("[1-9]")


class Format:
    """A number format by its code: how it shows the values of cells.

    `early` says that days are counted from 1904 on, as old programs of the Mac did.
    """

    def __init__(self, code: str, *, early: bool = False) -> None:
        self.code, self.early = code, early
        self.dated = is_date(code)
        found = sections(code)
        last = found[-1]
        texts = len(found) == 4 or (len(found) > 1 and last.kind == "text") or last.kind == "text"
        self.texts = last if texts else None
        self.numbers = found[:-1] if texts and len(found) > 1 else found
        self.digits = [Digits(section.pieces) if section.kind == "number" else None for section in self.numbers]
        self.seen: dict[str, Shown | None] = {}

    @property
    def plain_text(self) -> bool:
        """Whether texts are shown as they are."""
        return self.texts is None or [piece.kind for piece in self.texts.pieces] == ["text"]

    def text(self, value: str) -> str | None:
        """Return a text as it is shown; None when it is not known how."""
        if self.texts is None or self.texts.kind == "general":
            return value
        if self.texts.kind not in ("text", "plain"):
            return None
        return "".join(value if piece.kind == "text" else piece.text for piece in self.texts.pieces)

    def number(self, value: str) -> Shown | None:
        """Return a number as it is shown; None when it is not known how, or when it is not shown at all.

        Texts that are no number stay unchanged.
        """
        if value not in self.seen:
            if len(self.seen) >= _SEEN:
                self.seen.clear()
            self.seen[value] = self.computed(value)
        return self.seen[value]

    def computed(self, value: str) -> Shown | None:
        """Return what `number` does, worked out."""
        try:
            number = Decimal(f"{float(value):.{_DIGITS}g}")
        except ValueError:
            return Shown(value)
        if not number.is_finite() or abs(number) >= _TOO_LARGE:
            return None
        sections = len(self.numbers)
        place = 1 if number < 0 and sections > 1 else 2 if number == 0 and sections > 2 else 0
        minus = "-" if number < 0 and place == 0 else ""
        shown = self.in_section(place, abs(number), negative=number < 0)
        if shown is None or not shown.text.strip() or (minus and not _NOT_ZERO.search(shown.text)):
            return None
        return Shown(minus + shown.text, shown.doubt) if minus else shown

    def in_section(self, place: int, number: Decimal, *, negative: bool) -> Shown | None:
        """Return the size of a number in one section of the format."""
        section, digits = self.numbers[place], self.digits[place]
        if digits:
            return digits.shown(number)
        if section.kind == "date":
            text = None if negative else date_text(section, number, early=self.early)
            return None if text is None else Shown(text)
        if section.kind in ("general", "text"):
            return _general(section.pieces, number)
        return Shown("".join(piece.text for piece in section.pieces)) if section.kind == "plain" else None


def _general(pieces: Sequence[Piece], number: Decimal) -> Shown | None:
    plain = general(number)
    if plain is None:
        return None
    shown = (plain if piece.kind in ("general", "text") else piece.text for piece in pieces)
    return Shown("".join(shown), doubt=Decimal(plain) != number or ("." in plain and len(pieces) > 1))


def general(number: Decimal) -> str | None:
    """Return a number as a wide column shows it without a format; None where programs differ."""
    size = abs(number)
    if number and not _SMALLEST <= size < _LARGEST:
        return None
    whole = len(str(int(size)))
    text = f"{number:.{max(0, _GENERAL - 1 - whole)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
