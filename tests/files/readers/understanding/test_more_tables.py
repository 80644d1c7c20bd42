"""Tables whose heads, parts, names and titles are laid out in further ways; what is not certain is asked."""

import pytest

from tests.files.readers.understanding.layouts import GUIDE, asked, left, lines, markdown, problems, read, told


def texts(table, **more):
    """What is read of a table, without the texts that it lacks."""
    return [line for line in told(read(markdown(table), **more)) if not line.endswith(": ")]


@pytest.mark.parametrize(
    "heads",
    [
        "competency_code | competency_name | competency_definition | level_no | level_name | no_perilaku | behaviour",
        "Kode Unit | Unit Kompetensi | Deskripsi Unit | Lvl | Penjelasan Level | No Butir | Kriteria Perilaku",
        "Skill ID | Skill | Skill Definition | Proficiency | Level Descriptor | Indicator No | Behavior",
        "Kode Komp. | Kompetensi | Uraian Kompetensi | Tingkat | Rumusan Tingkat | Nomor Butir | Pernyataan Perilaku",
    ],
)
def test_heads_put_the_words_of_a_part_together_in_many_ways(heads):
    result = read(markdown(f"{heads}\nM.01 | Integritas | Konsisten. | 2 | Mampu | 1 | Taat"))
    assert lines(result, "M.01") == {
        "nama": "Integritas", "definisi": "Konsisten.", "level 2": "Mampu", "level 2, nomor 1": "Taat",
    }  # fmt: skip
    assert not asked(result)


@pytest.mark.parametrize("head", ["Jenis", "Competency Cluster", "Skill Family", "Domain Kompetensi", "Tipe"])
def test_a_column_of_groups_has_many_names(head):
    result = read(markdown(f"{head} | Kode | Kompetensi | Level | Indikator\nTeknis | A1 | Audit | 1 | Satu"))
    assert lines(result, "A1")["kelompok"] == "Teknis" and not asked(result)


@pytest.mark.parametrize("heads", ["Kompetensi | Sub Kompetensi | Uraian", "Rumpun Kompetensi | Sub | Definisi"])
def test_a_guide_calls_its_aspects_by_other_words(heads):
    result = read(markdown(f"{heads} | Kegiatan Mandiri | Penugasan Khusus\nDiri | Emosi | Tenang. | A | B"), GUIDE)
    assert lines(result) == {
        "aspek": "Diri", "nama": "Emosi", "deskripsi": "Tenang.", "pengembangan mandiri, nomor 1": "A",
        "pengembangan melalui penugasan, nomor 1": "B",
    }  # fmt: skip


@pytest.mark.parametrize("head", ["Jenis Isian", "Jenis", "Unsur"])
def test_a_column_whose_texts_are_words_for_parts_says_what_the_texts_beside_it_are(head):
    result = read(
        markdown(f"""
Kode | Nama | {head} | Tingkat | Isi
A | Audit | Pengertian | | Memeriksa.
A | Audit | Perilaku Utama | | Adil
A | Audit | Uraian Level | 1 | Mampu
A | Audit | Indikator | 1 | Menulis""")
    )
    assert lines(result) == {
        "nama": "Audit", "definisi": "Memeriksa.", "perilaku kunci 1": "Adil", "level 1": "Mampu",
        "level 1, nomor 1": "Menulis",
    }  # fmt: skip


def test_a_column_with_other_texts_among_words_for_parts_is_asked_about():
    result = read(markdown("Kode | Nama | Unsur | Level | Indikator\nA | X | Pengertian | 1 | a\nA | X | Lain | 1 | b"))
    assert asked(result) == ["Pengertian", "Lain"]


@pytest.mark.parametrize("text", ["• Adil\\n• Taat", "Adil", "Adil dan taat kepada peraturan."])
def test_a_label_and_its_text_above_a_head_are_no_part_of_it(text):
    table = "Nama Kompetensi | Integritas | <\nKode | INT | <\nDefinisi | Konsisten | <\n"
    table += f"Perilaku Kunci | {text} | <\nLevel | Uraian | Indikator\n1 | Mampu | Taat"
    result = read(markdown(table))
    assert lines(result)["perilaku kunci 1"].startswith("Adil") and lines(result)["level 1, nomor 1"] == "Taat"


def test_a_head_of_two_rows_stays_one():
    heads = "Kompetensi | Tingkat | <\n^ | Asisten (1) | Lektor (2)"
    assert texts(f"{heads}\nAjar | Menyusun | Menguji")[2:] == ["level 1: Menyusun", "level 2: Menguji"]


