"""Comments at the cells of a workbook: an uploaded one keeps everything else, another table becomes a new one."""

import io
import zipfile

import pytest
import xlsxwriter
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment as Made

from files.cells import Row, Sheet
from files.writers.comments import COMMENTS, Comment, UnfitError, into_workbook, new_workbook
from files.zip_guard import ArchiveError

pytestmark = pytest.mark.filterwarnings("ignore:.*xtension is not supported:UserWarning")


def comments_of(data):
    book = load_workbook(io.BytesIO(data))
    return {
        (sheet.title, cell.coordinate): cell.comment.text
        for sheet in book
        for row in sheet
        for cell in row
        if cell.comment
    }


@pytest.fixture
def book():
    """A workbook with a table, rules and, on its second sheet, a comment."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out)
    first, second = made.add_worksheet("Teknis"), made.add_worksheet("Lain & dua")
    first.add_table("A1:B4")
    first.conditional_format("A1:A5", {"type": "data_bar", "bar_solid": True})
    second.write_comment("B2", "lama")
    made.close()
    return out.getvalue()


def test_comments_are_added_and_every_other_part_stays_byte_for_byte(book):
    out = into_workbook(book, [Comment("", 3, 1, "Nama <kosong> & “x”"), Comment("Lain & dua", 3, 2, "baru")])
    assert comments_of(out) == {
        ("Teknis", "B3"): "Nama <kosong> & “x”",
        ("Lain & dua", "B2"): "lama",
        ("Lain & dua", "C3"): "baru",
    }
    with zipfile.ZipFile(io.BytesIO(book)) as before, zipfile.ZipFile(io.BytesIO(out)) as after:
        changed = {name for name in before.namelist() if before.read(name) != after.read(name)}
        sheet = after.read("xl/worksheets/sheet1.xml").decode()
    assert changed == {
        "[Content_Types].xml",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/_rels/sheet1.xml.rels",
    }
    assert sheet.index("legacyDrawing") < sheet.index("<tableParts")


def test_several_texts_of_one_cell_and_one_that_it_has_stand_below_each_other(book):
    said = [Comment("", 1, 0, "a"), Comment("Teknis", 1, 0, "b"), Comment("Lain & dua", 2, 1, "c")]
    assert comments_of(into_workbook(book, said)) == {("Teknis", "A1"): "a\n\nb", ("Lain & dua", "B2"): "lama\n\nc"}


def test_a_workbook_of_openpyxl_takes_comments_too():
    made = Workbook()
    made.active["A1"] = "x"
    made.active["A1"].comment = Made("lama", "Orang")
    out = io.BytesIO()
    made.save(out)
    assert comments_of(into_workbook(out.getvalue(), [Comment("", 5, 2, "baru")])) == {
        ("Sheet", "A1"): "lama",
        ("Sheet", "C5"): "baru",
    }


def test_no_more_than_so_many_comments_are_written(book):
    many = [Comment("", number, 0, "x") for number in range(1, 3 * COMMENTS)]
    assert len(comments_of(into_workbook(book, many))) == COMMENTS + 1


def test_rows_of_another_table_become_a_workbook_with_comments():
    sheets = [Sheet("a/b", iter([Row(1, ("x", "y")), Row(3, ("=1",))])), Sheet("", iter([Row(1, ("q",))]))]
    out = new_workbook(sheets, [Comment("a/b", 3, 0, "tiga"), Comment("", 1, 1, "satu"), Comment("a/b", 9, 0, "akhir")])
    found = comments_of(out)
    assert found == {("a b", "B1"): "satu", ("a b", "A3"): "tiga", ("Sheet", "B1"): "satu", ("a b", "A9"): "akhir"}
    assert load_workbook(io.BytesIO(out))["a b"]["A3"].value == "=1"


def packed(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/"), text)
    return out.getvalue()


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"apa", packed(**{"a.xml": "<a/>"})])
def test_a_file_that_is_no_workbook_is_unfit(data):
    with pytest.raises((ArchiveError, UnfitError)):
        into_workbook(data, [Comment("", 1, 0, "x")])


def test_a_sheet_without_rows_is_unfit(book):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            after.writestr(name, data if "sheet1.xml" not in name or "rels" in name else b"<worksheet/>")
    with pytest.raises(UnfitError):
        into_workbook(out.getvalue(), [Comment("", 1, 0, "x")])
