"""Detection of a file's content: the text of a document type, its sheet, or its JSON.

This module knows the types through `Readable` alone: their readers and their names.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from typing import Any, Generic, Protocol, TypeVar

from documents.document import Document, Parsed, Problem, Problems, clean, excerpt, joined, raw_lines
from documents.translation import AnyText
from documents.translation import mark as _
from files import cells, jsonfile, zip_guard
from files.cells import QUOTE, Row, Sheet, SheetError
from files.readers import decoding, sheets
from files.readers.blocks import Place
from files.readers.sheets import HeaderRow
from files.readers.understanding.reading import Understanding
from files.readers.understanding.record import Answers
from files.readers.understanding.vocabulary import Vocabulary
from files.zip_guard import ArchiveError

MESSAGES = {
    "E_NOTHING_FOUND": _("Tidak ada isi yang dikenali di berkas ini. Contoh isi yang dikenali:\n{example}"),
    "E_TWO_FORMATS": _(
        "Di baris ini mulai isi “{second}”, padahal berkas ini berisi “{first}”. Simpan keduanya sebagai dua berkas."
    ),
}
#: The codes of lines that a document type could not place, or read as a continuation of the line before.
OUT_OF_PLACE = ("E_UNRECOGNISED", "W_CONTINUATION")
NO_ANSWERS = Answers()
_OLE, _LOCKED = b"\xd0\xcf\x11\xe0", "EncryptedPackage".encode("utf-16-le")


class TextFormat(Protocol):
    """The native text of a type; an app's `format.text` module. Pure.

    `EXAMPLE` is three readable lines.
    `first_sign` gives the line of the type's first mark, from 1, and 0 for none. `parse` gives every document and every
    problem, and never raises. `render` gives the text without loss; `pieces` does the same for more documents than fit
    into memory. All are linear.
    """

    EXAMPLE: str

    def first_sign(self, text: str) -> int: ...
    def parse(self, text: str) -> Parsed: ...
    def render(self, documents: Iterable[Document]) -> str: ...
    def pieces(self, documents: Iterable[Document]) -> Iterator[str]: ...


class SheetFormat(Protocol):
    """Documents as the rows of a sheet; an app's `format.sheet` module. Pure."""

    #: The heads of the columns, in their usual order.
    COLUMNS: tuple[str, ...]

    def rows(self, document: Document) -> Iterator[tuple[str, ...]]: ...
    def parse(self, rows: Iterable[Row]) -> Parsed: ...


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

    `excerpts` are the beginnings of the lines that problems name, by line number; `places` say in words where these
    are, where they are no lines. `understanding` is how a file that is laid out otherwise was understood, None for a
    native one. A file that nobody can read yet, but that has a table, is refused and has one. `lines` gives the
    numbered lines or rows of a native file, for its account.
    """

    document_type: Type | None
    parsed: Parsed
    excerpts: Mapping[int, str] = field(default_factory=dict)
    places: Mapping[int, Place] = field(default_factory=dict)
    understanding: Understanding | None = None
    lines: Callable[[], Iterable[tuple[int, str]]] = tuple


def read(data: bytes, types: Sequence[Type], *, limit: int, answers: Answers = NO_ANSWERS) -> ReadResult[Type]:  # noqa: ARG001
    """Read a file of at most `limit` bytes. Never raises; a refused file has a fatal problem. Linear.

    `answers` are what a person said about a file that is laid out otherwise.
    """
    if len(data) <= limit and data.startswith(zip_guard.SIGNATURE):
        return _read_sheets(sheets.office_sheets(data), types)
    if len(data) <= limit and data.startswith(_OLE) and _LOCKED in data:
        return _refused(0, "E_ARCHIVE_ENCRYPTED", str(zip_guard.MESSAGES["E_ARCHIVE_ENCRYPTED"]))
    taken = decoding.read(data, limit=limit)
    if taken.fatal:
        parsed = Parsed((), taken.problems)
        return ReadResult(None, parsed, _line_quotes(parsed, lambda: _decoded(data)))
    reading = _read_text(taken.text, types)
    parsed = joined(Parsed((), taken.problems), reading.parsed)
    return replace(reading, parsed=parsed, excerpts=reading.excerpts or _line_quotes(parsed, lambda: taken.text))


def _refused(line: int, code: str, message: str, quote: str = "") -> ReadResult[Any]:
    quotes = {line: excerpt(quote, QUOTE)} if line and quote else {}
    return ReadResult(None, Parsed((), (Problem(line, code, message),)), quotes)


def _decoded(data: bytes) -> str:
    """Return the text of malformed bytes, with replacement characters."""
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return data.decode("utf-16" if wide else "utf-8", errors="replace")


def _line_quotes(parsed: Parsed, text: Callable[[], str]) -> dict[int, str]:
    """Return the beginnings of the lines that problems name; one pass, and `text` is called only if there are any."""
    wanted = {problem.line for problem in parsed.problems if problem.line}
    lines = islice(raw_lines(text()), max(wanted)) if wanted else ()
    return {number: excerpt(line, QUOTE) for number, line in enumerate(lines, 1) if number in wanted}


def _row_quotes(parsed: Parsed, rows: Iterable[Row]) -> dict[int, str]:
    """Return the beginnings of the rows that problems name."""
    wanted = {problem.line for problem in parsed.problems}
    return {row.number: excerpt(cells.joined(row.cells), QUOTE) for row in rows if row.number in wanted}


def _read_sheets(found: Iterable[Sheet], types: Sequence[Type]) -> ReadResult[Type]:
    """Read the first sheet with a table's header row; other sheets with one are not read but get a warning."""
    tables = {each.sheet.COLUMNS: (each, each.sheet) for each in types if each.sheet}
    best: tuple[HeaderRow, Sheet, list[Row]] | None = None
    reading, others, first = None, [], None
    try:
        for sheet in found:
            first = sheet.name if first is None else first
            opening = list(islice(sheet.rows, sheets.HEAD_ROWS))
            head = sheets.find_header(opening, tuple(tables))
            if head and reading:
                others.append(sheet.name)
            elif head and not head.missing:
                best = (head, sheet, opening)
                reading = _read_table(head, chain(opening, sheet.rows), *tables[head.columns])
                if reading.parsed.fatal:
                    break
            elif head and (best is None or head.coverage > best[0].coverage):
                best = (head, sheet, opening)
    except ArchiveError as error:
        return _refused(0, error.code, error.message)
    except SheetError as error:
        return _refused(error.row, error.code, sheets.MESSAGES[error.code].format_map(error.values), error.quote)
    if best is None:
        return ReadResult(None, _nothing_found("; ".join(next(iter(tables), ()))))
    head, sheet, opening = best
    reading = reading or _read_table(head, opening, *tables[head.columns])
    away = {problem.line for problem in reading.parsed.problems} if sheet.name != first else ()
    places = {line: Place(line, sheet=sheet.name) for line in away}
    return replace(reading, parsed=joined(reading.parsed, _unread(others, sheet.name)), places=places)


