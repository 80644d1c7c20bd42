"""Rows and cells of tables that could be taken for something else: bands, numbers, corners, heads, codes of items."""

import pytest

from files.readers.blocks import Paragraph, Place
from files.readers.understanding import heads as head_rows
from files.readers.understanding.record import Answers
from files.readers.understanding.words import level_of
from tests.files.readers.understanding.layouts import (
    DICTIONARY,
    GUIDE,
    LEFT,
    asked,
    left,
    lines,
    markdown,
    read,
    rows,
    told,
)

FORM = [["Nama", "Integritas", LEFT], ["Definisi", "Jujur", LEFT]]


def codes(result):
    return [problem.code for problem in result.parsed.problems if problem.fatal]


@pytest.mark.parametrize("band", ["KATEGORI KECAKAPAN", "Kategori lanjutan"])
@pytest.mark.parametrize("above", [[], [["Perilaku kunci", "Berkata benar", LEFT]]])
def test_a_row_across_a_form_goes_on_with_nothing(above, band):
    result = read(rows(*FORM, *above, [band, LEFT, LEFT], ["Level 1", "Paham", "1.1 Menaati"]))
    assert band not in " ".join(lines(result).values())
    assert asked(result) == [band]


def test_a_paragraph_below_a_form_goes_on_with_none_of_its_texts():
    table = rows(*FORM, ["Level 1", "• Menaati\n• Mengajak"])
    result = read([*table, Paragraph(4, Place(1), "\tSurya Darmawan")])
    assert lines(result)["level 1, nomor 2"] == "Mengajak"
    assert asked(result) == ["Surya Darmawan"]


@pytest.mark.parametrize("word", ["KATEGORI KECAKAPAN", "Kategori lanjutan"])
@pytest.mark.parametrize("at", [0, 1])
def test_a_row_across_a_table_of_levels_names_no_document_where_they_go_on(at, word):
    title = [Paragraph(1, Place(1), "Integritas", heading=1), Paragraph(2, Place(2), "Definisi: Jujur")]
    body = [["1", "Paham", "Menaati"], ["2", "Dasar", "Mengajak"]]
    body.insert(at, [word, LEFT, LEFT])
    result = read([*title, *rows(["Level", "Deskripsi", "Indikator"], *body, first=3)])
    assert lines(result)["level 2, nomor 1"] == "Mengajak"
    assert asked(result) == [word]


@pytest.mark.parametrize("name", ["Integritas", ""])
def test_a_row_across_the_levels_of_one_name_is_no_group(name):
    result = read(
        markdown(f"Nama | Level | Indikator\nIntegritas | 1 | a\nPENILAIAN | < | <\n{name} | 2 | b\nAudit | 1 | c")
    )
    assert {document.text("kelompok") for document in result.parsed.documents} == {""}
    assert asked(result) == ["PENILAIAN"]


def test_a_row_across_a_table_of_levels_names_a_document_where_they_begin_anew():
    result = read(markdown("Level | Deskripsi\nIntegritas | <\n1 | Satu\n2 | Dua\nAudit | <\n1 | Cermat"))
    assert [document.title for document in result.parsed.documents] == ["Integritas", "Audit"]


@pytest.mark.parametrize("mark", ["1", "1.", "a.", "1.1"])
def test_a_number_in_a_cell_of_its_own_is_that_of_the_item_beside_it(mark):
    result = read(rows(["Aspek", "Diri", LEFT], ["Sub Aspek", "Jujur", LEFT], ["Mandiri", mark, "Membaca"]), GUIDE)
    texts = [line.text for line in result.parsed.documents[0].lines if line.label]
    assert texts == ["Membaca"]


def test_a_level_may_have_numbered_items_in_the_third_cell():
    assert lines(read(rows(*FORM, ["Level 1", "1.1", "Menaati"])))["level 1, nomor 1.1"] == "Menaati"


def test_levels_may_stand_above_the_names_of_their_texts():
    result = read(
        rows(
            ["Kompetensi", "Level 1", LEFT, "Level 2", LEFT],
            [None, "Deskripsi", "Indikator", "Deskripsi", "Indikator"],
            ["(1)", "(2)", "(3)", "(4)", "(5)"],
            ["Integritas", "Paham", "Menaati", "Dasar", "Mengajak"],
        )
    )
    assert lines(result) == {
        "nama": "Integritas", "level 1": "Paham", "level 1, nomor 1": "Menaati", "level 2": "Dasar",
        "level 2, nomor 1": "Mengajak",
    }  # fmt: skip


