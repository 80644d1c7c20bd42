"""Runs of a paragraph of Word as one text: emphasis as `*…*` and `**…**`, signs of symbol fonts as letters.

Emphasis is a part of a paragraph that differs from the rest of it: a paragraph that is bold or italic as a whole has no
marks. Where the author's own text has an asterisk, no mark is added, so that theirs and ours never mix; it stays as it
was typed, because texts know no other sign for it, and `typed_marks` tells where it would be read as emphasis.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from documents.limits import has_too_many_marks
from files.readers.pieces import whole_words

#: Signs of the symbol fonts Symbol, Wingdings and Webdings, by the last two digits of their code.
_SIGNS = {
    **dict.fromkeys((0x6C, 0x6E, 0x71, 0x75, 0x76, 0x77, 0x9F, 0xA7, 0xB7, 0xD8, 0x84), "•"),
    0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0x6F: "☐", 0xA8: "☐", 0xE0: "→", 0xE8: "→", 0xDF: "←",
}  # fmt: skip
#: The same in the font Symbol, whose other signs are Greek letters and the signs of mathematics.
_SYMBOL = {
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
    **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    0xB7: "•", 0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xAE: "→", 0xAC: "←",
    0xDE: "⇒", 0x2D: "−", 0x2A: "∗", 0xA5: "∞", 0xD6: "√", 0xE5: "∑",
}  # fmt: skip
#: What stands for a sign that is not known here, as in a program without the font.
UNKNOWN = "□"
_PRIVATE = re.compile("[\uf020-\uf0ff]")
_BREAK = re.compile(r"([\n\t]+)")
#: Words between asterisks, as Markdown reads them.
_MARKED = re.compile(r"\*(?![\s*])[^*]*(?<![\s*])\*")
_INVISIBLE = "\u00ad"


class Run(NamedTuple):
    """A part of a paragraph: its text; whether it is bold and italic by itself, None where it does not say; whether its
    character style is.
    """

    text: str
    bold: bool | None = None
    italic: bool | None = None
    strong: bool = False
    emphasised: bool = False


class Piece(NamedTuple):
    """A part of a line that is marked as strong, as emphasised, as both or not at all."""

    text: str
    strong: bool
    emphasised: bool


def symbol(font: str, code: str) -> str:
    """Return the sign that `<w:sym>` shows: its font, and its code in hexadecimal digits."""
    try:
        number = int(code[:6], 16)
    except ValueError:
        return UNKNOWN
    place = number & 0xFF if number < 0x100 or 0xF000 <= number < 0xF100 else -1
    if font.casefold() == "symbol":
        return _SYMBOL.get(place) or (chr(place) if 0x20 <= place < 0x7F else UNKNOWN)
    if "ding" in font.casefold():
        return _SIGNS.get(place, UNKNOWN)
    return UNKNOWN if 0xD800 <= number < 0xF900 or not 0x20 <= number < 0x11_0000 else chr(number)


def shown(text: str) -> str:
    """Return a text without soft hyphens, with a letter for each sign of a symbol font that it holds."""
    text = text.replace(_INVISIBLE, "") if _INVISIBLE in text else text
    if text.isascii() or not _PRIVATE.search(text):
        return text
    return _PRIVATE.sub(lambda sign: _SIGNS.get(ord(sign[0]) & 0xFF, UNKNOWN), text)


def typed_marks(runs: Sequence[Run]) -> bool:
    """Return whether the author typed asterisks that read as emphasis."""
    typed = any("*" in run.text for run in runs)
    return typed and bool(_MARKED.search("".join(run.text for run in runs)))


def joined(runs: Sequence[Run], *, bold: bool, italic: bool) -> tuple[str, bool]:
    """Return the text of a paragraph with its emphasis, and whether all of it is bold; `bold`, `italic` are those of
    its style. Linear.
    """
    text = "".join(run.text for run in runs).strip()
    filled = [run for run in runs if run.text.strip()]
    strong, all_bold = _marks([(run.bold, run.strong) for run in filled], style=bold)
    if len(filled) < 2:
        return text, all_bold
    emphasised, _all = _marks([(run.italic, run.emphasised) for run in filled], style=italic)
    if "*" in text or not (any(strong) or any(emphasised)):
        return text, all_bold
    marked = _marked([Piece(*part) for part in whole_words(_pieces(runs, strong, emphasised))])
    return (text if has_too_many_marks(marked) else marked), all_bold


def _marks(said: Sequence[tuple[bool | None, bool]], *, style: bool) -> tuple[list[bool], bool]:
    """Return which runs are emphasised in their paragraph, and whether all of it looks so.

    `said` holds what each run and its character style say. A character style switches off what the style of the
    paragraph switches on (ISO/IEC 29500, 17.7.3): there the run that looks plain is the emphasised one.
    """
    looks = [own if own is not None else named != style for own, named in said]
    if style and not any(own is False for own, _named in said):
        looks = [not look for look in looks]
        return (looks if not all(looks) else [False] * len(looks)), bool(looks)
    return (looks if not all(looks) else [False] * len(looks)), bool(looks) and all(looks)


def _pieces(runs: Sequence[Run], strong: Sequence[bool], emphasised: Sequence[bool]) -> list[Piece]:
    """Return the runs with their marks; a run of spaces has those that both its neighbours have."""
    pieces: list[Piece] = []
    marks = iter(zip(strong, emphasised, strict=True))
    spaces = ""
    for run in runs:
        if not run.text.strip():
            spaces += run.text
            continue
        piece = Piece(run.text, *next(marks))
        if spaces:
            before = pieces[-1] if pieces else Piece("", strong=False, emphasised=False)
            both = before.strong and piece.strong, before.emphasised and piece.emphasised
            pieces.append(Piece(spaces, *both))
            spaces = ""
        pieces.append(piece)
    return pieces


def _marked(pieces: Sequence[Piece]) -> str:
    """Return the pieces with asterisks; no mark goes over the end of a line or a TAB."""
    lines: list[list[Piece]] = [[]]
    breaks: list[str] = []
    for piece in pieces:
        for place, text in enumerate(_BREAK.split(piece.text)):
            if place % 2:
                breaks.append(text)
                lines.append([])
            elif text:
                lines[-1].append(piece._replace(text=text))
    return "".join(map("".join, zip(map(_line, lines), [*breaks, ""], strict=True))).strip()


def _line(pieces: Sequence[Piece]) -> str:
    written = ""
    for marked, stretch in groupby(pieces, lambda piece: piece.strong or piece.emphasised):
        parts = list(stretch)
        written += _stretch(parts) if marked else "".join(piece.text for piece in parts)
    return written


def _stretch(pieces: Sequence[Piece]) -> str:
    """Return neighbouring pieces that are all marked: what all of them have stands outside."""
    strong, emphasised = (all(getattr(piece, kind) for piece in pieces) for kind in ("strong", "emphasised"))
    if strong and emphasised:
        return _wrapped("***", "".join(piece.text for piece in pieces))
    if strong:
        return _wrapped("**", _inner(pieces, "*", "emphasised"))
    if emphasised:
        return _wrapped("*", _inner(pieces, "**", "strong"))
    written = ""
    for _strong, group in groupby(pieces, lambda piece: piece.strong):
        parts = list(group)
        text = _stretch(parts)
        touches = written.endswith("*") and text.startswith("*")
        written += "".join(piece.text for piece in parts) if touches else text
    return written


def _inner(pieces: Sequence[Piece], mark: str, kind: str) -> str:
    """Return pieces with the marks of one kind; without them where Markdown would lose its way, at both ends."""
    edges = getattr(pieces[0], kind) and getattr(pieces[-1], kind)
    groups = groupby(pieces, lambda piece: getattr(piece, kind) and not edges)
    return "".join(_wrapped(mark if on else "", "".join(piece.text for piece in group)) for on, group in groups)


def _wrapped(mark: str, text: str) -> str:
    """Return a text between marks, its outer spaces outside of them."""
    core = text.strip()
    if not core or not mark:
        return text
    begin = text.index(core)
    return f"{text[:begin]}{mark}{core}{mark}{text[begin + len(core) :]}"
