"""Texts that people paste or type with several lines: the items of a list that they hold. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from documents.document import clean, is_blank, raw_lines

_NUMBER = re.compile(r"\(?([0-9]{1,3}|[A-Za-z])[.)][ ]*(?=\S)|\(([0-9]{1,3}|[A-Za-z])\)[ ]*(?=\S)")
_BULLET = re.compile(r"[•●○◦▪▫■□‣⁃·➢➤►▶✓✔][ ]*(?=\S)|[-–—*+o][ ]+(?=\S)")


def lines(text: str) -> list[str]:
    """Return the visible lines of a text as posted, each cleaned. Linear."""
    cleaned = (clean(line) for line in raw_lines(text))
    return [line for line in cleaned if not is_blank(line)]


def items(text: str) -> list[str]:
    """Return the items of a text as posted: without their marks if all of its lines have plain marks in order.

    In such a list, a line without a mark belongs to the item above; in any other text each line is an item. Linear.
    """
    found = lines(text)
    marks = [_mark(line) for line in found]
    if not is_list(text) or not marks[0]:
        return found
    several: list[str] = []
    for line, mark in zip(found, marks, strict=True):
        if mark:
            several.append(line[len(mark) :])
        else:
            several[-1] += f" {line}"
    return several


def is_list(text: str) -> bool:
    """Return whether a text as posted has several lines that begin with plain marks in order."""
    marks = [mark for mark in map(_mark, lines(text)) if mark]
    return len(marks) > 1 and _in_order(marks)


def _mark(line: str) -> str:
    match = _NUMBER.match(line) or _BULLET.match(line)
    return match[0] if match else ""


def _in_order(marks: Sequence[str]) -> bool:
    """Return whether marks are one and the same bullet, or numbers or letters that follow each other."""
    bare = [mark.strip(" ().") for mark in marks]
    if all(label.isdigit() for label in bare):
        return [int(label) for label in bare] == list(range(int(bare[0]), int(bare[0]) + len(bare)))
    if all(len(label) == 1 and label.isascii() and label.isalpha() and label != "o" for label in bare):
        return [ord(label) for label in bare] == list(range(ord(bare[0]), ord(bare[0]) + len(bare)))
    return len(set(bare)) == 1
