"""Markdown's spelling of plain texts: escapes, entities, line ends in a cell, bold labels, identifiers of headings."""

from __future__ import annotations

import re
from functools import lru_cache

from files.readers.blocks import Note
from files.readers.html_tokens import unescape
from files.readers.pieces import tidy

_SPELLED = re.compile(r"\\[!-/:-@\[-`{-~]|&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_LINE_END = re.compile(r"<br ?/?>", re.IGNORECASE)
_SPLIT = re.compile(r"\\.|\|")


class Spelling:
    """What Markdown spells in its own way in a text, resolved and counted; `line` is where it stands first."""

    def __init__(self) -> None:
        self.count = self.line = 0

    def note(self, message: str) -> Note:
        """Return the note that tells it, with `message` filled."""
        return Note("W_MARKDOWN", message, self.line)

    def resolved(self, raw: str, line: int) -> tuple[str, bool]:
        """Return a text as its reader sees it, and whether all of it is bold, which then has no marks.

        `<br>` becomes a line end. Emphasis inside stays. TABs stay. Linear.
        """
        parts = [raw]
        if "<" in raw:
            parts = _LINE_END.split(raw)
            self.tell(len(parts) - 1, line)
        found = [self._part(part, line) for part in parts]
        found = [(text, bold) for text, bold in found if text.strip("\t")]
        return "\n".join(text for text, _bold in found), bool(found) and all(bold for _text, bold in found)

    def without_identifier(self, raw: str, line: int) -> str:
        """Return the text of a heading without the identifier behind it: "{#elemen}"."""
        begin = raw.rfind("{#")
        if begin < 0 or not raw.rstrip().endswith("}"):
            return raw
        self.tell(1, line)
        return raw[:begin].rstrip()

    def _part(self, raw: str, line: int) -> tuple[str, bool]:
        text = raw.strip()
        bold = _is_bold(text)
        if bold:
            self.tell(1, line)
            text = text[2:-2]
        else:
            text = raw
        if "\\" in text or "&" in text:
            plain = _SPELLED.sub(self._sign, text)
            if plain != text:
                self.tell(len(_SPELLED.findall(text)), line)
                text = plain
        return tidy(text), bold

    def _sign(self, found: re.Match[str]) -> str:
        return found[0][1:] if found[0][0] == "\\" else unescape(found[0])

    def tell(self, times: int, line: int) -> None:
        """Count what was resolved in a line."""
        self.count += times
        if times:
            self.line = self.line or line


@lru_cache(maxsize=4)
def cells(line: str) -> tuple[str, ...]:
    """Return the raw cells of a line with pipes, without outer pipes; one cell without a pipe. Linear.

    A table asks for those of a line and its neighbours several times.
    """
    if "|" not in line:
        return (line,)
    line = line.strip(" \r\n")
    found = line.split("|") if "\\" not in line else _parted(line)
    if len(found) > 1 and line.startswith("|"):
        found.pop(0)
        if len(found) > 1 and not found[-1].strip():
            found.pop()
    return tuple(found)


def _parted(line: str) -> list[str]:
    """Return a line parted at its pipes, but for those behind a backslash."""
    begin, found = 0, []
    for sign in _SPLIT.finditer(line):
        if sign[0] == "|":
            found.append(line[begin : sign.start()])
            begin = sign.end()
    return [*found, line[begin:]]


def _is_bold(text: str) -> bool:
    """Return whether a text is bold as a whole: `**text**` or `__text__`, with nothing that ends it before."""
    marks, inner = text[:2], text[2:-2]
    return (
        marks in ("**", "__")
        and text.endswith(marks)
        and bool(inner.strip("*_ \t"))
        and inner == inner.strip()
        and marks not in inner
        and not inner.endswith("\\")
    )
