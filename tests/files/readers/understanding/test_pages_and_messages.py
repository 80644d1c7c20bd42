"""Pages of notes and pasted messages: pictures before items and labels, properties of pages, lines that end others."""

import pytest

from files.readers.blocks import Paragraph, Place
from files.readers.html import blocks as html_blocks
from files.readers.understanding.furniture import furniture_of
from files.readers.understanding.items import split
from files.readers.understanding.reading import understand
from files.readers.understanding.record import Answers
from files.readers.understanding.vocabulary import PROPERTIES
from files.readers.understanding.words import level_of, mark
from tests.files.readers.understanding.lines import DICTIONARY, GUIDE, doubts, left_out, lines_of, read

HEAD = "Nama: Integritas\nKode: INT\n"


@pytest.mark.parametrize(
    ("text", "kind", "label", "rest"),
    [
        ("1️⃣ Menyimak", "number", "1", "Menyimak"),
        ("1️⃣0️⃣ Menyimak", "number", "10", "Menyimak"),
        ("🔟 Menyimak", "number", "10", "Menyimak"),
        ("③ Menyimak", "number", "3", "Menyimak"),
        ("✅ Menyimak", "bullet", "", "Menyimak"),
        ("✔️Menyimak", "bullet", "", "Menyimak"),
        ("👩‍💻 Menyimak", "bullet", "", "Menyimak"),
        ("→ Menyimak", "bullet", "", "Menyimak"),
        ("▪︎ Menyimak", "bullet", "", "Menyimak"),
        ("■️Menyimak", "bullet", "", "Menyimak"),
        (":white_check_mark: Menyimak", "bullet", "", "Menyimak"),
        ("- [ ] Menyimak", "bullet", "", "Menyimak"),
        ("* [x] Menyimak", "bullet", "", "Menyimak"),
    ],
)
def test_a_picture_or_a_box_to_tick_is_the_mark_of_an_item(text, kind, label, rest):
    found = mark(text)
    assert found
    assert (found.kind, found.label, found.text) == (kind, label, rest)


@pytest.mark.parametrize("text", ["C++ dasar", "2 ✅ Menyimak", ": Menyimak", ":a:b", "Menyimak 1️⃣"])
def test_what_stands_elsewhere_is_no_mark(text):
    assert mark(text) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Level 1 · Pemula", ("1", "", "Pemula")),
        ("Level 1 | Pemula", ("1", "", "Pemula")),
        ("*Level 1 (Pemula):* Menerapkan", ("1", "Pemula", "Menerapkan")),
        ("**Level 1 – Pemula**", ("1", "", "Pemula")),
        ("*Level 1:* Menerapkan *aturan*", ("1", "", "Menerapkan *aturan*")),
        ("Level 1: *Menerapkan*", ("1", "", "*Menerapkan*")),
    ],
)
def test_the_signs_around_a_level_are_no_part_of_its_text(text, words):
    assert level_of(text, DICTIONARY) == words


def test_a_message_is_read_without_its_pictures_and_emphasis():
    found = read(
        "*1. Kerja Sama*\n_Definisi:_ Bekerja bersama.\n*Perilaku Kunci:*\n✅ Berbagi.\n"
        "*Level 1 (Dasar):* Ikut serta\n1️⃣ Mendengar;\n2️⃣ Membantu."
    )
    assert lines_of(found) == [
        "KESA nama: Kerja Sama",
        "KESA definisi: Bekerja bersama.",
        "KESA perilaku kunci 1: Berbagi.",
        "KESA level 1: Ikut serta",
        "KESA level 1, nomor 1: Mendengar;",
        "KESA level 1, nomor 2: Membantu.",
    ]


def test_an_item_in_italics_keeps_them_behind_its_number():
    found = read(f"{HEAD}Level 1: Paham\n*1. Mendengar.*")
    assert lines_of(found)[-1] == "INT level 1, nomor 1: *Mendengar.*"


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("✅ satu ✅ dua", ["satu", "dua"]),
        ("1️⃣ satu 2️⃣ dua", ["satu", "dua"]),
        ("① satu ② dua", ["satu", "dua"]),
        ("→ satu → dua", ["satu → dua"]),
        ("– satu – dua", ["satu – dua"]),
        ("✅ satu 👍", ["satu 👍"]),
    ],
)
def test_pictures_that_run_on_in_a_line_begin_items(text, items):
    assert [item.text for item in split(text).items] == items


def test_a_bullet_between_a_level_and_its_name_is_no_part_of_that():
    found = read(f"{HEAD}## Perilaku kunci ✅\n- Benar\n## Level 1 • Pemula\n- Menaati")
    assert lines_of(found)[1:] == [
        "INT perilaku kunci 1: Benar", "INT level 1: Pemula", "INT level 1, nomor 1: Menaati",
    ]  # fmt: skip


