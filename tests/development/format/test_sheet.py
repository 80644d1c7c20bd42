"""The guide's sheet: its rows are read by the rules and with the codes of its text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from development.format import sheet as tables
from development.format import text as textfile
from development.format.messages import MESSAGES, SHEET_MESSAGES
from documents.document import RECORD_LIMIT
from files.cells import Row
from tests.builders import FIXTURES
from tests.development.format.strategies import documents

PANDUAN = textfile.parse((FIXTURES / "panduan.md").read_text()).documents
HEAD = ("INTEGRITAS", "Managing Self", "1", "Komitmen")
SELF, ASSIGNMENT = "pengembangan mandiri", "pengembangan melalui penugasan"
WHOLE = (
    (*HEAD, "deskripsi", "", "Deskripsi."),
    (*HEAD, SELF, "1", "Satu."),
    (*HEAD, ASSIGNMENT, "1", "Dua."),
)


def rows(*lines):
    return [Row(number, line) for number, line in enumerate(lines, 2)]


def parse(*lines):
    return tables.parse(rows(*lines))


def problems(*lines):
    return [(problem.line, problem.code) for problem in parse(*lines).problems]


def other(*head):
    """The whole sub-aspect under another head, in order."""
    return [(*head, *line[4:]) for line in WHOLE]


def test_the_rows_of_the_real_file_give_its_documents():
    parsed = parse(*(row for document in PANDUAN for row in tables.rows(document)))
    assert parsed.documents == PANDUAN
    assert parsed.problems == ()


@given(documents())
@settings(max_examples=60)
def test_the_rows_of_any_sub_aspect_give_its_document(document):
    parsed = parse(*tables.rows(document))
    assert parsed.documents == (document,)
    assert not parsed.fatal


cells = st.sampled_from(
    ["", "A", "a", "— ", "**B**", "deskripsi", SELF, "1", "0", "\u200d", "(Aspek x)", "'=x", "x" * 6000]
)


@given(st.lists(st.tuples(*[cells] * 7), max_size=8))
@settings(max_examples=150)
def test_any_rows_give_documents_that_a_text_can_hold_or_problems(some):
    parsed = parse(*some)
    assert parsed.documents or parsed.fatal or not some
    if not parsed.fatal:
        again = parse(*(row for document in parsed.documents for row in tables.rows(document)))
        assert again.documents == parsed.documents
        assert not any(textfile.refusals(document) for document in parsed.documents)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([("", "", "1", "Komitmen", "deskripsi", "", "x")], (2, "E_NO_ASPECT")),
        ([("—", "", "1", "Komitmen", "deskripsi", "", "x")], (2, "E_EMPTY_TEXT")),
        ([*WHOLE, *other("Integritas", "Managing Self", "2", "Disiplin")], (5, "E_DUP_ASPECT")),
        ([*WHOLE, *other("INTEGRITAS", "Managing Me", "2", "Disiplin")], (5, "E_DUP_ASPECT")),
        ([*WHOLE, (*HEAD[:3], "KOMITMEN", SELF, "2", "x")], (5, "E_DUP_NAMA")),
        ([*WHOLE, (*HEAD[:2], "2", "Komitmen", SELF, "2", "x")], (5, "E_DUP_NAMA")),
        ([*WHOLE, *other("INTEGRITAS", "Managing Self", "2", "—")], (5, "E_EMPTY_TEXT")),
        ([*WHOLE, *other("INTEGRITAS", "Managing Self", "2", "")], (5, "E_EMPTY_TEXT")),
        ([*WHOLE, (*HEAD, "deskripsi", "", "Lagi.")], (5, "E_DUP_FIELD")),
        ([*WHOLE, (*HEAD, SELF, "0", "x")], (5, "E_NUMBER_RANGE")),
        ([*WHOLE, (*HEAD, SELF, "", "x")], (5, "E_NUMBER_RANGE")),
        ([*WHOLE, *other("INTEGRITAS", "Managing Self", "2a", "Disiplin")], (5, "E_NUMBER_RANGE")),
        ([*WHOLE, (*HEAD, SELF, "1", "x")], (5, "E_DUP_NUMBER")),
        ([*WHOLE, (*HEAD, SELF, "2", "")], (5, "E_EMPTY_TEXT")),
        ([*WHOLE, (*HEAD, SELF, "2", "x" * 5001)], (5, "E_TOO_LONG")),
        ([*WHOLE, *other("K" * 201, "Managing Self", "1", "Disiplin")], (5, "E_TOO_LONG")),
        ([*WHOLE, (*HEAD, "catatan", "", "x")], (5, "E_UNRECOGNISED")),
        ([*WHOLE, *other("X", "Managing (Aspek Y", "1", "Disiplin")], (5, "E_UNWRITABLE")),
        ([*WHOLE, (*HEAD, SELF, "3", "x")], (5, "W_NUMBER_GAP")),
        ([*WHOLE, (*HEAD, SELF, "3", "x"), (*HEAD, SELF, "2", "x")], (6, "W_NUMBER_ORDER")),
        ([*WHOLE, *other("INTEGRITAS", "Managing Self", "3", "Disiplin")], (5, "W_NUMBER_GAP")),
        ([*WHOLE, *other("KERJA SAMA", "", "1", "Komitmen")], (5, "W_DUP_NAMA")),
        (WHOLE[1:], (2, "W_NO_DEFINITION")),
        (WHOLE[:2], (2, "W_NO_SECTION")),
        ([(*HEAD, "deskripsi", "1", "x"), *WHOLE[1:]], (2, "W_EXTRA_CELL")),
        ([*WHOLE, (*HEAD, SELF, "2", "a\u00a0b")], (5, "W_NBSP")),
    ],
)  # fmt: skip
def test_a_row_that_breaks_a_rule_is_reported_with_its_code(lines, expected):
    found = problems(*lines)
    assert expected in found
    fatal = {code for _, code in found if code.startswith("E_")}
    assert fatal == ({expected[1]} if expected[1].startswith("E_") else set())


def test_too_many_sub_aspects_are_refused_at_the_first_one_too_many():
    found = parse(*(("A", "", "", f"N{number}", "", "", "") for number in range(RECORD_LIMIT + 1)))
    assert [(p.line, p.code) for p in found.problems if p.fatal] == [(RECORD_LIMIT + 2, "E_TOO_MANY")]


def test_no_row_is_read_after_one_too_many():
    taken = []
    endless = (
        taken.append(number) or Row(number + 2, ("A", "", "", f"N{number}", "", "", ""))
        for number in range(2 * RECORD_LIMIT)
    )
    tables.parse(endless)
    assert len(taken) == RECORD_LIMIT + 1


def test_what_merged_cells_leave_empty_continues_the_row_above():
    merged = [WHOLE[0], ("", "", "", "", SELF, "1", "Satu."), ("", "", "", "", ASSIGNMENT, "1.", "Dua."),
              ("", "", "2", "Disiplin", *WHOLE[0][4:]), ("", "", "", "", SELF, "1", "a"),
              ("", "", "", "", "", "2", "b"), ("", "", "", "", ASSIGNMENT, "1)", "c")]  # fmt: skip
    parsed = parse(*merged)
    assert parsed.problems == ()
    assert [document.key for document in parsed.documents] == ["integritas/komitmen", "integritas/disiplin"]
    assert [line.label for line in parsed.documents[1].section(SELF)] == ["1", "2"]
    assert {document.text("ranah") for document in parsed.documents} == {"Managing Self"}


def test_a_domain_that_some_rows_of_an_aspect_leave_out_is_the_aspects():
    parsed = parse(*other("INTEGRITAS", "", "1", "Komitmen"), *other("INTEGRITAS", "Managing Self", "2", "Disiplin"))
    assert [document.text("ranah") for document in parsed.documents] == ["Managing Self"] * 2


def test_an_aspect_without_a_domain_does_not_take_that_of_the_aspect_before():
    parsed = parse(*WHOLE, *other("KERJA SAMA", "", "1", "Kolaborasi"))
    assert [document.text("ranah") for document in parsed.documents] == ["Managing Self", ""]


def test_rows_that_were_sorted_apart_are_brought_together():
    second = other("KERJA SAMA", "Managing Others", "1", "Kolaborasi")
    mixed = [line for pair in zip(WHOLE, second, strict=True) for line in pair]
    assert parse(*mixed).documents == parse(*WHOLE, *second).documents
    assert problems(*mixed) == []


def test_marks_around_names_are_no_part_of_them():
    (document,) = parse(*other("**INTEGRITAS**", "*Managing Self*", "1", "**Komitmen**")).documents
    assert [line.text for line in document.lines[:4]] == list(HEAD[:2] + HEAD[2:])


def test_a_sheet_knows_every_message_of_the_text():
    assert set(MESSAGES) < set(SHEET_MESSAGES)
