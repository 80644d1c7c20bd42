"""Dates and times of a workbook as a person sees them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from files.readers.format_codes import Piece, Section

#: The last day of a workbook, 31 December 9999.
_LAST = 2_958_465
_DAY = 24 * 60 * 60
#: The longest time that every program shows in hours.
_LONGEST = 9_999 * 60 * 60
#: The part of a second that is no part of a time but of its number; programs round or cut what is more.
_NEAR = Decimal("0.01")
_MONTHS = {
    "id": [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
_SHORT = {
    "id": ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
}
_WEEKDAYS = {
    "id": ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}


def date_text(section: Section, number: Decimal, *, early: bool) -> str | None:
    """Return a day (counted from 1900, or from 1904 if `early`) and its time in a section's format.

    None when the format needs names of a language that it does not say, or is not known.
    """
    pieces = _with_minutes(section.pieces)
    kinds = {piece.kind for piece in pieces}
    if section.language == "?" or kinds - {"date", "minute", "elapsed", "half", "literal", "slash", "comma", "point"}:
        return None
    exact = number * _DAY
    seconds = round(exact)
    if abs(exact - seconds) > _NEAR:
        if _has_time(pieces):
            return None
        seconds = int(exact)
    if "elapsed" in kinds and seconds > _LONGEST:
        return None
    day, time = divmod(seconds, _DAY)
    if kinds & {"date"} and any(piece.kind == "date" and piece.text[0] in "ymd" for piece in pieces):
        moment = _moment(day, early=early)
        if moment is None or (_needs_words(pieces) and section.language not in _MONTHS):
            return None
    else:
        moment = date.min
    half = "half" in kinds
    return "".join(_shown(piece, moment, time, seconds, half=half, language=section.language) for piece in pieces)


def _with_minutes(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with "minute" for each `m` or `mm` next to hours or seconds."""
    found = list(pieces)
    timed = [at for at, piece in enumerate(found) if piece.kind in ("date", "elapsed")]
    for nth, at in enumerate(timed):
        piece = found[at]
        if piece.kind == "date" and piece.text in ("m", "mm"):
            before = found[timed[nth - 1]].text[0] if nth else ""
            after = found[timed[nth + 1]] if nth + 1 < len(timed) else None
            if before == "h" or (after and after.text[0] == "s"):
                found[at] = Piece("minute", piece.text)
    return found


def _has_time(pieces: Sequence[Piece]) -> bool:
    timed = ("minute", "elapsed", "half")
    return any(piece.kind in timed or (piece.kind == "date" and piece.text[0] in "hs") for piece in pieces)


def _needs_words(pieces: Sequence[Piece]) -> bool:
    return any(piece.kind == "date" and piece.text[0] in "md" and len(piece.text) > 2 for piece in pieces)


def _moment(day: int, *, early: bool) -> date | None:
    """Return the date of a day's number; None for those of the year 1900 that Excel counts as no calendar does."""
    day += 1462 if early else 0
    return date(1899, 12, 30) + timedelta(days=day) if 60 < day <= _LAST else None


def _shown(piece: Piece, moment: date, time: int, seconds: int, *, half: bool, language: str) -> str:
    """Return a piece for a moment: its date, the second of its day, and all its seconds."""
    width = len(piece.text)
    if piece.kind == "elapsed":
        return str(seconds // {"h": 3600, "m": 60, "s": 1}[piece.text[0]]).rjust(width, "0")
    if piece.kind == "half":
        return piece.text.upper().split("/")[time >= _DAY // 2]
    if piece.kind == "minute":
        return str(time // 60 % 60).rjust(min(width, 2), "0")
    if piece.kind != "date":
        return piece.text
    letter = piece.text[0]
    if letter in "ymd":
        return _calendar(letter, width, moment, language)
    hour = time // 3600
    value = time % 60 if letter == "s" else (hour % 12 or 12) if half else hour
    return str(value).rjust(min(width, 2), "0")


def _calendar(letter: str, width: int, moment: date, language: str) -> str:
    if letter == "y":
        return f"{moment.year % 100:02}" if width < 3 else f"{moment.year:04}"
    if letter == "d":
        day = _WEEKDAYS[language][moment.weekday()] if width > 2 else ""
        return str(moment.day).rjust(width, "0") if width < 3 else day[:3] if width == 3 else day
    if width == 3:
        return _SHORT[language][moment.month - 1]
    name = _MONTHS[language][moment.month - 1] if width > 2 else ""
    return str(moment.month).rjust(width, "0") if width < 3 else name[:1] if width == 5 else name
