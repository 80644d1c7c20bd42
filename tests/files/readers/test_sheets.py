"""Sheets that come in: what people's programs write, and what is refused with its row and cell."""

import csv
import datetime as dt
import io
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.styles import numbers

from documents.document import clean
from exchange import document_types
from exchange.document_types import read
from exchange.imports import review as imports
from exchange.models import Ledger, Proposal, Revision
from files.readers import decoding, sheets
from files.readers.format_codes import DATES, is_date
from files.readers.sheets import unescape_formula
from tests.builders import FIXTURES
from tests.development.format.strategies import documents as sub_aspects
from tests.dictionary.format.strategies import dictionaries
from tests.sheets import GUARDED, as_csv, as_ods, as_xlsx, ods_cell, ods_file, ods_table, rows_of, with_member

WRITERS = {
    "csv with ;": as_csv,
    "csv with ,": lambda rows: as_csv(rows, ",", "utf-8"),
    "csv with TAB in UTF-16": lambda rows: as_csv(rows, "\t", "utf-16"),
    "xlsx": as_xlsx,
    "ods": as_ods,
}
BOTH = ("kamus", "panduan")
HEAD = document_types.get("kamus").sheet.COLUMNS
GUIDE = document_types.get("panduan").sheet.COLUMNS
DEVO = [
    ("DEVO", "Developing Others", "definisi", "", "", "Menumbuhkan orang lain."),
    ("DEVO", "Developing Others", "perilaku kunci", "", "", "Melatih."),
    ("DEVO", "Developing Others", "indikator", "1", "1", "Memberi contoh."),
]


def seed(slug):
    return read((FIXTURES / f"{slug}.md").read_bytes()).parsed.documents


def fatal(data):
    return [(problem.line, problem.code) for problem in read(data).parsed.problems if problem.fatal]


def noted(data):
    return [(problem.line, problem.code) for problem in read(data).parsed.problems]


def message(data):
    return next(problem.message for problem in read(data).parsed.problems)


@pytest.mark.parametrize("slug", BOTH)
@pytest.mark.parametrize("writer", WRITERS)
def test_a_sheet_gives_the_documents_of_the_text(slug, writer):
    reading = read(WRITERS[writer](rows_of(document_types.get(slug), seed(slug))))
    assert reading.document_type is document_types.get(slug)
    assert reading.parsed.documents == seed(slug)
    assert {document.source for document in reading.parsed.documents} == {None}


@pytest.mark.parametrize("slug", BOTH)
@pytest.mark.parametrize("writer", WRITERS)
def test_an_unchanged_sheet_changes_nothing_and_leaves_no_trace(seeds, slug, writer):
    before = Proposal.objects.count(), Revision.objects.count(), Ledger.objects.get().version
    data = WRITERS[writer](rows_of(document_types.get(slug), document_types.get(slug).repository.load()))
    review = imports.apply(data, name="lagi")
    assert not review.added and not review.changed and not review.missing and not review.reformatted
    assert (Proposal.objects.count(), Revision.objects.count(), Ledger.objects.get().version) == before


def test_one_edited_cell_changes_one_line_of_the_native_file(seeds):
    rows = rows_of(document_types.get("kamus"), document_types.get("kamus").repository.load())
    edited = [(*row[:5], row[5].replace("Memberikan solusi untuk pengembangan", "Memberi solusi")) for row in rows]
    (changed,) = imports.apply(as_xlsx(edited), name="kamus.xlsx").changed
    assert [(line.path, line.source_line) for line in changed.lines] == [("level 4, nomor 5", 31)]
    text = (FIXTURES / "kamus.md").read_text()
    expected = text.replace("Memberikan solusi untuk pengembangan", "Memberi solusi")
    assert document_types.get("kamus").text.render(document_types.get("kamus").repository.load()) == expected


def test_a_new_document_from_a_sheet_is_written_in_canonical_form(db):
    imports.apply(as_csv([HEAD, *DEVO]), name="kamus.csv")
    text = document_types.get("kamus").text.render(document_types.get("kamus").repository.load())
    assert text.startswith("Nama  | Developing Others\n:-----|:----\nKode  | DEVO\n")


