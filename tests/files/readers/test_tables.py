"""Tables in several sheets, and what is said of what nobody reads."""

import io
import re
import zipfile

import openpyxl
import pytest
import xlsxwriter

from exchange import document_types
from exchange.document_types import read
from exchange.imports import rejection
from exchange.imports.comparison import compare_with_stored
from files.readers import quotation
from files.readers.blocks import Place
from files.readers.tables import RowPlaces
from tests.sheets import as_csv, as_ods, as_xlsx, ods_cell, ods_file, ods_table, with_member

HEAD = document_types.get("kamus").sheet.COLUMNS
GUIDE = document_types.get("panduan").sheet.COLUMNS
DEVO = [
    ("DEVO", "Developing Others", "definisi", "", "", "Menumbuhkan orang lain."),
    ("DEVO", "Developing Others", "perilaku kunci", "", "", "Melatih."),
    ("DEVO", "Developing Others", "indikator", "1", "1", "Memberi contoh."),
]
CUSF = [("CUSF", "Customer Focus", *row[2:]) for row in DEVO]
OFFICE = {"xlsx": as_xlsx, "ods": as_ods}
NAMES = {"xlsx": ("Sheet", "Sheet1"), "ods": ("Lembar1", "Lembar2")}
every_office = pytest.mark.parametrize("kind", OFFICE)


def keys(data):
    return [document.key for document in read(data).parsed.documents]


def noted(data):
    return [(problem.line, problem.code) for problem in read(data).parsed.problems]


def messages(data):
    return [problem.message for problem in read(data).parsed.problems]


