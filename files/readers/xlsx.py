"""The sheets of an XLSX workbook, read as a stream.

openpyxl builds a tree of every row and of the styles: it needed 19 seconds and 1 GB for a row of 20 MB, and several
times as long as this module for a sheet of 60,000 rows.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import cache, partial

from files.cells import COLUMN_LIMIT, Builder, Merge, Row, Sheet, Weight
from files.readers.format_codes import BUILT_IN, DATES
from files.readers.number_formats import Format
from files.readers.xlsx_cells import TRUE, Cells, Strings, Values, local_name, place_of
from files.zip_guard import Archive, ArchiveError

#: The most entries of a list other than cells.
_LIST_LIMIT = 100_000
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7}):\$?([A-Z]{1,3})\$?([0-9]{1,7})")


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
            reader = Cells(values, Builder(weight))
            rows, merges = _rows(archive, part, reader), cache(partial(_merges, archive, part))
            yield Sheet(each.get("name", ""), rows, hidden, several, reader.builder.unseen, merges)


def _values(
    archive: Archive, folder: str, relations: list[dict[str, str]], book: list[tuple[str, dict[str, str]]]
) -> Values:
    strings = _strings(archive, _target(folder, relations, "/sharedStrings"))
    early = any(local == "workbookPr" and each.get("date1904") in TRUE for local, each in book)
    stale = any(local == "calcPr" and each.get("fullCalcOnLoad") in TRUE for local, each in book)
    return Values(strings, _formats(archive, _target(folder, relations, "/styles"), early=early), stale)


def _elements(archive: Archive, part: str, *wanted: str) -> list[tuple[str, dict[str, str]]]:
    """Return the names and attributes, without prefixes, of the elements of a part with these names."""
    found: list[tuple[str, dict[str, str]]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        local = local_name(name)
        if local in wanted:
            found.append((local, {local_name(key): value for key, value in attributes.items()}))
            if len(found) > _LIST_LIMIT:
                raise ArchiveError("E_ARCHIVE_MEMBERS", limit=_LIST_LIMIT)

    for _step in archive.scan(part, start, lambda _name: None):
        pass
    return found


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
    unknown = "[$-F800]d" if number in DATES else f"bawaan {number}"
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
    left, right = place_of(match[1]), place_of(match[3])
    return Merge(int(match[2]), left, int(match[4]), right) if left <= right < COLUMN_LIMIT else None


def _strings(archive: Archive, part: str) -> list[str]:
    """Return the texts that cells refer to by number, without their pronunciations."""
    if part.casefold() not in archive.names:
        return []
    reader = Strings()
    for _step in archive.scan(part, reader.start, reader.end, reader.text):
        pass
    return reader.strings


def _rows(archive: Archive, part: str, reader: Cells) -> Iterator[Row]:
    for _step in archive.scan(part, reader.start, reader.end, reader.text):
        yield from reader.builder.taken()
