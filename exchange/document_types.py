"""Contract of a document type, the registry of the types, and the reading of files of unknown type.

A type is composed of parts, each a small protocol. A part that a type does not offer is None; pages then do not
show the features that need it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from documents.document import Document, Line
from documents.draft import Part
from documents.fields import Field
from documents.layout import PrintLayout
from documents.limits import DOCUMENT_CODE, TEXT_CODE
from documents.translation import AnyText
from documents.weights import Weight
from exchange.bulk import chunked
from files.jsonfile import NestedFormat
from files.readers import detection
from files.readers.detection import NO_ANSWERS, ReadResult, SheetFormat, TextFormat
from files.readers.understanding.record import Answers
from files.readers.understanding.vocabulary import Vocabulary
from search.index import Entry, Text

#: Slice that holds all keys.
EVERY = slice(None)


class Editor(Protocol):
    """Documents on an edit page; the module `format.editor` of a room implements it. Pure."""

    def sections(self, present: Collection[str], /, *, new: bool = False) -> tuple[Part, ...]: ...
    def addable(self, present: Collection[str], /) -> tuple[Part, ...]: ...
    def to_document(self, lines: Iterable[Line], key: str, /) -> Document: ...
    def errors(self, document: Document) -> dict[str, AnyText]: ...


class SampleFormat(Protocol):
    """A document as a table that people would make of it; the module `format.sample` of a room implements it. Pure."""

    def table(self, document: Document, /) -> tuple[tuple[str, ...], list[tuple[str, ...]]]: ...


class Repository(Protocol):
    """Documents in tables. Inherit from it: the last three methods have defaults."""

    def keys(self, within: slice = EVERY, *, group: str = "") -> list[str]:
        """Return the stored keys in order: of one group or of all, and of these the slice `within`. One query."""
        ...

    def groups(self) -> list[tuple[str, str, int]]:
        """Return the groups of documents in order: name in addresses, title, number of documents; one query.

        A name may be "", for documents without a group.
        """
        ...

    def load(self, keys: Collection[str] | None = None) -> list[Document]:
        """Return the stored documents in order, with their raw text: all of them, or those of `keys`.

        Costs a constant number of queries for each `CHUNK` documents.
        """
        ...

    def save(self, documents: Sequence[Document]) -> None:
        """Store exactly these documents under their keys; other documents stay. Constant queries for each `CHUNK`.

        Unknown values of a document (`source` or `related` of None) stay as they are. Related documents that are not
        stored are left out. New documents come last. Call it within `record_changes()` only.
        """
        ...

    def delete(self, keys: Collection[str]) -> None:
        """Remove the documents of `keys`. Call it within `record_changes()` only."""
        ...

    def rename(self, key: str, document: Document) -> None:
        """Give the stored document of `key` the key of `document`. Call it before `document` is saved.

        Call it within `record_changes()` only.
        """
        ...

    def also_changed_by(self, documents: Sequence[Document]) -> list[Document]:
        """Return the further stored documents that saving `documents` changes, as they become.

        For types whose documents share values; the default is none.
        """
        return []

    def with_neighbours(self, documents: Sequence[Document]) -> Iterable[Sequence[Document]]:
        """Yield groups of documents that have to be checked together, since their warnings depend on each other.

        The default is a group for each document. A group may hold further stored documents; reading them costs the
        queries of `load`.
        """
        return ([document] for document in documents)

    def names(self) -> dict[str, str]:
        """Return the names of all stored documents by their keys, for files whose documents have no keys; one query.

        The default is none.
        """
        return {}

    def unused(self) -> Collection[AnyText]:
        """Return the labels of lists that no stored document has, by design: they are shown nowhere. One query.

        The default is none.
        """
        return ()


class Pages(Protocol):
    """Documents in addresses and in sentences. Inherit from it: `anchor` has a default."""

    #: Noun for a group of documents and its name in query strings: "kelompok", `?kelompok=…`.
    group_parameter: str

    def url(self, key: str) -> str:
        """Return the address of a document's page."""
        ...

    def anchor(self, line: Line) -> str:
        """Return the fragment of a line on that page, such as "#bahan-2"; "" for a line without one."""
        return ""

    def line_label(self, line: Line) -> str:
        """Return the place of a line in words, without the document's name: "level 4 · indikator 5"."""
        ...

    def short_label(self, document: Document) -> str:
        """Return the few letters shown beside a document's title: a code or its group."""
        ...

    def summary(self, document: Document) -> str:
        """Return the counts of a document's contents: "5 perilaku kunci, 22 indikator dalam 4 level"."""
        ...

    def noun_of(self, count: int) -> str:
        """Return the noun for `count` documents, in the reader's language."""
        ...


