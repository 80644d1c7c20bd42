"""Tables of foreign layouts: heads, rows of documents, levels and items, sections; every cell has a fate."""

import pytest

from files.readers.blocks import Paragraph, Place
from files.readers.understanding.record import Answers
from tests.files.readers.understanding.layouts import asked, left, lines, markdown, problems, read, rows, told


def texts(table, **more):
    """What is read of a table, without the texts that it lacks."""
    return [line for line in told(read(markdown(table, **more))) if not line.endswith(": ")]


def test_one_row_an_indicator_with_its_values_repeated_is_one_document():
    result = read(
        markdown("""
Kode | Nama Kompetensi | Definisi | Level | Indikator Perilaku
M.01 | Integritas | Konsisten. | 1 | Berkata benar.
M.01 | Integritas | Konsisten. | 1 | Taat.
M.01 | Integritas | Konsisten. | 2 | Mengingatkan.""")
    )
    assert lines(result, "M.01") == {
        "nama": "Integritas",
        "definisi": "Konsisten.",
        "level 1, nomor 1": "Berkata benar.",
        "level 1, nomor 2": "Taat.",
        "level 2, nomor 1": "Mengingatkan.",
    }
    assert not asked(result) and not problems(result)


@pytest.mark.parametrize("empty", ["^", ""])
def test_values_that_are_merged_down_or_left_empty_go_on(empty):
    table = "Kode | Kompetensi | Definisi | Level | Indikator\nINT | Integritas | Jujur | 1 | Satu\n"
    table += f"{empty} | {empty} | {empty} | {empty} | Dua\n{empty} | {empty} | {empty} | 2 | Tiga\n"
    table += "KER | Kerja | Sama | 1 | A"
    assert texts(table) == [
        "INT Integritas", "nama: Integritas", "definisi: Jujur", "level 1, nomor 1: Satu", "level 1, nomor 2: Dua",
        "level 2, nomor 1: Tiga", "KER Kerja", "nama: Kerja", "definisi: Sama", "level 1, nomor 1: A",
    ]  # fmt: skip


def test_a_definition_that_differs_is_left_to_the_reader_of_the_file():
    result = read(
        markdown("""
Kode | Nama | Definisi | Level | Indikator
INT | Integritas | Jujur | 1 | Satu
INT | Integritas | Taat | 1 | Dua""")
    )
    assert lines(result)["definisi"] == "Jujur"
    assert asked(result) == ["Taat"]


def test_two_names_for_one_code_are_two_documents_which_the_type_refuses():
    result = read(markdown("Kode | Nama | Level | Indikator\nINT | Integritas | 1 | Satu\nINT | Intuisi | 2 | Dua"))
    assert "E_DUP_KODE" in problems(result)


def test_a_head_stands_below_titles_which_are_left_out():
    result = read(
        markdown("""
STANDAR KOMPETENSI
Nama Jabatan | : Kepala
No | Kompetensi | Level | Deskripsi
1 | Integritas | 1 | Mampu""")
    )
    assert lines(result)["level 1"] == "Mampu"
    assert left(result) == {
        "STANDAR KOMPETENSI": "judul", "Nama Jabatan": "judul", ": Kepala": "judul", "1": "kolom “No” tidak dipakai",
    }  # fmt: skip


def test_a_merged_head_above_numbers_of_levels_is_one_head():
    assert texts("""
No | Kode | Nama Kompetensi | Definisi | Level | < | <
^ | ^ | ^ | ^ | 1 | 2 | 3
1 | INT | Integritas | Jujur. | Satu | | Tiga""") == [
        "INT Integritas", "nama: Integritas", "definisi: Jujur.", "level 1: Satu", "level 3: Tiga",
    ]  # fmt: skip