def test_a_word_for_all_levels_may_stand_above_each_level_and_its_parts():
    result = read(
        rows(
            ["Kompetensi", "Level Kompetensi", LEFT, LEFT, LEFT],
            [None, "Level 1", LEFT, "Level 2", LEFT],
            [None, "Deskripsi", "Indikator", "Deskripsi", "Indikator"],
            ["Integritas", "Paham", "Menaati", "Dasar", "Mengajak"],
        )
    )
    assert lines(result) == {
        "nama": "Integritas", "level 1": "Paham", "level 1, nomor 1": "Menaati", "level 2": "Dasar",
        "level 2, nomor 1": "Mengajak",
    }  # fmt: skip


@pytest.mark.parametrize("corner", ["Uraian", "", "Level", "Keterangan", "Aspek"])
def test_parts_may_stand_beside_columns_of_levels_whatever_the_corner_says(corner):
    title = [Paragraph(1, Place(1), "Nama: Integritas")]
    table = rows(
        [corner, "Level 1", "Level 2"], ["Deskripsi Level", "Paham", "Dasar"], ["Indikator", "Menaati", "Mengajak"],
        first=2,
    )  # fmt: skip
    assert lines(read([*title, *table]))["level 2, nomor 1"] == "Mengajak"


def test_labels_may_stand_in_two_languages():
    result = read(rows(["Competency Name / Nama Kompetensi", "Integritas"], ["Definition / Definisi", "Jujur"]))
    assert lines(result) == {"nama": "Integritas", "definisi": "Jujur"}


def test_a_sentence_with_a_slash_is_no_head():
    first = "Mengambil keputusan menurut usulan anggota tim/kelompok;"
    result = read(rows(*FORM, ["Level 1", "Paham", LEFT], ["1", "Menaati"], ["2", first]))
    assert lines(result)["level 1, nomor 2"] == first


def test_the_halves_of_a_sentence_are_no_heads():
    assert head_rows.role_for("Deskripsi/Uraian", DICTIONARY) is head_rows.role_for("Deskripsi", DICTIONARY)
    assert head_rows.role_for("Mengambil keputusan menurut usulan anggota tim/kelompok;", DICTIONARY) is None


def test_one_number_twice_is_no_head_of_two_levels():
    assert head_rows.head_at(rows(["Nama", "1", "2"]), 0, DICTIONARY, Answers())
    assert head_rows.head_at(rows(["Nama", "2", "2"]), 0, DICTIONARY, Answers()) is None


ITEMS = "\n".join(f"K.{level}.{item} | Audit | {level} | Butir {level}{item}" for level in (1, 2) for item in (1, 2))


@pytest.mark.parametrize("head", ["Kode Indikator", "ID", ""])
def test_codes_that_differ_within_a_name_are_those_of_items(head):
    result = read(markdown(f"{head} | Kompetensi | Level | Indikator\n{ITEMS}"))
    assert len(result.parsed.documents) == 1
    assert not codes(result)


def test_a_column_said_to_have_the_codes_that_differ_within_a_name_is_a_question():
    result = read(markdown(f"Kode | Kompetensi | Level | Indikator\n{ITEMS}"))
    assert codes(result) == ["E_CODES_APART"]
    assert "Abaikan" in next(problem.message for problem in result.parsed.problems if problem.fatal)
    ignored = read(markdown(f"Kode | Kompetensi | Level | Indikator\n{ITEMS}"), answers=Answers(columns={"kode": ""}))
    assert not codes(ignored)
    assert lines(ignored)["level 2, nomor 2"] == "Butir 22"


def test_one_name_may_have_two_codes():
    result = read(markdown("Kode | Nama | Definisi\nA1 | Audit | Satu\nA2 | Audit | Dua\nB1 | Bina | Tiga"))
    assert not codes(result)


