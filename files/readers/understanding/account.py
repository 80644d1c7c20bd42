"""Account of a file: the fate of every piece, each made when it is asked for, as a sheet may have a million cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple, overload

from documents.document import clean
from documents.translation import AnyText
from documents.translation import mark as _
from files.cells import column as letters
from files.readers.blocks import Block, Place
from files.readers.understanding import levels
from files.readers.understanding.answers import AS_READ, LEFT_OUT
from files.readers.understanding.entries import Entry, Label, LeftOut, Piece
from files.readers.understanding.record import Records, pieces_of
from files.readers.understanding.vocabulary import Vocabulary

EMPTY_GROUP = _("kelompok tanpa isi di bawahnya")
NOT_UNDERSTOOD = _("tidak ada yang mengatakan bagian apa ini")


class Fate(NamedTuple):
    """What became of one piece of a file. `read` are the lines that it became: the key of the document, its path.

    A piece without `read` was left out, or is a label (`label`); `reason` says why, or what was taken off or added.
    `asks` marks a piece that a person has to look at. `number` is that of its block, which lines and problems name;
    `column` that of its cell from 0, -1 for a paragraph.
    """

    place: Place
    text: str
    read: tuple[tuple[str, str], ...] = ()
    reason: AnyText = ""
    label: bool = False
    asks: bool = False
    number: int = 0
    column: int = -1

    @property
    def line(self) -> str:
        """The name of the piece among answers: "14", or with the letters of its column "14:C"."""
        return f"{self.number}:{letters(self.column)}" if self.column >= 0 else str(self.number)

    @property
    def left_out(self) -> bool:
        """Whether no document and no label came of it."""
        return not self.read and not self.label


class Told(NamedTuple):
    """What a fate says beside the piece itself; pieces of one fate share it."""

    read: tuple[tuple[str, str], ...] = ()
    reason: AnyText = ""
    label: bool = False
    asks: bool = False


class Account(Sequence[Fate]):
    """The fates of the pieces of these blocks, in order; `told` says what each of them is.

    Taking all is linear, one costs the logarithm of the blocks.
    """

    def __init__(self, blocks: Sequence[Block], told: Sequence[Told]) -> None:
        self._blocks, self._told = blocks, told
        self._firsts: list[int] = []  # the place of the first piece of each block, when one is asked for

    def __len__(self) -> int:
        return len(self._told)

    def __iter__(self) -> Iterator[Fate]:
        pieces = (piece for block in self._blocks for piece in pieces_of(block))
        for (piece, place, text), told in zip(pieces, self._told, strict=True):
            yield _fate(piece, place, text, told)

    @overload
    def __getitem__(self, at: int) -> Fate: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Fate]: ...
    def __getitem__(self, at: int | slice) -> Fate | Sequence[Fate]:
        if isinstance(at, slice):
            return tuple(self[each] for each in range(*at.indices(len(self))))
        place = range(len(self))[at]
        self._firsts = self._firsts or list(self._counted())
        block = bisect_right(self._firsts, place) - 1
        found = next(islice(pieces_of(self._blocks[block]), place - self._firsts[block], None))
        return _fate(*found, self._told[place])

    def _counted(self) -> Iterator[int]:
        count = 0
        for block in self._blocks:
            yield count
            count += sum(1 for _piece in pieces_of(block))


def _fate(piece: Piece, place: Place, text: str, told: Told) -> Fate:
    return Fate(place, text, told.read, told.reason, told.label, told.asks, *piece)


def account_of(records: Records, named: Mapping[str, levels.LevelName], keys: Sequence[str]) -> Account:
    """Return the account of everything that was shown to `records`, of which each has its key. Linear."""
    used = {entry.piece for record in records.records for entry in record.group.values()}
    shared: dict[Told, Told] = {}
    told = []
    for piece, _place, _text in records.pieces():
        each = _told(records, piece, named, keys, used=piece in used)
        if each.asks and _is_settled(each, records.lines.get(piece)):
            each = each._replace(asks=False)
        told.append(shared.setdefault(each, each))
    return Account(records.blocks, told)


def _is_settled(told: Told, answer: str | None) -> bool:
    """Return whether a person said that a piece in doubt is what was made of it."""
    return answer == AS_READ or (answer == LEFT_OUT and not told.read)


def _told(
    records: Records, piece: Piece, named: Mapping[str, levels.LevelName], keys: Sequence[str], *, used: bool
) -> Told:
    entries = records.read.get(piece)
    if entries is None:
        fate = records.aside.get(piece, LeftOut(NOT_UNDERSTOOD, asks=True))
        return Told((), fate.reason, isinstance(fate, Label), isinstance(fate, LeftOut) and fate.asks)
    if not used and all(at < 0 for at, _entry in entries):
        return Told((), EMPTY_GROUP, asks=True)
    lines = tuple((keys[at] if at >= 0 else "", _path(entry, records.vocabulary, named)) for at, entry in entries)
    remark = next((entry.remark for _at, entry in entries if entry.remark), "")
    return Told(lines, remark, asks=any(entry.asks for _at, entry in entries))


def _path(entry: Entry, vocabulary: Vocabulary, named: Mapping[str, levels.LevelName]) -> str:
    return clean(vocabulary.line(levels.with_number(entry, named)).path)