def test_indicators_named_above_the_levels_are_items_even_alone():
    assert texts("Kompetensi | Indikator Perilaku | |\n | Dasar | Mahir\nIntegritas | Satu | Dua") == [
        "INTE Integritas", "nama: Integritas", "level 1: Dasar", "level 1, nomor 1: Satu", "level 2: Mahir",
        "level 2, nomor 1: Dua",
    ]  # fmt: skip


def test_a_level_column_holds_its_description_unless_a_cell_plainly_is_a_list():
    assert texts("Kompetensi | Level 1 | Tingkat II | L3\nA | Satu teks. | - x\\n- y | \nB | Teks | | Tiga") == [
        "A A", "nama: A", "level 1: Satu teks.", "level 2, nomor 1: x", "level 2, nomor 2: y",
        "B B", "nama: B", "level 1: Teks", "level 3: Tiga",
    ]  # fmt: skip


def test_descriptions_and_indicators_of_each_level_may_have_columns_of_their_own():
    heads = "Kompetensi | Deskripsi Level 1 | Indikator Level 1 | Level 2 Deskripsi"
    assert texts(f"{heads}\nIntegritas | Mampu | Satu\\nDua | Lebih")[2:] == [
        "level 1: Mampu", "level 1, nomor 1: Satu", "level 1, nomor 2: Dua", "level 2: Lebih",
    ]  # fmt: skip


def test_levels_that_are_only_named_are_numbered_from_left_to_right():
    heads = "Competency | Junior (L1-L2) | Mid (L3-L4) | Staff+ (L7+)"
    result = read(markdown(f"{heads}\n**Coding** | Basic | Better | Best"))
    assert [(level.name, level.number) for level in result.levels] == [
        ("Junior (L1-L2)", 1), ("Mid (L3-L4)", 2), ("Staff+ (L7+)", 3),
    ]  # fmt: skip
    assert lines(result)["nama"] == "Coding"


def test_names_of_a_known_scale_are_numbered_by_it_whatever_their_order():
    result = read(markdown("Kompetensi | Level | Deskripsi\nA | Mahir | Tiga\nA | Dasar | Satu\nB | Menengah | Dua"))
    assert {level.name: level.number for level in result.levels} == {"Dasar": 1, "Menengah": 2, "Mahir": 3}


def test_a_person_can_number_the_names():
    answers = Answers(levels={"dasar": 2, "mahir": 4})
    result = read(markdown("Kompetensi | Dasar | Mahir\nA | Satu | Dua"), answers=answers)
    assert lines(result) == {"nama": "A", "level 2": "Satu", "level 4": "Dua"}


@pytest.mark.parametrize(
    ("cell", "level", "name"),
    [
        ("1", 1, ""), ("1.", 1, ""), ("(2)", 2, ""), ("Level 1", 1, ""), ("I", 1, ""), ("Level II", 2, ""),
        ("Tingkat 3", 3, ""), ("1 - Paham", 1, "Paham"), ("1 (Paham)", 1, "Paham"), ("Level 1: Paham", 1, "Paham"),
        ("Paham (Level 2)", 2, "Paham"), ("Paham", 1, "Paham"), ("Level 1\\nPaham", 1, "Paham"), ("0", 0, ""),
    ],
)  # fmt: skip
def test_a_level_is_read_in_all_its_spellings(cell, level, name):
    result = read(markdown(f"Kompetensi | Level | Indikator\nIntegritas | {cell} | Satu"))
    expected = {"nama": "Integritas", f"level {level}": name, f"level {level}, nomor 1": "Satu"}
    assert lines(result) == {path: text for path, text in expected.items() if text}


def test_the_name_of_a_level_is_not_kept_beside_its_description_and_the_account_says_so():
    result = read(markdown("Kompetensi | Level | Deskripsi\nIntegritas | 1 (Paham) | Mampu"))
    assert lines(result) == {"nama": "Integritas", "level 1": "Mampu"}
    (fate,) = [fate for fate in result.account if fate.text == "1 (Paham)"]
    assert str(fate.reason) == "nama level tidak disimpan: level ini punya deskripsi"


