"""Sheets as blocks: places, merged cells, and what is noted of cells that no block can say."""

import io

import openpyxl
import pytest

from files.cells import column
from files.readers import sheet_blocks, sheets
from files.readers.blocks import Cell
from files.zip_guard import Archive, ArchiveError
from tests.sheets import as_xlsx, ods_file, with_member


def workbook(change):
    book = openpyxl.Workbook()
    book.active.title = "Satu"
    change(book.active)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def taken(data):
    notes = []
    return list(sheet_blocks.blocks(sheets.office_sheets(Archive(data)), notes)), notes


def merged(sheet):
    for row in [["Kode", "Nama", "Teks"], ["A", "Nama A", "x"], [None, None, "y"], [], ["Judul"], [None, None, 7]]:
        sheet.append(row)
    for area in ("A2:A3", "B2:B3", "A5:C5"):
        sheet.merge_cells(area)


ODS = (
    '<table:table table:name="Satu"><table:table-row><table:table-cell><text:p>A</text:p></table:table-cell>'
    '<table:table-cell table:number-rows-spanned="2" table:number-columns-spanned="2"><text:p>B</text:p>'
    "</table:table-cell><table:covered-table-cell/></table:table-row>"
    "<table:table-row><table:table-cell><text:p>C</text:p></table:table-cell>"
    '<table:covered-table-cell table:number-columns-repeated="2"/></table:table-row>'
    "<table:table-row><table:table-cell><text:p>D</text:p></table:table-cell></table:table-row></table:table>"
)


def test_merged_cells_of_a_workbook_have_spans_and_go_on_below():
    found, notes = taken(workbook(merged))
    assert [block.cells for block in found[1:]] == [
        (Cell(0, "A"), Cell(1, "Nama A"), Cell(2, "x")),
        (Cell(0, "", continues=True), Cell(1, "", continues=True), Cell(2, "y")),
        (Cell(0, "Judul", 3),),
        (Cell(2, "7"),),
    ]
    assert [block.place.row for block in found] == [1, 2, 3, 5, 6]
    assert [block.number for block in found] == [1, 2, 3, 4, 5]
    assert notes == []


def test_merged_cells_of_a_spreadsheet_have_spans_and_go_on_below():
    found, _ = taken(ods_file(ODS))
    assert [block.cells for block in found] == [
        (Cell(0, "A"), Cell(1, "B", 2)),
        (Cell(0, "C"), Cell(1, "", 2, continues=True)),
        (Cell(0, "D"),),
    ]


def test_sheets_are_tables_with_names_where_there_are_several():
    found, _ = taken(as_xlsx([["a"]], [[], ["b"]]))
    assert [(block.table, str(block.place)) for block in found] == [
        (1, "lembar “Sheet”, baris 1"),
        (2, "lembar “Sheet1”, baris 2"),
    ]
    assert [str(block.place) for block in taken(as_xlsx([["a"]]))[0]] == ["baris 1"]


def test_a_delimited_text_is_a_table():
    found = list(sheet_blocks.blocks(sheets.delimited_sheets("a;b\n\n;'=c\n", ";")))
    assert [(block.place.row, block.cells) for block in found] == [
        (1, (Cell(0, "a"), Cell(1, "b"))),
        (3, (Cell(1, "=c"),)),
    ]


def test_cells_that_are_no_text_and_what_is_hidden_are_noted():
    def change(sheet):
        for row in [["a", True], ["b", 1500], ["c", 0.5]]:
            sheet.append(row)
        sheet["B2"].number_format, sheet["B3"].number_format = "#,##0", "# ?/?"
        sheet.row_dimensions[3].hidden = sheet.column_dimensions["A"].hidden = True
        sheet.parent.create_sheet("Arsip").sheet_state = "hidden"

    found, notes = taken(workbook(change))
    assert [block.text(1) for block in found] == ["TRUE", "1.500", "0.5"]
    assert [(note.code, note.block) for note in notes] == [
        ("E_TYPE_MISMATCH", 1),
        ("W_NUMBER_LOOK", 2),
        ("E_TYPE_MISMATCH", 3),
        ("W_HIDDEN_ROWS", 1),
        ("W_HIDDEN_COLUMNS", 1),
        ("W_HIDDEN_SHEET", 0),
    ]
    assert "Sel B1 berisi nilai benar/salah" in str(notes[0].message)


def test_notes_of_one_kind_are_limited():
    _, notes = taken(as_xlsx([[True]] * 150))
    assert len(notes) == 100


def test_merged_cells_weigh_as_the_cells_that_they_go_on_in():
    areas = "".join(f'<mergeCell ref="{name}1:{name}99999"/>' for name in columns())
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, 6_000))
    ns = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    part = f"<worksheet {ns}><sheetData>{rows}</sheetData><mergeCells>{areas}</mergeCells></worksheet>"
    data = with_member(as_xlsx([["x"]]), "xl/worksheets/sheet1.xml", part)
    with pytest.raises(ArchiveError) as refused:
        taken(data)
    assert refused.value.code == "E_ARCHIVE_SIZE"


def columns():
    return [column(place) for place in range(700)]


@pytest.mark.parametrize("ref", ["", "A1", "B2:A1", "XFD1:XFD2", "1:2", "A1:B2:C3"])
def test_a_merged_area_that_is_none_is_left_out(ref):
    ns = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    part = (
        f'<worksheet {ns}><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
        f'<mergeCells><mergeCell ref="{ref}"/></mergeCells></worksheet>'
    )
    found, _ = taken(with_member(as_xlsx([["x"]]), "xl/worksheets/sheet1.xml", part))
    assert [block.cells for block in found] == [(Cell(0, "1"),)]