def _unread(others: Iterable[str], name: str) -> Parsed:
    problems = Problems(sheets.MESSAGES)
    for other in others:
        problems.add(0, "W_OTHER_SHEET", other=excerpt(other), name=excerpt(name))
    return problems.parsed(())


def _read_table(head: HeaderRow, rows: Iterable[Row], document_type: Type, table: SheetFormat) -> ReadResult[Type]:
    """Read the rows from a header row on; an incomplete one refuses them. Every row read is also parsed."""
    read: list[Row] = []
    taken = _noted(rows, read)
    problems = Problems(sheets.MESSAGES)
    sheets.check_header(head, problems)
    documents = Parsed(()) if head.missing else table.parse(sheets.reordered(head, taken, problems))
    parsed = joined(problems.parsed(()), documents)
    if not parsed.fatal and not parsed.documents:
        parsed = joined(parsed, _nothing_found("; ".join(head.columns)))
    shown = lambda: ((row.number, cells.joined(row.cells)) for row in read)  # noqa: E731
    return ReadResult(document_type, parsed, _row_quotes(parsed, read), lines=shown)


def _noted(rows: Iterable[Row], read: list[Row]) -> Iterator[Row]:
    """Yield the rows, and append each to `read`."""
    for row in rows:
        read.append(row)
        yield row