def test_a_level_below_zero_is_refused_by_name():
    assert problems(read(markdown("Nama | Level | Deskripsi\nA | -1 | Buruk"))) == ["E_LEVEL_RANGE"]


def test_a_range_of_levels_is_a_name_and_no_number():
    result = read(markdown("Nama | Level | Deskripsi\nA | Level 1-2 | Mampu"))
    assert [level.name for level in result.levels] == ["Level 1-2"]


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("1.1 Satu\\n1.2 Dua", {"1.1": "Satu", "1.2": "Dua"}),
        ("a. Satu\\nb. Dua", {"1": "Satu", "2": "Dua"}),
        ("• Satu\\n• Dua", {"1": "Satu", "2": "Dua"}),
        ("• Satu • Dua", {"1": "Satu", "2": "Dua"}),
        ("Satu\\nDua", {"1": "Satu", "2": "Dua"}),
        ("1. Satu 2. Dua; 3. Tiga", {"1": "Satu", "2": "Dua;", "3": "Tiga"}),
        ("1.1 Satu; 1.2 Dua", {"1.1": "Satu;", "1.2": "Dua"}),
        ("1. Sesuai pasal 2. Taat", {"1": "Sesuai pasal 2. Taat"}),
        ("1. Satu\\nlanjutannya\\n2. Dua", {"1": "Satu lanjutannya", "2": "Dua"}),
        ("Satu yang panjang\\nlanjutannya\\nDua", {"1": "Satu yang panjang lanjutannya", "2": "Dua"}),
        ("1. Satu\\na. Dua\\nb. Tiga\\n2. Empat", {"1": "Satu", "2": "Dua", "3": "Tiga", "4": "Empat"}),
        ("Satu", {"1": "Satu"}),
    ],
)
def test_several_items_in_a_cell_are_told_apart(cell, items):
    result = read(markdown(f"Kompetensi | Level | Indikator\nA | 1 | {cell}"))
    assert lines(result) == {"nama": "A"} | {f"level 1, nomor {label}": text for label, text in items.items()}


def test_a_description_above_its_indicators_in_one_cell_is_the_level_s():
    assert texts("Kompetensi | Level | Uraian\nA | 1 | Mampu:\\n1.1 Satu\\n1.2 Dua\nA | 2 | Lebih") == [
        "A A", "nama: A", "level 1: Mampu:", "level 1, nomor 1.1: Satu", "level 1, nomor 1.2: Dua", "level 2: Lebih",
    ]  # fmt: skip


def test_labels_inside_a_cell_name_its_parts():
    assert texts("Kompetensi | Level | Uraian\nA | 1 | Deskripsi: Mampu\\nIndikator:\\n- Satu\\n- Dua")[2:] == [
        "level 1: Mampu", "level 1, nomor 1: Satu", "level 1, nomor 2: Dua",
    ]  # fmt: skip


def test_numbers_in_a_column_of_their_own_stay_and_running_numbers_do_not():
    assert texts("Nomor | Kompetensi | Level | No | Indikator\n1 | A | 1 | 1.1 | Satu\n2 | A | 1 | 1.2 | Dua")[2:] == [
        "level 1, nomor 1.1: Satu", "level 1, nomor 1.2: Dua",
    ]  # fmt: skip


def test_a_number_that_begins_with_another_level_is_asked_about():
    result = read(markdown("Kompetensi | Level | Indikator\nA | 1 | 1.1 Satu\nA | 1 | 2.1 Dua"))
    assert lines(result)["level 1, nomor 2.1"] == "Dua"
    assert asked(result) == ["2.1 Dua"]


def test_numbered_columns_hold_one_item_each():
    assert texts("Kompetensi | Level | Indikator 1 | Indikator 2\nA | 1 | Satu | Dua\nA | 2 | | Tiga")[2:] == [
        "level 1, nomor 1: Satu", "level 1, nomor 2: Dua", "level 2, nomor 1: Tiga",
    ]  # fmt: skip