def test_the_title_of_a_form_goes_on_with_nothing_above_it():
    form = "Nama | {name} | <\nKode | {key} | <\nDefinisi | D | <\nLevel | Uraian | Indikator\n1 | Mampu | 1. Satu"
    first, second = form.format(name="Jujur", key="A"), form.format(name="Adil", key="B")
    blocks = [*markdown(f"1. JUJUR | < | <\n{first}"), *markdown(f"2. ADIL | < | <\n{second}", table=2, first=20)]
    result = read(blocks)
    assert lines(result, "A")["level 1, nomor 1"] == "Satu" and lines(result, "B")["nama"] == "Adil"
    assert not {"E_DUP_NUMBER", "E_NO_NAMA"} & set(problems(result)) and not asked(result)


def test_another_title_above_a_form_is_asked_about():
    form = "Nama | {name}\nKode | {key}\nLevel 1 | Mampu\n1 | Satu"
    table = f"{form.format(name='Jujur', key='A')}\nTata Kelola\n{form.format(name='Adil', key='B')}"
    result = read(markdown(table))
    assert asked(result) == ["Tata Kelola"] and lines(result, "A")["level 1, nomor 1"] == "Satu"


def test_titles_across_a_table_above_definitions_are_names():
    table = "No | Kompetensi / Indikator\n"
    for number, name in ((1, "KREDIT (TK-07)"), (2, "LAYANAN (IN-02)")):
        table += f"{number}. {name} | <\nDefinisi: D | <\nLevel 1: Paham | <\n1 | Satu\n2 | Dua\n"
    result = read(markdown(table))
    expected = {"definisi": "D", "level 1": "Paham", "level 1, nomor 1": "Satu", "level 1, nomor 2": "Dua"}
    assert lines(result, "TK-07") == {"nama": "KREDIT"} | expected
    assert lines(result, "IN-02") == {"nama": "LAYANAN"} | expected


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("ASPEK I: Pelayanan", "Pelayanan"),
        ("Aspek 2 - Kerja Tim", "Kerja Tim"),
        ("ASPEK PELAYANAN", "PELAYANAN"),
        ("ASPEK III", "ASPEK III"),
        ("Aspek - Pelayanan", "Pelayanan"),
        ("B. Pelayanan", "Pelayanan"),
        ("Pelayanan", "Pelayanan"),
    ],
)
def test_the_word_for_groups_is_no_part_of_the_name_of_one(title, name):
    table = f"No | Sub Aspek | Uraian | Mandiri | Penugasan\n{title} | < | < | < | <\n1 | Empati | Peka. | A | B"
    assert lines(read(markdown(table), GUIDE))["aspek"] == name


def test_a_group_above_the_head_of_a_table_holds_for_its_rows():
    table = "ASPEK PELAYANAN | < | <\nSub Aspek | Uraian | Mandiri\nEmpati | Peka. | A"
    assert lines(read(markdown(table), GUIDE))["aspek"] == "PELAYANAN"


def test_a_name_and_a_definition_may_share_a_cell():
    cells = "Audit\\nKemampuan memeriksa catatan secara adil.", "Kredit (KR)\\nDefinisi: Menilai debitur."
    result = read(
        markdown("Kompetensi | Level 1 | Level 2\n" + "\n".join(f"{cell} | - a\\n- b | - c" for cell in cells))
    )
    assert [line for line in told(result) if line.startswith(("nama", "definisi"))] == [
        "nama: Audit", "definisi: Kemampuan memeriksa catatan secara adil.",
        "nama: Kredit", "definisi: Menilai debitur.",
    ]  # fmt: skip


def test_a_name_on_two_lines_stays_one():
    assert texts("Kompetensi | Level 1 | Level 2\nTata Kelola\\nArsip Dinamis | a | b")[1] == (
        "nama: Tata Kelola Arsip Dinamis"
    )


def test_levels_are_headed_by_a_word_and_a_name():
    table = "Kompetensi | Tingkat Dasar | Tingkat Menengah | Tingkat Lanjut\nTawar | Menyimak | Satu\\nDua | Tiga"
    assert texts(table)[2:] == [
        "level 1: Dasar", "level 1, nomor 1: Menyimak", "level 2: Menengah", "level 2, nomor 1: Satu",
        "level 2, nomor 2: Dua", "level 3: Lanjut", "level 3, nomor 1: Tiga",
    ]  # fmt: skip


def test_a_code_in_brackets_is_no_level():
    table = "Level | Indikator\nKREDIT (TK-07) | <\n1 | Satu"
    assert lines(read(markdown(table)), "TK-07") == {"nama": "KREDIT", "level 1, nomor 1": "Satu"}


