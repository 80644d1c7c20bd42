"""Differences between documents: changed lines, and changed words in them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import islice
from time import perf_counter

from documents.comparison.alignment import Pair, align, longest_run
from documents.document import Document, Line

#: The most words a side that are compared word by word; longer texts differ as a whole.
WORD_LIMIT = 400
_WORD = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Change:
    """One line that differs: `before` is None for a new line, `after` is None for a removed one.

    `was` is the old path of a moved line, "" for other lines; it equals `path` if the line only moved among its
    neighbours. `source_line` is the 1-based line of the new file, 0 for a line that is not in it.
    """

    path: str
    before: str | None
    after: str | None
    source_line: int = 0
    was: str = ""

    @property
    def name(self) -> str:
        """Return its name among the changes of its document: its path, with "-" before it for a removed line."""
        return f"-{self.path}" if self.after is None else self.path


LinePair = tuple[Line | None, Line | None, Change | None]


def compare(before: Document | None, after: Document | None) -> tuple[Change, ...]:
    """Return the lines that differ between two versions of a document, in the order of the new one; () if equal.

    A line has moved if its text is removed in one section and new in another. Costs as much as `align`.
    """
    return tuple(change for _, _, change in pair_lines(before, after) if change)


def pair_lines(before: Document | None, after: Document | None) -> list[LinePair]:
    """Return the paired lines of two versions as (old, new, change); each is None if absent."""
    old_lines = before.lines if before else ()
    pairs = _with_moves(align(old_lines, after.lines if after else ()))
    places = {line: place for place, line in enumerate(old_lines)}
    sections: dict[str, list[int]] = {}
    for old, new in pairs:
        if old and new and old.section == new.section:
            sections.setdefault(old.section, []).append(places[old])
    kept = set().union(*map(longest_run, sections.values()))
    return [(old, new, _change(old, new, stayed=old is None or places[old] in kept)) for old, new in pairs]


def _change(old: Line | None, new: Line | None, *, stayed: bool) -> Change | None:
    if new is None:
        return Change(old.path, old.text, None) if old else None
    if old is None:
        return Change(new.path, None, new.text, new.source_line)
    moved = not stayed or (old.section, old.label) != (new.section, new.label)
    if old.text == new.text and not moved:
        return None
    return Change(new.path, old.text, new.text, new.source_line, old.path if moved else "")


def _with_moves(pairs: list[Pair]) -> list[Pair]:
    """Return the pairs, with each removed line paired with a new one of the same text elsewhere."""
    gone: dict[str, list[Line]] = {}
    for old, new in pairs:
        if old and not new and old.text:
            gone.setdefault(old.text, []).append(old)
    joined = [
        (gone[new.text].pop(0), new) if new and not old and gone.get(new.text) else (old, new) for old, new in pairs
    ]
    left = {line for lines in gone.values() for line in lines}
    return [(old, new) for old, new in joined if new or not old or old in left or not old.text]


@dataclass(slots=True)
class Budget:
    """The time that marking words may take on one page, in seconds; later texts are marked as a whole."""

    seconds: float = 1.0
    spent: float = field(default=0.0, init=False)


@dataclass(frozen=True, slots=True)
class Segment:
    """Some words of a changed line: only in the old text (`deleted`), only in the new (`inserted`), or in both."""

    text: str
    deleted: bool = False
    inserted: bool = False


def diff_words(before: str, after: str, budget: Budget) -> tuple[Segment, ...]:
    """Return two texts as segments in reading order: unchanged, deleted and inserted ones.

    The segments not `inserted`, joined, are `before`; those not `deleted` are `after`. With more than `WORD_LIMIT`
    words a side between the common ends, or after `budget` is spent, all between them differs; that costs almost
    nothing.
    """
    start = _common(before, after)
    old, new = before[start:], after[start:]
    end = _common(old[::-1], new[::-1])
    middle = _marked(old[: len(old) - end], new[: len(new) - end], budget)
    pieces = (Segment(before[:start]), *middle, Segment(old[len(old) - end :]))
    return tuple(piece for piece in pieces if piece.text)


def _common(old: str, new: str) -> int:
    """Return how many characters two texts share at their start, in whole words. Compares a few slices."""
    most = min(len(old), len(new))
    same = bisect_left(range(most), 1, key=lambda place: old[: place + 1] != new[: place + 1])
    begin = same - _word_end(old[:same][::-1], 0)
    return same if max(_word_end(old, begin), _word_end(new, begin)) <= same else begin


def _word_end(text: str, begin: int) -> int:
    """Return the end of the word (or space, or sign) that starts at `begin`."""
    word = _WORD.match(text, begin)
    return word.end() if word else begin


def _first_words(text: str) -> list[str]:
    """Return the words of `text`, spaces and signs included: all, or the first `WORD_LIMIT` + 1 of more."""
    return [word[0] for word in islice(_WORD.finditer(text), WORD_LIMIT + 1)]


def _marked(before: str, after: str, budget: Budget) -> Iterator[Segment]:
    spent = budget.spent >= budget.seconds
    begin = perf_counter()
    old, new = ([], []) if spent else (_first_words(before), _first_words(after))
    if spent or max(len(old), len(new)) > WORD_LIMIT:
        yield Segment(before, deleted=True)
        yield Segment(after, inserted=True)
        return
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    budget.spent += perf_counter() - begin
    for code, old_from, old_to, new_from, new_to in codes:
        if code == "equal":
            yield Segment("".join(old[old_from:old_to]))
        else:
            yield Segment("".join(old[old_from:old_to]), deleted=True)
            yield Segment("".join(new[new_from:new_to]), inserted=True)