def test_a_column_of_parts_has_other_words_than_the_type_s_own_sheet():
    assert texts("""
Kode | Nama | Bagian | Level | Nomor | Teks
M.01 | Integritas | Deskripsi | | | Konsisten
M.01 | Integritas | Perilaku Kunci | | | Jujur
M.01 | Integritas | Deskripsi | 1 | | Mampu
M.01 | Integritas | Indikator Perilaku | Level 1 | 1.1 | Satu
M.01 | Integritas | | I | 1.2 | Dua""")[2:] == [
        "definisi: Konsisten", "perilaku kunci 1: Jujur", "level 1: Mampu", "level 1, nomor 1.1: Satu",
        "level 1, nomor 1.2: Dua",
    ]  # fmt: skip


def test_a_part_may_be_a_level_and_an_unknown_one_is_asked_about():
    result = read(
        markdown("""
Kode | Nama | Bagian | Teks
INT | Integritas | Level 1 | Mampu
INT | Integritas | Indikator | Satu
INT | Integritas | Gaya | Dua""")
    )
    assert lines(result) == {"nama": "Integritas", "level 1": "Mampu", "level 1, nomor 1": "Satu"}
    assert asked(result) == ["Gaya", "Dua"]


def test_rows_across_the_table_are_groups_without_their_letter():
    result = read(
        markdown("""
No | Kompetensi | Level | Indikator
A. Manajerial | < | < | <
1 | Integritas | 1 | Satu
B | SOSIAL KULTURAL | |
1 | Perekat Bangsa | 1 | Dua
Catatan: sementara | < | < | <""")
    )
    assert [line for line in told(result) if line.startswith("kelompok")] == [
        "kelompok: Manajerial", "kelompok: SOSIAL KULTURAL",
    ]  # fmt: skip
    assert left(result)["Catatan: sementara"] == "catatan"
    assert not asked(result)


def test_a_group_without_documents_is_asked_about():
    assert asked(read(markdown("Kompetensi | Level | Indikator\nA | 1 | Satu\nKepala Biro | < | <"))) == ["Kepala Biro"]


def test_documents_named_across_a_table_of_levels():
    assert texts("""
Level | Deskripsi | Indikator
1. Integritas | < | <
1 | Mampu | Satu
2. Kerja Sama (KS) | < | <
1 | Ikut | Dua""") == [
        "INTE Integritas", "nama: Integritas", "level 1: Mampu", "level 1, nomor 1: Satu",
        "KS Kerja Sama", "nama: Kerja Sama", "level 1: Ikut", "level 1, nomor 1: Dua",
    ]  # fmt: skip


def test_levels_across_the_table_hold_for_the_rows_below():
    assert texts("""
Kompetensi | Deskripsi | Indikator
Level 1 | < | <
A | Mampu | Satu
Level 2 | < | <
A | Lebih | Dua""")[2:] == ["level 1: Mampu", "level 1, nomor 1: Satu", "level 2: Lebih", "level 2, nomor 1: Dua"]


@pytest.mark.parametrize(
    ("cell", "code", "name"),
    [
        ("Testing (TEST)", "TEST", "Testing"), ("Audit [AUDT]", "AUDT", "Audit"), ("TEST - Testing", "TEST", "Testing"),
        ("M.01 Integritas", "M.01", "Integritas"), ("1. Integritas", "INTE", "Integritas"),
        ("Berpikir Analitis (Analytical Thinking)", "BEAN", "Berpikir Analitis (Analytical Thinking)"),
        ("Kerja Sama (TEAMWORK)", "KESA", "Kerja Sama (TEAMWORK)"),
    ],
)  # fmt: skip
def test_a_code_in_the_name_is_taken_where_it_plainly_is_one(cell, code, name):
    (document,) = read(markdown(f"Kompetensi | Level | Indikator\n{cell} | 1 | Satu")).parsed.documents
    assert (document.key, document.title) == (code, name)


