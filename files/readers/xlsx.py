"""The sheets of an XLSX workbook, read as a stream.

openpyxl builds a tree of every row and of the styles: it needed 19 seconds and 1 GB for a row of 20 MB, and several
times as long as this module for a sheet of 60,000 rows.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache

from documents.translation import mark as _
from files.cells import Builder, Row, Sheet, number_text, too_big
from files.zip_guard import Archive, ArchiveError

_DIGITS = "0123456789"
#: The size of a sheet in Excel; no row or cell is counted beyond.
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
#: The most entries of a list other than cells, and of the list of strings.
_LIST_LIMIT, _STRING_LIMIT = 100_000, 1_500_000
#: The numbers of the built-in formats for dates and times (ISO/IEC 29500, 18.8.30).
_DATES = frozenset(map(str, (*range(14, 23), *range(45, 48))))
#: Literals, colours and languages in a format code; not hours, minutes and seconds in brackets.
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^][]*\]', re.IGNORECASE)
#: A character that a workbook writes as its number.
_CODE = re.compile("_x([0-9A-Fa-f]{4})_")
_MISFITS = {"b": _("nilai benar/salah"), "e": _("pesan galat"), "d": _("tanggal")}


def sheets(archive: Archive) -> Iterator[Sheet]:
    """Yield the worksheets of the workbook, in its order. Raises ArchiveError, and SheetError while rows are taken.

    A part of the archive is one sheet, even when the workbook gives it several names.
    """
    book = _target("", _relations(archive, "_rels/.rels"), "/officeDocument")
    folder, name = posixpath.split(book)
    relations = _relations(archive, f"{folder}/_rels/{name}.rels")
    parts = {attributes.get("Id", ""): _resolved(folder, attributes) for attributes in relations}
    strings = _strings(archive, _target(folder, relations, "/sharedStrings"))
    dates = _date_styles(archive, _target(folder, relations, "/styles"))
    unread = set(archive.names)
    for _event, attributes in _elements(archive, book, "sheet"):
        part = parts.get(attributes.get("id", ""), "")
        if part.casefold() in unread:
            unread.remove(part.casefold())
            yield Sheet(attributes.get("name", ""), _rows(archive, part, strings, dates))


def _elements(archive: Archive, part: str, *wanted: str) -> list[tuple[str, dict[str, str]]]:
    """Return the names and attributes, without prefixes, of the elements of a part with these names."""
    found: list[tuple[str, dict[str, str]]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        local = _local(name)
        if local in wanted:
            found.append((local, {_local(key): value for key, value in attributes.items()}))
            if len(found) > _LIST_LIMIT:
                raise ArchiveError("E_ARCHIVE_MEMBERS", limit=_LIST_LIMIT)

    for _step in archive.scan(part, start, lambda _name: None):
        pass
    return found


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _relations(archive: Archive, part: str) -> list[dict[str, str]]:
    return [attributes for _, attributes in _elements(archive, part, "Relationship")]


def _target(folder: str, relations: list[dict[str, str]], kind: str) -> str:
    """Return the part that the first relationship of that kind names, "" when none does."""
    matching = (relation for relation in relations if relation.get("Type", "").endswith(kind))
    return next((_resolved(folder, relation) for relation in matching), "")


def _resolved(folder: str, relation: dict[str, str]) -> str:
    return posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")


def _date_styles(archive: Archive, part: str) -> frozenset[str]:
    """Return the numbers of the cell styles that show a number as a date or a time."""
    if part.casefold() not in archive.names:
        return frozenset()
    dates = set(_DATES)
    styles: list[str] = []
    inside = False
    for name, attributes in _elements(archive, part, "numFmt", "cellStyleXfs", "cellXfs", "xf"):
        if name == "numFmt":
            change = dates.add if _is_date(attributes.get("formatCode", "")[:200]) else dates.discard
            change(attributes.get("numFmtId", ""))
        elif name == "xf" and inside:
            styles.append(attributes.get("numFmtId", ""))
        else:
            inside = name == "cellXfs"
    return frozenset(str(place) for place, number in enumerate(styles) if number in dates)


def _is_date(code: str) -> bool:
    """Return whether a number format shows a date or a time, by its code for positive numbers."""
    return re.search("[dmyhs]", _LITERAL.sub("", code).partition(";")[0], re.IGNORECASE) is not None


def _strings(archive: Archive, part: str) -> list[str]:
    """Return the texts that cells refer to by number, without their pronunciations."""
    if part.casefold() not in archive.names:
        return []
    reader = _Strings()
    for _step in archive.scan(part, reader.start, reader.end, reader.text):
        pass
    return reader.strings


class _Strings:
    def __init__(self) -> None:
        self.strings: list[str] = []
        self.pieces: list[str] = []
        self.open = self.aside = False

    def start(self, name: str, _: dict[str, str]) -> None:
        name = _local(name)
        self.open = name == "t" and not self.aside
        self.aside = self.aside or name == "rPh"

    def text(self, text: str) -> None:
        if self.open:
            self.pieces.append(text)

    def end(self, name: str) -> None:
        self.open = False
        name = _local(name)
        if name == "rPh":
            self.aside = False
        elif name == "si":
            if len(self.strings) >= _STRING_LIMIT:
                raise ArchiveError("E_ARCHIVE_MEMBERS", limit=_STRING_LIMIT)
            self.strings.append(plain("".join(self.pieces)))
            self.pieces = []


def plain(text: str) -> str:
    """Return a text with characters for their codes, such as `_x000D_`; lone surrogates become "�"."""
    if "_x" not in text:
        return text
    whole = _CODE.sub(lambda code: chr(int(code[1], 16)), text)
    return whole.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _rows(archive: Archive, part: str, strings: list[str], dates: frozenset[str]) -> Iterator[Row]:
    reader = _Cells(strings, dates)
    for _step in archive.scan(part, reader.start, reader.end, reader.text):
        yield from reader.builder.taken()


class _Cells:
    """Handlers that collect the cells of one sheet."""

    def __init__(self, strings: list[str], dates: frozenset[str]) -> None:
        self.strings, self.dates = strings, dates
        self.builder = Builder()
        self.row = 0
        self.place = -1
        self.kind = self.style = ""
        self.pieces: list[str] = []
        self.data = self.open = self.aside = self.formula = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = _local(name)
        if name == "c" and self.data:
            self.start_cell(attributes)
        elif name == "row" and self.data:
            number = attributes.get("r", "")
            self.row = int(number) if _is_number(number) else self.row + 1
            self.place = -1
            if self.row > _LAST_ROW:
                raise too_big(self.row, 0)
        elif name in ("v", "t"):
            self.open = not self.aside
        elif name == "f":
            self.formula = True
        elif name == "rPh":
            self.aside = True
        elif name == "sheetData":
            self.data = True

    def start_cell(self, attributes: dict[str, str]) -> None:
        place = _place(attributes.get("r", "")[:12].rstrip(_DIGITS))
        self.place = self.place + 1 if place < 0 else place
        if self.place >= _LAST_COLUMN:
            raise too_big(self.row, self.place)
        self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "")
        self.pieces, self.formula = [], False

    def text(self, text: str) -> None:
        if self.open:
            self.pieces.append(text)

    def end(self, name: str) -> None:
        name = _local(name)
        if name in ("v", "t"):
            self.open = False
        elif name == "rPh":
            self.aside = False
        elif name == "c" and self.data:
            self.end_cell("".join(self.pieces))
        elif name == "row" and self.data:
            self.builder.finish(self.row)
        elif name == "sheetData":
            self.data = False

    def end_cell(self, value: str) -> None:
        if self.formula:
            self.builder.put(self.row, self.place, value or "=", "rumus")
        elif not value:
            return
        elif self.kind == "s":
            self.builder.put(self.row, self.place, self.string(value))
        elif self.kind in ("inlineStr", "str"):
            self.builder.put(self.row, self.place, plain(value))
        else:
            misfit = "tanggal" if self.style in self.dates else ""
            self.builder.put(self.row, self.place, number_text(value), str(_MISFITS.get(self.kind, misfit)))

    def string(self, number: str) -> str:
        """Return the text of that number in the workbook's list. Raises ArchiveError when it has none."""
        if not _is_number(number) or int(number) >= len(self.strings):
            raise ArchiveError("E_ARCHIVE_BROKEN")
        return self.strings[int(number)]


def _is_number(text: str) -> bool:
    return len(text) <= 7 and text.isascii() and text.isdigit()


@lru_cache(maxsize=1024)
def _place(letters: str) -> int:
    """Return the place of the column with these letters, from 0; -1 without letters, `_LAST_COLUMN` for no column."""
    if not (letters.isascii() and letters.isalpha()) or len(letters) > 3:
        return _LAST_COLUMN if letters else -1
    place = 0
    for letter in letters.upper():
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1
