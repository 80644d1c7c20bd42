"""Native files: the text of a document type, its sheet, or its JSON, read without loss by the type's own parsers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import islice

from documents.document import Parsed, Problem, Problems, clean, excerpt, joined, raw_lines
from documents.translation import mark as _
from files import jsonfile
from files.cells import QUOTE, Sheet, SheetError
from files.readers import kinds, sheets
from files.readers.result import ReadResult, Type, refused
from files.readers.sheets import HeaderRow
from files.readers.tables import Tables
from files.readers.understanding.remarks import NO_DOCUMENT
from files.zip_guard import ArchiveError

MESSAGES = {
    "E_NOTHING_FOUND": _("Tidak ada isi yang dikenali di berkas ini. Contoh isi yang dikenali:\n{example}"),
    "E_TWO_FORMATS": _(
        "Di baris ini mulai isi “{second}”, padahal berkas ini berisi “{first}”. Simpan keduanya sebagai dua berkas."
    ),
}
#: The codes of lines that a document type could not place, or read as a continuation of the line before.
OUT_OF_PLACE = ("E_UNRECOGNISED", "W_CONTINUATION")
#: The codes of refusals that come from the layout of any file: another reader may do.
_LAYOUT_CODES = frozenset({"E_NOTHING_FOUND", "E_NO_COLUMN"})
#: The share of broken lines up to which a file counts as nearly sound.
BROKEN = 0.1


def refused_for_layout(result: ReadResult[Type]) -> bool:
    """Return whether a file was refused for its layout, so that `files.readers.foreign` may read it."""
    codes = {problem.code for problem in result.parsed.problems if problem.fatal}
    known = result.document_type.text.LAYOUT_CODES if result.document_type else frozenset()
    return bool(codes) and bool(codes & (_LAYOUT_CODES | known))


def is_nearly_sound(result: ReadResult[Type]) -> bool:
    """Return whether nearly all lines of a refused file are native, or most rows below the head of a native table.

    Such a file is mended sooner than read otherwise.
    """
    parsed = result.parsed
    broken = sum(problem.fatal for problem in parsed.problems)
    lines = sum(bool(line.source_line) for document in parsed.documents for line in document.lines)
    return not parsed.unlisted and broken <= lines * (1 if result.headed else BROKEN)


def lacks_columns(result: ReadResult[Type]) -> bool:
    """Return whether a file was refused for columns that its native table lacks."""
    return any(problem.code == "E_NO_COLUMN" for problem in result.parsed.problems)


def says_all(understood: ReadResult[Type], result: ReadResult[Type]) -> bool:
    """Return whether a file that is nearly sound is understood as a whole, and has all texts of its native lines.

    Other words for the parts of a native table are a layout. Where these are its own, single cells are at fault, and
    nobody knows what else their writer meant.
    """
    other_words = any(problem.code == "E_UNRECOGNISED" for problem in result.parsed.problems)
    if (result.headed and not other_words) or understood.parsed.fatal:
        return False
    if understood.document_type is not result.document_type:
        return False
    account = understood.understanding.account if understood.understanding else ()
    lost = any(fate.left_out and (fate.asks or fate.reason is NO_DOCUMENT) for fate in account)
    return not lost and not _texts(result) - _texts(understood)


def _texts(result: ReadResult[Type]) -> Counter[str]:
    return Counter(line.text for document in result.parsed.documents for line in document.lines if line.text)


def line_quotes(parsed: Parsed, text: Callable[[], str]) -> dict[int, str]:
    """Return the beginnings of the lines that problems name; one pass, and `text` is called only if there are any."""
    wanted = {problem.line for problem in parsed.problems if problem.line}
    lines = islice(raw_lines(text()), max(wanted)) if wanted else ()
    return {number: excerpt(line, QUOTE) for number, line in enumerate(lines, 1) if number in wanted}


def read_sheets(found: Iterable[Sheet], types: Sequence[Type]) -> ReadResult[Type]:
    """Read every visible sheet with the header row of one table; the others that have one get a warning."""
    by_head = {each.sheet.COLUMNS: (each, each.sheet) for each in types if each.sheet}
    problems = Problems(sheets.MESSAGES)
    book = Tables(found, tuple(by_head), problems)
    try:
        head = book.open()
        parsed = by_head[head.columns][1].parse(book.rows(), book.words) if head else Parsed(())
    except ArchiveError as error:
        return refused(0, error.code, error.message)
    except SheetError as error:
        message = sheets.MESSAGES[error.code].format_map(error.values)
        number = book.places.befores[-1] + error.row if error.row and book.places.befores else error.row
        return replace(refused(number, error.code, message, error.quote), places=book.places)
    book.close()
    parsed = joined(problems.parsed(()), parsed)
    if not parsed.fatal and not parsed.documents:
        parsed = joined(parsed, nothing_found("; ".join(head.columns if head else next(iter(by_head), ()))))
    quotes = book.quotes({problem.line for problem in parsed.problems})
    document_type = by_head[head.columns][0] if head else None
    headed = bool(head and not head.missing and parsed.documents)
    return ReadResult(document_type, parsed, quotes, book.places, lines=book.lines, headed=headed)


def read_text(text: str, types: Sequence[Type]) -> ReadResult[Type]:
    """Read a text, in this order: as a JSON export, as rows below a complete header row, as lines of a document type,
    as rows below an incomplete header row.
    """
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        named = jsonfile.slug_of(text)
        for each in types:
            if each.slug == named and each.nested:
                return ReadResult(each, jsonfile.parse(text, each.slug, each.nested, each.text))
    if kind := kinds.of_json(text):
        return refused(0, "E_BINARY", kinds.MESSAGE.format_map(kind.values))
    head, delimiter = _delimited_head(text, types)
    if head and not head.missing:
        return read_sheets(sheets.delimited_sheets(text, delimiter), types)
    reading = _read_lines(text, types)
    if head and not reading.parsed.documents:
        return read_sheets(sheets.delimited_sheets(text, delimiter), types)
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
        return ReadResult(None, nothing_found("\n".join(each.text.EXAMPLE for each in types[:1])))
    return _two_formats(text, readings[0], candidates) or readings[0]


def nothing_found(example: str) -> Parsed:
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
