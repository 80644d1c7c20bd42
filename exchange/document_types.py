"""The contract that a format fulfils, the formats there are, and which of them a file is in."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from documents.document import Document, Line, Parsed
from documents.draft import Part
from documents.layout import Paper
from exchange.bulk import chunked
from files import jsonfile
from files.cells import Row
from files.readers import detection as reading
from search.index import Entry, Text
from search.stores import NAMED

if TYPE_CHECKING:
    from exchange.editing.relations import End
    from exchange.quality.rules import Kind

#: The slice of keys that holds all of them.
EVERY = slice(None)
#: What a file turned out to hold.
Reading = reading.Reading


class TextFile(Protocol):
    """What a room's `textfile` module offers; it knows text and no tables."""

    def first_sign(self, text: str) -> int: ...
    def parse(self, text: str) -> Parsed: ...
    def render(self, documents: Iterable[Document]) -> str: ...
    def pieces(self, documents: Iterable[Document]) -> Iterator[str]: ...


class SheetTable(Protocol):
    """What a room's `tables` module offers: its documents as the rows of a sheet; it knows no Django."""

    #: The heads of the sheet's columns, in their usual order.
    COLUMNS: tuple[str, ...]

    def rows(self, document: Document) -> Iterator[tuple[str, ...]]: ...
    def parse(self, rows: Iterable[Row]) -> Parsed: ...


class Outline(Protocol):
    """What a room's `outline` module offers: its documents as an editor shows them; it knows no Django."""

    def parts(self, sections: Collection[str], /, *, new: bool = False) -> tuple[Part, ...]: ...
    def more(self, sections: Collection[str], /) -> tuple[Part, ...]: ...
    def compose(self, lines: Iterable[Line], key: str, /) -> Document: ...
    def faults(self, document: Document) -> dict[str, str]: ...


