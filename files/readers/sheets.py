"""Sheets of a file: those of an office file and that of a text, and the header row of a table."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from documents.document import clean, raw_lines
from documents.translation import mark as _
from files.cells import COLUMN_LIMIT, ROW_LIMIT, Row, Sheet, SheetError, too_big, unescape_formula
from files.readers import decoding, kinds, ods, xlsx
from files.readers.quotation import csv_lines
from files.zip_guard import Archive, ArchiveError

#: The number of rows searched for the header row; empty rows do not count.
HEAD_ROWS = 30
DELIMITERS = ";,\t"

MESSAGES = {
    "E_BINARY": decoding.MESSAGES["E_BINARY"],
    "E_CSV_QUOTE": _(
        'Sel di baris ini tidak berakhir: tanda kutipnya (") tidak berpasangan. '
        "Simpan ulang sebagai CSV dari aplikasi lembar kerja."
    ),
    "E_CELL_BEYOND": _(
        "Sel {cell} berisi “{text}”, padahal kolom terakhir yang berjudul adalah {last}. Teks yang memuat "
        "“{delimiter}” harus diapit tanda kutip; bila bukan itu sebabnya, kosongkan sel itu."
    ),
    "E_NO_COLUMN": _(
        "Kolom {missing} tidak ada. Kolom yang ditemukan: {found}. Tulis judul kolom: {columns} (urutannya bebas)."
    ),
    "E_ROWS_TOO_MANY": _(
        "Tabel-tabel di berkas ini bersama-sama berisi lebih dari {limit} baris. Bagi menjadi beberapa berkas."
    ),
    "E_SHEET_TOO_BIG": _(
        "Lembar ini berisi sesuatu di sel {cell}; batasnya {rows} baris dan {columns} kolom. "
        "Hapus sel yang jauh dari tabel, atau bagi menjadi beberapa berkas."
    ),
    "E_TYPE_MISMATCH": _(
        "Sel {cell} berisi {kind} ({text}), bukan teks. "
        "Salin sel itu lalu tempel sebagai nilai, atau ubah formatnya menjadi Teks dan tulis ulang."
    ),
    "W_CELL_BEYOND": _(
        "Sel {cell} berisi “{text}”, di kanan kolom terakhir yang berjudul ({last}); isinya tidak dibaca. "
        "Beri judul kolom itu, atau pindahkan isinya ke tabel."
    ),
    "W_COLUMN_UNTITLED": _(
        "Kolom {column} tidak berjudul; {count} sel berisi di kolom itu tidak dibaca, yang pertama {first_cell}."
    ),
    "W_HIDDEN_COLUMNS": _("Kolom {columns} tersembunyi; isinya tetap dibaca."),
    "W_HIDDEN_ROWS": _(
        "{count} baris yang berisi tersembunyi (misalnya oleh saringan), yang pertama baris {row}; "
        "isinya tetap dibaca. Hapus baris itu bila tidak dimaksudkan."
    ),
    "W_HIDDEN_SHEET": _(
        "Lembar “{name}” tersembunyi, jadi tidak dibaca. "
        "Bila isinya dimaksudkan, tampilkan lembar itu lalu unggah lagi."
    ),
    "W_NUMBER_LOOK": _(
        "Kolom {column}: {count} sel berisi angka yang tampilannya bergantung pada aplikasi "
        "(bahasa atau lebar kolomnya), yang pertama {first_cell}; dibaca “{text}”. "
        "Ubah formatnya menjadi Teks bila harus tertulis lain."
    ),
    "W_OTHER_SHEET": _("Lembar “{other}” juga berisi tabel, tetapi tidak dibaca; yang dibaca lembar “{name}”."),
    "W_UNKNOWN_FIELD": _(
        "Kolom {cell} “{title}” tidak dikenal; {count} sel berisi di kolom itu tidak dibaca, yang pertama {first_cell}."
    ),
    "W_UNKNOWN_HEAD": _("Kolom {cell} “{title}” tidak dikenal; isinya tidak dibaca."),
}

_DECORATION = str.maketrans("_", " ", "*:")
_OOXML, _MIMETYPE = "[Content_Types].xml", "mimetype"


def office_sheets(archive: Archive) -> Iterator[Sheet]:
    """Yield the sheets of an XLSX or ODS file. Raises ArchiveError and SheetError, also while rows are taken."""
    if b"opendocument.spreadsheet" in _beginning(archive, _MIMETYPE):
        yield from ods.sheets(archive)
        return
    types = _beginning(archive, _OOXML)
    if b"macroEnabled" in types and b"sheet.binary" not in types:
        raise ArchiveError("E_ARCHIVE_MACRO")
    if b"spreadsheetml.sheet.main" in types or b"spreadsheetml.template.main" in types:
        yield from xlsx.sheets(archive)
        return
    raise SheetError(0, "E_BINARY", **kinds.of_archive(archive.names, _beginning(archive, _MIMETYPE)).values)


def _beginning(archive: Archive, name: str) -> bytes:
    return next(archive.chunks(name), b"") if name.casefold() in archive.names else b""


def delimited_sheets(text: str, delimiter: str) -> Iterator[Sheet]:
    """Yield the single sheet of CSV text. Raises SheetError while the sheet and its rows are taken.

    The rows of a text that may have too many are counted before any row is kept.
    """
    if text.count("\n") + text.count("\r") > ROW_LIMIT:
        deque(map(_check_reach, delimited_rows(text, delimiter)), maxlen=0)
    yield Sheet("", map(_check_reach, delimited_rows(text, delimiter)), delimiter=delimiter)


def delimiter_of(text: str) -> str:
    """Return the delimiter of a text that is plainly a table: nearly every row has as many cells; "" for another text.

    Two columns are a table only with semicolons: sentences have commas, and labels TABs. Reads the first rows only.
    """
    for delimiter in DELIMITERS:
        try:
            lines = csv_lines(text.removeprefix("\ufeff"), delimiter)
            widths = [len(cells) for cells in islice(lines, HEAD_ROWS) if any(map(str.strip, cells))]
        except csv.Error:
            continue
        width = max(set(widths), key=widths.count, default=0)
        wide = [each for each in widths if each > 1]
        usual = widths.count(max(wide, key=wide.count)) if wide else 0
        if wide and len(widths) > 1 and usual >= max(2, 0.6 * len(widths)) and width >= (2 if delimiter == ";" else 3):
            return delimiter
    return ""


def _check_reach(row: Row) -> Row:
    if len(row.cells) > COLUMN_LIMIT or row.number > ROW_LIMIT:
        raise too_big(row.number, len(row.cells) - 1, row.cells)
    return row


def delimited_rows(text: str, delimiter: str) -> Iterator[Row]:
    """Yield the rows of CSV text that are not empty, without the apostrophes that an export puts before formulas.

    Rows are numbered as a spreadsheet shows them: a cell of several lines is in one row. Raises SheetError for a
    quotation mark that is not closed.
    """
    number = begin = 0
    lines = csv_lines(text.removeprefix("\ufeff"), delimiter)
    try:
        for number, cells in enumerate(lines, 1):
            begin = lines.line_num
            while cells and not cells[-1].strip():
                cells.pop()
            if cells:
                yield Row(number, tuple(map(unescape_formula, cells)))
    except csv.Error as error:
        quote = next(islice(raw_lines(text), begin, None), "")
        raise SheetError(number + 1, "E_CSV_QUOTE", quote=quote) from error


@dataclass(frozen=True, slots=True)
class HeaderRow:
    """The header row of a table with `columns`: the place of each column that is there, and the row itself."""

    columns: tuple[str, ...]
    row: Row
    places: Mapping[str, int]

    @property
    def missing(self) -> list[str]:
        """The columns that are not there."""
        return [name for name in self.columns if name not in self.places]

    @property
    def last(self) -> int:
        """The place of the last column with a head."""
        return max(place for place, cell in enumerate(self.row.cells) if cell.strip())

    @property
    def coverage(self) -> float:
        """The share of the columns that is there, from 0 to 1."""
        return len(self.places) / len(self.columns)


def title(cell: str) -> str:
    """Return the head of a column without differences of case, spacing and decoration."""
    return " ".join(clean(cell).translate(_DECORATION).casefold().split())


def find_header(rows: Iterable[Row], tables: Sequence[tuple[str, ...]]) -> HeaderRow | None:
    """Return the row among the first `HEAD_ROWS` that names the largest share of one table's columns, at least half.

    Takes no more rows than it needs.
    """
    best: HeaderRow | None = None
    for row in islice(rows, HEAD_ROWS):
        titles: dict[str, int] = {}
        for place, cell in enumerate(row.cells):
            titles.setdefault(title(cell[:200]), place)
        for columns in tables:
            head = HeaderRow(columns, row, {name: titles[name] for name in columns if name in titles})
            if head.coverage >= 0.5 and (best is None or head.coverage > best.coverage):
                best = head
        if best and best.coverage == 1:
            break
    return best
