"""Files that are refused as a whole, each with a reason that names what it is."""

import pytest

from files.readers.understanding.reading import understand
from files.readers.understanding.record import Answers
from files.readers.understanding.refusals import begins_in, refusal_of
from tests.files.readers.understanding.lines import DICTIONARY, GUIDE, blocks_of, lines_of, read

PDF = """KAMUS KOMPETENSI

1. INTEGRITAS

Kode
                : M.01
Kompetensi
Level Deskripsi                             Indikator Perilaku
                                            1.1. Ucapan dan tindakan sejalan,
                                            berbicara sesuai fakta;
      Mampu bertindak sesuai nilai dan      1.2. Menjalankan peraturan dan kode
1
      etika organisasi secara pribadi       etik dalam pekerjaan sehari-hari;
                                            1.3. Tidak menjanjikan sesuatu yang
                                            melanggar aturan.
                                            2.1. Mengingatkan rekan kerja agar
      Mampu mengajak rekan kerja            patuh pada etika;
"""


def collapsed(text):
    return "\n".join(" ".join(line.split()) for line in text.split("\n"))


@pytest.mark.parametrize("text", [PDF, collapsed(PDF)], ids=["with its spaces", "without"])
def test_columns_that_a_pdf_put_into_lines_are_refused_and_nothing_of_them_is_read(text):
    found = read(text)
    assert [problem.code for problem in found.parsed.problems] == ["E_COLUMNS"]
    assert "Word" in found.parsed.problems[0].message
    assert found.parsed.documents == ()
    assert all(fate.left_out for fate in found.account)
    assert found.places


@pytest.mark.parametrize(
    "text",
    [
        "Nama : A\n: b",
        "Level 1 Level 2 Level 3",
        "Level Indikator Perilaku",
        "Nama Kompetensi Definisi Level Indikator",
    ],
)
def test_heads_in_one_line_are_columns_and_a_single_colon_is_none(text):
    assert bool(refusal_of(blocks_of(text), DICTIONARY)) is (text != "Nama : A\n: b")


def test_heads_apart_by_semicolons_are_a_row_and_no_flattened_columns():
    assert refusal_of(blocks_of("Nama Kompetensi;Level;Deskripsi Level;Indikator Perilaku"), DICTIONARY) is None


@pytest.mark.parametrize(
    "text",
    [
        "Nama          : Integritas\nKode          : INT\nDefinisi      : Jujur\nLevel 1       : Tahu\n" * 3,
        "1.     Satu\n2.     Dua\n3.     Tiga\n4.     Empat\n5.     Lima\n6.     Enam\n7.     Tujuh",
        "Nama          Integritas\nKode          INT\nDefinisi      Jujur\nLevel 1       Tahu\nKode    INT",
    ],
)
def test_labels_and_list_marks_apart_by_spaces_are_no_columns(text):
    assert refusal_of(blocks_of(text), DICTIONARY) is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("KODE UNIT : M.1\nJUDUL UNIT : X\n1. ELEMEN KOMPETENSI\nKRITERIA UNJUK KERJA\n1.1 Ya", "SKKNI"),
        ("Nama Jabatan : Analis\nUraian Tugas :\n1. Menyusun", "uraian jabatan"),
    ],
)
def test_another_model_is_refused_by_its_name(text, word):
    (problem,) = read(text).parsed.problems
    assert (problem.code, word in problem.message) == ("E_OTHER_MODEL", True)


def test_one_word_of_another_model_is_none():
    found = read("Nama : Menyusun unit\nKode : MU\nDefinisi : x\nLevel 1 : Elemen kompetensi ditulis")
    assert lines_of(found)[-1] == "MU level 1: Elemen kompetensi ditulis"


BOTH = """Nama : Integritas
Kode : INT
Level 1 : Jujur
INTEGRITAS (Aspek Managing Self)
Sub Aspek 1: Tanggung Jawab
Pengembangan Mandiri:
1. Baca"""


def test_each_type_shows_where_it_begins_in_a_file_of_both():
    blocks = blocks_of(BOTH)
    assert (begins_in(blocks, DICTIONARY, GUIDE), begins_in(blocks, GUIDE, DICTIONARY)) == (1, 4)
    assert begins_in(blocks[:3], GUIDE, DICTIONARY) == 0
    assert begins_in(blocks[3:], DICTIONARY, GUIDE) == 0


def test_levels_that_are_groups_are_named():
    text = "# Magang\n## Teknis\n- a\n## Perilaku kerja\n- b\n# Supervisor\n## Teknis\n- c"
    (problem,) = (one for one in read(text).parsed.problems if one.code == "E_LEVELS_AS_GROUPS")
    assert all(name in problem.message for name in ("Teknis", "Magang", "Supervisor"))


def test_marks_that_were_taken_off_are_counted_for_one_note():
    from files.readers.understanding.outline import Outline
    from files.readers.understanding.record import Records

    blocks = blocks_of("Nama : A\nPerilaku kunci:\n• satu\n• dua\n- tiga\n1. empat")
    records = Records(DICTIONARY)
    outline = Outline(records, blocks)
    for block in blocks:
        records.show(block)
        outline.take(block)
    outline.finish()
    assert records.marks == {"•": (2, 3), "-": (1, 5), "number": (1, 6)}


def test_a_file_without_paragraphs_is_nothing():
    assert not understand([], DICTIONARY, Answers(), dict).account
