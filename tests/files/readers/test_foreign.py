"""Files that are laid out otherwise: which type of document they hold, and when that is no single one."""

import pytest

from exchange.document_types import all_types
from files.readers import foreign
from files.readers.detection import NO_ANSWERS
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


def read(text):
    return foreign.read(blocks_of(text), [], [Unstored(each) for each in all_types()], NO_ANSWERS)


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


def test_a_type_that_leaves_much_in_doubt_does_not_go_before_one_that_is_refused_by_name():
    items = [f"K.{level}.{item}|Audit|Memeriksa.|{level}|Butir {level}{item}" for level in (1, 2) for item in (1, 2)]
    rows = markdown("\n".join(["Kode|Kompetensi|Definisi|Level|Indikator", *items]))
    result = foreign.read(rows, [], [Unstored(each) for each in all_types()], NO_ANSWERS)
    assert result.document_type.slug == "kamus"
    assert [problem.code for problem in result.parsed.problems if problem.fatal] == ["E_CODES_APART"]
