r"""Markdown's spelling of plain text: `\|`, `1\.`, `&amp;`, `<br>`, `***x***`, `{#id}`. Pure.

`understood` takes it off, `spelled` writes a text so that `understood` gives it back. `*x*` and `**x**` are texts of
their own and stay. All functions are linear.
"""

from __future__ import annotations

import html
import re
from html.entities import html5

from documents.document import Problems, clean

_SPELLING = re.compile(
    r"""
      \\(?P<sign>[!-/:-@\[-`{-~])
    | (?P<entity>&(?:[A-Za-z][A-Za-z0-9]{1,31}|\#[0-9]{1,7}|\#[xX][0-9A-Fa-f]{1,6});)
    | (?P<break><br[ ]?/?>)
    | (?<![*\\])\*{3}(?=[^\s*])(?P<strong>[^*\\]++)(?<=\S)\*{3}(?!\*)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ANCHOR = re.compile(r" ?(?<!\\)\{#[\w.:-]+\}$")
_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_SPECIAL = re.compile(r"[\\&<*]")


def may_be_spelled(text: str) -> bool:
    """Return whether `text`, of any length, may hold such spelling; a fast search, right when it says no."""
    return "\\" in text or "&" in text or "<" in text or "***" in text or "{#" in text


def understood(text: str) -> str:
    """Return a cleaned text without Markdown's spelling; a break is a space. Emphasis in three marks is strong."""
    return clean(_SPELLING.sub(_meaning, text))


def _meaning(match: re.Match[str]) -> str:
    if match["break"]:
        return " "
    if match["entity"]:
        return html.unescape(match[0]) if match[0][1] == "#" or match[0][1:] in html5 else match[0]
    return match["sign"] or f"**{match['strong']}**"


def spelled(text: str) -> str:
    """Return the spelling of a cleaned text: itself, unless `understood` would read it as something else."""
    if understood(text) == text:
        return text
    written = _SPELLING.sub(lambda match: _SPECIAL.sub(r"\\\g<0>", match[0]), text)
    return written if understood(written) == text else _SPECIAL.sub(r"\\\g<0>", text)


def spelled_lines(text: str) -> str:
    """Return `text` with each of its lines spelled; lines end with LF."""
    return "\n".join(map(spelled, text.split("\n"))) if may_be_spelled(text) else text


def pieces(text: str) -> list[str]:
    """Return the parts of a cleaned text between breaks, without empty ones; one part for a text without breaks."""
    if "<" not in text:
        return [text]
    escapes = _SPELLING.finditer(text)
    breaks = [match.span() for match in escapes if match["break"]]
    edges = [0, *(edge for span in breaks for edge in span), len(text)]
    parts = (text[first:last].strip() for first, last in zip(edges[::2], edges[1::2], strict=True))
    return [part for part in parts if part]


def without_anchor(text: str) -> str:
    """Return a cleaned heading without the anchor `{#id}` at its end."""
    return _ANCHOR.sub("", text)


def heading_understood(text: str) -> str:
    """Return the text of a cleaned heading, without its anchor and marks that make all of it bold."""
    bare = without_anchor(text)
    bold = _BOLD.fullmatch(bare)
    return understood(bold[1] if bold else bare)


def heading_spelled(text: str) -> str:
    """Return the spelling of a heading that `heading_understood` gives back."""
    if heading_understood(text) == text:
        return text
    return re.sub(r"[\\&<*{]", r"\\\g<0>", text)


class Speller:
    """Take Markdown's spelling off the lines of one text, and count the lines that have it.

    `used` says whether the text may have any; without it, nothing is searched again.
    """

    def __init__(self, text: str) -> None:
        self.used = may_be_spelled(text)
        self.count = self.first = self.newest = 0

    def read(self, text: str, line: int) -> str:
        """Return `understood(text)`; `line` is its line in the file."""
        if not self.used or not may_be_spelled(text):
            return text
        plain = understood(text)
        self.note(text, plain, line)
        return plain

    def note(self, text: str, plain: str, line: int) -> None:
        """Count a line whose text differs from what it means, once."""
        if text != plain and line != self.newest:
            self.first, self.newest, self.count = self.first or line, line, self.count + 1

    def report(self, problems: Problems) -> None:
        """Warn once, at the first of these lines."""
        if self.count:
            problems.first(self.first, "W_MARKDOWN", count=self.count)
