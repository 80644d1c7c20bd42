"""Comparing documents: which lines changed, and which words in them."""

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

#: At most so many words a side are compared word by word; longer texts differ as a whole.
WORD_LIMIT = 400
_WORD = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Change:
    """One line that differs: `before` is None when it is new, `after` is None when it is gone.

    `was` is the line's old address when it has another one now, or the same when it stands elsewhere among its
    neighbours; "" when it did not move. `source_line` is the 1-based line of the new file, 0 when it is not there.
    """

    path: str
    before: str | None
    after: str | None
    source_line: int = 0
    was: str = ""

    @property
    def name(self) -> str:
        """What it is known by among the changes of its document: its address, "-" before it for a line that is gone."""
        return f"-{self.path}" if self.after is None else self.path


LinePair = tuple[Line | None, Line | None, Change | None]


def compare(before: Document | None, after: Document | None) -> tuple[Change, ...]:
    """The lines that differ between two versions of a document, in the order of the new one; () when equal.

    A line that is gone from one section and new in another with the same text has moved. Costs what `align` does.
    """
    return tuple(change for _, _, change in pair_lines(before, after) if change)


def pair_lines(before: Document | None, after: Document | None) -> list[LinePair]:
    """Each line of two versions with the one it meets, as (old, new, what changed); None where there is none."""
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
    """The pairs with each line that is gone joined to a new one of the same text elsewhere."""
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
    """The time that marking words may take on one page, in seconds; what comes after is marked as a whole."""

    seconds: float = 2.0
    spent: float = field(default=0.0, init=False)


@dataclass(frozen=True, slots=True)
class Segment:
    """Some words of a changed line: of the old text alone (`deleted`), of the new alone (`inserted`), or of both."""

    text: str
    deleted: bool = False
    inserted: bool = False


def diff_words(before: str, after: str, budget: Budget) -> tuple[Segment, ...]:
    """Two texts in pieces that read in order: unchanged, deleted and inserted ones.

    The segments not `inserted` joined are `before`, those not `deleted` are `after`. Whole texts differ past
    `WORD_LIMIT` words a side, common ends aside, or once `budget` is spent; that costs next to nothing.
    """
    start = _common(before, after)
    old, new = before[start:], after[start:]
    end = _common(old[::-1], new[::-1])
    middle = _marked(old[: len(old) - end], new[: len(new) - end], budget)
    pieces = (Segment(before[:start]), *middle, Segment(old[len(old) - end :]))
    return tuple(piece for piece in pieces if piece.text)


def _common(old: str, new: str) -> int:
    """How many characters two texts share at their start, in whole words. A few comparisons of slices."""
    most = min(len(old), len(new))
    same = bisect_left(range(most), 1, key=lambda place: old[: place + 1] != new[: place + 1])
    begin = same - _word_end(old[:same][::-1], 0)
    return same if max(_word_end(old, begin), _word_end(new, begin)) <= same else begin


def _word_end(text: str, begin: int) -> int:
    """Where the word (or space, or sign) that starts at `begin` ends."""
    word = _WORD.match(text, begin)
    return word.end() if word else begin


def _first_words(text: str) -> list[str]:
    """The words of `text`, spaces and signs included: all of them, or the first ones past `WORD_LIMIT`."""
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