def test_titles_above_the_head_and_columns_in_any_order_and_case_are_read():
    rows = [
        [row[place] for place in (5, 0, 2, 4, 3, 1)]
        for row in [("KODE ", "*Nama*", "Bagian:", " level", "No_mor", "Teks"), *DEVO]
    ]
    rows[0][3] = "  NOMOR "
    data = as_xlsx([["Kamus Kompetensi 2026"], [], ["Disusun oleh HR"], *rows])
    assert noted(data) == []
    assert read(data).parsed.documents == read(as_csv([HEAD, *DEVO])).parsed.documents
    assert read(data).parsed.documents[0].source_line == 5


def test_an_unknown_column_is_told_and_not_read():
    rows = [(*HEAD, "Catatan"), *((*row, dt.date(2026, 1, 2)) for row in DEVO)]
    assert noted(as_xlsx(rows)) == [(1, "W_UNKNOWN_FIELD")]
    assert "G1 “Catatan”" in message(as_xlsx(rows))


@pytest.mark.parametrize("writer", WRITERS)
def test_missing_columns_are_named_with_those_that_were_found(writer):
    data = WRITERS[writer]([row[:2] + row[3:] for row in [HEAD, *DEVO]])
    assert fatal(data) == [(1, "E_NO_COLUMN")]
    assert "bagian" in message(data).partition(". ")[0]
    assert "kode, nama, level, nomor, teks" in message(data)


def test_a_workbook_without_a_table_is_refused_with_the_columns_it_needs():
    assert fatal(as_xlsx([["Halo"]], [])) == [(0, "E_NOTHING_FOUND")]
    assert "kode; nama; bagian; level; nomor; teks" in message(as_ods([["Halo"]]))


def test_a_head_without_rows_is_refused():
    assert fatal(as_csv([HEAD])) == [(0, "E_NOTHING_FOUND")]


def test_empty_rows_are_skipped_and_rows_are_counted_as_the_program_shows_them():
    rows = [HEAD, [], DEVO[0], [], [], DEVO[1], (*DEVO[2][:3], "x", "1", "a")]
    for writer in (as_csv, as_xlsx, as_ods):
        assert fatal(writer(rows)) == [(7, "E_LEVEL_RANGE")]


def test_a_head_that_is_printed_again_is_no_row():
    assert noted(as_csv([HEAD, *DEVO[:2], HEAD, DEVO[2]])) == []


def test_a_problem_comes_with_the_row_it_speaks_of():
    reading = read(as_xlsx([HEAD, *DEVO, ("DEVO", "", "indikator", "1", "1", "Lagi " * 40)]))
    assert reading.excerpts[5].startswith("DEVO | indikator | 1 | 1 | Lagi Lagi")
    assert len(reading.excerpts[5]) == 121


def test_a_problem_of_a_text_comes_with_its_line_even_when_it_cannot_be_decoded():
    assert read(b"Nama | A\nKode | A B\n").excerpts[2] == "Kode | A B"
    assert read(b"a\nKaf\x81 | x").excerpts == {2: "Kaf\ufffd | x"}
    assert read(b"\xff\xfe" + "a\nbc\0".encode("utf-16-le")).excerpts == {2: "bc"}


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("=A1&B1", "rumus"),
        (True, "benar/salah"),
    ],
)
def test_a_cell_that_is_no_text_is_named(value, kind):
    book = openpyxl.Workbook()
    for row in [HEAD, *DEVO]:
        book.active.append(row)
    book.active["F4"] = value
    buffer = io.BytesIO()
    book.save(buffer)
    assert fatal(buffer.getvalue()) == [(4, "E_TYPE_MISMATCH")]
    assert f"Sel F4 berisi {'nilai ' * (kind[0] == 'b')}{kind}" in message(buffer.getvalue())


CODES = [code for name, code in vars(numbers).items() if name.startswith("FORMAT_")]
CODES += [
    "[$-421]dd mmmm yyyy;@",
    "[Red]0",
    '"hari" 0',
    r"\d0",
    "_d0",
    "[h]:mm",
    "[$-F800]dddd\\,\\ mmmm",
    "0;d",
    "[" * 200,
]