@pytest.mark.parametrize("line", ["Menyetujui,", "Disahkan oleh:", "Disetujui oleh", "Mengetahui, Direktur"])
def test_a_signature_is_no_text(line):
    found = read(f"{HEAD}Perilaku kunci\nBerkata benar\nMenepati janji\n{line}\nBudi")
    assert lines_of(found)[-1] == "INT perilaku kunci 2: Menepati janji"
    assert set(left_out(found).values()) == {"tanda tangan dan tanggal"}


def test_a_sentence_that_begins_like_a_signature_is_one():
    found = read(f"{HEAD}Perilaku kunci\nBerkata benar\nMengetahui, memahami, dan menaati aturan")
    assert lines_of(found)[-1] == "INT perilaku kunci 2: Mengetahui, memahami, dan menaati aturan"


def test_a_line_apart_from_the_lines_of_a_list_is_looked_at():
    found = read(f"{HEAD}Perilaku kunci\nBerkata benar\nMenepati janji\n\nKepala Biro")
    assert [fate.text for fate in found.account if fate.asks] == ["Kepala Biro"]
    loose = read(f"{HEAD}Perilaku kunci\n\nBerkata benar\n\nMenepati janji")
    assert not any(fate.asks for fate in loose.account)


@pytest.mark.parametrize("label", ["📖 Definisi:", "**📖 Definisi:**", "🔹 Definisi:", "Definisi 📖:"])
def test_a_picture_may_stand_before_a_label(label):
    assert lines_of(read(f"{HEAD}{label} Jujur."))[-1] == "INT definisi: Jujur."


@pytest.mark.parametrize("word", PROPERTIES)
def test_a_property_of_a_page_is_no_text(word):
    found = read(f"# Integritas\n{word.capitalize()}: Sesuatu\n## Definisi\nJujur.\n## Level 1\n- Berkata benar.")
    assert lines_of(found)[1] == "INTE definisi: Jujur."
    assert left_out(found) == {f"{word.capitalize()}: Sesuatu": "keterangan yang bukan isi dokumen"}
    assert not doubts(found)


def test_a_sentence_behind_such_a_word_is_no_property():
    found = read(f"{HEAD}Perilaku kunci:\n- Jujur\nStatus: memeriksa berkas setiap pagi.")
    assert doubts(found) == ["Status: memeriksa berkas setiap pagi."]


def test_a_label_that_nobody_knows_is_a_doubt_and_no_definition():
    found = read("# Integritas\nUnit pengampu: Biro Hukum\n## Definisi\nJujur.\n## Level 1\n- Berkata benar.")
    assert lines_of(found)[1] == "INTE definisi: Jujur."
    assert doubts(found) == ["Unit pengampu: Biro Hukum"]


@pytest.mark.parametrize("line", ["BUPATI TIRTAMULYA,", "URAIAN PER TINGKAT", "Unit pengampu: Biro Hukum"])
@pytest.mark.parametrize(
    "above", ["Definisi: Jujur", "Perilaku kunci:\n- Jujur", "Level 1: Paham\n- Jujur", "Level 1\n1. Jujur\n2. Benar"]
)
def test_a_title_or_a_label_never_goes_on_with_what_stands_above(above, line):
    found = read(f"{HEAD}{above}\n{line}")
    assert all(line not in text for text in lines_of(found))
    assert doubts(found) == [line]


def test_a_text_in_capitals_goes_on_with_one_in_capitals():
    found = read(f"{HEAD}DEFINISI: JUJUR DAN\nBENAR SELALU")
    assert lines_of(found)[-1] == "INT definisi: JUJUR DAN BENAR SELALU"


def test_the_title_of_a_glossary_ends_the_document_above_it():
    found = read(f"KAMUS KOMPETENSI\n{HEAD}Level 1: Paham\n1. Jujur.\nDAFTAR SINGKATAN\nSLA: kesepakatan layanan")
    assert lines_of(found)[-1] == "INT level 1, nomor 1: Jujur."
    assert doubts(found) == ["DAFTAR SINGKATAN", "SLA: kesepakatan layanan"]


def test_the_title_of_the_file_on_each_page_ends_nothing():
    found = read(f"KAMUS KOMPETENSI\n{HEAD}Level 1: Paham\n1. Jujur.\nKAMUS KOMPETENSI\n2. Benar.")
    assert lines_of(found)[-1] == "INT level 1, nomor 2: Benar."


def test_a_label_may_give_the_title_of_the_file():
    found = read("title: Kamus Kompetensi\nauthor: Tim\n# Integritas\nDefinisi: Jujur.\nLevel 1: Paham")
    assert lines_of(found)[0] == "INTE nama: Integritas"
    assert left_out(found)["title: Kamus Kompetensi"] == "judul berkas"


