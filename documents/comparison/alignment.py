"""Which line of a document's new version is which line of the old one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from documents.comparison.similarity import MIN_SIMILARITY, best_matches, similarity
from documents.document import Line

Pair = tuple[Line | None, Line | None]
#: The places of a pair's lines in the old and in the new list.
Places = tuple[int | None, int | None]
Name = TypeVar("Name", bound=Hashable)


def align(before: Sequence[Line], after: Sequence[Line]) -> list[Pair]:
    """Pairs of the lines of two versions: (old, new), (old, None) when it is gone, (None, new) when it is new.

    Lines meet in their own section only. Where numbers are printed: the same line first, then the same text under
    another number, then the same number with a text alike, then the likest texts, then the same number. Where none
    are: by text, then by place. In the order of `after`; what is gone stands where it was among its neighbours.
    O(n log n).
    """
    old_sections, new_sections = _by_section(before), _by_section(after)
    pairs: list[Pair] = []
    for section in merge(list(old_sections), list(new_sections)):
        pairs += _align_section(old_sections.get(section, []), new_sections.get(section, []))
    return pairs


def merge(old: Sequence[Name], new: Sequence[Name]) -> list[Name]:
    """All names once, in the order of `new`; one that only `old` has follows its old predecessor. Linear."""
    known = set(new)
    gone: dict[Name | None, list[Name]] = {}
    anchor: Name | None = None
    for name in old:
        if name in known:
            anchor = name
        else:
            gone.setdefault(anchor, []).append(name)
    merged = gone.pop(None, [])
    for name in new:
        merged += [name, *gone.get(name, ())]
    return merged


def longest_run(places: Sequence[int]) -> set[int]:
    """A longest run of different `places` that ascends: what kept its order, all else having moved. O(n log n)."""
    tails: list[int] = []
    lengths = []
    for place in places:
        length = bisect_left(tails, place)
        tails[length : length + 1] = [place]
        lengths.append(length)
    run, wanted = set(), len(tails) - 1
    for place, length in zip(reversed(places), reversed(lengths), strict=True):
        if length == wanted:
            run.add(place)
            wanted -= 1
    return run


def _by_section(lines: Iterable[Line]) -> dict[str, list[Line]]:
    sections: dict[str, list[Line]] = {}
    for line in lines:
        sections.setdefault(line.section, []).append(line)
    return sections


def _align_section(old: list[Line], new: list[Line]) -> list[Pair]:
    if len(old) == 1 and len(new) == 1 and old[0].path == new[0].path:
        return [(old[0], new[0])]
    if any(line.index for line in old) or any(line.index for line in new):
        return _align_by_text(old, new)
    return _Numbered(old, new).pairs()


class _Numbered:
    """Aligns one list of lines with printed numbers, the surest ways first; `found` maps new places to old ones."""

    def __init__(self, old: list[Line], new: list[Line]) -> None:
        self.old, self.new = old, new
        self.found: dict[int, int] = {}
        self.olds, self.news = list(range(len(old))), list(range(len(new)))

    def pairs(self) -> list[Pair]:
        """The pairs in the order of the new list."""
        self.meet(lambda line: (line.label, line.text))
        self.meet(lambda line: line.text if line.label else line.label)
        self.meet_alike()
        self.meet(lambda line: line.label)
        after: list[Places] = [(self.found.get(place), place) for place in range(len(self.new))]
        kept = {old: (old, new) for old, new in after}
        before = [kept.get(place, (place, None)) for place in range(len(self.old))]
        return [self.pair(old, new) for old, new in merge(before, after)]

    def pair(self, old: int | None, new: int | None) -> Pair:
        """The lines at the places of a pair."""
        return (None if old is None else self.old[old], None if new is None else self.new[new])

    def join(self, old: int, new: int) -> None:
        """Take two places for one line."""
        self.found[new] = old

    def meet(self, sign: Callable[[Line], Hashable]) -> None:
        """Join lines of the same `sign`, in order."""
        waiting: dict[Hashable, list[int]] = {}
        for place in self.olds:
            waiting.setdefault(sign(self.old[place]), []).append(place)
        for place in self.news:
            if same := waiting.get(sign(self.new[place])):
                self.join(same.pop(0), place)
        self.settle()

    def meet_alike(self) -> None:
        """Join lines of the same number whose texts are alike, then the likest of the others."""
        by_label = {self.old[place].label: place for place in self.olds}
        for place in self.news:
            old = by_label.get(self.new[place].label)
            if old is not None and similarity(self.old[old].text, self.new[place].text) >= MIN_SIMILARITY:
                self.join(old, place)
        self.settle()
        olds = {place: self.old[place].text for place in self.olds}
        for old, new in best_matches(olds, {place: self.new[place].text for place in self.news}):
            self.join(old, new)
        self.settle()

    def settle(self) -> None:
        """Forget the places that are joined."""
        joined = set(self.found.values())
        self.olds = [place for place in self.olds if place not in joined]
        self.news = [place for place in self.news if place not in self.found]


def common_ends(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """How many items two sequences share at their start, and then at their end. Linear."""
    most = min(len(old), len(new))
    start = next((place for place in range(most) if old[place] != new[place]), most)
    most -= start
    return start, next((place for place in range(most) if old[-1 - place] != new[-1 - place]), most)


def _align_by_text(old: list[Line], new: list[Line]) -> list[Pair]:
    start, end = common_ends([line.text for line in old], [line.text for line in new])
    head: list[Pair] = list(zip(old[:start], new[:start], strict=True))
    tail: list[Pair] = list(zip(old[len(old) - end :], new[len(new) - end :], strict=True))
    return head + _align_middle(old[start : len(old) - end], new[start : len(new) - end]) + tail


def _align_middle(old: list[Line], new: list[Line]) -> list[Pair]:
    """Lines without numbers: what kept its text and order, and what stands between such lines by its place."""
    waiting: dict[str, list[int]] = {}
    for place in reversed(range(len(old))):
        waiting.setdefault(old[place].text, []).append(place)
    same = {place: waiting[line.text].pop() for place, line in enumerate(new) if waiting.get(line.text)}
    kept = longest_run(list(same.values()))
    pairs: list[Pair] = []
    old_from = new_from = 0
    for place in [place for place, was in same.items() if was in kept]:
        pairs += _by_place(old[old_from : same[place]], new[new_from:place])
        pairs.append((old[same[place]], new[place]))
        old_from, new_from = same[place] + 1, place + 1
    return pairs + _by_place(old[old_from:], new[new_from:])


def _by_place(old: list[Line], new: list[Line]) -> list[Pair]:
    common = min(len(old), len(new))
    paired: list[Pair] = list(zip(old[:common], new[:common], strict=True))
    return paired + [(line, None) for line in old[common:]] + [(None, line) for line in new[common:]]
