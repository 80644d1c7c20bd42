"""Number formats of spreadsheets, as codes such as `#,##0.00` (ISO/IEC 29500, 18.8.31): their pieces and sections."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

#: The longest code; Excel writes no longer one.
CODE_LIMIT = 255
#: The built-in formats that every program shows alike, by number. The others depend on the language of the program.
BUILT_IN = {
    "0": "General",
    "1": "0",
    "2": "0.00",
    "3": "#,##0",
    "4": "#,##0.00",
    "9": "0%",
    "10": "0.00%",
    "11": "0.00E+00",
    "12": "# ?/?",
    "13": "# ??/??",
    "18": "h:mm AM/PM",
    "19": "h:mm:ss AM/PM",
    "20": "h:mm",
    "21": "h:mm:ss",
    "37": "#,##0 ;(#,##0)",
    "38": "#,##0 ;[Red](#,##0)",
    "39": "#,##0.00;(#,##0.00)",
    "40": "#,##0.00;[Red](#,##0.00)",
    "45": "mm:ss",
    "46": "[h]:mm:ss",
    "47": "mmss.0",
    "48": "##0.0E+0",
    "49": "@",
}
#: The numbers of the built-in formats for dates and times.
DATES = frozenset(map(str, (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59))))

_PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[(?P<bracket>[^][]*)\]'
    r"|(?P<general>general)|(?P<half>am/pm|a/p)|(?P<date>y+|m+|d+|h+|s+)|(?P<digit>[0#?])"
    r"|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_COLOUR = re.compile(r"black|blue|cyan|green|magenta|red|white|yellow|color ?\d+", re.IGNORECASE)
_ELAPSED = re.compile("h+|m+|s+", re.IGNORECASE)
_SIGNS = {".": "point", ",": "comma", "%": "percent", "@": "text", ";": "end"}
#: Two primary languages of Windows by number, and by the beginning of a name.
_LANGUAGES = {0x21: "id", 0x09: "en"}
#: A language by its number, behind that of Western digits and of the usual calendar.
_LANGUAGE = re.compile("(?:(?:0?1)?0?1)?([0-9a-fA-F]{3,4})")


class Piece(NamedTuple):
    """A piece of a code: its kind, and its text."""

    kind: str
    text: str


class Section(NamedTuple):
    """One of the formats between semicolons: its pieces, its kind and the language that it names, "" for none.

    Kinds: "number", "date", "general", "text", "plain" (no value at all), and "" for what is not understood.
    """

    pieces: tuple[Piece, ...]
    kind: str
    language: str = ""


@lru_cache(maxsize=1024)
def sections(code: str) -> tuple[Section, ...]:
    """Return the sections of a code, at least one. Linear."""
    found: list[list[Piece]] = [[]]
    for match in _PIECE.finditer(code[:CODE_LIMIT]):
        piece = _piece(str(match.lastgroup), match[str(match.lastgroup)])
        if piece.kind == "end":
            found.append([])
        else:
            found[-1].append(piece)
    return tuple(map(_section, found)) if len(code) <= CODE_LIMIT else (Section((), ""),)


def _piece(kind: str, text: str) -> Piece:
    if kind in ("quoted", "escaped"):
        return Piece("literal", text)
    if kind == "space" or (kind == "fill" and text == " "):
        return Piece("literal", " ")
    if kind == "bracket":
        return _bracket(text)
    if kind != "other":
        return Piece(kind, text.lower())
    if text in _SIGNS:
        return Piece(_SIGNS[text], text)
    return Piece("slash" if text == "/" else "odd" if text.isalpha() or text in '"\\_*[]' else "literal", text)


def _bracket(text: str) -> Piece:
    if _ELAPSED.fullmatch(text):
        return Piece("elapsed", text.lower())
    if _COLOUR.fullmatch(text):
        return Piece("literal", "")
    return Piece("locale", text[1:]) if text.startswith("$") else Piece("odd", text)


def _section(pieces: list[Piece]) -> Section:
    kinds = {piece.kind for piece in pieces}
    symbols = [_locale(piece.text) for piece in pieces if piece.kind == "locale"]
    shown = iter(symbols)
    whole = tuple(Piece("literal", next(shown)[0]) if piece.kind == "locale" else piece for piece in pieces)
    language = next((language for _, language in symbols if language), "")
    if kinds & {"odd", "fill"} or language == "?":
        return Section(whole, "date" if kinds & {"date", "elapsed"} else "", "?")
    if kinds & {"date", "elapsed", "half"}:
        return Section(whole, "date", language)
    if "digit" in kinds:
        return Section(whole, "" if kinds & {"slash", "text", "general"} else "number", language)
    kind = "general" if "general" in kinds else "text" if "text" in kinds else "plain"
    return Section(whole, kind, language)


def _locale(text: str) -> tuple[str, str]:
    """Return the symbol and the language of `Rp-421`, the inside of a bracket; "?" for a language that is not known."""
    symbol, dash, name = text.partition("-")
    if not dash:
        return symbol, ""
    if name[:2].lower() in ("id", "en") and name[2:3] in ("", "-"):
        return symbol, name[:2].lower()
    number = _LANGUAGE.fullmatch(name)
    known = _LANGUAGES.get(int(number[1], 16) & 0x3FF, "other") if number else "?"
    return symbol, "?" if name.upper() in ("F800", "F400") else known


def is_date(code: str) -> bool:
    """Return whether a code shows positive numbers as a date or a time."""
    return sections(code)[0].kind == "date"
