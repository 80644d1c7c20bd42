"""Sheets as CSV, XLSX and ODS: nothing is lost, nothing is run, and they open ready to read and print."""

import csv
import io
import subprocess
import sys
import tempfile
from xml.etree.ElementTree import fromstring
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.document import clean
from files.readers.sheets import office_sheets, unescape_formula
from files.readers.xlsx import sheets as xlsx_sheets
from files.writers import csv as csvfile
from files.writers import ods as odsfile
from files.writers import xlsx as xlsxfile
from files.writers.sheet import Sheet, escape_formulas, looks_like_formula
from files.zip_guard import Archive
from tests.settings import BASE_DIR

COLUMNS = ("kode", "bagian", "teks")
RISKY = [
    "=1+1",
    "+62 812",
    "-",
    "@SUM(A1)",
    "'=x",
    "''-y",
    "\tx",
    "\rx",
    "\nx",
    "\0x",
    "＝1+1",
    "＋1",
    "－1",
    "＠a",
    "'＝x",
]
HARMLESS = ["", "'", "'n Roll", "a=b", "teks biasa", " =x", "“=x”", "a＝b", "|x", "%x"]
ROWS = [("DEVO", "indikator", text) for text in (*RISKY[:6], *HARMLESS, "_x0041_ & <b>", "dua  spasi", "x" * 300)]
ODF = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
texts = st.text() | st.text("'=+-@\t\r\n\0＝＋－＠a", max_size=5)
WRITERS = {"csv": csvfile.write, "xlsx": xlsxfile.write, "ods": odsfile.write}


def written(kind, rows=ROWS, title="Kamus kompetensi"):
    out = io.BytesIO()
    WRITERS[kind](Sheet(title, COLUMNS, iter(rows)), out)
    return out.getvalue()


def workbook(rows=ROWS, title="Kamus kompetensi"):
    return openpyxl.load_workbook(io.BytesIO(written("xlsx", rows, title)))


def ods_rows(data):
    content = fromstring(ZipFile(io.BytesIO(data)).read("content.xml"))
    return [
        ["\n".join(map(paragraph, cell.iter(ODF % "text" + "p"))) for cell in row.iter(ODF % "table" + "table-cell")]
        for row in content.iter(ODF % "table" + "table-row")
    ]


def paragraph(element):
    pieces = [element.text or ""]
    for space in element:
        pieces += [" " * int(space.get(ODF % "text" + "c")), space.tail or ""]
    return "".join(pieces)


@given(texts)
def test_a_guarded_text_is_never_a_formula_and_is_given_back(text):
    (cell,) = escape_formulas([text])
    assert unescape_formula(cell) == text
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠"))


@given(texts, texts)
def test_two_texts_never_become_one_cell(one, other):
    assert (escape_formulas([one]) == escape_formulas([other])) == (one == other)


@pytest.mark.parametrize("text", RISKY)
def test_what_a_program_could_run_gets_one_apostrophe(text):
    assert looks_like_formula(text)
    assert escape_formulas([text]) == [f"'{text}"]


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_harmless_stays_as_it_is(text):
    assert escape_formulas([text]) == [text] == [unescape_formula(text)]


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
@given(texts)
def test_a_text_with_an_apostrophe_of_its_own_keeps_it_in_an_office_file(kind, text):
    text = clean(text)
    found = office_sheets(Archive(written(kind, [("k", "b", text or "x")])))
    (_, row) = (row for sheet in found for row in sheet.rows)
    assert row.cells[2] == (text or "x")


def test_an_office_file_shows_formula_signs_without_an_apostrophe():
    (cell,) = [row[2].value for row in workbook([("k", "b", "=1+1")]).active.iter_rows(min_row=2)]
    assert cell == "=1+1"


def test_csv_opens_by_a_double_click_in_indonesian_excel():
    data = written("csv", [("DEVO", "definisi", "satu; dua"), ("ÉÜ", "indikator", "=1+1")])
    assert data == '\ufeffkode;bagian;teks\r\nDEVO;definisi;"satu; dua"\r\nÉÜ;indikator;\'=1+1\r\n'.encode()


@given(st.lists(st.text("'=+-@;\",\r\n\taé ").map(lambda text: ("k", "b", text))))
def test_csv_loses_nothing(rows):
    text = written("csv", rows).decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(text, newline=""), delimiter=csvfile.DELIMITER))
    assert [tuple(map(unescape_formula, row)) for row in read] == [COLUMNS, *rows]