def test_heads_that_repeat_are_labels_and_a_table_without_heads_goes_on():
    first = markdown("Level | Deskripsi | Indikator\n1 | Mampu | Satu", table=1, first=3)
    second = markdown("Level | Deskripsi | Indikator\n2 | Lebih | Dua", table=2, first=5)
    third = markdown(" | | Tiga\n3 | Sangat | Empat", table=3, first=7)
    above = [Paragraph(1, Place(1), "Nama Kompetensi: Integritas"), Paragraph(2, Place(2), "Definisi: Jujur")]
    result = read([*above, *first, *second, *third])
    assert lines(result) == {
        "nama": "Integritas", "definisi": "Jujur", "level 1": "Mampu", "level 1, nomor 1": "Satu", "level 2": "Lebih",
        "level 2, nomor 1": "Dua", "level 2, nomor 2": "Tiga", "level 3": "Sangat", "level 3, nomor 1": "Empat",
    }  # fmt: skip
    assert len(result.tables) == 1


def test_a_row_that_only_numbers_the_columns_is_a_label():
    result = read(markdown("No | Kompetensi | Level | Indikator\n(1) | (2) | (3) | (4)\n1 | A | 1 | Satu"))
    assert lines(result) == {"nama": "A", "level 1, nomor 1": "Satu"}


def test_one_document_may_stand_in_several_tables_by_its_code():
    assert texts("""
Kode | Nama | Definisi
INT | Integritas | Jujur
AUD | Audit | Cermat
Kode | Level | Indikator
INT | 1 | Satu
AUD | 1 | Dua
INT | 2 | Tiga""") == [
        "INT Integritas", "nama: Integritas", "definisi: Jujur", "level 1, nomor 1: Satu", "level 2, nomor 1: Tiga",
        "AUD Audit", "nama: Audit", "definisi: Cermat", "level 1, nomor 1: Dua",
    ]  # fmt: skip


def test_rows_sorted_by_level_go_on_with_their_documents():
    assert texts("Level | Kompetensi | Indikator\n1 | A | Satu\n1 | B | Dua\n2 | A | Tiga\n2 | B | Empat") == [
        "A A", "nama: A", "level 1, nomor 1: Satu", "level 2, nomor 1: Tiga",
        "B B", "nama: B", "level 1, nomor 1: Dua", "level 2, nomor 1: Empat",
    ]  # fmt: skip


def test_a_list_of_contents_names_documents_that_are_read_below():
    result = read(
        markdown("""
No | Kode | Nama Kompetensi | Halaman
1 | INT | Integritas | 3
2 | AUD | Audit | 5
Kode | INT
Nama | Integritas
Definisi | Jujur""")
    )
    assert [document.key for document in result.parsed.documents] == ["INT", "AUD"]
    assert lines(result, "INT")["definisi"] == "Jujur"


def test_a_sheet_that_only_its_own_name_tells_is_a_document_of_that_name():
    first = rows(["Level", "Deskripsi"], ["1", "Mampu"], sheet="Integritas", table=1)
    second = rows(["Level", "Deskripsi"], ["1", "Ikut"], sheet="Kerja Sama", table=2, first=3)
    assert [line for line in told(read(first + second)) if not line.endswith(": ")] == [
        "INTE Integritas", "nama: Integritas", "level 1: Mampu", "KESA Kerja Sama", "nama: Kerja Sama", "level 1: Ikut",
    ]  # fmt: skip


def test_no_document_of_another_sheet_goes_on():
    first = rows(["Nama", "Level", "Deskripsi"], ["Integritas", "1", "Mampu"], sheet="Lembar1", table=1)
    second = rows(["Level", "Deskripsi"], ["2", "Lebih"], sheet="Lembar2", table=2, first=3)
    result = read(first + second)
    assert lines(result) == {"nama": "Integritas", "level 1": "Mampu"}
    assert asked(result) == ["Level", "Deskripsi", "2", "Lebih"]


