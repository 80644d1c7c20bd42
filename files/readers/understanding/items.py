"""Items: the texts of a cell or a line that holds several, told apart by their lines and their list marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from documents.document import clean, is_blank
from documents.marks import PICTURED_NUMBERS
from documents.translation import AnyText
from documents.translation import mark as _
from files.readers.understanding.remarks import MARK_REMOVED, NUMBER_READ
from files.readers.understanding.words import Mark, mark

OF_THE_ORDER = _("“{mark}” dilepas; dinomori menurut urutan")

_LINES = re.compile(r"[\r\n\v\f\u0085\u2028\u2029]+")
#: A number or a letter inside a line, behind a space.
_INSIDE = re.compile(r"(?<=\s)(?:\(?(\d{1,3}(?:\.\d{1,3})*|[a-z])[.)]\s*|(\d{1,3}(?:\.\d{1,3})+)\s+)(?=[^\W\d])")
#: Words that a number belongs to, so that it begins no item: "sesuai pasal 2. Menghargai …".
_COUNTED = re.compile(
    r"(?:pasal|ayat|nomor|no\.?|bab|butir|huruf|angka|level|tingkat|tahun|lampiran|nilai|hal|page|section|step|langkah)"
    r"\s*$",
    re.IGNORECASE,
)
_ENDS = ".;:!?,"
#: Pictures come behind this sign; arrows and dashes before it stand inside texts too.
_FIRST_PICTURE = "\u25ff"
_BULLETS_INSIDE = re.compile(r"\s+(?=[•●▪■◆►➢✓❖·]\s)")


class Item(NamedTuple):
    """A text, the number that was printed before it ("" for none), what was taken off, and a bullet among that."""

    text: str
    label: str = ""
    remark: AnyText = ""
    bullet: str = ""


class Split(NamedTuple):
    """The text that stands before the first mark, and the items. `marked` says that marks tell the items apart."""

    lead: str
    items: tuple[Item, ...]
    marked: bool

    @property
    def several(self) -> bool:
        """Whether the text plainly is a list: it has marks, or several lines that each stand alone."""
        return self.marked or len(self.items) > 1


def lines_of(text: str) -> list[str]:
    """Return the lines of a cell that show something."""
    return [line for line in _LINES.split(text) if not is_blank(clean(line))]


def split(text: str) -> Split:
    """Return the items of a text. Without marks, each line that stands alone is one. Linear.

    A line without a mark below a marked one goes on with it.
    """
    lines = [part for line in lines_of(text) for part in _parts(line)]
    marks = [mark(line) for line in lines]
    if not any(found and found.text for found in marks):
        return Split("", tuple(Item(line) for line in _unwrapped(lines)), marked=False)
    lead: list[str] = []
    rows: list[tuple[str, str, str, list[str]]] = []
    for line, found in zip(lines, marks, strict=True):
        if found and found.text:
            rows.append((found.kind, found.printed, found.label, [found.text]))
        elif rows:
            rows[-1][3].append(line)
        else:
            lead.append(line)
    return Split(clean(" ".join(lead)), tuple(_numbered(rows)), marked=True)


def _numbered(rows: Sequence[tuple[str, str, str, list[str]]]) -> Iterator[Item]:
    """Yield the items; their printed numbers stay unless only some have one, or two have the same."""
    labels = [label for _kind, _printed, label, _texts in rows]
    plain = all(labels) and len(set(labels)) == len(labels)
    for kind, printed, label, texts in rows:
        remark = MARK_REMOVED if kind == "bullet" else NUMBER_READ if plain else OF_THE_ORDER
        bullet = printed if kind == "bullet" else ""
        yield Item(clean(" ".join(texts)), label if plain else "", remark.format(mark=printed), bullet)


def _parts(line: str) -> Iterator[str]:
    """Yield the items that stand in one line, where their marks plainly run on: "1. … 2. …", "• … • …"."""
    first = mark(line)
    if first is None or not first.text:
        yield line
    elif first.kind == "bullet" and _BULLETS_INSIDE.search(line):
        yield from _BULLETS_INSIDE.split(line)
    elif first.printed[0] > _FIRST_PICTURE or (first.kind == "number" and not first.printed.isascii()):
        yield from _pictured(first).split(line)
    elif first.kind in ("number", "letter"):
        cuts = [0, *_cuts(line, first.label or first.printed.strip("().")), len(line)]
        yield from (line[begin:end] for begin, end in pairwise(cuts))
    else:
        yield line


def _pictured(first: Mark) -> re.Pattern[str]:
    """Return the space before the marks that are pictures as the first one is: the same, or another number."""
    return re.compile(rf"\s+(?=(?:{PICTURED_NUMBERS if first.label else re.escape(first.printed)})\s)")


def _cuts(line: str, label: str) -> Iterator[int]:
    """Yield where the marks that follow `label` in order begin."""
    for found in _INSIDE.finditer(line):
        printed = found[1] or found[2]
        if printed == _next(label) and not _COUNTED.search(line[max(0, found.start() - 12) : found.start()]):
            label = printed
            yield found.start()


def _next(label: str) -> str:
    if label.isalpha():
        return chr(ord(label) + 1)
    head, dot, last = label.rpartition(".")
    return f"{head}{dot}{int(last) + 1}"


def _unwrapped(lines: Sequence[str]) -> Iterator[str]:
    """Yield lines without marks; one that plainly goes on with the line above is joined with it.

    It begins in lower case, where the first line begins with a capital letter and the line above does not end.
    """
    whole = ""
    capital = bool(lines) and clean(lines[0])[:1].isupper()
    for line in map(clean, lines):
        if whole and capital and line[:1].islower() and whole[-1] not in _ENDS:
            whole = f"{whole} {line}"
            continue
        if whole:
            yield whole
        whole = line
    if whole:
        yield whole