def _read_text(text: str, types: Sequence[Type]) -> ReadResult[Type]:
    """Read a text, in this order: as a JSON export, as rows below a complete header row, as lines of a document type,
    as rows below an incomplete header row.
    """
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        named = jsonfile.slug_of(text)
        for each in types:
            if each.slug == named and each.nested:
                return ReadResult(each, jsonfile.parse(text, each.slug, each.nested, each.text))
    head, delimiter = _delimited_head(text, types)
    if head and not head.missing:
        return _read_sheets(sheets.delimited_sheets(text, delimiter), types)
    reading = _read_lines(text, types)
    if head and not reading.parsed.documents:
        return _read_sheets(sheets.delimited_sheets(text, delimiter), types)
    return replace(reading, lines=lambda: enumerate(raw_lines(text), 1))


def _delimited_head(text: str, types: Sequence[Type]) -> tuple[HeaderRow | None, str]:
    """Return the best header row of the text read as CSV, and the delimiter that shows it."""
    tables = [each.sheet.COLUMNS for each in types if each.sheet]
    best: tuple[HeaderRow | None, str] = (None, "")
    for delimiter in sheets.DELIMITERS:
        try:
            head = sheets.find_header(sheets.delimited_rows(text, delimiter), tables)
        except SheetError:
            continue
        if head and (best[0] is None or head.coverage > best[0].coverage):
            best = (head, delimiter)
    return best


def _read_lines(text: str, types: Sequence[Type]) -> ReadResult[Type]:
    signs = {each: each.text.first_sign(text) for each in types}
    candidates = sorted((each for each in signs if signs[each]), key=lambda each: signs[each])
    readings = []
    for candidate in candidates:
        readings.append(ReadResult(candidate, candidate.text.parse(text)))
        if not readings[-1].parsed.fatal and readings[-1].parsed.documents:
            return _two_formats(text, readings[-1], candidates) or readings[-1]
    if not readings:
        return ReadResult(None, _nothing_found("\n".join(each.text.EXAMPLE for each in types[:1])))
    return _two_formats(text, readings[0], candidates) or readings[0]


def _nothing_found(example: str) -> Parsed:
    return Parsed((), (Problem(0, "E_NOTHING_FOUND", MESSAGES["E_NOTHING_FOUND"].format(example=example)),))


def _two_formats(text: str, first: ReadResult[Type], candidates: Sequence[Type]) -> ReadResult[Type] | None:
    """Return the refusal of a file with marks of another document type in lines that `first` could not place, else
    None.

    The second type begins at the first of the unplaced lines that lead up to its mark.
    """
    others = [each for each in candidates if each is not first.document_type]
    unread = {problem.line for problem in first.parsed.problems if problem.code in OUT_OF_PLACE}
    if not others or not unread:
        return None
    begin = 0
    for number, line in enumerate(raw_lines(text), 1):
        if number in unread:
            begin = begin or number
            second = next((each for each in others if each.text.first_sign(line)), None)
            if second and first.document_type:
                before = tuple(p for p in first.parsed.problems if p.line < begin and not p.fatal)
                message = MESSAGES["E_TWO_FORMATS"].format(first=first.document_type.label, second=second.label)
                return ReadResult(first.document_type, Parsed((), (*before, Problem(begin, "E_TWO_FORMATS", message))))
        elif clean(line):
            begin = 0
    return None