def test_every_filled_cell_of_an_unknown_column_is_asked_about_and_those_of_ignored_ones_are_left_out():
    result = read(markdown("Kode | Nama | Level | Indikator | Subjek | Ket.\nA1 | A | 1 | Satu | x | wajib | jauh"))
    assert asked(result) == ["x", "jauh"]
    assert left(result) == {"wajib": "kolom “Ket.” tidak dipakai"}
    assert [column.origin for column in result.tables[0].columns][-2:] == ["unknown", "known"]


def test_columns_are_shown_with_place_head_guess_and_samples():
    heads = "Kode | Deskripsi | Nama | Level 1 | Level 2"
    (table,) = read(markdown(f"{heads}\nA1 | Baik | A | Satu | \nB1 | Cermat | B | Dua | Tiga")).tables
    shown = [(str(one.place), one.head, one.role, one.origin, one.level, [*one.samples]) for one in table.columns]
    assert shown == [
        ("tabel 1, sel A1", "Kode", "kode", "known", "", ["A1", "B1"]),
        ("tabel 1, sel B1", "Deskripsi", "definisi", "guessed", "", ["Baik", "Cermat"]),
        ("tabel 1, sel C1", "Nama", "nama", "known", "", ["A", "B"]),
        ("tabel 1, sel D1", "Level 1", "deskripsi level", "known", "1", ["Satu", "Dua"]),
        ("tabel 1, sel E1", "Level 2", "deskripsi level", "known", "2", ["Tiga"]),
    ]  # fmt: skip
    assert table.rows[0] == ("A1", "Baik", "A", "Satu", "")


def test_a_table_that_nobody_knows_is_shown_so_that_it_can_be_asked_about():
    table = markdown("Foo | Bar | Baz\na | 1 | x\nb | 2 | y\nc | 3 | z")
    result = read(table)
    assert [column.origin for column in result.tables[0].columns] == ["unknown"] * 3
    assert len(asked(result)) == 12
    answered = read(table, answers=Answers(columns={"foo": "nama", "bar": "level", "baz": "indikator"}))
    assert lines(answered, "A")["level 1, nomor 1"] == "x"
    assert [column.origin for column in answered.tables[0].columns] == ["chosen"] * 3


def test_a_person_can_say_what_a_column_is_or_that_it_is_ignored():
    answers = Answers(columns={"uraian": "definisi", "ket": "", "catatan khusus": "sumber"})
    table = "Nama | Uraian | Level | Indikator | Ket. | Catatan khusus\nA | Baik | 1 | Satu | x | Buku"
    result = read(markdown(table), answers=answers)
    assert lines(result) == {"nama": "A", "definisi": "Baik", "sumber": "Buku", "level 1, nomor 1": "Satu"}
    assert not asked(result)


def test_a_person_can_say_that_columns_are_one_level_each():
    answers = Answers(columns={"pelaksana": "level", "pengawas": "level"})
    result = read(markdown("Nama | Pelaksana | Pengawas\nA | Satu | Dua"), answers=answers)
    assert lines(result) == {"nama": "A", "level 1": "Satu", "level 2": "Dua"}


def test_rows_without_any_head_are_told_by_their_content():
    result = read(markdown(
        "Integritas | Level 1 | Berkata benar sesuai fakta dalam pekerjaan sehari-hari\n"
        "Integritas | Level 2 | Mengingatkan rekan kerja agar selalu berkata benar juga"))  # fmt: skip
    assert lines(result)["level 2"].startswith("Mengingatkan")
    assert {column.origin for column in result.tables[0].columns} == {"guessed"}


