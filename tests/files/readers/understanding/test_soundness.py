"""Readings that cannot be right are refused by name, whatever reader of tables or texts went wrong."""

import pytest

from files.readers.understanding import soundness
from files.readers.understanding.record import Entry, Records
from files.readers.understanding.vocabulary import Kind
from tests.files.readers.understanding.lines import DICTIONARY, GUIDE
from tests.files.readers.understanding.lines import read as read_text

#: Short words for the roles of an entry.
KINDS = {"kode": Kind.KEY, "nama": Kind.NAME, "nomor": Kind.NUMBER, "teks": Kind.TEXT, "butir": Kind.LEVEL_ITEM,
         "kelompok": Kind.GROUP, "daftar": Kind.LIST}  # fmt: skip


def unsound(*lines, vocabulary=DICTIONARY, column=-1):
    """Return the codes and blocks of the problems of a reading: "nama A", "1 butir x" for an item of level 1."""
    records = Records(vocabulary)
    for number, line in enumerate(lines, 1):
        level, _, rest = line.partition(" ") if line[0].isdigit() else ("", "", line)
        word, _, text = rest.partition(" ")
        entry = Entry((number, column), vocabulary.of_kind(KINDS[word])[0], text, level)
        if word == "kelompok":
            records.open_group(entry)
        elif word in ("nama", "kode") and not (records.record and records.record.entries[-1].role.kind is Kind.KEY):
            records.open_new(entry)
        else:
            records.add(entry)
    return [(problem.code, problem.line) for problem in soundness.unsound(records)]


A = ["nama A", "1 butir a", "2 butir b"]
B = ["nama B", "1 butir c", "2 butir d"]


@pytest.mark.parametrize(
    "lines",
    [
        [*A, *B],
        ["kelompok X", *A, "kelompok Y", *A],  # one name in two groups
        ["kode A1", *A, "kode A2", *A],  # one name with two codes
        [*A, "1 butir late"],  # below
        ["nama Audit dan lain-lain.", "1 butir a"],
        ["nama A", "teks Jujur.", "nama B", "teks Cermat."],
        [*A, *B, "nama C", "teks belum ada levelnya"],
        [*A, "nama B", "1 butir x", "nama C", "teks y", "nama D", "teks z"],
    ],
    ids=["two", "groups", "codes", "one late row", "abbreviation", "no levels", "one without", "half without"],
)
def test_a_reading_that_can_be_right_has_no_problem(lines):
    assert unsound(*lines, column=0) == []


@pytest.mark.parametrize(
    ("lines", "code", "line"),
    [
        (["nama Kemampuan merancang dan melaksanakan pembelajaran.", "1 butir a"], "E_NAME_IS_TEXT", 1),
        ([*A, "nama Apakah pegawai mau bekerja bersama tim?", "1 butir a"], "E_NAME_IS_TEXT", 4),
        (["nama Definisi", "1 butir a"], "E_NAME_IS_LABEL", 1),
        ([*A, "nama Level 2", "1 butir a"], "E_NAME_IS_LABEL", 4),
        ([*A, *A], "E_NAME_AGAIN", 4),
        ([*A, "nama **a**:", "1 butir z"], "E_NAME_AGAIN", 4),
        ([*A, "2 butir Perilaku kunci"], "E_ITEM_IS_LABEL", 4),
        (["nama A", "daftar Level 3", "1 butir a"], "E_ITEM_IS_LABEL", 2),
        ([*A, "1 butir c"], "E_LEVEL_AGAIN", 4),
        ([*A, "3 butir c", "1 butir d", "2 butir e"], "E_LEVEL_AGAIN", 5),
        (["nama A", "1 butir a", "nama B", "2 butir b", "nama C", "3 butir c"], "E_LEVELS_APART", 4),
        (["nama A", "3 butir a", "nama B", "1 butir b", "2 butir b"], "E_LEVELS_APART", 4),
        ([*A, "nama B", "nama C"], "E_MOST_BARE", 4),
        (["nama B", *A], "E_MOST_BARE", 1),
        ([*A, "nama B", "teks x", "nama C", "teks y"], "E_ONE_LEVELLED", 4),
    ],
)
def test_a_reading_that_cannot_be_right_is_refused_at_its_first_place(lines, code, line):
    assert unsound(*lines) == [(code, line)]


def test_in_rows_one_level_may_go_on_later_and_names_may_share_no_level():
    assert unsound(*A, "3 butir c", "1 butir d", "2 butir e", column=0) == [("E_LEVEL_AGAIN", 5)]
    assert unsound("nama A", "1 butir a", "nama B", "2 butir b", column=0) == []


def test_a_number_that_goes_back_to_1_needs_a_group():
    first = ["nama A", "nomor 1", "daftar x", "nama B", "nomor 2", "daftar y"]
    again = ["nama C", "nomor 1", "daftar z"]
    assert unsound("kelompok X", *first, *again, vocabulary=GUIDE) == [("E_NUMBER_AGAIN", 9)]
    assert unsound("kelompok X", *first, "kelompok Y", *again, vocabulary=GUIDE) == []


@pytest.mark.parametrize(
    "text",
    [
        "Audit\nDefinisi: Menilai.\nLevel 1: Bantu\n- a\nLevel 2: Mahir\n- b\nLevel 1: Lagi\n- c",
        "Nama: Audit\nDefinisi: b\nLevel 1: x\n- a\nLevel 2: y\n- c\nLevel 1: z\n- b",
    ],
)
def test_nothing_like_it_is_accepted_from_a_text(text):
    assert read_text(text).parsed.fatal


def test_the_sentence_names_the_place_and_the_way_out():
    found = read_text("Aspek X\nNama: Satu dua tiga empat lima enam.\nLevel 1: a\n- b").parsed.problems
    (problem,) = [each for each in found if each.code == "E_NAME_IS_TEXT"]
    assert "Nama: …" in problem.message and problem.line == 2
