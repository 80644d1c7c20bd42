"""A workbook with the problems of its cells as comments, to be mended where it was made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from django.utils.translation import gettext

from exchange.imports.account import fates_of
from exchange.imports.comparison import Review
from exchange.imports.kinds import FileKind, kind_of
from files.cells import Sheet, SheetError
from files.readers import decoding, sheets
from files.readers.blocks import Place
from files.writers.comments import Comment, UnfitError, into_workbook, new_workbook
from files.zip_guard import Archive, ArchiveError

#: The characters of a text that tell which delimiter its table has.
BEGINNING = 20_000


def is_markable(review: Review, data: bytes, name: str) -> bool:
    """Return whether a file is a table with something to say at one of its cells."""
    kind = kind_of(data, name)
    return kind in (FileKind.SHEET, FileKind.TABLE) and next(_comments(review), None) is not None


def marked(review: Review, data: bytes, name: str) -> bytes | None:
    """Return the file as a workbook with comments; None when it cannot be read. Linear.

    An XLSX file is changed by its comments alone; of other tables a new workbook is made.
    """
    comments = list(_comments(review))
    try:
        if kind_of(data, name) is FileKind.TABLE:
            return new_workbook(_delimited(data), comments)
        try:
            return into_workbook(data, comments)
        except UnfitError:
            return new_workbook(sheets.office_sheets(Archive(data)), comments)
    except (ArchiveError, SheetError, OverflowError):
        return None


def name_of(name: str) -> str:
    """Return the file name of the workbook with comments."""
    return f"{PurePath(name).stem or 'berkas'}-bertanda.xlsx"


def _comments(review: Review) -> Iterator[Comment]:
    """Yield the problems that name a line, then the lines that a person should look at."""
    places = review.reading.places if review.reading else {}
    said: set[tuple[int, str]] = set()
    sheet = "" if review.understanding else next((place.sheet for place in places.values()), "")
    for problem in review.parsed.problems:
        if problem.line:
            said.add((problem.line, problem.message))
            mark = "" if problem.fatal else gettext("Peringatan") + ": "
            yield _comment(places.get(problem.line) or Place(problem.line), f"{mark}{problem.message} ({problem.code})")
    for fate in fates_of(review.reading) if review.reading else ():
        if fate.asks and (fate.number, str(fate.reason)) not in said:
            place = fate.place if review.understanding else Place(fate.number, sheet=sheet)
            yield _comment(place, gettext("Tidak dibaca: {reason}").format(reason=fate.reason))


def _comment(place: Place, text: str) -> Comment:
    return Comment(place.sheet, place.row, max(place.column, 0), text)


def _delimited(data: bytes) -> Iterator[Sheet]:
    text = decoding.read(data, limit=len(data)).text
    beginning = text[:BEGINNING]
    return sheets.delimited_sheets(text, max(sheets.DELIMITERS, key=beginning.count))