@pytest.mark.parametrize("heads", ["Versi | Tanggal | Perubahan", "Nama | Jabatan | Tanda Tangan", "Singkatan | Arti"])
def test_tables_about_something_else_are_left_out_with_their_reason(heads):
    result = read(markdown(f"{heads}\na | b | c\nd | e | f"))
    assert not result.parsed.documents and not result.tables and not asked(result)
    assert all("tabel tentang hal lain" in reason for reason in left(result).values())


def test_an_indicator_without_a_level_is_refused_by_the_type():
    assert problems(read(markdown("Kompetensi | Indikator\nA | Satu"))) == ["E_NO_LEVEL"]


def test_levels_across_and_parts_down_belong_to_the_document_above():
    above = [Paragraph(1, Place(1), "Nama Kompetensi: Integritas")]
    table = markdown("Level | 1 | 2\nDeskripsi | Mampu | Lebih\nIndikator | a. Satu\\nb. Dua | Tiga", first=2)
    assert lines(read(above + table)) == {
        "nama": "Integritas", "level 1": "Mampu", "level 1, nomor 1": "Satu", "level 1, nomor 2": "Dua",
        "level 2": "Lebih", "level 2, nomor 1": "Tiga",
    }  # fmt: skip


def test_another_table_above_the_head_is_left_out_with_its_reason():
    changes = "Versi | Tanggal | Perubahan\n1 | 2020 | Awal"
    result = read(markdown(f"{changes}\nKompetensi | Level | Deskripsi\nA | 1 | Satu"))
    assert lines(result) == {"nama": "A", "level 1": "Satu"}
    assert not asked(result)
    assert left(result)["Awal"] == "tabel tentang hal lain (“Versi, Tanggal, Perubahan”)"


def test_rows_of_several_cells_above_a_head_are_asked_about():
    result = read(markdown("a | b | c\nKompetensi | Level | Deskripsi\nA | 1 | Satu"))
    assert asked(result) == ["a", "b", "c"]


def test_a_known_head_is_found_far_below_a_table_that_nobody_knows():
    unknown = "\n".join(f"a{at} | b{at} | c{at}" for at in range(40))
    result = read(markdown(f"Foo | Bar | Baz\n{unknown}\nKompetensi | Level | Deskripsi\nA | 1 | Satu"))
    assert lines(result) == {"nama": "A", "level 1": "Satu"}
    assert len(asked(result)) == 41 * 3
    assert [len(table.columns) for table in result.tables] == [3, 3]


def test_a_table_goes_on_and_another_begins_below_it():
    first = markdown("Kompetensi | Level | Deskripsi\nA | 1 | Satu", table=1)
    more = "\n".join(f" | {at} | Butir {at}" for at in range(2, 20)) + "\n" + "\n".join("B | 1 | x" for _ in range(20))
    second = markdown(f"{more}\nKode | Level | Indikator\nC1 | 1 | Dua", table=2, first=3)
    result = read(first + second)
    assert lines(result, "C1") == {"level 1, nomor 1": "Dua"}
    assert lines(result, "A")["level 19"] == "Butir 19"


def test_a_column_of_kinds_beside_the_names_is_a_group():
    result = read(markdown("Jenis Kompetensi | Kompetensi | Level | Deskripsi\nTeknis | A | 1 | x\nTeknis | B | 1 | y"))
    assert lines(result, "A") == {"kelompok": "Teknis", "nama": "A", "level 1": "x"}
    assert [column.origin for column in result.tables[0].columns] == ["guessed", "known", "known", "known"]


def test_the_name_of_a_level_may_have_a_column_beside_its_number():
    result = read(markdown("Kompetensi | Level | Nama Level | Indikator\nA | 1 | Paham | Satu\nA | 2 | Dasar | Dua"))
    assert lines(result) == {
        "nama": "A", "level 1": "Paham", "level 1, nomor 1": "Satu", "level 2": "Dasar", "level 2, nomor 1": "Dua",
    }  # fmt: skip
    result = read(markdown("Kompetensi | Level | Nama Level | Deskripsi\nA | 1 | Paham | Mampu bertindak"))
    assert lines(result) == {"nama": "A", "level 1": "Mampu bertindak"}
    assert not asked(result)