def workbook(change, rows=(HEAD, *DEVO)):
    """A workbook of openpyxl with one table, changed by a function."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@every_office
def test_every_sheet_with_the_table_is_read(kind):
    data = OFFICE[kind]([["Petunjuk"]], [HEAD, *DEVO], [["Judul"], HEAD, *CUSF], [["Selesai"]])
    assert keys(data) == ["DEVO", "CUSF"]
    assert noted(data) == []


@every_office
def test_a_problem_names_the_sheet_and_the_row_in_it(kind):
    data = OFFICE[kind]([HEAD, *DEVO], [["Judul"], [], HEAD, *CUSF, ("CUSF", "", "indikator", "x", "1", "a")])
    reading = read(data)
    (problem,) = reading.parsed.problems
    assert problem.code == "E_LEVEL_RANGE"
    name = NAMES[kind][1]
    assert reading.places[problem.line] == Place(7, sheet=name)
    assert reading.excerpts[problem.line].startswith("CUSF | indikator | x")
    text = rejection.as_text(compare_with_stored(reading), "kamus.xlsx")
    assert f"Lembar “{name}”, baris 7 · E_LEVEL_RANGE" in text


@every_office
def test_what_stands_in_two_sheets_is_told_with_both_places(kind):
    data = OFFICE[kind]([HEAD, *DEVO], [HEAD, DEVO[2]])
    (problem,) = read(data).parsed.problems
    name = NAMES[kind][0]
    assert problem.message.startswith(f"Nomor 1 sudah dipakai di level 1, lembar “{name}”, baris 4.")


def test_a_file_of_one_sheet_counts_rows_alone():
    (problem,) = read(as_xlsx([HEAD, *DEVO, DEVO[2]])).parsed.problems
    assert "level 1, baris 4." in problem.message
    assert str(read(as_xlsx([HEAD, *DEVO, DEVO[2]])).places[problem.line]) == "baris 5"


@pytest.mark.django_db
@pytest.mark.parametrize("slug", ["kamus", "panduan"])
def test_nothing_of_the_sheet_above_goes_on_in_the_next_one(slug):
    first = {"kamus": [HEAD, *DEVO], "panduan": [GUIDE, ("Aspek", "", "1", "Sub", "deskripsi", "", "Teks.")]}[slug]
    rest = {"kamus": ("", "", "", "", "2", "Lanjutan."), "panduan": ("", "", "", "", "", "1", "Lanjutan.")}[slug]
    assert "Lanjutan." in str(read(as_xlsx([*first, rest])).parsed.documents) or slug == "panduan"
    reading = read(as_xlsx(first, [first[0], rest]))
    assert reading.parsed.fatal
    assert "Lanjutan." not in str(reading.parsed.documents[0])


def test_a_sheet_of_another_type_or_without_all_columns_is_named():
    data = as_xlsx([HEAD[1:], DEVO[0][1:]], [HEAD, *DEVO], [GUIDE, ("Aspek", "", "1", "Sub", "deskripsi", "", "a")])
    assert keys(data) == ["DEVO"]
    assert noted(data) == [(0, "W_OTHER_SHEET"), (0, "W_OTHER_SHEET")]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_of_a_workbook_never_wins(state):
    def change(book):
        book.active.title, book.active.sheet_state = "Arsip", state
        sheet = book.create_sheet("Kamus")
        for row in [HEAD, *CUSF]:
            sheet.append(row)

    data = workbook(change)
    assert keys(data) == ["CUSF"]
    assert noted(data) == [(0, "W_HIDDEN_SHEET")]
    assert "“Arsip”" in messages(data)[0]


@pytest.mark.parametrize("attribute", ['table:style-name="ta2"', 'table:display="false"'])
def test_a_hidden_sheet_of_a_spreadsheet_never_wins(attribute):
    hidden = ods_table([HEAD, *DEVO], name="Arsip").replace("<table:table ", f"<table:table {attribute} ", 1)
    style = (
        '<office:automatic-styles xmlns:style="s"><style:style style:name="ta2" style:family="table">'
        '<style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body>'
    )
    content = ods_file(hidden + ods_table([HEAD, *CUSF], name="Kamus"))
    data = changed(content, "content.xml", "<office:body>", style)
    assert keys(data) == ["CUSF"]
    assert noted(data) == [(0, "W_HIDDEN_SHEET")]


def changed(data, name, old, new):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = archive.read(name).decode()
    assert old in text
    return with_member(data, name, text.replace(old, new, 1))


def test_hidden_sheets_alone_are_no_table():
    def change(book):
        book.active.sheet_state = "hidden"
        book.create_sheet("Lain")["A1"] = "x"

    assert [code for _, code in noted(workbook(change))] == ["E_NOTHING_FOUND", "W_HIDDEN_SHEET"]


def test_hidden_rows_and_columns_of_a_workbook_are_read_and_told_once():
    def change(book):
        book.active.row_dimensions[3].hidden = book.active.row_dimensions[4].hidden = True
        book.active.column_dimensions["B"].hidden = True

    data = workbook(change)
    assert keys(data) == ["DEVO"]
    assert noted(data) == [(1, "W_HIDDEN_COLUMNS"), (3, "W_HIDDEN_ROWS")]
    assert messages(data)[0].startswith("Kolom B tersembunyi")
    assert messages(data)[1].startswith("2 baris yang berisi tersembunyi")


def test_hidden_rows_and_columns_of_a_spreadsheet_are_read_and_told_once():
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    table = ods_table([HEAD, *DEVO]).replace('"Lembar1">', f'"Lembar1">{columns}')
    at = table.rindex("<table:table-row>")
    row = '<table:table-row table:visibility="filter">'
    data = ods_file(table[:at] + row + table[at + len("<table:table-row>") :])
    assert noted(data) == [(1, "W_HIDDEN_COLUMNS"), (4, "W_HIDDEN_ROWS")]


@every_office
def test_cells_of_columns_that_are_not_known_are_counted(kind):
    rows = [(*HEAD[:5], "", "teks", "Catatan"), *((*row[:5], "x", row[5], "y") for row in DEVO)]
    data = OFFICE[kind](rows)
    assert noted(data) == [(1, "W_COLUMN_UNTITLED"), (1, "W_UNKNOWN_FIELD")]
    assert "Kolom F tidak berjudul; 3 sel" in messages(data)[0]
    assert "Kolom H1 “Catatan” tidak dikenal; 3 sel berisi" in messages(data)[1] and "pertama H2" in messages(data)[1]


@every_office
def test_a_cell_right_of_the_last_head_is_named(kind):
    data = OFFICE[kind]([HEAD, *DEVO[:2], (*DEVO[2], "", "catatan")])
    assert keys(data) == ["DEVO"]
    assert noted(data) == [(4, "W_CELL_BEYOND")]
    assert "Sel H4 berisi “catatan”" in messages(data)[0]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_cell_right_of_the_last_head_of_a_text_is_refused(delimiter):
    data = as_csv([HEAD, *DEVO[:2], (*DEVO[2], "tercecer")], delimiter)
    assert noted(data) == [(4, "E_CELL_BEYOND")]


def formula(attributes, result):
    """A workbook with a formula in F4, as Excel keeps its result."""
    cell = f'<c r="F4" {attributes}><f>A1</f>{result}</c>'
    data = as_xlsx([HEAD, *DEVO[:2], (*DEVO[2][:5], "@@")])
    data = changed(data, "xl/worksheets/sheet1.xml", cell_of(data), cell)
    return changed(data, "xl/workbook.xml", 'fullCalcOnLoad="1"', "")


def cell_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return re.search(r'<c r="F4".*?</c>', archive.read("xl/worksheets/sheet1.xml").decode())[0]


@pytest.mark.parametrize(
    ("attributes", "result", "text"),
    [('t="str"', "<v>Hasil rumus.</v>", "Hasil rumus."), ("", "<v>0.5</v>", "0.5"), ("", "<v>0</v>", "0")],
)
def test_the_result_of_a_formula_is_what_a_person_sees(attributes, result, text):
    (document,) = read(formula(attributes, result)).parsed.documents
    assert document.lines[-1].text == text


@pytest.mark.parametrize(
    ("attributes", "result", "kind"),
    [("", "", "rumus"), ("", "<v></v>", "rumus"), ('t="e"', "<v>#REF!</v>", "pesan galat (#REF!)")],
)
def test_a_formula_without_a_result_is_named(attributes, result, kind):
    data = formula(attributes, result)
    assert noted(data) == [(4, "E_TYPE_MISMATCH")]
    assert f"Sel F4 berisi {kind}" in messages(data)[0]


def test_a_zero_that_a_writer_fills_in_is_no_result():
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([HEAD, *DEVO]):
            sheet.write_row(number, 0, row)
        sheet.write_formula("F4", "=A1")
    assert noted(buffer.getvalue()) == [(4, "E_TYPE_MISMATCH")]


def test_the_result_of_a_formula_of_a_spreadsheet_is_read():
    cell = '<table:table-cell table:formula="of:=[.A1]" office:value-type="string"><text:p>Hasil.</text:p>'
    row = "".join(map(ods_cell, DEVO[2][:5])) + cell + "</table:table-cell>"
    end = f"<table:table-row>{row}</table:table-row></table:table>"
    (document,) = read(ods_file(ods_table([HEAD, *DEVO[:2]]).replace("</table:table>", end))).parsed.documents
    assert document.lines[-1].text == "Hasil."


@pytest.mark.parametrize(
    ("kind", "value", "shown", "text"),
    [
        ("float", "1.1", "1.10", "1.10"),
        ("float", "7", "007", "007"),
        ("percentage", "0.95", "95%", "95%"),
        ("currency", "1500000", "Rp1.500.000", "Rp1.500.000"),
        ("date", "2026-01-02", "2 Januari 2026", "2 Januari 2026"),
        ("float", "1.0", "1.0", "1"),
        ("float", "1.5", "", "1.5"),
    ],
)
def test_a_spreadsheet_says_itself_how_a_value_is_shown(kind, value, shown, text):
    name = "date-value" if kind == "date" else "value"
    cell = f'<table:table-cell office:value-type="{kind}" office:{name}="{value}"><text:p>{shown}</text:p>'
    row = "".join(map(ods_cell, DEVO[2][:5])) + cell + "</table:table-cell>"
    end = f"<table:table-row>{row}</table:table-row></table:table>"
    (document,) = read(ods_file(ods_table([HEAD, *DEVO[:2]]).replace("</table:table>", end))).parsed.documents
    assert document.lines[-1].text == text


@pytest.mark.parametrize(("value", "code"), [(0.5, "# ?/?"), (46024, "d-mmm"), (5, ";;;"), (5, "0.00E+00")])
def test_a_number_whose_look_is_not_known_is_named(value, code):
    def change(book):
        book.active["F4"] = value
        book.active["F4"].number_format = code

    data = workbook(change)
    assert noted(data) == [(4, "E_TYPE_MISMATCH")]
    assert f"Sel F4 berisi {'tanggal' if 'd' in code else 'angka dengan format'}" in messages(data)[0]


def test_a_look_that_depends_on_the_program_is_told_once_a_column():
    def change(book):
        for row in (2, 3, 4):
            book.active.cell(row, 6, 1500 * row).number_format = "#,##0"

    data = workbook(change)
    assert noted(data) == [(2, "W_NUMBER_LOOK")]
    assert messages(data)[0].startswith("Kolom F: 3 sel") and "dibaca “3.000”" in messages(data)[0]


@pytest.mark.parametrize("kind", ["xlsx", "ods", "csv", "tsv"])
def test_the_apostrophe_of_a_csv_export_comes_off_in_any_kind_of_file(kind):
    rows = [HEAD, *DEVO[:2], (*DEVO[2][:5], "'=SUM tidak dihitung")]
    if kind == "xlsx":
        data = workbook(lambda book: None, rows)
    elif kind == "ods":
        cells = [
            f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" if cell else ods_cell("")
            for cell in rows[3]
        ]
        table = ods_table(rows[:3]).replace(
            "</table:table>", f"<table:table-row>{''.join(cells)}</table:table-row></table:table>"
        )
        data = ods_file(table)
    else:
        data = "\n".join({"csv": ";", "tsv": "\t"}[kind].join(row) for row in rows).encode()
    (document,) = read(data).parsed.documents
    assert document.lines[-1].text == "=SUM tidak dihitung"


@pytest.mark.parametrize(
    ("level", "label", "read_level", "read_label", "told"),
    [
        ("1.0", "2.0", "level 1", "2", 2),
        ("1,0", "2,0", "level 1", "2", 2),
        ("1", "1,2", "level 1", "1.2", 1),
        ("1", "1.2", "level 1", "1.2", 0),
        ("1", "10.0", "level 1", "10", 1),
    ],
)
def test_numbers_with_decimals_are_whole_ones(level, label, read_level, read_label, told):
    reading = read(as_csv([HEAD, *DEVO[:2], ("DEVO", "", "indikator", level, label, "a")]))
    line = reading.parsed.documents[0].lines[-1]
    assert (line.section, line.label) == (read_level, read_label)
    assert [problem.code for problem in reading.parsed.problems].count("W_DECIMALS") == told


GOOGLE = '"Kerja cerdas"'


@pytest.mark.parametrize(
    ("text", "unquoted"),
    [
        ('a\tb\nc\t"Kerja cerdas" bukan\n', True),
        ('a\tb\nc\t"Kerja cerdas"\n', True),
        ('a\tb\n"Satu, dua"\tc\n', False),
        ('a\tb\n"Kata ""ini"""\tc\n', False),
        ('"a"\t"b"\n"c"\t"d"\n', False),
        ('"a"\t"b"\n"c"\t5\n', False),
        ('a\tb\n"dua\nbaris"\tc\n', False),
        ('a\tb\nc\t"tidak ditutup\nd\n', False),
    ],
)
def test_quotation_marks_are_letters_where_no_program_would_write_them(text, unquoted):
    assert quotation._is_unquoted(text) is unquoted


def test_a_text_in_marks_from_google_keeps_them():
    rows = [HEAD, *DEVO[:2], (*DEVO[2][:5], GOOGLE)]
    (document,) = read("\n".join("\t".join(row) for row in rows).encode()).parsed.documents
    assert document.lines[-1].text == GOOGLE


def test_places_of_rows_go_on_from_sheet_to_sheet():
    places = RowPlaces()
    places.expect("Satu")
    places.last = 10
    places.expect("Kosong")
    places.expect("Dua")
    places.last = 15
    assert [str(places[number]) for number in (1, 10, 11, 15)] == [
        "lembar “Satu”, baris 1",
        "lembar “Satu”, baris 10",
        "lembar “Dua”, baris 1",
        "lembar “Dua”, baris 5",
    ]
    assert 0 not in places and len(places) == len(list(places)) == 15


def test_rows_of_all_sheets_together_are_limited(monkeypatch):
    monkeypatch.setattr("files.readers.tables.ROW_LIMIT", 6)
    assert keys(as_xlsx([HEAD, *DEVO])) == ["DEVO"]
    assert noted(as_xlsx([HEAD, *DEVO], [HEAD, *CUSF])) == [(7, "E_ROWS_TOO_MANY")]
