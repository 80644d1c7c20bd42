"""Numbers of a workbook as a person sees them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

from files.readers.date_formats import date_text
from files.readers.format_codes import Piece, Section, is_date, sections

#: The most characters of a number that Excel shows without a format, and the numbers that it shows without exponent.
_GENERAL, _SMALLEST, _LARGEST = 11, Decimal("0.0001"), Decimal(10) ** 11
#: A spreadsheet keeps fifteen digits.
_DIGITS, _TOO_LARGE = 15, Decimal(10) ** 15
_GROUP, _POINT = ".", ","
#: Programs differ on the sign of a number of which only zeros are shown.
_NOT_ZERO = re.compile("[1-9]")


class Shown(NamedTuple):
    """A value as it is shown. `doubt` says that programs of other languages, or narrower columns, show it otherwise."""

    text: str
    doubt: bool = False


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
        return _number(self.numbers, value, self.early)


@lru_cache(maxsize=4096)
def _number(found: Sequence[Section], value: str, early: bool) -> Shown | None:  # noqa: FBT001 - a key of the cache
    try:
        number = Decimal(f"{float(value):.{_DIGITS}g}")
    except ValueError:
        return Shown(value)
    if not number.is_finite() or abs(number) >= _TOO_LARGE:
        return None
    place = 1 if number < 0 and len(found) > 1 else 2 if number == 0 and len(found) > 2 else 0
    minus = "-" if number < 0 and place == 0 else ""
    shown = _in_section(found[place], abs(number), early=early, negative=number < 0)
    if shown is None or not shown.text.strip() or (minus and not _NOT_ZERO.search(shown.text)):
        return None
    return Shown(minus + shown.text, shown.doubt)


def _in_section(section: Section, number: Decimal, *, early: bool, negative: bool) -> Shown | None:
    if section.kind == "date":
        text = None if negative else date_text(section, number, early=early)
        return None if text is None else Shown(text)
    if section.kind == "number":
        return _digits(section.pieces, number)
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


def _digits(pieces: Sequence[Piece], number: Decimal) -> Shown | None:
    """Return a number in the digits of a format."""
    kinds = [piece.kind for piece in pieces]
    if set(kinds) - {"digit", "point", "comma", "percent", "literal"} or kinds.count("point") > 1:
        return None
    point = kinds.index("point") if "point" in kinds else len(kinds)
    places = [at for at, kind in enumerate(kinds) if kind == "digit"]
    inner = pieces[places[0] : max((at for at in places if at < point), default=places[0])]
    grouped = any(piece.kind == "comma" for piece in inner)
    scale = kinds.count("comma") - sum(piece.kind == "comma" for piece in inner)
    if (grouped and any(piece.kind == "literal" and piece.text for piece in inner)) or not _scales(kinds, scale):
        return None
    number = number * 100 ** kinds.count("percent") / 1000**scale
    after = [pieces[at].text for at in places if at > point]
    whole, _, decimals = f"{number.quantize(Decimal(1).scaleb(-len(after)), ROUND_HALF_UP):f}".partition(".")
    before = _whole([*pieces[:point]], "" if whole == "0" else whole, grouped=grouped)
    mark = (_POINT if grouped else ".") if point < len(kinds) else ""
    behind = _fraction(pieces[point + 1 :], after, decimals)
    if mark and not behind[:1].isdecimal():  # "5." in Excel, "5" in LibreOffice
        return None
    text = before + mark + behind
    plain = text.strip().replace(".", "", 1).isdecimal()
    return Shown(text, doubt=_GROUP in before if grouped and not mark else bool(mark) and (grouped or not plain))


def _scales(kinds: Sequence[str], scale: int) -> bool:
    """Return whether the last commas of a format stand behind all its digits or before its point: a thousandth each."""
    ends = [at for at, kind in enumerate(kinds) if kind == "comma"][-scale:] if scale else []
    return all(kinds[at - 1] in ("digit", "comma") for at in ends)


def _whole(pieces: Sequence[Piece], digits: str, *, grouped: bool) -> str:
    """Return the digits before the point, from the right, with the literals that stand between them."""
    places = [at for at, piece in enumerate(pieces) if piece.kind == "digit"]
    least = next((len(places) - nth for nth, at in enumerate(places) if pieces[at].text == "0"), 0)
    digits = digits.rjust(least, "0")
    if grouped:
        head = len(digits) % 3 or 3
        digits = _GROUP.join([digits[:head], *(digits[at : at + 3] for at in range(head, len(digits), 3))])
        filled = {places[0]: digits}
    else:
        shown = {at: digits[-nth] if nth <= len(digits) else "" for nth, at in enumerate(reversed(places), 1)}
        filled = {at: text or (" " if pieces[at].text == "?" else "") for at, text in shown.items()}
        if places and len(digits) > len(places):
            filled[places[0]] = digits[: 1 - len(places) or None]
    return _joined(pieces, [filled.get(at, "") for at in places]) + ("" if places else digits)


def _joined(pieces: Sequence[Piece], digits: Sequence[str]) -> str:
    """Return a part of a format with these texts in the places of its digits."""
    rest = iter(digits)
    words = (next(rest) if piece.kind == "digit" else piece.text for piece in pieces if piece.kind != "comma")
    return "".join(words)


def _fraction(pieces: Sequence[Piece], places: Sequence[str], digits: str) -> str:
    """Return the digits after the point, without the zeros that the format leaves out, and the literals behind."""
    kept = list(digits)
    for nth in range(len(places) - 1, -1, -1):
        if kept[nth] != "0" or places[nth] == "0":
            break
        kept[nth] = " " if places[nth] == "?" else ""
    return _joined(pieces, kept)