class Format(ABC):
    """One kind of document: how it looks as text and as a sheet, and how it is kept in tables.

    `textfile` is the module that reads and writes its text, `table` the one for sheets, `nested` the one for other
    systems, `outline` the one for editors, `paper` the one for paper. `slug` names it in addresses and file names,
    `label` for people, `noun` one of its documents ("kompetensi"); `extensions` lists the endings of its native files
    without the dot, the one it is written with first; `example` is three lines that it would read.
    """

    textfile: TextFile
    table: SheetTable
    nested: jsonfile.Nested
    outline: Outline
    paper: Paper
    slug: str
    label: str
    noun: str
    extensions: tuple[str, ...]
    example: str
    #: The format whose documents its own are joined to ("" for none), and what people call that ("Resep terkait").
    relates_to: str = ""
    relation: str = ""
    #: How soon a search shows the lines of a section, the lower the sooner: below `search.stores.NAMED` the titles.
    #: None for those that are not looked for; `last_tier` for all others.
    tiers: Mapping[str, int | None]
    last_tier: int

    @abstractmethod
    def noun_of(self, count: int) -> str:
        """What so many of its documents are called, in the language of whoever reads it."""

    def recognises(self, text: str) -> int:
        """The 1-based line where `text` first shows this format's marks, 0 (false) when it never does. Linear."""
        return self.textfile.first_sign(text)

    def parse(self, text: str) -> Parsed:
        """Every document that could be read, and every problem. Never raises."""
        return self.textfile.parse(text)

    def render(self, documents: Sequence[Document]) -> str:
        """The native text of `documents`, without loss for those that came from a file."""
        return self.textfile.render(documents)

    def pieces(self, documents: Iterable[Document]) -> Iterator[str]:
        """What `render` gives, in pieces, for more documents than one wants to hold at a time."""
        return self.textfile.pieces(documents)

    def parse_json(self, text: str) -> Parsed:
        """Every document of a JSON text (`jsonfile.slug_of` says whose it is), and every problem. Never raises."""
        return jsonfile.parse(text, self)

    @abstractmethod
    def keys(self, within: slice = EVERY) -> list[str]:
        """The keys of everything stored, or the slice of them `within`, in order; one query."""

    @abstractmethod
    def parts(self) -> list[tuple[str, str, int]]:
        """What its documents stand under, in order: its name in addresses, its title, how many there are; one query.

        A name may be "", for documents that stand under nothing.
        """

    @abstractmethod
    def keys_of(self, part: str, within: slice = EVERY) -> list[str]:
        """The keys under that part, by its name in addresses, or the slice of them `within`, in order; one query."""

    def stream(self, keys: Collection[str] | None = None) -> Iterator[Document]:
        """Everything stored, or the documents of `keys`, in order, at most `CHUNK` at a time; queries as `stored`."""
        for chunk in chunked(self.keys() if keys is None else keys):
            yield from self.stored(chunk)

    @abstractmethod
    def stored(self, keys: Collection[str] | None = None) -> list[Document]:
        """What the tables hold, in order, `source` included: all of it, or the documents of `keys`.

        A constant number of queries for each `CHUNK` documents.
        """

    @abstractmethod
    def store(self, documents: Sequence[Document]) -> None:
        """Make the tables hold exactly these under their keys; others stay. Constant queries for each `CHUNK`.

        What a document does not know (`source`, `related`) stays as it is; related documents that are not there are
        left out.
        New documents come after those there are. Call it within `revisions.recording()` only.
        """

    @abstractmethod
    def delete(self, keys: Collection[str]) -> None:
        """Remove the documents of `keys`. Call it within `revisions.recording()` only."""

    @abstractmethod
    def rename(self, key: str, document: Document) -> None:
        """Let the stored document of `key` be known by the key of `document`, before that one is stored.

        Call it within `revisions.recording()` only.
        """

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
        if read_back.key != document.key or Counter(read_back.lines) != Counter(document.lines):
            return None
        return replace(document, title=read_back.title, lines=read_back.lines)

    def joined_to(self, keys: Collection[str]) -> dict[str, tuple[str, ...]]:
        """By each of these keys of the format `relates_to`, the keys of its own documents that are joined to it.

        Keys that none is joined to are left out. One query for each `CHUNK` keys; none by default.
        """
        return {}

    def end(self, key: str) -> End | None:
        """What its stored document can be joined to in the format it `relates_to`; one query. None by default."""
        return None

    def far_end(self, key: str) -> End | None:
        """The same from the other end: `key` is of a document of the format it `relates_to`."""
        return None

    @abstractmethod
    def url(self, key: str) -> str:
        """The address of a document's page."""

    def edit_url(self, key: str) -> str:
        """The address of the page on which a document is written."""
        return f"{self.url(key)}sunting/"

    def anchor(self, line: Line) -> str:
        """Where a line stands on that page: "#bahan-2"; "" for what has no place of its own."""
        return ""

    def beside(self, documents: Sequence[Document]) -> Iterable[Sequence[Document]]:
        """The documents in groups that must be read together for their warnings to be right: each alone by default.

        A group may hold stored documents besides. Queries as `stored`, where there are such.
        """
        return ([document] for document in documents)

    def care(self) -> Sequence[Kind]:
        """The kinds of flaws that documents of this format, and what joins them to others, may have."""
        return ()

    @abstractmethod
    def where(self, line: Line) -> str:
        """Where a line stands, as people say it below the document's name: "level 4 · indikator 5"."""

    @abstractmethod
    def known_by(self, document: Document) -> str:
        """The words besides its title that people look for a document by."""

    def found(self, document: Document) -> Text:
        """The document as it is found by a search, by its title as by what it is `known_by`."""
        entries = []
        for line in document.lines:
            tier = self.tiers.get(line.section, self.last_tier)
            if line.text and tier is not None:
                more = self.known_by(document) if tier < NAMED else ""
                entries.append(Entry(tier, f"{line.section}\t{line.label}\t{line.nth or ''}", line.text, more))
        return Text(document.key, document.title, self.mark(document), tuple(entries))

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


def line_found(address: str, text: str) -> Line:
    """The line that a search found, from its address in the index."""
    section, label, nth = address.split("\t")
    return Line(section, text, label, int(nth or 0))


def by_slug(slug: str) -> Format:
    """The format of that slug. Raises KeyError when there is none."""
    return {format_.slug: format_ for format_ in all_formats()}[slug]


def read(data: bytes) -> Reading:
    """Read a file of unknown format: text, CSV, XLSX or ODS. Never raises; a refused file has a fatal problem.

    At most `EXCHANGE_BYTE_LIMIT` bytes are read. Linear.
    """
    return reading.read(data, all_formats(), limit=settings.EXCHANGE_BYTE_LIMIT)
