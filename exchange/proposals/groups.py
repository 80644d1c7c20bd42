"""Equal changes of several documents, which a person decides on at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from documents.comparison.changes import ChangeKind
from documents.comparison.three_way import Side
from exchange.proposals.choices import Choices
from exchange.proposals.comparison import Mark
from exchange.proposals.selection import Entry, Selection

#: The most groups that a page shows, and the most of their places that it lists; the others stand in their documents.
MOST, LISTED = 20, 60
#: A place of a change: the number of its document in the selection, and its own number there.
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Group:
    """One change that the proposal makes in several documents: its digest, its places, how many of them are ticked."""

    digest: str
    places: tuple[Place, ...]
    documents: int
    ticked: int

    @property
    def whole(self) -> bool:
        """Whether it is ticked everywhere."""
        return self.ticked == len(self.places)


def _may_share(entry: Entry, mark: Mark) -> bool:
    return bool(mark.digest) and entry.kind is ChangeKind.CHANGED and mark.side is Side.PROPOSED


def _marks(selection: Selection) -> Iterator[tuple[Place, Entry, Mark]]:
    for number, entry in enumerate(selection.changes):
        for nth, mark in enumerate(entry.marks):
            if _may_share(entry, mark):
                yield (number, nth), entry, mark


def groups_of(selection: Selection) -> dict[str, Group]:
    """Return the changes that stand in at least two documents, by digest, those in most places first. Linear."""
    places: dict[str, list[Place]] = {}
    ticked: dict[str, int] = {}
    for place, entry, mark in _marks(selection):
        places.setdefault(mark.digest, []).append(place)
        ticked[mark.digest] = ticked.get(mark.digest, 0) + selection.includes(entry, mark)
    shared = {
        digest: Group(digest, tuple(found), documents, ticked[digest])
        for digest, found in places.items()
        if (documents := len({number for number, _ in found})) > 1
    }
    return dict(sorted(shared.items(), key=lambda each: -len(each[1].places)))


def tick_group(choices: Choices, selection: Selection, wanted: dict[str, bool]) -> None:
    """Tick or untick, by digest, every place of a change that the proposal makes in several documents."""
    if wanted:
        for _, entry, mark in _marks(selection):
            if mark.digest in wanted:
                choices.tick(entry, mark, ticked=wanted[mark.digest])
