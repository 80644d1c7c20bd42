"""What a file of unknown format holds, whatever it is: text of a format, or a sheet of a format's table."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from typing import TYPE_CHECKING

from documents.document import Parsed, Problem, Problems, clean, excerpt, joined, raw_lines
from documents.translation import gettext_noop as _
from files import cells, jsonfile
from files import zip_guard as archive
from files.cells import QUOTE, Row, Sheet, SheetError
from files.readers import decoding as intake
from files.readers import sheets
from files.readers.sheets import Head
from files.zip_guard import ArchiveError

if TYPE_CHECKING:
    from exchange.document_types import Format

MESSAGES = {
    "E_NOTHING_FOUND": _("Tidak ada isi yang dikenali di berkas ini. Contoh isi yang dikenali:\n{example}"),
    "E_TWO_FORMATS": _(
        "Di baris ini mulai isi “{second}”, padahal berkas ini berisi “{first}”. Simpan keduanya sebagai dua berkas."
    ),
}
#: What a format says of a line that it could not place, or took for more of the line before.
OUT_OF_PLACE = ("E_UNRECOGNISED", "W_CONTINUATION")
_OLE, _LOCKED = b"\xd0\xcf\x11\xe0", "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file turned out to hold: its format (None when it has none) and what was read of it.

    `quotes` are the beginnings of the lines that its problems name, by their number, as a person would find them.
    """

    format: Format | None
    parsed: Parsed
    quotes: Mapping[int, str] = field(default_factory=dict)


def read(data: bytes, formats: Sequence[Format], *, limit: int) -> Reading:
    """Read a file of at most `limit` bytes. Never raises; a refused file has a fatal problem. Linear."""
    if len(data) <= limit and data.startswith(archive.SIGNATURE):
        return _read_sheets(sheets.office_sheets(data), formats)
    if len(data) <= limit and data.startswith(_OLE) and _LOCKED in data:
        return _refused(0, "E_ARCHIVE_ENCRYPTED", str(archive.MESSAGES["E_ARCHIVE_ENCRYPTED"]))
    taken = intake.read(data, limit=limit)
    if taken.fatal:
        parsed = Parsed((), taken.problems)
        return Reading(None, parsed, _line_quotes(parsed, lambda: _decoded(data)))
    reading = _read_text(taken.text, formats)
    parsed = joined(Parsed((), taken.problems), reading.parsed)
    return Reading(reading.format, parsed, reading.quotes or _line_quotes(parsed, lambda: taken.text))


def _refused(line: int, code: str, message: str, quote: str = "") -> Reading:
    quotes = {line: excerpt(quote, QUOTE)} if line and quote else {}
    return Reading(None, Parsed((), (Problem(line, code, message),)), quotes)


def _decoded(data: bytes) -> str:
    """The text of bytes that are none, as well as can be."""
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return data.decode("utf-16" if wide else "utf-8", errors="replace")


def _line_quotes(parsed: Parsed, text: Callable[[], str]) -> dict[int, str]:
    """The beginnings of the lines that problems name. `text` is asked for when there are any; one pass."""
    wanted = {problem.line for problem in parsed.problems if problem.line}
    lines = islice(raw_lines(text()), max(wanted)) if wanted else ()
    return {number: excerpt(line, QUOTE) for number, line in enumerate(lines, 1) if number in wanted}


def _row_quotes(parsed: Parsed, rows: Iterable[Row]) -> dict[int, str]:
    """The beginnings of the rows that problems name."""
    wanted = {problem.line for problem in parsed.problems}
    return {row.number: excerpt(cells.joined(row.cells), QUOTE) for row in rows if row.number in wanted}


