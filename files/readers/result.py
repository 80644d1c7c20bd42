"""What a document type offers to the readers of files, and the result of reading one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from documents.document import Document, Parsed, Problem, excerpt
from documents.translation import AnyText
from files import jsonfile
from files.cells import QUOTE, Row
from files.readers.blocks import Place
from files.readers.understanding.reading import Understanding
from files.readers.understanding.vocabulary import Vocabulary


class TextFormat(Protocol):
    """The native text of a type; an app's `format.text` module. Pure.

    `EXAMPLE` is three readable lines.
    `first_sign` gives the line of the type's first mark, from 1, and 0 for none. `parse` gives every document and every
    problem, and never raises. `render` gives the text without loss; `pieces` does the same for more documents than fit
    into memory. All are linear.
    """

    EXAMPLE: str
    #: The codes of errors that come from the layout of a file, not from its content.
    LAYOUT_CODES: frozenset[str]

    def first_sign(self, text: str) -> int: ...
    def parse(self, text: str) -> Parsed: ...
    def render(self, documents: Iterable[Document]) -> str: ...
    def pieces(self, documents: Iterable[Document]) -> Iterator[str]: ...


class SheetFormat(Protocol):
    """Documents as the rows of a sheet; an app's `format.sheet` module. Pure.

    `place` gives the words for a row's number, for problems that name another row.
    """

    #: The heads of the columns, in their usual order.
    COLUMNS: tuple[str, ...]

    def rows(self, document: Document) -> Iterator[tuple[str, ...]]: ...
    def parse(self, rows: Iterable[Row], place: Callable[[int], str] = ...) -> Parsed: ...


class Readable(Protocol):
    """The readers and names of a document type; `exchange.document_types.DocumentType` is one."""

    @property
    def slug(self) -> str: ...
    @property
    def label(self) -> AnyText: ...
    @property
    def text(self) -> TextFormat: ...
    @property
    def sheet(self) -> SheetFormat | None: ...
    @property
    def nested(self) -> jsonfile.NestedFormat | None: ...
    @property
    def vocabulary(self) -> Vocabulary | None: ...

    def stored_names(self) -> Mapping[str, str]:
        """Return the names of all stored documents by their keys; one query."""
        ...


Type = TypeVar("Type", bound=Readable)


@dataclass(frozen=True, slots=True)
class ReadResult(Generic[Type]):
    """The result of reading a file: its document type, None without one, and its documents and problems.

    `excerpts` are the beginnings of the lines that problems name, by line number. `places` says where a line number
    is, for files whose lines are not simply counted; lines that it lacks are counted from the beginning of the file.
    `understanding` is how a file that is laid out otherwise was understood, None for a native one. A file that nobody
    can read yet, but that has a table, is refused and has one. `lines` gives the numbered lines or rows of a native
    file, for its account. `headed` says that it was read below a complete native head.
    """

    document_type: Type | None
    parsed: Parsed
    excerpts: Mapping[int, str] = field(default_factory=dict)
    places: Mapping[int, Place] = field(default_factory=dict)
    understanding: Understanding | None = None
    lines: Callable[[], Iterable[tuple[int, str]]] = tuple
    headed: bool = False


def refused(line: int, code: str, message: str, quote: str = "") -> ReadResult[Any]:
    """Return the result of a file that is refused for one problem; `quote` is the text of its line."""
    quotes = {line: excerpt(quote, QUOTE)} if line and quote else {}
    return ReadResult(None, Parsed((), (Problem(line, code, message),)), quotes)
