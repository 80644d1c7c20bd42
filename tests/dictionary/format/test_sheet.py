"""The dictionary's sheet: its rows are read by the rules and with the codes of its text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dictionary.format import sheet as tables
from dictionary.format import text as textfile
from dictionary.format.messages import MESSAGES, SHEET_MESSAGES
from documents.document import RECORD_LIMIT
from files.cells import Row
from tests.builders import FIXTURES
from tests.dictionary.format.strategies import dictionaries

KAMUS = textfile.parse((FIXTURES / "kamus.md").read_text()).documents
BASE = ("A", "Nama A", "definisi", "", "", "Definisi.")
BEHAVIOUR = ("A", "Nama A", "perilaku kunci", "", "", "Perilaku.")
ONE = ("A", "Nama A", "indikator", "1", "1", "Satu.")
WHOLE = (BASE, BEHAVIOUR, ONE)


def rows(*lines):
    return [Row(number, line) for number, line in enumerate(lines, 2)]


def parse(*lines):
    return tables.parse(rows(*lines))


def problems(*lines):
    return [(problem.line, problem.code) for problem in parse(*lines).problems]


def indicator(level, label, text="x", code="A", name="Nama A"):
    return (code, name, "indikator", level, label, text)


def test_the_rows_of_the_real_file_give_its_documents():
    parsed = parse(*(row for document in KAMUS for row in tables.rows(document)))
    assert parsed.documents == KAMUS
    assert [problem.code for problem in parsed.problems] == ["W_NUMBER_GAP"]


@given(dictionaries)
@settings(max_examples=60)
def test_the_rows_of_any_dictionary_give_its_documents(some):
    parsed = parse(*(row for document in some for row in tables.rows(document)))
    assert parsed.documents == tuple(some)
    assert not parsed.fatal


cells = st.sampled_from(
    ["", "A", "b", "A B", "definisi", "indikator", "Level 1", "1", "21", "1.2", "\u200d", "'=x", "\ufeff", "x" * 6000]
)


@given(st.lists(st.tuples(*[cells] * 6), max_size=8))
@settings(max_examples=150)
def test_any_rows_give_documents_or_problems(some):
    parsed = parse(*some)
    assert parsed.documents or parsed.fatal or not some
    if not parsed.fatal:
        again = parse(*(row for document in parsed.documents for row in tables.rows(document)))
        assert again.documents == parsed.documents


def test_every_line_says_in_which_row_it_stood():
    (document,) = parse(*WHOLE).documents
    filled = (line for line in document.lines if line.text or line.section == "level 1")
    assert [(line.section, line.source_line) for line in filled] == [
        ("nama", 2),
        ("definisi", 2),
        ("perilaku kunci", 3),
        ("level 1", 4),
        ("level 1", 4),
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([("", "", "definisi", "", "", "x"), *WHOLE], (2, "E_NO_KODE")),
        ([*WHOLE, ("", "Nama B", "definisi", "", "", "x")], (5, "E_NO_KODE")),
        ([("A B", *BASE[1:])], (2, "E_KODE_FORMAT")),
        ([("A", "", *BASE[2:])], (2, "E_NO_NAMA")),
        ([*WHOLE, ("A", "Nama B", "perilaku kunci", "", "", "x")], (5, "E_DUP_KODE")),
        ([*WHOLE, ("a", "Nama A", "definisi", "", "", "x")], (5, "E_DUP_FIELD")),
        ([*WHOLE, ("A", "", "kelompok", "", "", "G"), ("A", "", "kelompok", "", "", "H")], (6, "E_DUP_FIELD")),
        ([*WHOLE, indicator("21", "1")], (5, "E_LEVEL_RANGE")),
        ([*WHOLE, indicator("satu", "1")], (5, "E_LEVEL_RANGE")),
        ([BASE, indicator("", "1")], (3, "E_NO_LEVEL")),
        ([BASE, ("A", "", "deskripsi level", "", "", "x")], (3, "E_NO_LEVEL")),
        ([*WHOLE, *[("A", "", "deskripsi level", "1", "", "x")] * 2], (6, "E_DUP_LEVEL")),
        ([*WHOLE, indicator("1", "0")], (5, "E_NUMBER_RANGE")),
        ([*WHOLE, indicator("1", "")], (5, "E_NUMBER_RANGE")),
        ([*WHOLE, indicator("1", "1")], (5, "E_DUP_NUMBER")),
        ([*WHOLE, indicator("1", "2", "")], (5, "E_EMPTY_TEXT")),
        ([*WHOLE, ("A", "", "perilaku kunci", "", "", "\u200d")], (5, "E_EMPTY_TEXT")),
        ([*WHOLE, indicator("1", "2", "x" * 5001)], (5, "E_TOO_LONG")),
        ([("A", "x" * 201, *BASE[2:])], (2, "E_TOO_LONG")),
        ([*WHOLE, ("A", "", "catatan", "", "", "x")], (5, "E_UNRECOGNISED")),
        ([("A", "Nama A", "", "", "", "x")], (2, "E_UNRECOGNISED")),
        ([*WHOLE, indicator("1", "3")], (5, "W_NUMBER_GAP")),
        ([*WHOLE, indicator("1", "2"), indicator("1", "1.5")], (6, "W_NUMBER_ORDER")),
        ([*WHOLE, indicator("3", "1")], (5, "W_LEVEL_GAP")),
        ([*WHOLE, indicator("0", "1")], (5, "W_LEVEL_ORDER")),
        ([*WHOLE, ("A", "", "deskripsi level", "2", "", "x")], (5, "W_EMPTY_LEVEL")),
        ([BASE, BEHAVIOUR], (2, "W_EMPTY_LEVEL")),
        ([BEHAVIOUR, ONE], (2, "W_NO_DEFINITION")),
        ([BASE, ONE], (2, "W_NO_KEY_BEHAVIOUR")),
        ([*WHOLE, *[("B", *line[1:]) for line in WHOLE]], (5, "W_DUP_NAMA")),
        ([("a", *BASE[1:]), *WHOLE[1:]], (2, "W_KODE_CASE")),
        ([*WHOLE, indicator("1", "2", "a\u00a0b")], (5, "W_NBSP")),
        ([*WHOLE, indicator("1", "2", "a\u200bb")], (5, "W_INVISIBLE")),
        ([*WHOLE, indicator("1", "2", "a\x0bb")], (5, "W_CONTROL")),
        ([*WHOLE, ("A", "", "perilaku kunci", "", "3", "x")], (5, "W_EXTRA_CELL")),
        ([*WHOLE, ("A", "", "kelompok", "2", "", "x")], (5, "W_EXTRA_CELL")),
    ],
)  # fmt: skip
def test_a_row_that_breaks_a_rule_is_reported_with_its_code(lines, expected):
    found = problems(*lines)
    assert expected in found
    fatal = [code for _, code in found if code.startswith("E_")]
    assert fatal == ([expected[1]] if expected[1].startswith("E_") else [])


def test_too_many_competencies_are_refused_at_the_first_one_too_many():
    found = parse(*((f"K{number}", "N", "", "", "", "") for number in range(RECORD_LIMIT + 1)))
    assert [(p.line, p.code) for p in found.problems if p.fatal] == [(RECORD_LIMIT + 2, "E_TOO_MANY")]


def test_no_row_is_read_after_one_too_many():
    taken = []
    endless = (
        taken.append(number) or Row(number + 2, (f"K{number}", "N", "", "", "", ""))
        for number in range(2 * RECORD_LIMIT)
    )
    tables.parse(endless)
    assert len(taken) == RECORD_LIMIT + 1


def test_what_merged_cells_leave_empty_continues_the_row_above():
    merged = [("A", "Nama A", "definisi", "", "", "Definisi."), ("", "", "perilaku kunci", "", "", "Perilaku."),
              ("", "", "", "", "", "Perilaku dua."), ("", "", "indikator", "Level 1", "1", "Satu."),
              ("", "", "", "", "2.", "Dua."), ("", "", "", "2", "1)", "Tiga.")]  # fmt: skip
    (document,) = parse(*merged).documents
    assert problems(*merged) == []
    assert [line.text for line in document.section("perilaku kunci")] == ["Perilaku.", "Perilaku dua."]
    assert [line.label for line in document.section("level 1")] == ["", "1", "2"]
    assert [line.label for line in document.section("level 2")] == ["", "1"]


def test_nothing_continues_into_another_competency():
    assert (5, "E_NO_LEVEL") in problems(*WHOLE, ("B", "Nama B", "indikator", "", "1", "x"))
    assert (5, "E_UNRECOGNISED") in problems(*WHOLE, ("B", "Nama B", "", "1", "1", "x"))


def test_rows_that_were_sorted_apart_are_brought_together():
    other = [("B", "Nama B", *line[2:]) for line in WHOLE]
    mixed = [line for pair in zip(WHOLE, other, strict=True) for line in pair]
    assert parse(*mixed).documents == parse(*WHOLE, *other).documents
    assert problems(*mixed) == []


def test_another_name_for_a_code_is_told_once():
    lines = [*WHOLE, *[("A", "Nama B", "perilaku kunci", "", "", "x")] * 3, ("", "", "perilaku kunci", "", "", "y")]
    assert problems(*lines) == [(5, "E_DUP_KODE")]


def test_a_row_of_a_code_and_a_name_alone_begins_a_competency():
    assert problems(("A", "Nama A", "", "", "", ""), *(("", "", *line[2:]) for line in WHOLE)) == []


def test_levels_are_put_in_order_and_indicators_stay_in_that_of_rows():
    (document,) = parse(BASE, BEHAVIOUR, indicator("2", "1"), indicator("1", "2"), indicator("1", "1")).documents
    assert [(line.section, line.label) for line in document.lines if line.section[:5] == "level"] == [
        ("level 1", ""), ("level 1", "2"), ("level 1", "1"), ("level 2", ""), ("level 2", "1"),
    ]  # fmt: skip


def test_a_sheet_knows_every_message_of_the_text():
    assert set(MESSAGES) < set(SHEET_MESSAGES)


@pytest.mark.parametrize("level", ["99", "satu"])
def test_of_a_level_that_is_refused_nothing_more_is_said(level):
    described = [("A", "Nama A", "deskripsi level", level, "", text) for text in ("Satu.", "Dua.")]
    found = parse(*WHOLE, *described, indicator(level, "2"), indicator(level, "1"))
    assert {problem.code for problem in found.problems} == {"E_LEVEL_RANGE"}
