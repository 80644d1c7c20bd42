"""The cells of a worksheet, and the list of texts that they refer to: handlers for a stream of XML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from documents.translation import mark as _
from files.cells import COLUMN_LIMIT, Builder, number_text, too_big
from files.readers.number_formats import Format
from files.zip_guard import ArchiveError

_DIGITS = "0123456789"
#: The size of a sheet in Excel; no row or cell is counted beyond.
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
#: The most entries of the list of texts.
_STRING_LIMIT = 1_500_000
#: A character that a workbook writes as its number.
_CODE = re.compile("_x([0-9A-Fa-f]{4})_")
_MISFITS = {"b": _("nilai benar/salah"), "e": _("pesan galat"), "d": _("tanggal")}
_DATE, _FORMATTED = _MISFITS["d"], _("angka dengan format “{code}”")
_FORMULA = _("rumus tanpa hasil")
_PLAIN = Format("General")
#: Whole numbers of fewer digits are shown as they are.
_SHORT = 10
TRUE = ("1", "true")
_BOOLEANS = {"1": "TRUE", "0": "FALSE"}


class Values(NamedTuple):
    """What the cells of a workbook refer to: its texts by number, and the formats of its styles but the plain one.

    `stale` says that all formulas are computed again when the file is opened: its writer computed none.
    """

    strings: list[str]
    formats: Mapping[str, Format]
    stale: bool


def local_name(name: str) -> str:
    return name.rpartition(":")[2]


class Strings:
    def __init__(self) -> None:
        self.strings: list[str] = []
        self.pieces: list[str] = []
        self.open = self.aside = False

    def start(self, name: str, _: dict[str, str]) -> None:
        name = local_name(name)
        self.open = name == "t" and not self.aside
        self.aside = self.aside or name == "rPh"

    def text(self, text: str) -> None:
        if self.open:
            self.pieces.append(text)

    def end(self, name: str) -> None:
        self.open = False
        name = local_name(name)
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


class Cells:
    """Handlers that collect the cells of one sheet."""

    def __init__(self, values: Values, builder: Builder) -> None:
        self.strings, self.formats, self.stale = values
        self.textual = {style for style, each in self.formats.items() if not each.plain_text}
        self.builder = builder
        self.row = 0
        self.place = -1
        self.kind = self.style = ""
        self.pieces: list[str] = []
        self.data = self.open = self.aside = self.formula = self.valued = self.hidden = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = local_name(name)
        if name == "c" and self.data:
            self.start_cell(attributes)
        elif name == "row" and self.data:
            number = attributes.get("r", "")
            self.row = int(number) if is_number(number) else self.row + 1
            self.place = -1
            self.hidden = attributes.get("hidden") in TRUE or attributes.get("ht") == "0"
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
        elif name == "col" and attributes.get("hidden") in TRUE:
            self.hide(attributes.get("min", ""), attributes.get("max", ""))

    def hide(self, first: str, last: str) -> None:
        """Note columns, counted from 1, that the sheet does not show."""
        if is_number(first) and is_number(last):
            self.builder.hidden.update(range(int(first) - 1, min(int(last), COLUMN_LIMIT)))

    def start_cell(self, attributes: dict[str, str]) -> None:
        place = place_of(attributes.get("r", "")[:12].rstrip(_DIGITS))
        self.place = self.place + 1 if place < 0 else place
        if self.place >= _LAST_COLUMN:
            raise too_big(self.row, self.place)
        self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "0")
        self.pieces, self.formula, self.valued = [], False, False

    def text(self, text: str) -> None:
        if self.open:
            self.pieces.append(text)

    def end(self, name: str) -> None:
        name = local_name(name)
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
        if self.formula and not self.has_result(value.strip()):
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

    def has_result(self, value: str) -> bool:
        """Return whether a formula has a result that somebody saw or gave: some writers fill in zeros."""
        if not self.valued or (self.stale and self.kind == "n" and value == "0"):
            return False
        return bool(value) or self.kind == "str"

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
        """Set the cell to a number in its format; most are short whole ones without any."""
        if self.style not in self.formats and value.isdecimal() and len(value) < _SHORT and value[0] != "0":
            self.builder.put(self.row, self.place, value)
            return
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
        if not is_number(number) or int(number) >= len(self.strings):
            raise ArchiveError("E_ARCHIVE_BROKEN")
        return self.strings[int(number)]


def is_number(text: str) -> bool:
    return len(text) <= 7 and text.isascii() and text.isdigit()


@lru_cache(maxsize=1024)
def place_of(letters: str) -> int:
    """Return the place of the column with these letters, from 0; -1 without letters, `_LAST_COLUMN` for no column."""
    if not (letters.isascii() and letters.isalpha()) or len(letters) > 3:
        return _LAST_COLUMN if letters else -1
    place = 0
    for letter in letters.upper():
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1
