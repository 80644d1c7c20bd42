"""Texts as blocks hold them: pieces with their emphasis become lines with marks, without what no reader can see."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from documents.document import CONTROLS, INVISIBLES, ODD_SPACES, is_blank

_REMOVED = re.compile(f"[{INVISIBLES}]")
_SPACE = re.compile(rf"[ \r\f\v{ODD_SPACES}{CONTROLS}]+")
_TAB = re.compile(" *\t *")
_WORD, _IN_WORD = re.compile(r"\w+|\W+"), re.compile(r"\w")


class Piece(NamedTuple):
    """A part of a text that is bold or emphasised as a whole, or not; it may hold TABs and line ends."""

    text: str
    bold: bool = False
    italic: bool = False


def whole_words(pieces: Iterable[tuple[str, bool, bool]]) -> list[tuple[str, bool, bool]]:
    """Return the pieces with no change of looks within a word, where a word has the looks that all its parts have.

    Programs part a text anywhere, and no emphasis begins or ends in a word. Linear.
    """
    parts = [(part, bold, italic) for text, bold, italic in pieces for part in _WORD.findall(text)]
    found: list[tuple[str, bool, bool]] = []
    for is_word, group in groupby(parts, key=lambda part: bool(_IN_WORD.match(part[0]))):
        stretch = list(group)
        if is_word and len(stretch) > 1:
            looks = all(part[1] for part in stretch), all(part[2] for part in stretch)
            stretch = [("".join(part[0] for part in stretch), *looks)]
        found += stretch
    return [("".join(part[0] for part in group), *looks) for looks, group in groupby(found, key=lambda part: part[1:])]


def tidy(line: str) -> str:
    """Return a line as `documents.document.clean` does, with its TABs. Idempotent and linear."""
    if not (line.isascii() and line.isprintable()):
        line = _SPACE.sub(" ", unicodedata.normalize("NFC", _REMOVED.sub("", line).replace("\n", " ")))
        if "\t" in line:
            line = _TAB.sub("\t", line)
    elif "  " in line:
        line = _SPACE.sub(" ", line)
    return line.strip(" ")


def lines(pieces: Iterable[Piece]) -> list[tuple[str, bool]]:
    """Return the lines of joined pieces that are not empty, each with whether all of it is bold.

    Emphasis stands as `*…*` and `**…**`, but a line that is bold as a whole has no marks for that. Linear.
    """
    rows: list[list[Piece]] = [[]]
    pieces = list(pieces)
    if len(pieces) == 1 and "\n" not in pieces[0].text and not pieces[0].italic:
        text = tidy(pieces[0].text)
        return [] if is_blank(text.replace("\t", "")) else [(text, pieces[0].bold)]
    for piece in pieces:
        first, *others = piece.text.split("\n")
        rows[-1].append(piece._replace(text=first))
        rows += [[piece._replace(text=other)] for other in others]
    return [found for found in map(_line, rows) if not is_blank(found[0].replace("\t", ""))]


def _line(pieces: list[Piece]) -> tuple[str, bool]:
    """Return one line with its marks, and whether all of it is bold."""
    bold = _all_bold(pieces)
    if len({piece[1:] for piece in pieces}) > 1:
        pieces = [Piece(*part) for part in whole_words(pieces)]
    text, pending = [], ""
    for (is_bold, italic), group in groupby(pieces, key=lambda piece: _look(piece, bold=bold)):
        part = pending + "".join(piece.text for piece in group)
        marks = "*" * (2 * is_bold + italic)
        inner = part.strip()
        if marks and inner:
            begin = part.index(inner)
            text.append(f"{part[:begin]}{marks}{inner}{marks}")
            pending = part[begin + len(inner) :]
        else:
            text.append(part)
            pending = ""
    return tidy("".join([*text, pending])), bold


def _all_bold(pieces: Iterable[Piece]) -> bool:
    visible = [piece for piece in pieces if tidy(piece.text).strip("\t")]
    return bool(visible) and all(piece.bold for piece in visible)


def _look(piece: Piece, *, bold: bool) -> tuple[bool, bool]:
    """Return the emphasis of a piece in a line that is `bold` as a whole; that of white space is none."""
    if not tidy(piece.text).strip("\t"):
        return False, False
    return piece.bold and not bold, piece.italic
