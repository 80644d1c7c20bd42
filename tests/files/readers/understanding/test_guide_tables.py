"""Tables of a guide: aspects and sub-aspects, their actions in columns, parts and cells."""

from tests.files.readers.understanding.layouts import asked, guide, markdown, told


def texts(table):
    """What is read of a table, without the texts that it lacks."""
    result = guide(markdown(table))
    assert not asked(result)
    return [line for line in told(result) if not line.endswith(": ")]


def test_a_row_a_sub_aspect_with_several_actions_in_a_cell():
    assert texts("""
No | Aspek | Sub Aspek | Deskripsi | Pengembangan Mandiri | Penugasan
1 | Integritas | Tanggung Jawab | Mau. | 1. Satu\\n2. Dua | • Tiga
2 | ^ | Komitmen | Teguh. | Empat | a. Lima\\nb. Enam""") == [
        "integritas/tanggung-jawab Tanggung Jawab", "aspek: Integritas", "nama: Tanggung Jawab", "deskripsi: Mau.",
        "pengembangan mandiri, nomor 1: Satu", "pengembangan mandiri, nomor 2: Dua",
        "pengembangan melalui penugasan, nomor 1: Tiga",
        "integritas/komitmen Komitmen", "aspek: Integritas", "nama: Komitmen", "deskripsi: Teguh.",
        "pengembangan mandiri, nomor 1: Empat", "pengembangan melalui penugasan, nomor 1: Lima",
        "pengembangan melalui penugasan, nomor 2: Enam",
    ]  # fmt: skip


def test_aspects_across_the_table_and_names_with_numbers():
    assert texts("""
No | Sub Aspek | Definisi | Pengembangan Diri | Penugasan (on the job)
A. INTEGRITAS | < | < | < | <
1 | 1. Komitmen | Teguh | Satu | Dua
B. KERJA SAMA | < | < | < | <
1 | 1. Komitmen | Bersama | Tiga | Empat""") == [
        "integritas/komitmen Komitmen", "aspek: INTEGRITAS", "nama: Komitmen", "deskripsi: Teguh",
        "pengembangan mandiri, nomor 1: Satu", "pengembangan melalui penugasan, nomor 1: Dua",
        "kerja-sama/komitmen Komitmen", "aspek: KERJA SAMA", "nama: Komitmen", "deskripsi: Bersama",
        "pengembangan mandiri, nomor 1: Tiga", "pengembangan melalui penugasan, nomor 1: Empat",
    ]  # fmt: skip


def test_a_row_an_action_with_its_part_and_everything_merged_down():
    assert texts("""
Aspek | Ranah | Sub Aspek | Jenis Pengembangan | Kegiatan
Integritas | Diri | Tanggung Jawab | Deskripsi | Mau
^ | ^ | ^ | Mandiri | Satu
^ | ^ | ^ | ^ | Dua
^ | ^ | Komitmen | Penugasan | Tiga""") == [
        "integritas/tanggung-jawab Tanggung Jawab", "aspek: Integritas", "ranah: Diri", "nama: Tanggung Jawab",
        "deskripsi: Mau", "pengembangan mandiri, nomor 1: Satu", "pengembangan mandiri, nomor 2: Dua",
        "integritas/komitmen Komitmen", "aspek: Integritas", "ranah: Diri", "nama: Komitmen",
        "pengembangan melalui penugasan, nomor 1: Tiga",
    ]  # fmt: skip


def test_native_columns_with_other_words_and_repeated_values():
    assert texts("""
Aspek | No. Sub Aspek | Sub Aspek | Bagian | Nomor | Teks
Integritas | 1 | Tanggung Jawab | Mandiri | 1 | Satu
Integritas | 1 | Tanggung Jawab | Mandiri | 2 | Dua
Integritas | 2 | Komitmen | Penugasan | 1 | Tiga""") == [
        "integritas/tanggung-jawab Tanggung Jawab", "aspek: Integritas", "nomor: 1", "nama: Tanggung Jawab",
        "pengembangan mandiri, nomor 1: Satu", "pengembangan mandiri, nomor 2: Dua",
        "integritas/komitmen Komitmen", "aspek: Integritas", "nomor: 2", "nama: Komitmen",
        "pengembangan melalui penugasan, nomor 1: Tiga",
    ]  # fmt: skip


def test_numbered_columns_of_actions():
    heads = "Aspek | Sub Aspek | Pengembangan Mandiri 1 | Pengembangan Mandiri 2 | Penugasan"
    assert texts(f"{heads}\nA | B | C | D | E")[3:] == [
        "pengembangan mandiri, nomor 1: C", "pengembangan mandiri, nomor 2: D",
        "pengembangan melalui penugasan, nomor 1: E",
    ]  # fmt: skip
