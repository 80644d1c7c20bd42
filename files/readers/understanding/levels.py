"""Levels that a file names without a number: numbered in their order, shown, and changeable by an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from files.readers.understanding.record import Answers, Entry, Records
from files.readers.understanding.words import title


@dataclass(frozen=True, slots=True)
class LevelName:
    """The name of a level, the number that it gets, and the block where it stands first. `chosen` by a person."""

    name: str
    number: int
    block: int
    chosen: bool = False


def numbered(records: Records, answers: Answers) -> dict[str, LevelName]:
    """Return the number of each named level: the answer, else its place in the order of the file, from 1.

    Names that belong to a known scale are numbered in the order of that scale where the file lists them from the
    highest to the lowest.
    """
    names = list(records.levels)
    ranks = [_rank(name, records) for name in names]
    if len(names) > 1 and all(ranks) and ranks == sorted(ranks, reverse=True):
        names.reverse()
    found = {}
    for number, name in enumerate(names, 1):
        answer = answers.levels.get(title(name))
        found[name] = LevelName(name, number if answer is None else answer, records.levels[name], answer is not None)
    return found


def _rank(name: str, records: Records) -> int:
    """Return the place of a name in the first known scale that has it, 0 in none."""
    for scale in records.vocabulary.scales:
        if title(name) in scale:
            return scale.index(title(name)) + 1
    return 0


def with_number(entry: Entry, named: Mapping[str, LevelName]) -> Entry:
    """Return an entry with the number of its level instead of the name."""
    return replace(entry, level=str(named[entry.level].number)) if entry.level in named else entry