def test_kinds_of_names_behind_the_names_are_groups():
    table = "Kode | Nama | Jenis Kompetensi | Definisi\nA1 | Audit | Teknis | Satu\nB1 | Bina | Teknis | Dua"
    result = read(markdown(table))
    assert {document.text("kelompok") for document in result.parsed.documents} == {"Teknis"}


def test_an_unknown_head_that_begins_with_the_word_for_items_is_guessed():
    text = "Menjawab panggilan sebelum dering ketiga setiap hari"
    result = read(markdown(f"Nama | Level | Deskripsi | Perilaku yang Teramati\nAudit | 1 | Satu | {text}"))
    assert lines(result)["level 1, nomor 1"] == text
    assert [column.origin for column in result.tables[0].columns][-1] == "guessed"


@pytest.mark.parametrize(
    ("sheet", "title", "group"),
    [
        ("Inti", "KOMPETENSI INTI", "Inti"),
        ("Sosial Kultural", "STANDAR KOMPETENSI SOSIAL KULTURAL", "Sosial Kultural"),
        ("Kompetensi", "KAMUS KOMPETENSI", ""),
        ("Sheet1", "KAMUS KOMPETENSI", ""),
        ("Inti", "KAMUS KOMPETENSI", ""),
    ],
)
def test_a_title_and_the_name_of_its_sheet_give_the_group(sheet, title, group):
    result = read(rows([title], ["Kode", "Nama", "Definisi"], ["A1", "Audit", "Cermat"], sheet=sheet))
    assert lines(result).get("kelompok", "") == group


@pytest.mark.parametrize(
    "table",
    [
        "Istilah | Pengertian\nSLA | Kesepakatan layanan",
        "Jenis Persyaratan | Uraian | Tingkat Pentingnya | Keterangan\nPendidikan | Sarjana | Mutlak | LKPP",
        "Nama Jabatan | : | Kepala Bagian\nKelompok Jabatan | : | Administrator",
        "Versi | Tanggal | Uraian\n1.0 | 2 Mei | Terbitan",
    ],
)
def test_a_table_about_something_else_is_left_without_a_question(table):
    title = [Paragraph(1, Place(1), "Nama: Integritas"), Paragraph(2, Place(2), "Level 1: Paham")]
    result = read([*title, *markdown(table, first=3)])
    assert told(result)[1:] == ["kelompok: ", "nama: Integritas", "definisi: ", "sumber: ", "level 1: Paham"]
    assert not asked(result)
    assert all("hal lain" in reason for reason in left(result).values())


def test_one_word_of_such_tables_beside_a_text_is_a_question():
    title = [Paragraph(1, Place(1), "Nama: Integritas"), Paragraph(2, Place(2), "Level 1: Paham")]
    result = read([*title, *markdown("Pelatihan | Uraian\nDiklat | Dua hari\nMagang | Tiga hari", first=3)])
    assert asked(result)


def test_a_table_of_which_a_person_ignores_all_columns_is_no_question():
    title = [Paragraph(1, Place(1), "Nama: Integritas"), Paragraph(2, Place(2), "Level 1: Paham")]
    table = markdown("Tahap | Hasil\nSatu | Dua\nTiga | Empat", first=3)
    assert asked(read([*title, *table]))
    result = read([*title, *table], answers=Answers(columns={"tahap": "", "hasil": ""}))
    assert not asked(result)


def test_two_forms_may_stand_side_by_side():
    result = read(
        rows(
            ["Nama", "Integritas", "Nama", "Audit"],
            ["Definisi", "Jujur", "Definisi", "Cermat"],
            ["Level 1", "Paham", "Level 1", "Mampu"],
            ["1.1", "Menaati", "1.1", "Memeriksa"],
            ["1.2", "Mengajak"],
        )
    )
    assert [line for line in told(result) if not line.endswith(": ")] == [
        "INTE Integritas", "nama: Integritas", "definisi: Jujur", "level 1: Paham", "level 1, nomor 1.1: Menaati",
        "level 1, nomor 1.2: Mengajak",
        "AUDI Audit", "nama: Audit", "definisi: Cermat", "level 1: Mampu", "level 1, nomor 1.1: Memeriksa",
    ]  # fmt: skip