def test_a_name_alone_above_other_names_is_a_group_and_above_levels_a_document():
    groups = "Kompetensi | Level | Deskripsi\nKOMPETENSI TEKNIS | |\nAudit | 1 | Satu\nB. Lain | |\nUji | 1 | Dua"
    assert [line for line in texts(groups) if line.startswith("kelompok")] == [
        "kelompok: KOMPETENSI TEKNIS", "kelompok: Lain",
    ]  # fmt: skip
    assert texts("Kompetensi | Level | Deskripsi\nAUDIT | |\n | 1 | Satu\nUJI | |\n | 1 | Dua") == [
        "AUDI AUDIT", "nama: AUDIT", "level 1: Satu", "UJI UJI", "nama: UJI", "level 1: Dua",
    ]  # fmt: skip


def test_a_definition_across_the_table_belongs_to_the_name_above_it():
    assert texts("""
Level | Deskripsi | Indikator
1. Integritas | < | <
Definisi: Jujur. | < | <
1 | Mampu | Satu
2. Audit | < | <
Definisi: Cermat. | < | <
1 | Lebih | Dua""") == [
        "INTE Integritas", "nama: Integritas", "definisi: Jujur.", "level 1: Mampu", "level 1, nomor 1: Satu",
        "AUDI Audit", "nama: Audit", "definisi: Cermat.", "level 1: Lebih", "level 1, nomor 1: Dua",
    ]  # fmt: skip


def test_the_second_column_of_a_kind_that_a_document_has_once_is_asked_about():
    result = read(markdown("Rumpun | Kelompok | Kompetensi | Level | Deskripsi\nInti | Dasar | A | 1 | x"))
    assert lines(result) == {"kelompok": "Inti", "nama": "A", "level 1": "x"}
    assert asked(result) == ["Dasar"]


def test_a_name_of_a_level_that_comes_after_its_description_is_not_kept_either():
    result = read(markdown("Kompetensi | Level | Deskripsi | Indikator\nA | 1 | Mampu | Satu\nA | 1 (Paham) | | Dua"))
    assert lines(result) == {"nama": "A", "level 1": "Mampu", "level 1, nomor 1": "Satu", "level 1, nomor 2": "Dua"}
    assert not problems(result)


def test_a_list_of_names_is_no_second_document_beside_that_of_its_paragraphs():
    contents = markdown("No | Kode | Kompetensi | Halaman\n1 | INT | Integritas | 3\n2 | AUD | Audit | 5")
    below = [Paragraph(4, Place(4), "Nama Kompetensi: Integritas"), Paragraph(5, Place(5), "Definisi: Jujur")]
    result = read([*contents, *below])
    assert [document.key for document in result.parsed.documents] == ["INT", "AUD"]
    assert lines(result, "INT")["definisi"] == "Jujur"


def test_heads_in_a_row_that_a_person_chose_are_read_and_what_stands_above_is_left_out():
    above = [["Kode", "Nama", "Level", "Indikator"], ["K01", "U01", "1", "Lama"]]
    blocks = rows(*above, ["Perihal", "Isi"], ["Audit", "Hitung."])
    answers = Answers(columns={"perihal": "nama", "isi": "definisi"}, heads={"1": 3})
    found = read(blocks, answers=answers)
    assert "definisi: Hitung." in told(found)
    assert len(found.parsed.documents) == 1 and found.tables[0].place.row == 3
    assert all(fate.left_out for fate in found.account if fate.number < 3)
    assert read(blocks, answers=Answers(heads={"1": 99, "2": 3})).parsed == read(blocks).parsed
