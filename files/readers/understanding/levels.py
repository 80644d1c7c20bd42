"""Levels that a file names without a number: numbered in their order, shown, and changeable by an answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from files.readers.understanding.record import LEVEL_NAME, LEVEL_NAME_DROPPED, Answers, Entry, Record, Records
from files.readers.understanding.vocabulary import Kind
from files.readers.understanding.words import title


@dataclass(frozen=True, slots=True)
class LevelName:
    """The name of a level, the number that it gets, and the block where it stands first. `chosen` by a person."""

    name: str
    number: int
    block: int
    chosen: bool = False


def numbered(records: Records, answers: Answers) -> dict[str, LevelName]:
    """Return the number of each named level: the answer, else its place in their order, from 1.

    That is the order of a known scale which has all of the names, else that of the file. Where each document has names
    of its own, one below another, each begins with 1.
    """
    names = list(records.levels)
    if scale := _scale_of(names, records.vocabulary.scales):
        names.sort(key=lambda name: scale.index(_plain(name)))
    own = {} if scale else _own_places(records)
    found = {}
    for number, name in enumerate(names, 1):
        answer = answers.levels.get(title(name))
        place = own.get(name, number)
        found[name] = LevelName(name, place if answer is None else answer, records.levels[name], answer is not None)
    return found


def _own_places(records: Records) -> dict[str, int]:
    """Return the place of each name among those of its document; nothing if any is shared."""
    if len(set(records.levels.values())) < len(records.levels):
        return {}
    places: dict[str, int] = {}
    for record in records.records:
        names = dict.fromkeys(entry.level for entry in record.entries if entry.level in records.levels)
        if not names.keys().isdisjoint(places):
            return {}
        places |= {name: place for place, name in enumerate(names, 1)}
    return places


def _scale_of(names: Sequence[str], scales: Sequence[Sequence[str]]) -> Sequence[str]:
    plain = {_plain(name) for name in names}
    return next((scale for scale in scales if plain <= set(scale)), ())


def _plain(name: str) -> str:
    return title(name).rstrip("+ ")


def settle(records: Records) -> None:
    """Say the name of each level once; it is no description of a level that has one. Linear."""
    for at, record in enumerate(records.records):
        described = {entry.level for entry in record.entries if _describes(entry)}
        said: set[tuple[str, str]] = set()
        for place, entry in enumerate(record.entries):
            if entry.role.kind is not Kind.LEVEL or entry.remark != LEVEL_NAME:
                continue
            if entry.level in described:
                records.change(at, place, entry._replace(text="", remark=LEVEL_NAME_DROPPED))
            elif (entry.level, entry.text) in said:
                records.change(at, place, entry._replace(text=""))
            said.add((entry.level, entry.text))


def _describes(entry: Entry) -> bool:
    kind = entry.role.kind
    return kind is Kind.LEVEL_TEXT or bool(kind is Kind.LEVEL and entry.text and entry.remark != LEVEL_NAME)


def written(record: Record) -> Iterator[Entry]:
    """Yield the entries of a record that become lines: the bare mention of a level only where nothing else names it."""
    filled = {entry.level for entry in record.entries if entry.text or entry.role.kind is not Kind.LEVEL}
    for entry in record.entries:
        if entry.role.kind is Kind.LEVEL and not entry.text:
            if entry.level in filled:
                continue
            filled.add(entry.level)
        yield entry


def with_number(entry: Entry, named: Mapping[str, LevelName]) -> Entry:
    """Return an entry with the number of its level instead of the name."""
    return entry._replace(level=str(named[entry.level].number)) if entry.level in named else entry
