"""Detection of a file's content. Native files come first: read without loss; any other is understood by its blocks.

This module knows the types through `Readable` alone: their readers, their names and their words.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from documents.document import Parsed, joined
from documents.translation import grouped
from files import zip_guard
from files.cells import SheetError
from files.readers import decoding, docx, foreign, html, kinds, native, sheet_blocks, sheets, text_blocks
from files.readers.blocks import Block, Note, TableRow
from files.readers.native import is_nearly_sound, lacks_columns, line_quotes, refused_for_layout, says_all
from files.readers.result import ReadResult, SheetFormat, TextFormat, Type, refused
from files.readers.understanding.record import Answers
from files.zip_guard import Archive, ArchiveError

__all__ = ["NO_ANSWERS", "ReadResult", "SheetFormat", "TextFormat", "read"]

NO_ANSWERS = Answers()
#: The most blocks that are understood by their layout, where so many cells of a row count as one more: a dictionary of
#: a thousand documents has some 40,000, one of five hundred with a row of eight cells for each of its items 25,000.
#: Each costs a thirtieth of a millisecond for each type.
WORK_LIMIT, CELLS = 60_000, 10
_OLE, _LOCKED = b"\xd0\xcf\x11\xe0", "EncryptedPackage".encode("utf-16-le")
#: Gives the blocks of a file, and the notes that their opener made.
Opener = Callable[[list[Note]], Iterator[Block]]


def read(
    data: bytes, types: Sequence[Type], *, limit: int, answers: Answers = NO_ANSWERS, name: str = ""
) -> ReadResult[Type]:
    """Read a file of at most `limit` bytes. Never raises; a refused file has a fatal problem. Linear.

    `answers` are what a person said about a file that is laid out otherwise; `name` is the file's name, "" for a paste.
    """
    if len(data) <= limit and data.startswith(zip_guard.SIGNATURE):
        try:
            return _read_archive(Archive(data), types, answers)
        except ArchiveError as error:
            return refused(0, error.code, error.message)
    if len(data) <= limit and data.startswith(_OLE) and _LOCKED in data:
        return refused(0, "E_ARCHIVE_ENCRYPTED", str(zip_guard.MESSAGES["E_ARCHIVE_ENCRYPTED"]))
    taken = decoding.read(data, limit=limit)
    if taken.fatal:
        parsed = Parsed((), taken.problems)
        return ReadResult(None, parsed, line_quotes(parsed, lambda: _decoded(data)))
    reading = _read_text(taken.text, types, answers)
    if reading.parsed.fatal and (kind := kinds.misnamed(name, taken.text)):
        return refused(0, "E_BINARY", kinds.MESSAGE.format_map(kind.values))
    parsed = joined(Parsed((), taken.problems), reading.parsed)
    return replace(reading, parsed=parsed, excerpts=reading.excerpts or line_quotes(parsed, lambda: taken.text))


def _decoded(data: bytes) -> str:
    """Return the text of malformed bytes, with replacement characters."""
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return data.decode("utf-16" if wide else "utf-8", errors="replace")


def _read_archive(archive: Archive, types: Sequence[Type], answers: Answers) -> ReadResult[Type]:
    """Read an office file. Raises ArchiveError."""
    if docx.is_word(archive):
        return _understood(lambda notes: docx.blocks(archive, notes), types, answers)
    result = native.read_sheets(sheets.office_sheets(archive), types)
    return _or_understood(
        result, lambda notes: sheet_blocks.blocks(sheets.office_sheets(archive), notes), types, answers
    )


def _read_text(text: str, types: Sequence[Type], answers: Answers) -> ReadResult[Type]:
    if html.looks_like_html(text):
        return _understood(lambda notes: _noted(html.blocks(text), notes), types, answers)
    result = native.read_text(text, types)
    delimiter = sheets.delimiter_of(text)
    if not delimiter:
        return _or_understood(result, lambda notes: _noted(text_blocks.blocks(text), notes), types, answers)
    return _or_understood(
        result, lambda notes: sheet_blocks.blocks(sheets.delimited_sheets(text, delimiter), notes), types, answers
    )


def _noted(found: Iterator[Block | Note], notes: list[Note]) -> Iterator[Block]:
    """Yield the blocks, and append the notes among them to `notes`."""
    for each in found:
        if isinstance(each, Note):
            notes.append(each)
        else:
            yield each


def _or_understood(
    result: ReadResult[Type], opener: Opener, types: Sequence[Type], answers: Answers
) -> ReadResult[Type]:
    """Return how a file is understood that was refused for its layout, `result` for any other, and where that is no
    better.

    A file that is nearly sound is refused with the lines to mend, unless all of it is understood as its own lines say.
    """
    if not refused_for_layout(result):
        return result
    understood = _understood(opener, types, answers)
    if is_nearly_sound(result):
        return understood if says_all(understood, result) else result
    if not understood.parsed.fatal:
        return understood
    if lacks_columns(result) and understood.document_type is result.document_type:
        return replace(result, understanding=understood.understanding)
    kept = result.document_type and not understood.understanding
    return result if kept or _has_nothing(understood) else understood


def _has_nothing(understood: ReadResult[Type]) -> bool:
    """Return whether a file has nothing that any type reads, or may read where a person says so."""
    codes = {problem.code for problem in understood.parsed.problems if problem.fatal}
    account = understood.understanding.account if understood.understanding else ()
    return codes == {"E_NOT_UNDERSTOOD"} and not any(fate.read or fate.asks for fate in account)


def _bounded(blocks: Iterator[Block]) -> Iterator[Block]:
    """Yield the blocks. Raises ArchiveError when understanding them is too much work."""
    work = 0
    for block in blocks:
        work += 1 + (len(block.cells) // CELLS if isinstance(block, TableRow) else 0)
        if work > WORK_LIMIT:
            raise ArchiveError("E_ARCHIVE_PARTS", limit=grouped(WORK_LIMIT))
        yield block


def _understood(opener: Opener, types: Sequence[Type], answers: Answers) -> ReadResult[Type]:
    notes: list[Note] = []
    try:
        blocks = list(_bounded(opener(notes)))
    except ArchiveError as error:
        return refused(0, error.code, error.message)
    except SheetError as error:
        message = sheets.MESSAGES[error.code].format_map(error.values)
        return refused(error.row, error.code, message, error.quote)
    return foreign.read(blocks, notes, types, answers)
