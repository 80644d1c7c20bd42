"""Cards and cells that hold several parts of a document: codes without labels, labels inside cells, turned tables."""

import pytest

from files.readers import foreign
from files.readers.understanding.answers import Answers
from tests.files.readers.understanding.layouts import asked, lines, markdown, read
from tests.files.readers.understanding.lines import DICTIONARY, blocks_of

LEVELS = "Level | Deskripsi | Indikator\n1 | Dasar sekali. | Mampu.\n2 | Lebih baik. | Cakap."
DEFINED = "Definisi: Kemampuan merawat mesin. | < | <"


def named(result):
    return [(document.key, document.title) for document in result.parsed.documents]


@pytest.mark.parametrize(
    "head",
    [
        "PML | Pemeliharaan Mesin | <",
        "Pemeliharaan Mesin | PML | <",
        "Kode: PML | Nama Kompetensi: Pemeliharaan Mesin | <",
        "Nama: Pemeliharaan Mesin | Kode: PML | <",
    ],
)
@pytest.mark.parametrize("below", [f"{DEFINED}\n{LEVELS}", LEVELS])
def test_a_card_begins_with_a_code_and_a_name(head, below):
    result = read(markdown(f"{head}\n{below}"))
    assert named(result) == [("PML", "Pemeliharaan Mesin")]
    assert lines(result)["level 2"] == "Lebih baik."
    assert not asked(result)


def test_a_heading_names_the_table_whose_first_cell_is_a_label_and_its_text():
    (heading,) = blocks_of("## Pemeliharaan Mesin (PML)")
    result = read([heading, *markdown(f"{DEFINED}\n{LEVELS}", first=2)])
    assert named(result) == [("PML", "Pemeliharaan Mesin")]
    assert lines(result)["definisi"] == "Kemampuan merawat mesin."


@pytest.mark.parametrize(
    "head",
    ["Kode | {k} | Kelompok | {g}\nNama Kompetensi | {n}", "Kelompok | {g} | Kode | {k}\nNama Kompetensi | {n}",
     "Nama Kompetensi | {n} | Kode | {k}\nKelompok | {g}",
     "Kode | {k} | Nama | {n} | Kelompok | {g}",
     "No | 1 | Kode | {k}\nNama | {n} | Kelompok | {g}"],
)  # fmt: skip
def test_a_pair_beside_the_code_belongs_to_the_same_document(head):
    said = [("INT", "Inti", "Integritas"), ("KSM", "Inti", "Kerja Sama"), ("AUD", "Teknis", "Audit")]
    blocks = blocks_of("LEMBAR KOMPETENSI PEGAWAI")
    for table, (key, group, name) in enumerate(said, 1):
        text = head.format(k=key, g=group, n=name) + "\nDefinisi | Kemampuan.\nLevel 1 | Mampu."
        blocks += markdown(text, table=table, first=10 * table)
    result = read(blocks)
    assert [(one.key, one.text("kelompok"), one.title) for one in result.parsed.documents] == said


@pytest.mark.parametrize(
    "cell",
    [
        "Audit\\nKode: AUD\\nDefinisi: Memeriksa laporan.",
        "Nama: Audit\\nKode: AUD\\nDefinisi: Memeriksa laporan.",
        "Kode: AUD\\nNama: Audit\\nDefinisi: Memeriksa\\nlaporan.",
    ],
)
def test_the_cell_of_a_name_holds_labels_on_lines_of_their_own(cell):
    result = read(markdown(f"No | Kompetensi | Level | Indikator\n1 | {cell} | 1 | Mampu.\n^ | ^ | 2 | Cakap."))
    assert named(result) == [("AUD", "Audit")]
    assert lines(result)["definisi"] == "Memeriksa laporan."


def test_a_cell_of_a_name_with_another_text_says_to_move_that():
    table = (
        "No | Kompetensi | Level | Indikator\n1 | Audit internal yang baik.\\nOleh: Tim yang hebat sekali. | 1 | Mampu."
    )
    problem = next(one for one in read(markdown(table)).parsed.problems if one.fatal)
    assert problem.code == "E_NAME_IN_CELL"
    assert "“Definisi”" in problem.message


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("Level 1 : Dasar\\nMemahami tahapan pengadaan.", "Memahami tahapan pengadaan."),
        ("1\\n(Dasar)", "Dasar"),
        ("1\\nDasar\\nMemahami tahapan pengadaan.", "Memahami tahapan pengadaan."),
        ("Level 1\\nMemahami tahapan pengadaan.", "Memahami tahapan pengadaan."),
        ("1. Dasar", "Dasar"),
    ],
)
def test_the_cell_of_a_level_holds_its_name_and_its_description(cell, text):
    table = f"Nama | Level | Indikator\nAudit | {cell} | Mampu.\nAudit | {cell} | Cakap.\nAudit | 2 | Mahir."
    result = read(markdown(table))
    assert lines(result)["level 1"] == text
    assert lines(result)["level 1, nomor 2"] == "Cakap."


def test_a_level_at_the_left_of_a_form_holds_its_description():
    result = read(markdown("Kode | AUD\nNama | Audit\nLevel 1: Dasar\\nMemahami tahapan audit. | - Mampu.\\n- Cakap."))
    assert lines(result)["level 1"] == "Memahami tahapan audit."
    assert lines(result)["level 1, nomor 2"] == "Cakap."


def test_labels_of_a_form_name_their_level():
    result = read(markdown("Kode | AUD\nNama | Audit\nDeskripsi Level 1 | Memahami.\nIndikator Level 1 | Mampu."))
    assert lines(result)["level 1"] == "Memahami."
    assert lines(result)["level 1, nomor 1"] == "Mampu."


TURNED = """
Kode | MRK | APU | INT | KOM
Nama Kompetensi | Manajemen Risiko | Anti Pencucian | Integritas | Komunikasi
Definisi | Mengelola. | Mencegah. | Jujur. | Menyampaikan.
Level 1 | - Satu. | - Dua. | - Tiga. | - Empat."""


def test_a_table_with_a_document_in_each_column_is_read_column_by_column():
    result = read(markdown(TURNED))
    assert named(result) == [
        ("MRK", "Manajemen Risiko"), ("APU", "Anti Pencucian"), ("INT", "Integritas"), ("KOM", "Komunikasi"),
    ]  # fmt: skip
    assert lines(result, "INT")["level 1, nomor 1"] == "Tiga."


class Type:
    """A type of document with the words of the dictionary, of which nothing is stored."""

    slug, label, vocabulary = "kamus", "kamus", DICTIONARY

    @staticmethod
    def stored_names():
        return {}


def test_a_turned_table_whose_names_nobody_knows_says_to_turn_it():
    blocks = markdown(TURNED.replace("Kode", "Hal").replace("Nama Kompetensi", "Butir") + "\nLevel 2 | a | b | c | d")
    result = foreign.read(blocks, [], [Type()], Answers())
    assert [problem.code for problem in result.parsed.problems if problem.fatal] == ["E_TURNED"]
    assert "Transpos" in next(problem.message for problem in result.parsed.problems if problem.fatal)
