"""Limits of a text and of a document, told as problems of files; texts stored before stay as they are."""

from dataclasses import replace
from io import BytesIO

import pytest

from development.format import text as guide
from dictionary.format import nested, sheet, text
from documents import emphasis
from documents.emphasis import markup, plain, runs
from documents.limits import LETTERS_LIMIT, LINES_LIMIT, MARK_LIMIT, MARKS_LIMIT
from files import jsonfile
from files.cells import Row
from tests.builders import competency_with, sub_aspect_with

MARKS = "*a" * (MARK_LIMIT + 1)


def found(parsed):
    return [(problem.line, problem.code) for problem in parsed.problems if problem.fatal]


def with_marks(count, **more):
    return competency_with(
        "A", nama="A", definisi="d", behaviours=["p"], levels={1: ("", [("1", "*a" * count)])}, **more
    )


def read_as_text(document):
    return text.parse(text.render([document]))


def read_as_sheet(document):
    rows = (Row(number, cells) for number, cells in enumerate(sheet.rows(document), 2))
    return sheet.parse(rows)


def read_as_json(document):
    out = BytesIO()
    jsonfile.write("kamus", [nested.values(document)], out)
    return jsonfile.parse(out.getvalue().decode(), "kamus", nested, text)


READERS = (read_as_text, read_as_sheet, read_as_json)


@pytest.mark.parametrize("read", READERS)
def test_a_text_with_too_many_marks_is_named_at_its_line_in_every_kind_of_file(read):
    assert found(read(with_marks(MARK_LIMIT))) == []
    ((line, code),) = found(read(with_marks(MARK_LIMIT + 1)))
    assert (line, code) in {(7, "E_TOO_MANY_MARKS"), (4, "E_TOO_MANY_MARKS"), (0, "E_JSON_CONTENT")}


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(
    "behaviours",
    [
        ["p"] * LINES_LIMIT,
        ["p" * 5_000] * (LETTERS_LIMIT // 5_000),
        ["*a" * MARK_LIMIT] * (MARKS_LIMIT // MARK_LIMIT + 1),
    ],
)
def test_a_document_that_is_too_large_is_one_problem_that_names_both_limits(read, behaviours):
    document = competency_with("A", nama="Nama", definisi="d", behaviours=behaviours)
    (problem,) = (problem for problem in read(document).problems if problem.fatal)
    assert problem.code in ("E_TOO_LARGE", "E_JSON_CONTENT")
    assert "“Nama”" in problem.message and "1.000 baris, 200.000 karakter, dan 5.000 tanda bintang" in problem.message
    smaller = competency_with("A", nama="Nama", definisi="d", behaviours=behaviours[10:])
    assert found(read(smaller)) == []


def test_a_sub_aspect_has_the_same_limits():
    head = {"aspek": "INTEGRITAS", "ranah": "x", "nomor sub aspek": "1", "nama": "Jujur", "deskripsi": "d"}
    document = sub_aspect_with(alone=[("1", MARKS)], assigned=[("1", "a")], **head)
    assert [code for _, code in found(guide.parse(guide.render([document])))] == ["E_TOO_MANY_MARKS"]


def test_what_was_stored_beyond_the_limits_is_written_out_byte_for_byte():
    raw = text.render([with_marks(MARK_LIMIT + 1)]).replace("1 | ", "1  |  ")
    (document,) = text.parse(raw).documents
    assert text.render([replace(document, source=raw)]) == raw


def test_marks_beyond_the_limit_do_not_count_and_stay_readable():
    assert markup("*a" * MARK_LIMIT).count("<em>") == MARK_LIMIT // 2
    assert markup(f"{MARKS} <b>") == f"{MARKS} &lt;b&gt;"
    assert plain(MARKS) == MARKS
    assert [run.text for run in runs(MARKS)] == [MARKS]


def test_emphasis_is_worked_out_once_a_text(monkeypatch):
    calls, reset = [], emphasis._converter  # how often Markdown reads
    monkeypatch.setattr(emphasis, "_converter", lambda: calls.append(1) or reset())
    for _ in range(5):
        markup("satu *kali* saja, kata ini")
        plain("satu *kali* saja, kata ini")
    assert len(calls) == 1
