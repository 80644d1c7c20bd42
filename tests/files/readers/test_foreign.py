"""Files that are laid out otherwise: which type of document they hold, and when that is no single one."""

import sys

import pytest

from exchange.document_types import all_types
from files.readers import foreign
from files.readers.blocks import Cell, Place, TableRow
from files.readers.detection import NO_ANSWERS
from files.readers.understanding import record, refusals
from tests.files.readers.understanding.layouts import markdown
from tests.files.readers.understanding.lines import blocks_of

DICTIONARY = "Nama Kompetensi: Komunikasi\nKode: KOM\nDefinisi: Pesan jelas.\nLevel 1: Dasar\n- Berbicara runtut"
BODY = "Sub Aspek 1: Berbicara\nDeskripsi: Bicara.\nPengembangan Mandiri\n1. Berlatih.\nPenugasan\n1. Tampil."
GUIDE = f"Aspek: Komunikasi\n{BODY}"


class Unstored:
    """A type of which nothing is stored."""

    def __init__(self, document_type):
        self.document_type = document_type

    def __getattr__(self, name):
        return getattr(self.document_type, name)

    def stored_names(self):
        return {}


def found(blocks):
    return foreign.read(blocks, [], [Unstored(each) for each in all_types()], NO_ANSWERS)


def read(text):
    return found(blocks_of(text))


@pytest.mark.parametrize(
    ("text", "slug", "line"),
    [
        (f"{DICTIONARY}\n{GUIDE}", "kamus", 6),
        (f"{GUIDE}\n{DICTIONARY}", "panduan", 8),
        (f"Bagian 1\n{DICTIONARY}\n\nBagian 2\n\nKomunikasi (Aspek Sosial)\n{BODY}", "kamus", 10),
    ],
    ids=["dictionary first", "guide first", "with headings"],
)
def test_a_file_with_both_documents_is_refused_where_the_second_begins(text, slug, line):
    result = read(text)
    (problem,) = result.parsed.problems
    assert (result.document_type.slug, problem.code, problem.line) == (slug, "E_BOTH_BEGIN", line)
    assert result.excerpts[line] and str(result.places[line]) == f"baris {line}"


@pytest.mark.parametrize(("text", "slug"), [(DICTIONARY, "kamus"), (GUIDE, "panduan")])
def test_a_file_with_one_document_is_of_its_type(text, slug):
    result = read(text)
    assert result.document_type.slug == slug and not result.parsed.fatal


@pytest.fixture
def long(monkeypatch):
    """Files count as long from four blocks on, and must begin in eight."""
    monkeypatch.setattr(foreign, "SAMPLE", 4)
    monkeypatch.setattr(foreign, "FRONT", 8)


def fatal(text):
    return [(problem.line, problem.code) for problem in read(text).parsed.problems if problem.fatal]


def test_a_long_file_that_begins_with_nothing_known_is_read_no_further(long, monkeypatch):
    lengths, understand = [], foreign.understand
    monkeypatch.setattr(
        foreign, "understand", lambda blocks, *rest: lengths.append(len(blocks)) or understand(blocks, *rest)
    )
    assert fatal("Ini kalimat biasa.\n" * 9) == [(0, "E_BEGINS_LATE")]
    assert lengths == [4, 4, 8, 8]
    assert fatal("Ini kalimat biasa.\n" * 8) == [(0, "E_NOT_UNDERSTOOD")]


def test_a_long_file_may_begin_with_a_few_pages_about_something_else(long):
    assert not fatal("Ini kalimat biasa.\n" * 5 + DICTIONARY)
    assert fatal("Ini kalimat biasa.\n" * 8 + DICTIONARY) == [(0, "E_BEGINS_LATE")]


def test_a_long_table_that_a_person_can_be_asked_about_is_read_to_its_end(monkeypatch):
    monkeypatch.setattr(foreign, "SAMPLE", 10)
    monkeypatch.setattr(foreign, "FRONT", 20)
    texts = [("Jeneng", "Katrangan"), *((f"Siji {n}", f"Loro {n}") for n in range(30))]
    cells = [tuple(Cell(at, text) for at, text in enumerate(row)) for row in texts]
    rows = [TableRow(n, Place(n), 1, row) for n, row in enumerate(cells, 1)]
    assert [problem.code for problem in found(rows).parsed.problems if problem.fatal] == ["E_NOT_UNDERSTOOD"]
    assert found(rows).understanding.tables
    small = [row._replace(table=row.number) for row in rows]
    assert [problem.code for problem in found(small).parsed.problems if problem.fatal] == ["E_BEGINS_LATE"]


def test_more_documents_than_a_file_may_have_are_refused_where_they_begin(monkeypatch):
    text = "".join(f"Nama Kompetensi: Nama {n}\nDefinisi: Teks.\n" for n in "ABC")
    assert not fatal(text)
    for module in (record, refusals):
        monkeypatch.setattr(module, "DOCUMENT_LIMIT", 2)
    assert fatal(text) == [(5, "E_TOO_MANY")]
    assert "lebih dari 2 dokumen" in read(text).parsed.problems[0].message
    assert not fatal(text.partition("Nama Kompetensi: Nama C")[0])


def test_a_document_whose_name_is_told_again_and_again_is_not_searched_again_and_again():
    def steps(count):
        calls = 0

        def counted(_frame, event, _argument):
            nonlocal calls
            calls += event == "call"

        sys.setprofile(counted)
        try:
            found([TableRow(n, Place(n), 1, (Cell(0, "Nama"), Cell(1, "x"))) for n in range(1, count + 1)])
        finally:
            sys.setprofile(None)
        return calls

    assert steps(800) < 2.2 * steps(400)


def test_a_type_that_leaves_much_in_doubt_does_not_go_before_one_that_is_refused_by_name():
    items = [f"K.{level}.{item}|Audit|Memeriksa.|{level}|Butir {level}{item}" for level in (1, 2) for item in (1, 2)]
    rows = markdown("\n".join(["Kode|Kompetensi|Definisi|Level|Indikator", *items]))
    result = foreign.read(rows, [], [Unstored(each) for each in all_types()], NO_ANSWERS)
    assert result.document_type.slug == "kamus"
    assert [problem.code for problem in result.parsed.problems if problem.fatal] == ["E_CODES_APART"]
