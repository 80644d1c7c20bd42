"""The contract of a document type, the types there are, and which of them a file holds.

A type is composed of parts, each a small protocol. What a type does not offer is None, and its doors are not shown.
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
from documents.weights import Weight
from exchange.bulk import chunked
from files.jsonfile import NestedFormat
from files.readers import detection
from files.readers.detection import ReadResult, SheetFormat, TextFormat
from search.index import Entry, Text

#: The slice of keys that holds all of them.
EVERY = slice(None)


class Editor(Protocol):
    """Documents as an edit page shows them; a room's `format.editor` module. Pure."""

    def sections(self, present: Collection[str], /, *, new: bool = False) -> tuple[Part, ...]: ...
    def addable(self, present: Collection[str], /) -> tuple[Part, ...]: ...
    def to_document(self, lines: Iterable[Line], key: str, /) -> Document: ...
    def errors(self, document: Document) -> dict[str, str]: ...


class Repository(Protocol):
    """Documents in tables. Inherit from it: the last two members have defaults."""

    def keys(self, within: slice = EVERY, *, group: str = "") -> list[str]:
        """Return the keys stored, of one group or of all, or the slice `within` of them, in order; one query."""
        ...

    def groups(self) -> list[tuple[str, str, int]]:
        """Return the groups of documents in order: name in addresses, title, number of documents; one query.

        A name may be "", for documents without a group.
        """
        ...

    def load(self, keys: Collection[str] | None = None) -> list[Document]:
        """Return the documents stored, in order, raw text included: all, or those of `keys`.

        Costs a constant number of queries for each `CHUNK` documents.
        """
        ...

    def save(self, documents: Sequence[Document]) -> None:
        """Make the tables hold exactly these documents under their keys; others stay. Constant queries a `CHUNK`.

        A document's unknown values (`source`, `related` of None) stay as they are; related documents that are not
        stored are left out. New documents come last. Call it within `record_changes()` only.
        """
        ...

    def delete(self, keys: Collection[str]) -> None:
        """Remove the documents of `keys`. Call it within `record_changes()` only."""
        ...

    def rename(self, key: str, document: Document) -> None:
        """Give the stored document of `key` the key of `document`, before that one is saved.

        Call it within `record_changes()` only.
        """
        ...

    def also_changed_by(self, documents: Sequence[Document]) -> list[Document]:
        """Return stored documents as they become when `documents` are saved, although they are not among them.

        For types whose documents share something; none by default.
        """
        return []

    def with_neighbours(self, documents: Sequence[Document]) -> Iterable[Sequence[Document]]:
        """Group documents that must be read together for their warnings to be right: each alone by default.

        A group may hold further stored documents. Queries as `load`, where there are such.
        """
        return ([document] for document in documents)


class Pages(Protocol):
    """Documents in addresses and in sentences. Inherit from it: `anchor` has a default."""

    #: The noun for a group of documents, which names it in addresses too: "kelompok", `?kelompok=…`.
    group_parameter: str

    def url(self, key: str) -> str:
        """Return the address of a document's page."""
        ...

    def anchor(self, line: Line) -> str:
        """Return the place of a line on that page, "#bahan-2"; "" for a line without one."""
        return ""

    def line_label(self, line: Line) -> str:
        """Return the place of a line in words, below the document's name: "level 4 · indikator 5"."""
        ...

    def short_label(self, document: Document) -> str:
        """Return the few letters shown beside a document's title: a code, or its group."""
        ...

    def summary(self, document: Document) -> str:
        """Return a document's contents, counted: "5 perilaku kunci, 22 indikator dalam 4 level"."""
        ...

    def noun_of(self, count: int) -> str:
        """Return the noun for so many documents, in the reader's language."""
        ...


@dataclass(frozen=True, slots=True)
class SearchProfile:
    """How a search finds documents of a type.

    `weights` gives the weight of a section's lines, None for lines that are not searched; other sections have the
    weight `other`. `aliases` gives words besides the title that find a document, `label` its short label on the page
    of results.
    """

    weights: Mapping[str, Weight | None]
    other: Weight
    aliases: Callable[[Document], str]
    label: Callable[[Document], str]

    def text(self, document: Document) -> Text:
        """Return a document as the search index holds it, its title with the aliases."""
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

    `slug` names it in addresses and file names, `label` for people, `noun` one of its documents ("kompetensi"). `head`
    lists the fields whose lines every document has, even empty ones, in order.
    """

    slug: str
    label: str
    noun: str
    text: TextFormat
    repository: Repository
    pages: Pages
    head: Sequence[Field] = ()
    sheet: SheetFormat | None = None
    nested: NestedFormat | None = None
    editor: Editor | None = None
    layout: PrintLayout | None = None
    search: SearchProfile | None = None

    def stream(self, keys: Collection[str] | None = None) -> Iterator[Document]:
        """Yield all documents, or those of `keys`, in order; at most `CHUNK` are in memory. Queries as `load`."""
        for chunk in chunked(self.repository.keys() if keys is None else keys):
            yield from self.repository.load(chunk)

    def normalised(self, document: Document) -> Document | None:
        """Return a document as its own text reads it back, lines in their usual order; None when none can."""
        parsed = self.text.parse(self.text.render([replace(document, source="")]))
        if parsed.fatal or len(parsed.documents) != 1:
            return None
        (read_back,) = parsed.documents
        if read_back.key != document.key or Counter(read_back.lines) != Counter(document.lines):
            return None
        return replace(document, title=read_back.title, lines=read_back.lines)

    def edit_url(self, key: str) -> str:
        """Return the address of a document's edit page."""
        return f"{self.pages.url(key)}sunting/"


@cache
def all_types() -> tuple[DocumentType, ...]:
    """Return the types that `DOCUMENT_TYPES` lists, in its order."""
    return tuple(import_string(path) for path in settings.DOCUMENT_TYPES)


def get(slug: str) -> DocumentType:
    """Return the type of that slug. Raises KeyError when there is none."""
    return {each.slug: each for each in all_types()}[slug]


def read(data: bytes) -> ReadResult[DocumentType]:
    """Read a file of unknown type: text, CSV, XLSX, ODS or JSON. Never raises; a refused file has a fatal problem.

    At most `EXCHANGE_BYTE_LIMIT` bytes are read. Linear.
    """
    return detection.read(data, all_types(), limit=settings.EXCHANGE_BYTE_LIMIT)


def search_texts(document_type: DocumentType, documents: Iterable[Document]) -> Iterator[Text]:
    """Yield documents as the search index holds them; none for a type that is not searched."""
    if document_type.search:
        yield from map(document_type.search.text, documents)


def line_found(address: str, text: str) -> Line:
    """Return the line that a search found, from its address in the index."""
    section, label, nth = address.split("\t")
    return Line(section, text, label, int(nth or 0))