@given(st.lists(st.text(max_size=8).map(lambda text: ("k", "b", clean(text))), max_size=4))
def test_office_files_lose_nothing(rows):
    sheet = workbook(rows).active
    assert [[cell.value or "" for cell in row] for row in sheet.iter_rows()] == [list(COLUMNS), *map(list, rows)]
    assert ods_rows(written("ods", rows)) == [list(COLUMNS), *map(list, rows)]


def test_no_cell_of_a_workbook_is_a_formula():
    sheet = workbook().active
    cells = [row[2] for row in sheet.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells if cell.value} == {"s"}
    assert [bool(cell.quotePrefix) for cell in cells] == [looks_like_formula(row[2]) for row in ROWS]


def test_no_cell_of_an_open_document_is_anything_but_text():
    content = ZipFile(io.BytesIO(written("ods"))).read("content.xml").decode()
    assert "formula" not in content
    assert content.count('office:value-type="') == content.count('office:value-type="string"')


def test_a_text_that_looks_like_a_code_of_the_format_is_told_from_one():
    rows = [("k", "b", "_x0041_")]
    assert b"_x005F_x0041_" in ZipFile(io.BytesIO(written("xlsx", rows))).read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize(
    "text", ["<r>x</r>", "<r><t>x</t></r>", "_x0041_x0042_", "_x005F_x0041_", "_xD83D_", "a_x000D_"]
)
def test_a_text_that_looks_like_markup_of_the_format_stays_a_text(text):
    (sheet,) = xlsx_sheets(Archive(written("xlsx", [("k", "b", text)])))
    assert [row.cells[-1] for row in sheet.rows] == ["teks", text]


def test_rows_beyond_the_last_of_a_workbook_are_never_dropped_silently(monkeypatch, tmp_path):
    monkeypatch.setattr(xlsxfile.Worksheet, "write_string", lambda *_: -1)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(OverflowError):
        written("xlsx")
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_is_ready_to_read_and_to_print():
    book = workbook()
    sheet = book.active
    assert (sheet.title, sheet.freeze_panes, sheet.auto_filter.ref) == (
        "Kamus kompetensi",
        "A2",
        f"A1:C{len(ROWS) + 1}",
    )
    assert all(cell.font.b for cell in sheet[1])
    assert sheet["C2"].alignment.wrap_text
    assert sheet["C2"].alignment.vertical == "top"
    assert [sheet.column_dimensions[letter].width for letter in "ABC"] == [9, 12, 72]
    assert sheet.row_dimensions[len(ROWS) + 1].height == 75
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.oddFooter.left.text, sheet.oddFooter.right.text) == ("Kamus kompetensi", "Halaman &P dari &N")
    assert (book.properties.title, book.properties.created.year) == ("Kamus kompetensi", 1980)


def test_an_open_document_is_ready_to_read_and_to_print():
    archive = ZipFile(io.BytesIO(written("ods")))
    parts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert archive.namelist()[0] == "mimetype"
    assert archive.infolist()[0].compress_type == 0
    assert "<table:table-header-rows>" in parts["content.xml"]
    assert 'table:display-filter-buttons="true"' in parts["content.xml"]
    assert 'fo:wrap-option="wrap"' in parts["content.xml"]
    assert 'style:print-orientation="landscape"' in parts["styles.xml"]
    assert 'config:name="VerticalSplitPosition" config:type="int">1<' in parts["settings.xml"]
    assert "<dc:title>Kamus kompetensi</dc:title>" in parts["meta.xml"]


@pytest.mark.parametrize("title", ["Kamus: [A/B]*?\\ & 'Tim' yang namanya panjang sekali", "'''", 'Budaya "Kerja"'])
def test_a_title_may_be_anything(title):
    book = workbook(title=title)
    assert 0 < len(book.active.title) <= 31
    assert book.properties.title == title
    assert len(ods_rows(written("ods", title=title))) == len(ROWS) + 1


@pytest.mark.parametrize("kind", WRITERS)
def test_the_same_rows_give_the_same_bytes_in_every_process(kind):
    script = (
        f"import sys; from tests.files.writers.test_sheets import written; sys.stdout.buffer.write(written({kind!r}))"
    )
    command = [sys.executable, "-c", script]
    other = subprocess.run(command, cwd=BASE_DIR, capture_output=True, check=True).stdout
    assert written(kind) == other
