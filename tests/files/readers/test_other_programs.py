"""Files of other programs that broke, or nearly broke, readers elsewhere: read as a person sees them, or named."""

import json

import pytest

from exchange.document_types import read
from exchange.imports import review as imports
from tests.settings import BASE_DIR

FOLDER = BASE_DIR / "tests" / "files" / "bugs"
KINDS = json.loads((FOLDER / "cases.json").read_text())
#: Kinds whose files hold the very table of `plain.xlsx`, besides "guard".
SOUND = ("sound office file", "parts without", "whole numbers")
NINE = [
    ("level 1", "1", "Mencatat temuan."),
    ("level 1", "2", "Melaporkan temuan."),
    ("level 2", "1", "Menelaah akar masalah."),
]


def reading(name):
    return read((FOLDER / name).read_bytes())


def items(name):
    (document,) = reading(name).parsed.documents
    return [(line.section, line.label, line.text) for line in document.lines if line.label]


def codes(name):
    return [problem.code for problem in reading(name).parsed.problems]


def test_no_file_is_left_out():
    files = {path.name for path in FOLDER.iterdir()} - {"cases.json", "guard.md"}
    assert files == set(KINDS)


@pytest.mark.parametrize("name", [name for name, kind in KINDS.items() if kind == "guard" or kind.startswith(SOUND)])
def test_a_sound_file_is_read_whoever_wrote_it(name):
    remark = "1) segera" if name == "rich-link-comment.xlsx" else ""
    assert items(name) == [(*NINE[0][:2], f"Mencatat temuan{remark}."), *NINE[1:]]
    assert {code for code in codes(name) if code.startswith("E_")} == set()


def test_a_sound_file_without_oddities_has_no_problem():
    odd = {"rich-link-comment.xlsx": ["W_HIDDEN_ROWS"]}
    named = {name: codes(name) for name, kind in KINDS.items() if kind == "guard" and codes(name)}
    assert named == odd


@pytest.mark.parametrize(("name", "row"), [("csv-unquoted-comma.csv", 5), ("csv-unquoted-semicolon.csv", 5)])
def test_a_text_cut_at_a_delimiter_is_refused_with_the_cell_that_it_fell_into(name, row):
    found = [problem for problem in reading(name).parsed.problems if problem.line == row]
    assert {problem.code for problem in found} == {"E_CELL_BEYOND"}
    assert f"Sel G{row}" in found[0].message and "menilai" in found[0].message


def test_a_cell_right_of_the_head_is_named():
    (problem,) = reading("cell-right-of-head.xlsx").parsed.problems
    assert (problem.line, problem.code) == (5, "W_CELL_BEYOND")
    assert "Sel G5 berisi “lanjutan teks yang tergeser ke kolom G”" in problem.message


def test_numbers_are_read_as_they_are_shown():
    assert reading("code-007.xlsx").parsed.documents[0].key == "007"
    assert [text for *_, text in items("percent-as-text.xlsx")] == ["95%", "Rp1.500.000", NINE[2][2]]
    assert [label for _, label, _ in items("label-1.1-and-1.10.xlsx")] == ["1.1", "1.10"]


def test_a_hidden_sheet_is_named_and_not_read():
    assert items("hidden-first.xlsx") == NINE
    (problem,) = reading("hidden-first.xlsx").parsed.problems
    assert problem.code == "W_HIDDEN_SHEET" and "“arsip”" in problem.message


@pytest.mark.parametrize("name", ["pandas-float.csv", "pandas-sep.csv"])
def test_whole_numbers_with_decimals_are_told_once_a_column(name):
    assert codes(name) == ["W_DECIMALS", "W_DECIMALS"]


def test_quotation_marks_of_google_are_letters():
    assert items("tsv-google-quote.tsv")[0][2] == '"Kerja cerdas" bukan sekadar kerja keras.'


@pytest.mark.parametrize(("name", "kind"), [("sheetjs.fods", ".fods"), ("sheetjs-2003.xml", "Excel 2003")])
def test_an_office_file_that_is_one_text_is_named(name, kind):
    (problem,) = reading(name).parsed.problems
    assert problem.fatal
    assert kind in problem.message
    assert ".xlsx" in problem.message and ".ods" in problem.message


def test_a_csv_export_kept_as_a_workbook_changes_nothing(db):
    imports.apply((FOLDER / "guard.md").read_bytes(), name="guard.md")
    review = imports.review((FOLDER / "guard-export.xlsx").read_bytes())
    assert not review.added and not review.changed and not review.parsed.problems
