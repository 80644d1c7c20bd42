"""The sheets of an XLSX workbook, read as a stream.

openpyxl builds a tree of every row and of the styles: it needed 19 seconds and 1 GB for a row of 20 MB, and several
times as long as this module for a sheet of 60,000 rows.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache, partial
from typing import NamedTuple

from documents.translation import mark as _
from files.cells import COLUMN_LIMIT, Builder, Merge, Row, Sheet, Weight, number_text, too_big
from files.readers.format_codes import BUILT_IN, DATES
from files.readers.number_formats import Format
from files.zip_guard import Archive, ArchiveError

_DIGITS = "0123456789"
#: The size of a sheet in Excel; no row or cell is counted beyond.
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
#: The most entries of a list other than cells, and of the list of strings.
_LIST_LIMIT, _STRING_LIMIT = 100_000, 1_500_000
#: A character that a workbook writes as its number.
_CODE = re.compile("_x([0-9A-Fa-f]{4})_")
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7}):\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_MISFITS = {"b": _("nilai benar/salah"), "e": _("pesan galat"), "d": _("tanggal")}
_DATE, _FORMATTED = _MISFITS["d"], _("angka dengan format “{code}”")
_FORMULA = _("rumus tanpa hasil")
_PLAIN = Format("General")
_TRUE = ("1", "true")
_BOOLEANS = {"1": "TRUE", "0": "FALSE"}


def sheets(archive: Archive) -> Iterator[Sheet]:
    """Yield the worksheets of the workbook, in its order. Raises ArchiveError, and SheetError while rows are taken.

    A part of the archive is one sheet, even when the workbook gives it several names.
    """
    book = _target("", _relations(archive, "_rels/.rels"), "/officeDocument")
    folder, name = posixpath.split(book)
    relations = _relations(archive, posixpath.join(folder, "_rels", f"{name}.rels"))
    parts = {each.get("Id", ""): each | {"Target": _resolved(folder, each)} for each in relations}
    found = _elements(archive, book, "sheet", "workbookPr", "calcPr")
    values = _values(archive, folder, relations, found)
    unread = set(archive.names)
    listed = [each for local, each in found if local == "sheet"]
    several = sum(each.get("state", "visible") == "visible" for each in listed) > 1
    weight = Weight()
    for each in listed:
        relation = parts.get(each.get("id", ""), {})
        part, hidden = relation.get("Target", ""), each.get("state", "visible") != "visible"
        if part.casefold() in unread and not (hidden and not relation.get("Type", "").endswith("/worksheet")):
            unread.remove(part.casefold())
            reader = _Cells(values, Builder(weight))
            rows, merges = _rows(archive, part, reader), cache(partial(_merges, archive, part))
            yield Sheet(each.get("name", ""), rows, hidden, several, reader.builder.unseen, merges)


class _Values(NamedTuple):
    """What the cells of a workbook refer to: its texts by number, and the formats of its styles but the plain one.

    `stale` says that the program computes all formulas again when it opens the file, so that nobody sees the results
    that are written in it.
    """

    strings: list[str]
    formats: Mapping[str, Format]
    stale: bool


def _values(
    archive: Archive, folder: str, relations: list[dict[str, str]], book: list[tuple[str, dict[str, str]]]
) -> _Values:
    strings = _strings(archive, _target(folder, relations, "/sharedStrings"))
    early = any(local == "workbookPr" and each.get("date1904") in _TRUE for local, each in book)
    stale = any(local == "calcPr" and each.get("fullCalcOnLoad") in _TRUE for local, each in book)
    return _Values(strings, _formats(archive, _target(folder, relations, "/styles"), early=early), stale)


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


def _formats(archive: Archive, part: str, *, early: bool) -> dict[str, Format]:
    """Return the number formats of the cell styles, by the number of the style; none for plain ones."""
    if part.casefold() not in archive.names:
        return {}
    codes, styles = dict(BUILT_IN), []
    inside = False
    for name, attributes in _elements(archive, part, "numFmt", "cellStyleXfs", "cellXfs", "xf"):
        if name == "numFmt":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "xf" and inside:
            styles.append(attributes.get("numFmtId", "0"))
        else:
            inside = name == "cellXfs"
    formats = {number: _format(number, codes, early=early) for number in {*styles} - {"0"}}
    return {str(place): formats[number] for place, number in enumerate(styles) if number in formats}


def _format(number: str, codes: Mapping[str, str], *, early: bool) -> Format:
    """Return the format of that number; one that shows nothing known for a built-in format of some languages only."""
    unknown = "[$-F800]d" if number in DATES else f"[#{number}]"
    return Format(codes.get(number, unknown), early=early)


def _merges(archive: Archive, part: str) -> list[Merge]:
    """Return the merged cells of a sheet by their first row; they stand behind all cells. Costs a pass of its own."""
    found = (_merge(each.get("ref", "")) for _name, each in _elements(archive, part, "mergeCell"))
    return sorted(merge for merge in found if merge)


def _merge(ref: str) -> Merge | None:
    """Return the area of a reference such as "A1:B3"; None for one that is no area."""
    match = _AREA.fullmatch(ref)
    if not match:
        return None
    left, right = _place(match[1]), _place(match[3])
    return Merge(int(match[2]), left, int(match[4]), right) if left <= right < COLUMN_LIMIT else None


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


def _rows(archive: Archive, part: str, reader: _Cells) -> Iterator[Row]:
    for _step in archive.scan(part, reader.start, reader.end, reader.text):
        yield from reader.builder.taken()


class _Cells:
    """Handlers that collect the cells of one sheet."""

    def __init__(self, values: _Values, builder: Builder) -> None:
        self.strings, self.formats, self.stale = values
        self.textual = {style for style, each in self.formats.items() if not each.plain_text}
        self.builder = builder
        self.row = 0
        self.place = -1
        self.kind = self.style = ""
        self.pieces: list[str] = []
        self.data = self.open = self.aside = self.formula = self.valued = self.hidden = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = _local(name)
        if name == "c" and self.data:
            self.start_cell(attributes)
        elif name == "row" and self.data:
            number = attributes.get("r", "")
            self.row = int(number) if _is_number(number) else self.row + 1
            self.place, self.hidden = -1, attributes.get("hidden") in _TRUE
            if self.row > _LAST_ROW:
                raise too_big(self.row, 0)
        elif name in ("v", "t"):
            self.open = not self.aside
            self.valued = True
        elif name == "f":
            self.formula = True
        elif name == "rPh":
            self.aside = True
        elif name == "sheetData":
            self.data = True
        elif name == "col" and attributes.get("hidden") in _TRUE:
            self.hide(attributes.get("min", ""), attributes.get("max", ""))

    def hide(self, first: str, last: str) -> None:
        """Note columns, counted from 1, that the sheet does not show."""
        if _is_number(first) and _is_number(last):
            self.builder.hidden.update(range(int(first) - 1, min(int(last), COLUMN_LIMIT)))

    def start_cell(self, attributes: dict[str, str]) -> None:
        place = _place(attributes.get("r", "")[:12].rstrip(_DIGITS))
        self.place = self.place + 1 if place < 0 else place
        if self.place >= _LAST_COLUMN:
            raise too_big(self.row, self.place)
        self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "0")
        self.pieces, self.formula, self.valued = [], False, False

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
            self.builder.finish(self.row, hidden=self.hidden)
        elif name == "sheetData":
            self.data = False

    def end_cell(self, value: str) -> None:
        if self.formula and (self.stale or not self.valued or not (value or self.kind == "str")):
            self.builder.put(self.row, self.place, value or "=", str(_FORMULA))
        elif not value:
            return
        elif self.kind == "s":
            self.put_text(self.string(value.strip()))
        elif self.kind in ("inlineStr", "str"):
            self.put_text(plain(value))
        elif self.kind in _MISFITS:
            text = value.strip()
            shown = _BOOLEANS.get(text, text) if self.kind == "b" else text
            self.builder.put(self.row, self.place, shown, str(_MISFITS[self.kind]))
        else:
            self.put_number(value.strip())

    def put_text(self, text: str) -> None:
        """Set the cell to a text in its format."""
        if self.style in self.textual:
            shown = self.formats[self.style].text(text)
            if shown is None or not shown.strip():
                self.builder.put(self.row, self.place, text, self.unshown())
                return
            text = shown
        self.builder.put(self.row, self.place, text)

    def put_number(self, value: str) -> None:
        """Set the cell to a number in its format."""
        shown = self.formats.get(self.style, _PLAIN).number(value)
        if shown:
            self.builder.put(self.row, self.place, shown.text, doubt=shown.doubt)
        else:
            self.builder.put(self.row, self.place, number_text(value), self.unshown())

    def unshown(self) -> str:
        """Return the words for a value whose format does not tell what a person sees."""
        form = self.formats.get(self.style, _PLAIN)
        return str(_DATE) if form.dated else _FORMATTED.format(code=form.code[:40])

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