@pytest.mark.parametrize("sign", ["Mengetahui,", "Jakarta, 5 Mei 2025", "Ditetapkan di Madiun"])
def test_a_signature_below_a_table_is_left_out(sign):
    result = read(markdown(f"Kode | Nama | Level | Indikator\nA | X | 1 | a\n | | | {sign}\n | | | Kepala Bidang"))
    assert lines(result, "A") == {"nama": "X", "level 1, nomor 1": "a"}
    assert left(result)[sign] == left(result)["Kepala Bidang"] == "tanda tangan dan tanggal"


def test_an_item_that_begins_like_a_signature_is_read():
    text = "Mengetahui, memahami, dan menaati aturan"
    result = read(markdown(f"Kode | Nama | Level | Indikator\nA | X | 1 | a\n | | | {text}"))
    assert lines(result, "A")["level 1, nomor 2"] == text


def test_a_form_names_the_group_of_its_document_below_the_name():
    form = "Nama | {name}\nKode | {key}\nKelompok | {group}\nDefinisi | D\nLevel 1 | Mampu"
    blocks = [
        *markdown(form.format(name="Jujur", key="A", group="Inti")),
        *markdown(form.format(name="Adil", key="B", group="Teknis"), table=2, first=20),
    ]
    result = read(blocks)
    assert lines(result, "A")["kelompok"] == "Inti" and lines(result, "B")["kelompok"] == "Teknis"


def test_a_cell_that_holds_several_labels_is_read_label_by_label():
    result = read(
        markdown(
            "Kompetensi: Jujur\\nPengertian: Benar.\\nPerilaku kunci:\\n- a\\n- b\nKompetensi: Adil\\nPengertian: Rata."
        )
    )
    assert [line for line in told(result) if not line.endswith(": ")] == [
        "JUJU Jujur", "nama: Jujur", "definisi: Benar.", "perilaku kunci 1: a", "perilaku kunci 2: b",
        "ADIL Adil", "nama: Adil", "definisi: Rata.",
    ]  # fmt: skip


@pytest.mark.parametrize("more", ["Level 1: a", "Tkt. Perilaku"])
def test_a_cell_of_labels_that_holds_more_than_those_is_asked_about(more):
    cells = "Kompetensi: Jujur\\nPengertian: Benar.", f"Kompetensi: Adil\\nPengertian: Rata.\\n{more}"
    assert asked(read(markdown("\n".join(cells)))) == [f"Kompetensi: Adil Pengertian: Rata. {more}"]


@pytest.mark.parametrize("below", ["Intern\\nKemampuan memeriksa secara adil.", "Pengertian: Adil\\nIndikator: Taat"])
def test_a_name_with_more_below_it_than_a_definition_is_asked_about(below):
    assert asked(read(markdown(f"Kompetensi | Level 1 | Level 2\nAudit\\n{below} | a | b")))


def test_the_only_column_of_texts_beside_the_words_for_their_parts_holds_all_of_them():
    table = "Kode | Nama | Bagian | Level | Uraian\nA | X | Definisi | | D\nA | X | Deskripsi Level | 1 | M"
    result = read(markdown(f"{table}\nA | X | Indikator | 1 | i"))
    assert lines(result) == {"nama": "X", "definisi": "D", "level 1": "M", "level 1, nomor 1": "i"}


def test_an_exact_head_goes_before_one_that_is_guessed():
    result = read(markdown("Rumpun | Aspek | Sub Aspek | Uraian | Mandiri\nR | A | S | U. | a"), GUIDE)
    assert lines(result)["aspek"] == "A" and asked(result) == ["R"]


@pytest.mark.parametrize("level", ["2", "Level 2"])
def test_levels_without_any_text_are_those_that_a_job_needs(level):
    assert not told(read(markdown(f"Jabatan | Jenis | Kompetensi | Level\nStaf | Teknis | Audit | {level}")))


def test_levels_whose_names_are_their_texts_are_read():
    result = read(markdown("Kode | Kompetensi | Level\nA | Audit | 1 - Paham\nA | Audit | 2 - Mahir"))
    assert lines(result) == {"nama": "Audit", "level 1": "Paham", "level 2": "Mahir"}


@pytest.mark.parametrize(
    ("cell", "name"), [("Kelompok 2: Umum", "Umum"), ("Area - Umum", "Area - Umum"), ("Kelompok Umum", "Kelompok Umum")]
)
def test_in_a_column_of_groups_only_a_word_that_a_sign_sets_off_is_no_part_of_the_name(cell, name):
    table = f"Kelompok | Kode | Kompetensi | Level | Indikator\n{cell} | A | Audit | 1 | Satu"
    assert lines(read(markdown(table)))["kelompok"] == name