def test_a_title_above_the_label_of_its_group_begins_a_document():
    found = read(
        "## AK-03 Mutu\n- Kelompok: Akademik\n- Definisi: Menjaga mutu.\n"
        "## AK-04 Data\n- Kelompok: Akademik\n- Definisi: Membaca data."
    )
    assert lines_of(found) == [
        "AK-03 kelompok: Akademik", "AK-03 nama: Mutu", "AK-03 definisi: Menjaga mutu.",
        "AK-04 kelompok: Akademik", "AK-04 nama: Data", "AK-04 definisi: Membaca data.",
    ]  # fmt: skip


def test_a_title_with_a_number_that_goes_on_begins_a_document_where_its_labels_follow():
    text = "3.{0} {1}\nKode: {2}\nDefinisi: Ada.\nLevel 3: Paham\n3.1 satu\n3.2 dua\n"
    found = read(text.format(2, "Analisis", "ANA") + text.format(3, "Kerja Sama", "KES"))
    assert [line for line in lines_of(found) if " nama" in line] == ["ANA nama: Analisis", "KES nama: Kerja Sama"]


def test_a_note_that_a_page_sets_off_is_a_doubt():
    found = read("# Integritas\nDefinisi: Jujur.\n> [!tip] Saran\n> Baca bersama.\n\nLevel 1: Paham")
    assert lines_of(found) == ["INTE nama: Integritas", "INTE definisi: Jujur.", "INTE level 1: Paham"]
    assert doubts(found) == ["> [!tip] Saran", "> Baca bersama."]


def test_a_label_behind_a_bullet_is_one_where_its_words_are_plain():
    text = (
        "Aspek: Diri\nSub Aspek: Jujur\n• Pengembangan Mandiri\n• Membaca\n• Pengembangan Melalui Penugasan\n• Memimpin"
    )
    assert lines_of(read(text, GUIDE))[-2:] == [
        "diri/jujur pengembangan mandiri, nomor 1: Membaca",
        "diri/jujur pengembangan melalui penugasan, nomor 1: Memimpin",
    ]


def test_a_label_of_one_word_behind_a_bullet_is_one_where_it_ranks_above_the_items():
    lines = [("Sub Aspek: Jujur", 0), ("• Mandiri", 1), ("• Membaca", 2), ("• Penugasan", 1), ("• Memimpin", 2)]
    blocks = [Paragraph(number, Place(number), text, depth=depth) for number, (text, depth) in enumerate(lines, 1)]
    found = understand(blocks, GUIDE, Answers(), dict)
    assert [line.partition(" ")[2] for line in lines_of(found)][-2:] == [
        "pengembangan mandiri, nomor 1: Membaca",
        "pengembangan melalui penugasan, nomor 1: Memimpin",
    ]


def test_the_names_of_pictures_are_no_colons_of_a_flattened_table():
    found = read(f"{HEAD}Level 1: Paham\n:one: Menaati\n:two: Mengajak")
    assert lines_of(found)[-1] == "INT level 1, nomor 2: Mengajak"


@pytest.mark.parametrize(
    "caption",
    ["Tabel 1. Kompetensi Audit", "Tabel 2.1 Audit", "Gambar 3: Alur", "Bagan II – Alur", "Tabel 4 (lanjutan)"],
)
def test_the_caption_of_a_table_is_no_group_and_no_text(caption):
    for place in ("{caption}\n{head}", "{head}{caption}\n"):
        found = read(place.format(caption=caption, head=HEAD) + "Definisi: Jujur.\nLevel 1: Paham\n- Menaati")
        assert left_out(found)[caption] == "judul tabel atau gambar"
        assert not found.parsed.documents[0].text("kelompok")
        assert not doubts(found)


@pytest.mark.parametrize("text", ["Tabel 2 memuat nilai.", "Tabel", "Tabel 1000 Kata", "Gambaran 1. Umum"])
def test_a_sentence_about_a_table_is_no_caption(text):
    assert furniture_of(text) is None


def test_an_item_of_a_list_of_terms_above_a_numbered_title_is_an_item():
    terms = "<dl><dt>Uraian<dd>Mau.<dt>Penugasan<dd>Menyusun telaahan<dd>Menjadi pelaksana</dl>"
    page = f"<h2>Aspek Diri</h2><h3>1. Jujur</h3>{terms}<h3>2. Tegas</h3>{terms}"
    found = understand(list(html_blocks(page)), GUIDE, Answers(), dict)
    assert sum(line.endswith("Menjadi pelaksana") for line in lines_of(found)) == 2
    assert not doubts(found)
