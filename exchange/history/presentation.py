"""Changed lines as pages show them: the address of each line, and its words marked."""

from __future__ import annotations

from dataclasses import dataclass

from documents.comparison.diff import Budget, Change, Segment, diff_words
from documents.document import Line
from documents.translation import AnyText


@dataclass(frozen=True, slots=True)
class Row:
    """One changed line: its address (`place`), its words, and its line in the file, 0 for none.

    `was` is the address it had, "" when it did not move.
    """

    place: AnyText
    pieces: tuple[Segment, ...]
    source_line: int = 0
    was: str = ""


def row_of_line(line: Line) -> Row:
    """Return the row of a line of a document that is new or deleted."""
    return Row(_capital(line.path), (Segment(line.text),), line.source_line)


def row(change: Change, budget: Budget) -> Row:
    """Return the row of a changed line, with its words marked as long as `budget` lasts."""
    return Row(_capital(change.path), _pieces(change, budget), change.source_line, _capital(change.was))


def _pieces(change: Change, budget: Budget) -> tuple[Segment, ...]:
    if change.before is None:
        return (Segment(change.after or "", inserted=True),)
    if change.after is None:
        return (Segment(change.before, deleted=True),)
    return diff_words(change.before, change.after, budget)


def _capital(path: str) -> str:
    return path[:1].upper() + path[1:]
