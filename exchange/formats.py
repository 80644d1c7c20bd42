"""The contract that a format fulfils, the formats there are, and which of them a file is in."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from exchange import intake
from exchange.documents import Document, Parsed, Problem, clean, raw_lines

MESSAGES = {
    "E_NOTHING_FOUND": "Tidak ada isi yang dikenali di berkas ini. Contoh isi yang dikenali:\n{example}",
    "E_TWO_FORMATS": "Di baris ini mulai isi “{second}”, padahal berkas ini berisi “{first}”. "
    "Simpan keduanya sebagai dua berkas.",
}


#: What a format says of a line that it could not place, or took for more of the line before.
OUT_OF_PLACE = ("E_UNRECOGNISED", "W_CONTINUATION")


class TextFile(Protocol):
    """What a room's `textfile` module offers; it knows text and no tables."""

    def first_sign(self, text: str) -> int: ...
    def parse(self, text: str) -> Parsed: ...
    def render(self, documents: Iterable[Document]) -> str: ...


class SheetTable(Protocol):
    """What a room's `tables` module offers: its documents as the rows of a sheet; it knows no Django."""

    #: The heads of the sheet's columns, in their usual order.
    COLUMNS: tuple[str, ...]

    def rows(self, document: Document) -> Iterator[tuple[str, ...]]: ...


class Format(ABC):
    """One kind of document: how it looks as text and as a sheet, and how it is kept in tables.

    `textfile` is the module that reads and writes its text, `table` the one for sheets. `slug` names it in
    addresses and file names, `label` for people, `noun` one of its documents ("kompetensi"); `extensions` lists
    the endings of its native files without the dot, the one it is written with first; `example` is three lines
    that it would read.
    """

    textfile: TextFile
    table: SheetTable
    slug: str
    label: str
    noun: str
    extensions: tuple[str, ...]
    example: str

    def recognises(self, text: str) -> int:
        """The 1-based line where `text` first shows this format's marks, 0 (false) when it never does. Linear."""
        return self.textfile.first_sign(text)

    def parse(self, text: str) -> Parsed:
        """Every document that could be read, and every problem. Never raises."""
        return self.textfile.parse(text)

    def render(self, documents: Sequence[Document]) -> str:
        """The native text of `documents`, without loss for those that came from a file."""
        return self.textfile.render(documents)

    @abstractmethod
    def stored_keys(self) -> list[str]:
        """The keys of all stored documents, in order. One query."""

    @abstractmethod
    def stored(self, keys: Collection[str] | None = None) -> list[Document]:
        """What the tables hold, in order, `source` included: all of it, or the documents of `keys`.

        A constant number of queries for each `CHUNK` documents.
        """

    @abstractmethod
    def store(self, documents: Sequence[Document]) -> None:
        """Make the tables hold exactly these under their keys; others stay. Constant queries for each `CHUNK`.

        New documents come after those there are. Call it within `revisions.recording()` only.
        """

    @abstractmethod
    def delete(self, keys: Collection[str]) -> None:
        """Remove the documents of `keys`. Call it within `revisions.recording()` only."""

    def entailed(self, documents: Sequence[Document], stored: Collection[Document] | None = None) -> list[Document]:
        """Stored documents as they become when `documents` are stored, although they are not among them.

        For formats whose documents share something; none by default. No query when everything `stored` is given.
        """
        return []

    def settled(self, document: Document) -> Document | None:
        """A document as its own text reads it back, in its usual order; None when no text can hold it."""
        parsed = self.parse(self.render([replace(document, source="")]))
        if parsed.fatal or len(parsed.documents) != 1:
            return None
        (read_back,) = parsed.documents
        same = read_back.key == document.key and Counter(read_back.lines) == Counter(document.lines)
        return replace(read_back, source=document.source, at=document.at, place=document.place) if same else None

    @abstractmethod
    def url(self, key: str) -> str:
        """The address of a document's page."""

    @abstractmethod
    def mark(self, document: Document) -> str:
        """The few letters that people know a document by beside its title: a code, or where it belongs."""

    @abstractmethod
    def summary(self, document: Document) -> str:
        """What a document holds, counted, as people say it: "5 perilaku kunci, 22 indikator dalam 4 level"."""


@cache
def all_formats() -> tuple[Format, ...]:
    """The formats that `EXCHANGE_FORMATS` lists, in its order."""
    return tuple(import_string(path)() for path in settings.EXCHANGE_FORMATS)


def by_slug(slug: str) -> Format:
    """The format of that slug. Raises KeyError when there is none."""
    return {format_.slug: format_ for format_ in all_formats()}[slug]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file turned out to hold: its format (None when it has none) and what was read of it.

    `quotes` are the beginnings of the lines that its problems name, by their number, as a person would find them.
    """

    format: Format | None
    parsed: Parsed
    quotes: Mapping[int, str] = field(default_factory=dict)


def read(data: bytes) -> Reading:
    """Read a file of unknown format. Never raises; a refused file has a fatal problem. Linear."""
    taken = intake.read(data)
    if taken.fatal:
        return Reading(None, Parsed((), taken.problems))
    reading = _read_text(taken.text)
    problems = (*taken.problems, *reading.parsed.problems)
    return Reading(reading.format, Parsed(reading.parsed.documents, problems, reading.parsed.unlisted))


def _read_text(text: str) -> Reading:
    signs = {format_: format_.recognises(text) for format_ in all_formats()}
    candidates = sorted((format_ for format_ in signs if signs[format_]), key=lambda format_: signs[format_])
    readings = []
    for format_ in candidates:
        readings.append(Reading(format_, format_.parse(text)))
        if not readings[-1].parsed.fatal and readings[-1].parsed.documents:
            return _two_formats(text, readings[-1], candidates) or readings[-1]
    if not readings:
        return Reading(None, _nothing_found())
    return _two_formats(text, readings[0], candidates) or readings[0]


def _nothing_found() -> Parsed:
    example = "\n".join(format_.example for format_ in all_formats()[:1])
    return Parsed((), (Problem(0, "E_NOTHING_FOUND", MESSAGES["E_NOTHING_FOUND"].format(example=example)),))


def _two_formats(text: str, first: Reading, candidates: Sequence[Format]) -> Reading | None:
    """The refusal of a file in which lines that `first` could not place are marks of another format, else None.

    The second begins at the first of the lines out of place that lead up to its mark.
    """
    others = [format_ for format_ in candidates if format_ is not first.format]
    unread = {problem.line for problem in first.parsed.problems if problem.code in OUT_OF_PLACE}
    if not others or not unread:
        return None
    begin = 0
    for number, line in enumerate(raw_lines(text), 1):
        if number in unread:
            begin = begin or number
            second = next((format_ for format_ in others if format_.recognises(line)), None)
            if second and first.format:
                before = tuple(p for p in first.parsed.problems if p.line < begin and not p.fatal)
                message = MESSAGES["E_TWO_FORMATS"].format(first=first.format.label, second=second.label)
                return Reading(first.format, Parsed((), (*before, Problem(begin, "E_TWO_FORMATS", message))))
        elif clean(line):
            begin = 0
    return None
