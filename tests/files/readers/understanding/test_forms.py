"""Forms: labels at the left, texts at the right, block after block, and tables that go on below them."""

from tests.files.readers.understanding.layouts import asked, left, lines, markdown, read, rows, told


def texts(table, **more):
    """What is read of a table, without the texts that it lacks."""
    return [line for line in told(read(markdown(table, **more))) if not line.endswith(": ")]


def test_several_documents_stand_one_below_another():
    assert texts("""
Nama | Developing Others
Kode | DEVO
Definisi | Memantau.
Perilaku Kunci | Mengenal.
Perilaku Kunci | Menilai.
Level 1
1 | Menjelaskan.
2 | Mengamati.
Nama | Customer Focus
Kode | CUSF
Level 1 | Melayani""") == [
        "DEVO Developing Others", "nama: Developing Others", "definisi: Memantau.", "perilaku kunci 1: Mengenal.",
        "perilaku kunci 2: Menilai.", "level 1, nomor 1: Menjelaskan.", "level 1, nomor 2: Mengamati.",
        "CUSF Customer Focus", "nama: Customer Focus", "level 1: Melayani",
    ]  # fmt: skip


def test_a_column_of_colons_is_no_text():
    result = read(
        markdown("""
FORMULIR
Kode | : | M.01
Nama Kompetensi | : | Integritas
Definisi | : | Konsisten
Level 1 | : | Mampu
1 | : | Berkata benar""")
    )
    assert lines(result) == {
        "nama": "Integritas", "definisi": "Konsisten", "level 1": "Mampu", "level 1, nomor 1": "Berkata benar",
    }  # fmt: skip
    assert not asked(result)


def test_a_text_without_a_label_goes_on_with_the_label_above():
    assert texts("Kode | M.01\nNama | Integritas\nPerilaku Kunci | Jujur\n | Taat\n | Adil")[2:] == [
        "perilaku kunci 1: Jujur", "perilaku kunci 2: Taat", "perilaku kunci 3: Adil",
    ]  # fmt: skip


def test_two_labels_may_stand_side_by_side():
    assert texts("Kode | M.01 | Nama | Integritas\nDefinisi | Jujur")[:3] == [
        "M.01 Integritas", "nama: Integritas", "definisi: Jujur",
    ]  # fmt: skip


def test_a_form_goes_on_as_a_table_and_as_a_form_again():
    assert texts("""
KODE UNIT | ACH
JUDUL UNIT | Orientasi
DEFINISI | Hasil
LEVEL | INDIKATOR PERILAKU
0 | Belum
1 | Fokus.\\nBekerja.
KODE UNIT | ING
JUDUL UNIT | Integritas
LEVEL | INDIKATOR PERILAKU
0 | Taat""") == [
        "ACH Orientasi", "nama: Orientasi", "definisi: Hasil", "level 0, nomor 1: Belum", "level 1, nomor 1: Fokus.",
        "level 1, nomor 2: Bekerja.", "ING Integritas", "nama: Integritas", "level 0, nomor 1: Taat",
    ]  # fmt: skip


def test_labels_and_texts_may_share_a_cell_above_a_table():
    assert texts("Kompetensi : Integritas\nDefinisi : Jujur\nLevel | Deskripsi\n1 | Mampu") == [
        "INTE Integritas", "nama: Integritas", "definisi: Jujur", "level 1: Mampu",
    ]  # fmt: skip


def test_documents_may_stand_in_columns():
    assert texts("""
Nama | Integritas | Kerja Sama
Kode | INT | KER
Definisi | Jujur | Bersama
Level 1 | Satu | Dua""") == [
        "INT Integritas", "nama: Integritas", "definisi: Jujur", "level 1: Satu",
        "KER Kerja Sama", "nama: Kerja Sama", "definisi: Bersama", "level 1: Dua",
    ]  # fmt: skip


def test_a_group_above_a_table_with_names_holds_for_it_and_a_name_does_not():
    result = read(markdown("Kelompok | Teknis\nNama | Budi\nKompetensi | Level | Deskripsi\nAudit | 1 | Satu"))
    assert lines(result) == {"kelompok": "Teknis", "nama": "Audit", "level 1": "Satu"}
    assert asked(result) == ["Nama", "Budi"]


def test_a_sheet_for_each_document():
    first = rows(["Kode", "INT"], ["Nama", "Integritas"], ["Level", "Deskripsi"], ["1", "Mampu"], sheet="Satu")
    second = rows(["Kode", "AUD"], ["Nama", "Audit"], ["Level 1", "Cermat"], sheet="Dua", table=2, first=5)
    assert [line for line in told(read(first + second)) if not line.endswith(": ")] == [
        "INT Integritas", "nama: Integritas", "level 1: Mampu", "AUD Audit", "nama: Audit", "level 1: Cermat",
    ]  # fmt: skip


def test_a_sheet_of_single_cells_is_read_as_lines():
    result = read(rows(["Nama Kompetensi: Integritas"], ["Definisi: Jujur"], ["Level 1: Mampu"], ["• Satu"], sheet="A"))
    assert lines(result)["level 1, nomor 1"] == "Satu"
    assert str(result.account[0].place) == "lembar “A”, sel A1"
    assert not left(result)


def test_a_title_among_single_cells_is_told_by_what_stands_below_it():
    result = read(rows(["Pemikiran Analitis (AT)"], ["Definisi"], ["Mengurai masalah."], ["Level 1"], ["Menguraikan"]))
    (document,) = result.parsed.documents
    assert (document.key, document.title, document.text("definisi")) == (
        "AT",
        "Pemikiran Analitis",
        "Mengurai masalah.",
    )
