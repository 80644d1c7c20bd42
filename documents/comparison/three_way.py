"""Three-way comparison: which side, a proposal or what is stored here, changed a line since their common base."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from documents.comparison.alignment import align
from documents.comparison.diff import pair_lines
from documents.comparison.similarity import similarity
from documents.document import Document, Line


class Side(StrEnum):
    """Who changed a line that differs between a proposal and what is stored here, seen from their common base.

    A change of the side `HERE` is one that somebody made here since: taking the proposal's line would revert it.
    """

    PROPOSED = "proposed"
    HERE = "here"
    BOTH = "both"


@dataclass(slots=True)
class _Since:
    """What became of a base's lines in one later version, found by pairing the two."""

    #: The base's line of each later line; absent for new lines.
    origin: dict[Line, Line] = field(default_factory=dict)
    #: The later line of each line of the base; absent for those that are gone.
    later: dict[Line, Line] = field(default_factory=dict)
    #: Later lines that differ from their base's line, or moved among their neighbours.
    changed: set[Line] = field(default_factory=set)
    #: Sections in which lines moved among their neighbours.
    stirred: set[str] = field(default_factory=set)

    @classmethod
    def between(cls, base: Document | None, later: Document) -> _Since:
        """Return what became of the lines of `base`. Costs as much as `pair_lines`."""
        found = cls()
        for old, new, change in pair_lines(base, later):
            if old and new:
                found.origin[new], found.later[old] = old, new
            if new and change:
                found.changed.add(new)
                found.stirred |= {new.section} if change.was == change.path else set()
        return found


def sides(base: Document | None, here: Document, proposed: Document) -> dict[str, Side]:
    """Return who changed each line that differs between two versions, by `Change.name`, as `compare` orders them.

    `base` is the version that both were made from, None where there was none. A line that nobody can be said to have
    changed alone is on both sides: a person decides. Costs as much as three `compare`.
    """
    ours, theirs = _Since.between(base, here), _Since.between(base, proposed)
    return {
        change.name: _side(ours, theirs, old, new)
        for old, new, change in pair_lines(here, proposed)
        if change is not None
    }


def base_texts(base: Document | None, here: Document, proposed: Document) -> dict[str, str | None]:
    """Return the text that each line which differs had in `base`, None where it was not there; names as in `sides`.

    Costs as much as three `compare`.
    """
    ours, theirs = _Since.between(base, here), _Since.between(base, proposed)
    found: dict[str, str | None] = {}
    for old, new, change in pair_lines(here, proposed):
        if change is not None:
            line = (theirs.origin.get(new) if new else None) or (ours.origin.get(old) if old else None)
            found[change.name] = line.text if line else None
    return found


def side_of_whole(base: Document | None, here: Document | None, proposed: Document | None) -> Side:
    """Return who made a document stand on one side only: the proposal that adds or removes it, or somebody here."""
    if base == here:
        return Side.PROPOSED
    return Side.HERE if base == proposed else Side.BOTH


def _side(ours: _Since, theirs: _Since, old: Line | None, new: Line | None) -> Side:
    """Return who made the line `old` of what is stored here differ from the line `new` of the proposal."""
    if new is None:
        return _side_of_gone(ours, old)
    base = theirs.origin.get(new)
    if old is None:
        return _side_of_added(theirs, new)
    if base is None:
        changed_here, changed_there = old in ours.changed or old not in ours.origin, True
    elif ours.origin.get(old) != base:
        lost_here = base not in ours.later or ours.later[base] in ours.changed
        changed_here, changed_there = lost_here or old in ours.changed, new in theirs.changed
    else:
        changed_here, changed_there = old in ours.changed, new in theirs.changed
    if changed_here and changed_there:
        return Side.BOTH
    if changed_here or changed_there:
        return Side.HERE if changed_here else Side.PROPOSED
    return _side_of_order(ours, theirs, old, new, same=ours.origin.get(old) == base)


def _side_of_gone(ours: _Since, old: Line | None) -> Side:
    """Return who made a line stand only here: somebody here who added it, or the proposal that removed it."""
    if old is None or old not in ours.origin:
        return Side.HERE
    return Side.BOTH if old in ours.changed else Side.PROPOSED


def _side_of_added(theirs: _Since, new: Line) -> Side:
    """Return who made a line stand only in the proposal: it added the line, or somebody removed the line here."""
    if new not in theirs.origin:
        return Side.PROPOSED
    return Side.BOTH if new in theirs.changed else Side.HERE


def _side_of_order(ours: _Since, theirs: _Since, old: Line, new: Line, *, same: bool) -> Side:
    """Return who made two lines differ that each side left as they were: lines changed places, or two were removed."""
    if not same or (old.section in ours.stirred and new.section in theirs.stirred):
        return Side.BOTH
    return Side.PROPOSED if new.section in theirs.stirred else Side.HERE


def nearest(document: Document, versions: Iterable[Document]) -> Document | None:
    """Return the version that `document` shares most lines with, None without any.

    Lines are equal by section, label and text. Of versions with as many, the one whose other texts are most alike; then
    the oldest, so that a line which may have been changed on both sides is asked about; of equal versions the last.
    Linear, and as `align` for versions that are equally near.
    """
    own = _content(document)
    near: dict[Document, float] = {}
    for version in versions:
        other = _content(version)
        near.pop(version, None)
        near[version] = (own & other).total() / ((own | other).total() or 1)
    nearest_of_all = max(near.values(), default=0.0)
    best = [version for version, share in near.items() if share == nearest_of_all]
    return max(best, key=lambda version: _likeness(version, document)) if len(best) > 1 else next(iter(best), None)


def _likeness(version: Document, document: Document) -> float:
    """Return how much the texts that differ between two documents are alike, as a sum of similarities."""
    pairs = [(old, new) for old, new in align(version.lines, document.lines) if old and new and old.text != new.text]
    return sum(similarity(old.text, new.text) for old, new in pairs)


def _content(document: Document) -> Counter[tuple[str, str, str]]:
    return Counter((line.section, line.label, line.text) for line in document.lines if line.text)
