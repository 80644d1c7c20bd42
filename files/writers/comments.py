"""Comments at the cells of a workbook: written into an uploaded XLSX file, or into a new one made of its rows."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from tempfile import TemporaryDirectory
from typing import NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from files.cells import ROW_LIMIT, Sheet
from files.writers.comment_parts import Parts, UnfitError, with_legacy_drawing
from files.writers.sheet import looks_like_formula
from files.zip_guard import Archive

#: The most comments of a file, and the longest text of one cell, in characters.
COMMENTS, TEXT = 1_000, 8_000
_EPOCH = datetime(1980, 1, 1, tzinfo=UTC)
#: Characters that no name of a sheet may hold, and its longest.
_NO_NAME, _NAME = str.maketrans("[]:*?/\\", "       "), 31


class Comment(NamedTuple):
    """What to say at a cell: the name of its sheet, "" for the first one; row from 1 and column from 0."""

    sheet: str
    row: int
    column: int
    text: str


Cells = dict[tuple[int, int], str]


def into_workbook(data: bytes, comments: Iterable[Comment]) -> bytes:
    """Return an XLSX file with comments; all other parts stay byte for byte, and so do comments that it has.

    Linear; memory as the largest part below the rows. Raises ArchiveError, and UnfitError for a file in which this
    cannot be done: take `new_workbook` then.
    """
    Archive(data)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        parts = Parts(source)
        by_part: dict[str, Cells] = {}
        for name, cells in _by_sheet(comments).items():
            _merge(by_part.setdefault(parts.part_of(name), {}), cells)
        for part, cells in by_part.items():
            parts.comment(part, cells)
        for member in source.infolist():
            with target.open(_member(member), "w") as copy:
                if member.filename in parts.changed:
                    copy.write(parts.changed.pop(member.filename))
                else:
                    pieces = _pieces(source, member)
                    drawing = parts.drawings.get(member.filename, "")
                    for piece in with_legacy_drawing(pieces, drawing) if drawing else pieces:
                        copy.write(piece)
        for name, content in parts.changed.items():
            target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _member(member: zipfile.ZipInfo) -> zipfile.ZipInfo:
    copy = zipfile.ZipInfo(member.filename, member.date_time)
    copy.compress_type, copy.external_attr = member.compress_type, member.external_attr
    return copy


def _pieces(source: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    with source.open(member) as content:
        yield from iter(lambda: content.read(2**16), b"")


def _merge(cells: Cells, more: Cells) -> None:
    """Add texts to those of the same cells; several texts of one cell stand below each other."""
    for cell, text in more.items():
        cells[cell] = (f"{cells[cell]}\n\n{text}" if cell in cells else text)[:TEXT]


def _by_sheet(comments: Iterable[Comment]) -> dict[str, Cells]:
    """Return the texts of the first `COMMENTS` comments by sheet and cell."""
    found: dict[str, Cells] = {}
    for nth, comment in enumerate(comments):
        if nth == COMMENTS:
            break
        _merge(found.setdefault(comment.sheet, {}), {(comment.row, max(comment.column, 0)): comment.text})
    return found


def new_workbook(sheets: Iterable[Sheet], comments: Iterable[Comment]) -> bytes:
    """Return a workbook of these rows, every cell a text, with comments. Raises the errors of reading the rows."""
    out, wanted = io.BytesIO(), _by_sheet(comments)
    with TemporaryDirectory() as folder, Workbook(out, {"constant_memory": True, "tmpdir": folder}) as book:
        book.set_properties({"created": _EPOCH})
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        quoted = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top", "quote_prefix": True})
        taken: set[str] = set()
        for nth, sheet in enumerate(sheets):
            cells = dict(wanted.get(sheet.name, {}))
            if not nth and sheet.name:
                _merge(cells, wanted.get("", {}))
            page = book.add_worksheet(_tab(sheet.name, taken))
            page.set_column(0, 40, 24)
            waiting = sorted(cells.items(), reverse=True)
            for row in sheet.rows:
                _write_comments(page, waiting, row.number)
                for place, content in enumerate(row.cells):
                    page.write_string(row.number - 1, place, content, quoted if looks_like_formula(content) else text)
            _write_comments(page, waiting, ROW_LIMIT)
    return out.getvalue()


def _write_comments(page: Worksheet, waiting: list[tuple[tuple[int, int], str]], until: int) -> None:
    """Write the comments of the rows up to `until`, the last ones of `waiting`: a page takes rows in order alone."""
    while waiting and waiting[-1][0][0] <= until:
        (row, place), said = waiting.pop()
        page.write_comment(row - 1, place, said, {"x_scale": 2.5, "y_scale": 1.5})


def _tab(name: str, taken: set[str]) -> str:
    """Return a name that a sheet may have, and note it."""
    base = name.translate(_NO_NAME).strip("' ")[:_NAME] or "Sheet"
    found, number = base, 1
    while found.casefold() in taken:
        number += 1
        found = f"{base[: _NAME - 5]} {number}"
    taken.add(found.casefold())
    return found


__all__ = ["COMMENTS", "Comment", "UnfitError", "into_workbook", "new_workbook"]