def _read_sheets(found: Iterable[Sheet], formats: Sequence[Format]) -> Reading:
    """What the first sheet with a table's head holds. The others are not read, which is told where they have one."""
    tables = {format_.table.COLUMNS: format_ for format_ in formats}
    best: tuple[Head, Sheet, list[Row]] | None = None
    reading, others = None, []
    try:
        for sheet in found:
            opening = list(islice(sheet.rows, sheets.HEAD_ROWS))
            head = sheets.find_head(opening, tuple(tables))
            if head and reading:
                others.append(sheet.name)
            elif head and not head.missing:
                best = (head, sheet, opening)
                reading = _read_table(head, chain(opening, sheet.rows), tables[head.columns])
                if reading.parsed.fatal:
                    break
            elif head and (best is None or head.share > best[0].share):
                best = (head, sheet, opening)
    except ArchiveError as error:
        return _refused(0, error.code, error.message)
    except SheetError as error:
        return _refused(error.row, error.code, sheets.MESSAGES[error.code].format_map(error.values), error.quote)
    if best is None:
        return Reading(None, _nothing_found("; ".join(next(iter(tables)))))
    head, sheet, opening = best
    reading = reading or _read_table(head, opening, tables[head.columns])
    return replace(reading, parsed=joined(reading.parsed, _unread(others, sheet.name)))


def _unread(others: Iterable[str], name: str) -> Parsed:
    problems = Problems(sheets.MESSAGES)
    for other in others:
        problems.add(0, "W_OTHER_SHEET", other=excerpt(other), name=excerpt(name))
    return problems.parsed(())


def _read_table(head: Head, rows: Iterable[Row], format_: Format) -> Reading:
    """What the rows from a head on hold; a head that is not whole refuses them. No row is read that is not parsed."""
    read: list[Row] = []
    taken = _noted(rows, read)
    problems = Problems(sheets.MESSAGES)
    sheets.note_head(head, problems)
    documents = Parsed(()) if head.missing else format_.table.parse(sheets.arranged(head, taken, problems))
    parsed = joined(problems.parsed(()), documents)
    if not parsed.fatal and not parsed.documents:
        parsed = joined(parsed, _nothing_found("; ".join(head.columns)))
    return Reading(format_, parsed, _row_quotes(parsed, read))


def _noted(rows: Iterable[Row], read: list[Row]) -> Iterator[Row]:
    """The rows, each noted in `read` as it is taken."""
    for row in rows:
        read.append(row)
        yield row


def _read_text(text: str, formats: Sequence[Format]) -> Reading:
    """What a text holds: the frame of a JSON export; else rows below a whole head, which are a sheet; else lines of a
    format; else rows below half a head.
    """
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        named = jsonfile.slug_of(text)
        for format_ in formats:
            if format_.slug == named:
                return Reading(format_, format_.parse_json(text))
    head, delimiter = _delimited_head(text, formats)
    if head and not head.missing:
        return _read_sheets(sheets.delimited_sheets(text, delimiter), formats)
    reading = _read_lines(text, formats)
    if head and not reading.parsed.documents:
        return _read_sheets(sheets.delimited_sheets(text, delimiter), formats)
    return reading


def _delimited_head(text: str, formats: Sequence[Format]) -> tuple[Head | None, str]:
    """The best head that the text has when read as CSV, and the delimiter that shows it."""
    tables = [format_.table.COLUMNS for format_ in formats]
    best: tuple[Head | None, str] = (None, "")
    for delimiter in sheets.DELIMITERS:
        try:
            head = sheets.find_head(sheets.delimited_rows(text, delimiter), tables)
        except SheetError:
            continue
        if head and (best[0] is None or head.share > best[0].share):
            best = (head, delimiter)
    return best


def _read_lines(text: str, formats: Sequence[Format]) -> Reading:
    signs = {format_: format_.recognises(text) for format_ in formats}
    candidates = sorted((format_ for format_ in signs if signs[format_]), key=lambda format_: signs[format_])
    readings = []
    for format_ in candidates:
        readings.append(Reading(format_, format_.parse(text)))
        if not readings[-1].parsed.fatal and readings[-1].parsed.documents:
            return _two_formats(text, readings[-1], candidates) or readings[-1]
    if not readings:
        return Reading(None, _nothing_found("\n".join(format_.example for format_ in formats[:1])))
    return _two_formats(text, readings[0], candidates) or readings[0]


def _nothing_found(example: str) -> Parsed:
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