@pytest.mark.parametrize("code", [*numbers.BUILTIN_FORMATS.values(), *CODES])
def test_a_format_shows_a_date_where_another_program_says_so(code):
    assert is_date(code) == numbers.is_date_format(code)


def test_a_workbook_need_not_name_the_usual_formats_for_dates():
    assert {str(n) for n, code in numbers.BUILTIN_FORMATS.items() if numbers.is_date_format(code)} <= DATES


@pytest.mark.parametrize(
    ("kind", "attributes", "shown"),
    [
        ("rumus tanpa hasil", 'table:formula="of:=[.A1]"', ""),
        ("pesan galat", 'office:value-type="string" xmlns:calcext="c" calcext:value-type="error"', "x"),
        ("pesan galat", 'table:formula="of:=[.Z1]" office:value-type="string"', "#REF!"),
        ("nilai benar/salah", 'office:value-type="boolean" office:boolean-value="true"', "BENAR"),
        ("tanggal", 'office:value-type="date" office:date-value="2026-01-02"', ""),
    ],
)
def test_a_cell_of_a_spreadsheet_that_shows_no_text_is_named(kind, attributes, shown):
    data = ods_with(f"<table:table-cell {attributes}>{f'<text:p>{shown}</text:p>' if shown else ''}</table:table-cell>")
    assert fatal(data) == [(4, "E_TYPE_MISMATCH")]
    assert f"Sel F4 berisi {kind}" in message(data)


def ods_with(cell):
    """A spreadsheet whose last row ends in that cell."""
    row = "".join(map(ods_cell, DEVO[2][:5])) + cell
    end = f"<table:table-row>{row}</table:table-row></table:table>"
    return ods_file(ods_table([HEAD, *DEVO[:2]]).replace("</table:table>", end))


def test_numbers_are_read_as_they_are_shown():
    for writer in (as_xlsx, as_ods):
        rows = [HEAD, *DEVO[:2], ("DEVO", "", "indikator", 1.0, 1, "a"), ("DEVO", "", "indikator", 1, 1.2, 2026)]
        (document,) = read(writer(rows)).parsed.documents
        assert [(line.label, line.text) for line in document.section("level 1")] == [
            ("", ""),
            ("1", "a"),
            ("1.2", "2026"),
        ]