@dataclass(frozen=True, slots=True)
class SearchProfile:
    """Search settings of a document type.

    `weights` gives the weight of the lines of a section, None for lines that are not searched; a section that it lacks
    has the weight `other`. `aliases` returns words that find a document besides its title. `label` returns the short
    label for the page of results.
    """

    weights: Mapping[str, Weight | None]
    other: Weight
    aliases: Callable[[Document], str]
    label: Callable[[Document], str]

    def text(self, document: Document) -> Text:
        """Return a document as the search index holds it; its title lines carry the aliases."""
        entries = []
        for line in document.lines:
            weight = self.weights.get(line.section, self.other)
            if line.text and weight is not None:
                aliases = self.aliases(document) if weight.is_title else ""
                entries.append(Entry(weight, f"{line.section}\t{line.label}\t{line.index or ''}", line.text, aliases))
        return Text(document.key, document.title, self.label(document), tuple(entries))


@dataclass(frozen=True, eq=False)
class DocumentType:
    """One type of document.

    `slug` names it in addresses and file names, `label` names it for people, and `noun` names one of its documents
    ("kompetensi"). `head` lists, in order, the fields whose lines every document has, even when they are empty.
    """

    slug: str
    label: AnyText
    noun: AnyText
    text: TextFormat
    repository: Repository
    pages: Pages
    head: Sequence[Field] = ()
    sheet: SheetFormat | None = None
    nested: NestedFormat | None = None
    editor: Editor | None = None
    layout: PrintLayout | None = None
    search: SearchProfile | None = None
    vocabulary: Vocabulary | None = None
    sample: SampleFormat | None = None

    def stream(self, keys: Collection[str] | None = None) -> Iterator[Document]:
        """Yield all documents, or those of `keys`, in order. Queries as `Repository.load`.

        At most `CHUNK` documents are in memory at a time.
        """
        for chunk in chunked(self.repository.keys() if keys is None else keys):
            yield from self.repository.load(chunk)

    def normalised(self, document: Document) -> Document | None:
        """Return a document as its own text format reads it back, with its lines in their usual order.

        Returns None when the text format cannot hold the document: its rendered text has fatal problems, or gives
        another key or other lines. That it is beyond `documents.limits` is none: it may have been stored so before.
        """
        parsed = self.text.parse(self.text.render([replace(document, source="")]))
        faults = {problem.code for problem in parsed.problems if problem.fatal} - {DOCUMENT_CODE, TEXT_CODE}
        if faults or len(parsed.documents) != 1:
            return None
        (read_back,) = parsed.documents
        if read_back.key != document.key or Counter(read_back.lines) != Counter(document.lines):
            return None
        return replace(document, title=read_back.title, lines=read_back.lines)

    def stored_names(self) -> Mapping[str, str]:
        """Return the names of all stored documents by their keys; one query."""
        return self.repository.names()

    def edit_url(self, key: str) -> str:
        """Return the address of a document's edit page."""
        return f"{self.pages.url(key)}sunting/"


@cache
def all_types() -> tuple[DocumentType, ...]:
    """Return the types that the setting `DOCUMENT_TYPES` lists, in its order."""
    return tuple(import_string(path) for path in settings.DOCUMENT_TYPES)


def get(slug: str) -> DocumentType:
    """Return the type of a slug. Raises KeyError when there is none."""
    return {each.slug: each for each in all_types()}[slug]


def read(data: bytes, answers: Answers = NO_ANSWERS, *, name: str = "") -> ReadResult[DocumentType]:
    """Read a file of unknown type, whatever its kind. Never raises; a refused file has a fatal problem.

    `answers` are what a person said about a file that is laid out otherwise; `name` is the file's name, "" for a paste.
    At most `EXCHANGE_BYTE_LIMIT` bytes are read. Linear; one query for a file with documents without keys.
    """
    return detection.read(data, all_types(), limit=settings.EXCHANGE_BYTE_LIMIT, answers=answers, name=name)


def search_texts(document_type: DocumentType, documents: Iterable[Document]) -> Iterator[Text]:
    """Yield documents as the search index holds them; nothing for a type without a search profile."""
    if document_type.search:
        yield from map(document_type.search.text, documents)


def line_found(address: str, text: str) -> Line:
    """Return the line that a search found, made from its address in the index and its text."""
    section, label, nth = address.split("\t")
    return Line(section, text, label, int(nth or 0))