def test_what_stands_twice_may_be_another_document_and_is_not_to_be_removed():
    result = read(rows(["Nama", "Integritas"], ["Definisi", "Jujur"], ["Definisi", "Cermat"]))
    (problem,) = [problem for problem in result.parsed.problems if problem.code == "E_DUP_FIELD"]
    assert problem.message.startswith("Definisi sudah ada di baris 2. Mungkin di sini mulai isi lain")
    assert "Hapus salah satunya" not in problem.message


@pytest.mark.parametrize("sign", ["-", "–", " "])
def test_columns_with_a_number_hold_the_items_of_the_level_before_it(sign):
    heads = [f"Level {level} {sign} Perilaku {number}" for level in (1, 2) for number in (1, 2)]
    result = read(rows(["Nama", "Definisi", *heads], ["Integritas", "Jujur", "Menaati", "Mengajak", "Membina", ""]))
    assert [(path, text) for path, text in lines(result).items() if path.startswith("level")] == [
        ("level 1, nomor 1", "Menaati"),
        ("level 1, nomor 2", "Mengajak"),
        ("level 2, nomor 1", "Membina"),
    ]


@pytest.mark.parametrize("word", ["", "L", "Level ", "tingkat "])
def test_two_numbers_of_levels_are_a_range_only_with_a_word_for_levels(word):
    assert level_of(f"Level 1 - {word}3", DICTIONARY).number == ""
    assert level_of("Level 1 - Unsur 3", DICTIONARY) == ("1", "", "Unsur 3")


@pytest.mark.parametrize("mark", ["", "• ", "1.1 ", "1. ", "a. "])
def test_a_row_in_lower_case_below_an_item_that_does_not_end_is_asked_about(mark):
    first = ["Arsip", "1", f"{mark}Mampu membuat salinan"]
    result = read(rows(["Nama", "Level", "Indikator"], first, ["", "", "arsip vital"], ["", "", "sekali"]))
    assert asked(result) == ["arsip vital", "sekali"]
    assert not {"arsip vital", "sekali"} & set(lines(result).values())


@pytest.mark.parametrize(
    ("above", "below"),
    [("Menaati.", "mengajak"), ("Menaati;", "mengajak"), ("menaati", "mengajak"), ("Menaati", "• mengajak")],
)
def test_a_row_in_lower_case_is_an_item_where_the_one_above_ends_or_begins_so_too(above, below):
    result = read(rows(["Nama", "Level", "Indikator"], ["Arsip", "1", above], ["", "", below]))
    assert lines(result)["level 1, nomor 2"] == "mengajak"
    assert not asked(result)


@pytest.mark.parametrize(("count", "found"), [(2, []), (3, ["E_ROWS_WRAPPED"])])
def test_a_table_of_many_rows_that_go_on_is_refused(count, found):
    parted = [["", "", f"{text}{at}"] for at in range(count) for text in ("• Mampu membuat salinan ", "arsip vital ")]
    result = read(rows(["Nama", "Level", "Indikator"], ["Arsip", "1", "• Mampu"], *parted))
    assert codes(result) == found


@pytest.mark.parametrize(("again", "found"), [("Memahami isi arsip.", []), ("Menata isi arsip.", ["E_DUP_LEVEL"])])
def test_a_cell_of_a_level_and_its_text_may_stand_again(again, found):
    first, second = ["Arsip", "1\nMemahami isi arsip.", "Satu"], ["", "2\nMembina para pegawai.", "Dua"]
    result = read(rows(["Nama", "Level", "Indikator"], first, second, ["", f"1\n{again}", "Tiga"]))
    assert codes(result) == found


def test_columns_with_two_numbers_are_ranges_of_levels_only_where_each_begins_anew():
    texts = ["Menaati", "Mengajak", "Membina"]
    heads = ["Nama", "Definisi", "Level 1 - 1", "Level 1 - 2", "Level 2 - 1"]
    parts = read(rows(heads, ["A", "B", *texts]))
    assert asked(parts) == texts
    ranges = read(rows(["Nama", "Definisi", *(f"Level {each}" for each in ("1-2", "3-4", "5-6"))], ["A", "B", *texts]))
    assert [lines(ranges)[f"level {number}"] for number in (1, 2, 3)] == texts