def test_the_strings_of_excel_are_read_without_their_pronunciation_and_with_their_runs():
    ns = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    shared = [*HEAD, "DEVO", "Nama", "definisi"]
    strings = "".join(f"<si><t>{text}</t></si>" for text in shared)
    strings += (
        '<si><r><t>Satu </t></r><r><rPr><b/></rPr><t xml:space="preserve">dua_x000D_</t></r><rPh><t>x</t></rPh></si>'
    )
    cells = [[0, 1, 2, 3, 4, 5], [6, 7, 8, -1, -1, 9]]
    rows = "".join(
        "<row>" + "".join(f'<c t="s"><v>{n}</v></c>' if n >= 0 else "<c/>" for n in row) + "</row>" for row in cells
    )
    data = with_member(
        as_xlsx([HEAD]), "xl/worksheets/sheet1.xml", f"<worksheet {ns}><sheetData>{rows}</sheetData></worksheet>"
    )
    data = with_member(data, "xl/sharedStrings.xml", f"<sst {ns}>{strings}</sst>")
    relations = (
        '<Relationships><Relationship Id="rId1" Type="/worksheet" Target="/xl/worksheets/sheet1.xml"/>'
        '<Relationship Id="rId2" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    )
    data = with_member(data, "xl/_rels/workbook.xml.rels", relations)
    (document,) = read(data).parsed.documents
    assert document.text("definisi") == "Satu dua"


def test_the_empty_rows_and_cells_that_libreoffice_repeats_to_the_end_are_read():
    end = (
        '<table:table-cell table:number-columns-repeated="16378"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:style-name="x" '
        'table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )
    table = ods_table([HEAD, *DEVO]).replace("</table:table-row></table:table>", end)
    assert noted(ods_file(table)) == []


def test_rows_below_empty_ones_that_libreoffice_writes_once_keep_their_number():
    gap = '<table:table-row table:number-rows-repeated="40"><table:table-cell/></table:table-row>'
    table = ods_table([HEAD, *DEVO, (*DEVO[2][:3], "x", "1", "a")])
    head, row = table.rsplit("<table:table-row>", 1)
    assert fatal(ods_file(f"{head}{gap}<table:table-row>{row}")) == [(45, "E_LEVEL_RANGE")]


def test_equal_rows_that_libreoffice_writes_once_are_read_as_often_as_they_stand():
    row = "".join(map(ods_cell, DEVO[1]))
    table = ods_table([HEAD, DEVO[0], DEVO[2]]).replace(
        "</table:table>", f'<table:table-row table:number-rows-repeated="3">{row}</table:table-row></table:table>'
    )
    (document,) = read(ods_file(table)).parsed.documents
    assert [line.source_line for line in document.section("perilaku kunci")] == [4, 5, 6]


def test_remarks_drawings_and_marks_within_a_cell_of_libreoffice_are_no_text():
    cell = (
        '<table:table-cell office:value-type="string"><office:annotation><dc:creator>Ani</dc:creator>'
        "<text:p>Catatan</text:p></office:annotation><text:p>Satu <text:span>dua</text:span><text:s text:c='2'/>"
        "<text:a>tiga</text:a></text:p><text:p>empat<text:line-break/>lima</text:p></table:table-cell>"
    )
    row = "".join(map(ods_cell, DEVO[0][:5])) + cell
    table = ods_table([HEAD]).replace("</table:table>", f"<table:table-row>{row}</table:table-row></table:table>")
    (document,) = read(ods_file(table)).parsed.documents
    assert document.text("definisi") == "Satu dua tiga empat lima"


def test_styled_cells_far_away_that_hold_nothing_are_no_reason_to_refuse():
    rows = '<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    data = as_xlsx([HEAD, *DEVO])
    sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    assert noted(with_member(data, "xl/worksheets/sheet1.xml", sheet.replace("</sheetData>", rows))) == []


def test_a_quotation_mark_that_is_not_closed_is_refused_where_it_opens():
    data = as_csv([HEAD, *DEVO]) + b'DEVO;;indikator;1;2;"Memberi\nDEVO;;indikator;1;3;x\n'
    reading = read(data)
    assert [(problem.line, problem.code) for problem in reading.parsed.problems] == [(5, "E_CSV_QUOTE")]
    assert reading.excerpts == {5: 'DEVO;;indikator;1;2;"Memberi'}


def test_a_cell_larger_than_the_csv_module_reads_is_refused():
    data = as_csv([HEAD, *DEVO, ("DEVO", "", "definisi", "", "", "baris\n" * 30_000)])
    assert fatal(data) == [(5, "E_CSV_QUOTE")]
    assert csv.field_size_limit() == 131_072


def test_cells_of_several_lines_and_quotes_are_read():
    rows = [HEAD, ("DEVO", "Developing Others", "definisi", "", "", 'Kata "ini"\r\nbaris dua; tiga, empat\tlima')]
    for delimiter in ";,\t":
        (document,) = read(as_csv(rows, delimiter)).parsed.documents
        assert document.text("definisi") == 'Kata "ini" baris dua; tiga, empat lima'


def test_a_text_that_speaks_of_columns_stays_a_text():
    text = (FIXTURES / "kamus.md").read_text().replace("Nama  | Dev", "kode;nama;bagian\nNama  | Dev", 1)
    assert fatal(text.encode()) == [(3, "E_UNRECOGNISED")]
    text = (FIXTURES / "kamus.md").read_text() + "8 | kode;nama;bagian;level;nomor;teks\n"
    assert read(text.encode()).parsed.documents[1].lines[-1].text == "kode;nama;bagian;level;nomor;teks"


def test_a_guide_as_csv_is_no_guide_in_text():
    rows = rows_of(document_types.get("panduan"), seed("panduan"))
    turned = [[row[place] for place in (3, 0, 1, 2, 4, 5, 6)] for row in rows]
    assert read(as_csv(turned)).parsed.documents == seed("panduan")


def test_the_limit_of_a_file_is_a_setting(settings):
    settings.EXCHANGE_BYTE_LIMIT = 100
    for data in (as_csv([HEAD, *DEVO]), as_xlsx([HEAD, *DEVO])):
        assert fatal(data) == [(0, "E_FILE_TOO_BIG")]


def test_every_message_of_a_sheet_can_be_filled():
    assert set(sheets.MESSAGES) >= {"E_NO_COLUMN", "E_CSV_QUOTE", "E_TYPE_MISMATCH", "E_SHEET_TOO_BIG"}
    assert sheets.MESSAGES["E_BINARY"] == decoding.MESSAGES["E_BINARY"]


# Laws

risky = st.text(st.sampled_from("'=+-@\t\r\n\0a"), max_size=6)


@given(risky)
def test_the_apostrophe_of_an_export_is_taken_off_again_and_nothing_else_is(text):
    guarded = f"'{text}" if GUARDED.match(text) else text
    assert not guarded.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "\0"))
    assert unescape_formula(guarded) == text


