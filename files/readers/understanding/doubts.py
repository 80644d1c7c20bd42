"""Doubts: pieces that a person has to look at, what each may be, and their answers, which hold while a file is read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from documents.document import clean
from documents.translation import AnyText
from documents.translation import mark as _
from files.readers.understanding.account import Fate
from files.readers.understanding.answers import AS_READ, LEFT_OUT
from files.readers.understanding.entries import Entry, Piece, Record, number_of
from files.readers.understanding.items import lines_of
from files.readers.understanding.listed import item_entry
from files.readers.understanding.record import Records, pieces_of
from files.readers.understanding.vocabulary import Kind, Role, Vocabulary
from files.readers.understanding.words import mark

CHOSEN = _("menurut jawaban Anda")
_ID = re.compile(r"([0-9]{1,9})(?::([A-Z]{1,3}))?")
_ITEMS, _TEXTS = (Kind.LEVEL_ITEM, Kind.LIST), (Kind.LEVEL_TEXT, Kind.TEXT)
_LEVELS = (Kind.LEVEL, Kind.LEVEL_TEXT, Kind.LEVEL_ITEM)
#: The levels that a line may belong to: the last ones above it. The entries of a document that takes answered lines;
#: one with as many lines is refused.
LEVELS, ENTRIES = 8, 5_000


class Doubt(NamedTuple):
    """Where a doubt arose: the open document, -1 for none, and its last levels, the nearest first.

    `movable` says that the line may be another part of the document, or none.
    """

    at: int
    levels: tuple[str, ...] = ()
    movable: bool = True


class Choice(NamedTuple):
    """One part of a document that a line may be: a role, and the level below which it stands, "" for none."""

    role: Role
    level: str

    @property
    def value(self) -> str:
        """The answer that says so: "definisi", "indikator:2"."""
        return f"{self.role.name}:{self.level}" if self.level else self.role.name


@dataclass(frozen=True, slots=True)
class LineQuestion:
    """The question of one line: its name among the answers, the answer, None without one, and what it may be.

    `movable` says that it may be left out as well.
    """

    line: str
    answer: str | None
    choices: tuple[Choice, ...]
    movable: bool


class AnsweredRecords(Records):
    """Records that remember what is in doubt, and read a line as a person says in `lines`, by its name.

    An answer that does not fit, such as a second text where a document has one, leaves the line in doubt.
    """

    def __init__(self, vocabulary: Vocabulary, lines: Mapping[str, str]) -> None:
        super().__init__(vocabulary)
        self.lines = {piece: answer for line, answer in lines.items() if (piece := _piece_of(line))}
        self.doubts: dict[Piece, Doubt] = {}
        self.settled: set[Piece] = set()  # pieces of which an answer says what all of them is
        self._texts: dict[Piece, str] = {}
        self.below: dict[int, dict[str, None]] = {}  # the levels of each document, in the order of the file

    def leave(self, piece: Piece, reason: AnyText, *, asks: bool = False) -> None:
        """Leave a piece out, or read it as a person says."""
        if self.settled and piece in self.settled:
            return
        if asks:
            self._doubt(piece)
            answer = self.lines.get(piece)
            if answer and answer != AS_READ and not self.fated(piece) and self._read(piece, answer):
                self.settled.add(piece)
                return
        super().leave(piece, reason, asks=asks)

    def add(self, entry: Entry) -> None:
        """Add an entry to the open document; one in doubt as a person says."""
        if self.settled and entry.piece in self.settled:
            return
        if not entry.asks or self.record is None:
            Records.add(self, entry)
            return
        self._doubt(entry.piece, movable=entry.role.kind in _ITEMS + _TEXTS and entry.piece not in self.read)
        answer = self.lines.get(entry.piece)
        if answer == LEFT_OUT and not self.fated(entry.piece):
            super().leave(entry.piece, CHOSEN)
            self.settled.add(entry.piece)
        elif answer and (choice := self._choice(entry.piece, answer)):
            self._place(entry, choice)
        else:
            super().add(entry)

    def extend(self, entry: Entry) -> None:
        """Let a text go on, unless a person said what all of its piece is."""
        if not self.settled or entry.piece not in self.settled:
            super().extend(entry)

    def open_level(self, entry: Entry) -> None:
        """Begin a level of the open document, and note it for the lines that may belong to it."""
        super().open_level(entry)
        self.below.setdefault(self.at, {})[entry.level] = None

    def move(self, moved: Mapping[int, int]) -> None:
        """Note the new places of documents for the doubts about their pieces."""
        super().move(moved)
        self.below = {moved[at]: levels for at, levels in self.below.items() if at in moved}
        for piece, doubt in self.doubts.items():
            self.doubts[piece] = doubt._replace(at=moved.get(doubt.at, -1))

    def _doubt(self, piece: Piece, *, movable: bool = True) -> None:
        if piece not in self.doubts:
            levels = tuple(islice(reversed(self.below.get(self.at, {})), LEVELS))
            self.doubts[piece] = Doubt(self.at, levels, movable)

    def _read(self, piece: Piece, answer: str) -> bool:
        """Read a piece that would be left out; return False if the answer does not fit."""
        choice, text = self._choice(piece, answer), self._text(piece)
        if choice is None or not text:
            return False
        found = mark(text) if choice.role.kind in _ITEMS else None
        entry = Entry(piece, choice.role, text, choice.level)
        if found and found.text:
            entry = item_entry(self, piece, found, choice.role, choice.level)
        self._place(entry, choice)
        return True

    def _choice(self, piece: Piece, answer: str) -> Choice | None:
        """Return what an answer says if it fits the open document, None for any other."""
        if self.record is None or len(self.record.entries) > ENTRIES:
            return None
        choices = choices_of(self.vocabulary, self.doubts[piece], self.record.said)
        return next((each for each in choices if each.value == answer), None)

    def _place(self, entry: Entry, choice: Choice) -> None:
        """Add an entry as a person chose, behind the last one of its list or level, which others may have followed."""
        record = self.record
        if record is None:
            return
        entry = _moved(entry, choice, record)
        last = next((n for n in range(len(record.entries), 0, -1) if _is_beside(record.entries[n - 1], entry)), None)
        last = len(record.entries) if last is None else last
        behind, record.entries[last:] = record.entries[last:], []
        opened = self.level_at
        self.level_at = opened if opened < last else -1
        super().add(entry)
        self.level_at = opened if opened < last else opened + len(record.entries) - last
        record.entries += behind

    def _text(self, piece: Piece) -> str:
        """Return the whole text of a piece; all of them are noted once, when the first is asked for."""
        if not self._texts:
            self._texts = {each: text for block in self.blocks for each, _place, text in pieces_of(block)}
        return clean(" ".join(lines_of(self._texts.get(piece, ""))))

    def questions(self) -> LineQuestions:
        """Return the questions of the lines that are in doubt, or were before their answers; call it at the end."""
        said = {doubt.at: self.records[doubt.at].said for doubt in self.doubts.values() if doubt.at >= 0}
        return LineQuestions(self.vocabulary, self.doubts, self.lines, said)


@dataclass(frozen=True, slots=True)
class LineQuestions:
    """The questions of the lines of a file, each made when it is asked for; `said` are the texts of the documents."""

    vocabulary: Vocabulary
    doubts: Mapping[Piece, Doubt]
    answers: Mapping[Piece, str]
    said: Mapping[int, Mapping[tuple[str, str], str]]

    def of(self, fate: Fate) -> LineQuestion | None:
        """Return the question of a line, None for one without doubt. Its cost does not grow with the file."""
        piece = fate.number, fate.column
        doubt = self.doubts.get(piece, Doubt(-1, movable=False) if fate.asks and fate.number else None)
        if doubt is None or not (fate.asks or piece in self.answers):
            return None
        choices = tuple(choices_of(self.vocabulary, doubt, self.said.get(doubt.at, {})))
        return LineQuestion(fate.line, self.answers.get(piece), choices, doubt.movable)


def choices_of(vocabulary: Vocabulary, doubt: Doubt, said: Mapping[tuple[str, str], str]) -> Iterator[Choice]:
    """Yield the parts of its document that a line may be: items of its levels and lists, and texts that it lacks."""
    if doubt.at < 0 or not doubt.movable:
        return
    for role in (role for kind in (*_ITEMS, *_TEXTS) for role in vocabulary.of_kind(kind)):
        for level in doubt.levels if role.kind in _LEVELS else ("",):
            if role.kind in _ITEMS or (role.name, level) not in said:
                yield Choice(role, level)


def _moved(entry: Entry, choice: Choice, record: Record) -> Entry:
    """Return an entry as another part; its printed number stays where it names the level or goes on counting."""
    role, level = choice
    label = entry.label if role.numbered else ""
    if role.numbered:
        first, dot, _rest = entry.label.partition(".")
        same = (one.label for one in record.entries if one.role is role and one.level == level)
        highest = max((number_of(one.rpartition(".")[2]) for one in same), default=0)
        fits = first == level if dot else number_of(first) > highest
        label = entry.label if fits else str(highest + 1)
    return entry._replace(role=role, level=level, label=label, remark=CHOSEN, asks=False)


def _is_beside(one: Entry, entry: Entry) -> bool:
    """Return whether an entry belongs to the same level as `entry`, or without one to the same list."""
    if entry.level:
        return one.level == entry.level and one.role.kind in _LEVELS
    return one.role is entry.role


def _piece_of(line: str) -> Piece | None:
    """Return the piece that a name of a line means: "14", "14:C"; None for any other text."""
    found = _ID.fullmatch(line)
    if not found:
        return None
    column = 0
    for letter in found[2] or "":
        column = column * 26 + ord(letter) - 64
    return int(found[1]), column - 1