def writable(documents):
    """Whether XML can hold the texts: two characters it cannot."""
    return not any(
        character in line.text for document in documents for line in document.lines for character in "\ufffe\uffff"
    )


starts = st.sampled_from(["", "_x0000_", "=", "'=", "''+", "-", "@", '"', "a" * 4900, "👩\u200d👩"])


@given(dictionaries, st.sampled_from(sorted(WRITERS)), starts)
@settings(max_examples=80, suppress_health_check=list(HealthCheck))
def test_any_dictionary_comes_back_from_a_sheet(some, writer, start):
    some = [_with_start(document, start) for document in some]
    if writable(some):
        parsed = read(WRITERS[writer](rows_of(document_types.get("kamus"), some))).parsed
        assert not parsed.fatal
        assert parsed.documents == tuple(some)


def _with_start(document, start):
    lines = tuple(
        replace(line, text=clean(start + line.text)) if line.label or line.section == "definisi" else line
        for line in document.lines
    )
    return replace(document, lines=lines)


@given(st.lists(sub_aspects(), min_size=1, max_size=2), st.sampled_from(sorted(WRITERS)), starts)
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
def test_any_guide_comes_back_from_a_sheet(some, writer, start):
    heads = {document.key.split("/")[0]: document.lines[:2] for document in some}
    unique = {document.key: document for document in some}.values()
    same = [document for document in unique if document.lines[:2] == heads[document.key.split("/")[0]]]
    some = [_with_start(document, start) for document in same]
    if writable(some):
        parsed = read(WRITERS[writer](rows_of(document_types.get("panduan"), some))).parsed
        assert not parsed.fatal
        assert parsed.documents == tuple(some)


@pytest.mark.django_db
@given(st.sampled_from(BOTH), st.data())
@settings(max_examples=150)
def test_no_damage_to_a_csv_file_makes_reading_fail(slug, data):
    damaged = bytearray(as_csv(rows_of(document_types.get(slug), seed(slug))))
    for _ in range(data.draw(st.integers(1, 5))):
        place = data.draw(st.integers(0, len(damaged) - 1))
        length = data.draw(st.sampled_from([0, 1, 1, 200]))
        damaged[place : place + length] = data.draw(
            st.sampled_from([b'"', b";", b"\n", b"\r", b"", b"\xff", b"x", b"99"])
        )
    parsed = read(bytes(damaged)).parsed
    assert parsed.documents or parsed.fatal


def test_rows_with_one_far_cell_weigh_as_much_as_their_places():
    far = '<row r="{0}"><c r="ZZ{0}" t="inlineStr"><is><t>x</t></is></c></row>'
    rows = "".join(far.format(number) for number in range(2, 20_000))
    book = as_xlsx([HEAD])
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    data = with_member(book, "xl/worksheets/sheet1.xml", sheet.replace("</sheetData>", f"{rows}</sheetData>"))
    assert [problem.code for problem in read(data).parsed.problems] == ["E_ARCHIVE_SIZE"]
