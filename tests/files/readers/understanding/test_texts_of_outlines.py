"""Outlines of other shapes: levels highest first, scales, nested lists, groups by headings, what web pages print."""

import pytest

from files.readers import text_blocks
from files.readers.blocks import Note
from files.readers.understanding.reading import understand
from files.readers.understanding.record import Answers
from tests.files.readers.understanding.lines import DICTIONARY, GUIDE, doubts, left_out, lines_of, read

HIGHEST_FIRST = {
    "dotted numbers": """Nama: A
Level 2: Dua
2.1 Menyusun
2.2 Menyampaikan temuan
Level 1: Satu
1.1 Mengumpulkan""",
    "no marks": """Nama: A
Level 2: Dua
Menyusun
Menyampaikan temuan
Level 1: Satu
Mengumpulkan""",
    "bullets": """Nama: A
Level 2 (Dua)
- Menyusun
- Menyampaikan temuan
Level 1 (Satu)
- Mengumpulkan""",
}


@pytest.mark.parametrize("text", HIGHEST_FIRST.values(), ids=HIGHEST_FIRST)
def test_the_last_item_above_a_lower_level_is_no_name(text):
    found = read(text)
    assert [document.title for document in found.parsed.documents] == ["A"]
    texts = [line.split(": ")[1] for line in lines_of(found)]
    assert texts == ["A", "Satu", "Mengumpulkan", "Dua", "Menyusun", "Menyampaikan temuan"]


def test_with_the_highest_level_first_a_document_begins_where_the_levels_rise():
    levels = "\nLevel 3\n1. a\nLevel 2\n1. b\nLevel 1\n1. c"
    found = read(f"Audit\nDefinisi: x{levels}\nKas{levels}\nPajak{levels}")
    assert [document.title for document in found.parsed.documents] == ["Audit", "Kas", "Pajak"]


SCALES = {
    "equals signs": "Skala Level:\n0 = Nol\n1 = Satu\n2 = Dua",
    "one word": "Skala:\n0 = Nol\n1 = Satu\n2 = Dua",
    "dashes": "Tingkat Kompetensi\n0 - Nol\n1 - Satu\n2 - Dua",
    "longer words": "Tingkat Kemahiran 0 : Nol\nTingkat Kemahiran 1 : Satu\nTingkat Kemahiran 2 : Dua",
    "another word": "Gradasi 0: Nol\nGradasi 1: Satu\nGradasi 2: Dua",
}


@pytest.mark.parametrize("text", SCALES.values(), ids=SCALES)
def test_a_scale_is_levels_by_its_word(text):
    found = read(f"Nama: A (AA)\nDefinisi: b\n{text}")
    assert lines_of(found) == [
        "AA nama: A", "AA definisi: b", "AA level 0: Nol", "AA level 1: Satu", "AA level 2: Dua"
    ]  # fmt: skip
    assert doubts(found) == []


@pytest.mark.parametrize("label", ["Ukuran:\n", "**Cara menilai:**\n", ""])
def test_a_scale_under_a_label_that_nobody_knows_goes_on_with_no_text(label):
    found = read(f"Nama: A\nDefinisi: b\n{label}0 = Nol\n1 = Satu")
    assert lines_of(found) == ["A nama: A", "A definisi: b"]
    assert {"0 = Nol", "1 = Satu"} <= set(doubts(found))


NESTED = {
    "labels in bold": """- **Nama:** A
  - **Definisi:** x
  - Level 1: Satu
    - a
- __Nama__: B
  - Definisi: x
  - Level 1: Satu
    - a""",
    "names alone": """- A
  - Definisi: x
  - Level 1: Satu
    - a
- B
  - Definisi: x
  - Level 1: Satu
    - a""",
    "numbers": """1. A
   - Definisi: x
   - Level 1: Satu
     - a
2. B
   - Definisi: x
   - Level 1: Satu
     - a""",
}


@pytest.mark.parametrize("text", NESTED.values(), ids=NESTED)
def test_a_nested_list_is_read_by_its_depth(text):
    blocks = [block for block in text_blocks.blocks(text) if not isinstance(block, Note)]
    found = understand(blocks, DICTIONARY, Answers(), dict)
    parts = ["nama: {}", "definisi: x", "level 1: Satu", "level 1, nomor 1: a"]
    assert lines_of(found) == [f"{key} {part.format(key)}" for key in "AB" for part in parts]
    assert doubts(found) == []


def groups(found):
    return [line.partition(": ")[2] for line in lines_of(found) if line.split(":")[0].endswith(("kelompok", "aspek"))]


BODY = "Definisi: x\nLevel 1: y\n- z"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (f"# Satu\nTeks pengantar.\n## A\n{BODY}\n# Dua\nSatu.\nDua lagi.\n## B\n{BODY}", ["Satu", "Dua"]),
        (f"# Kamus\n## Satu\n### A\n{BODY}\n## Dua\n### B\n{BODY}", ["Satu", "Dua"]),
        (f"# Satu\n## A\n{BODY}\n# Lain-lain\nIsi satu.\nIsi dua.\n## B\n{BODY}", ["Satu", "Lain-lain"]),
        (f"# Satu\n## A\n{BODY}\n# Penutup\n## Lampiran\nteks\n## B\n{BODY}", ["Satu"]),
    ],
    ids=["texts between", "below the title", "two texts", "an unknown heading ends it"],
)
def test_a_heading_above_others_names_their_group(text, names):
    assert groups(read(text)) == names


ACTIONS = "Deskripsi: x\nPengembangan mandiri\n1. Baca.\nPenugasan\n1. Kerja."


@pytest.mark.parametrize(
    "text",
    [
        f"Aspek Satu\n## Sub Aspek 1 - A\n{ACTIONS}\nAspek Dua\n## Sub Aspek 1 - B\n{ACTIONS}",
        f"Satu\nSub Aspek 1: A\n{ACTIONS}\nDua\nSub Aspek 1: B\n{ACTIONS}",
        f"## Satu\n### A\n{ACTIONS}\n## Dua\n### B\n{ACTIONS}",
    ],
    ids=["by the word", "by the first number", "by ranks"],
)
def test_a_title_names_an_aspect(text):
    found = read(text, GUIDE)
    assert groups(found) == ["Satu", "Dua"]
    assert not found.parsed.fatal and doubts(found) == []


def test_a_sentence_with_the_word_for_groups_names_none():
    found = read(f"# Satu\nAspek ini penting.\n## A\n{ACTIONS}", GUIDE)
    assert groups(found) == ["Satu"]
    assert list(left_out(found)) == ["Aspek ini penting."]


@pytest.mark.parametrize("text", ["PT X - KAMUS KOMPETENSI PRODUKSI", "Bagian 1. Kamus Kompetensi"])
def test_a_line_with_the_kind_of_the_file_names_no_group(text):
    found = read(f"{text}\nNama: A\n{BODY}")
    assert groups(found) == [] and left_out(found) == {text: "judul berkas"}


@pytest.mark.parametrize(
    "text",
    [
        "Hak cipta 2024 PT Portal HC. Situs ini memakai cookie.",
        "© 2025 Portal",
        "Situs kami memakai cookie untuk kenyamanan Anda.",
        "Beranda › SDM › Kamus",
        "Kembali ke atas",
        "Bagikan halaman ini",
    ],
)
def test_what_a_page_prints_below_its_text_is_no_item(text):
    found = read(f"Nama: A\n{BODY}\n{text}")
    assert lines_of(found)[-1] == "A level 1, nomor 1: z"
    known = text != "Bagikan halaman ini"
    assert left_out(found) == {text: "keterangan laman" if known else "tidak jelas bagian apa"}


def test_an_item_about_rights_or_cookies_is_read():
    items = ["Memahami hak cipta", "Mengatur situs agar tidak memakai cookie"]
    found = read(f"Nama: A\n{BODY}\n- " + "\n- ".join(items))
    assert [line.partition(": ")[2] for line in lines_of(found)[-2:]] == items


def test_the_marks_that_are_taken_off_are_told_once():
    (said,) = [each for each in read(f"Nama: A\n{BODY}\n• u\n- v").parsed.problems if each.code == "W_MARKS"]
    assert said.message == "Tanda “-”, “•” dilepas dari 3 butir." and said.line == 4
    assert not [each for each in read("Nama: A\nLevel 1: y").parsed.problems if each.code == "W_MARKS"]


def test_a_numbered_line_goes_on_with_no_text_of_another_piece():
    found = read("Nama | A\nDefinisi | x\n | 1. satu\nLevel 1 | y")
    assert lines_of(found) == ["A nama: A", "A definisi: x", "A level 1: y"]
    assert doubts(found) == ["| 1. satu"]


@pytest.mark.parametrize(
    "levels", ["Level 1\nDasar\n- a\nLevel 2\nLanjut\n- b", "Tingkat I:\nDasar:\n- a\nII. Lanjut\n- b"]
)
def test_the_name_of_a_scale_below_the_number_of_a_level_is_its_text(levels):
    found = read(f"Nama: A\n{levels}")
    assert lines_of(found)[:3] == ["A nama: A", "A level 1: Dasar", "A level 1, nomor 1: a"]


@pytest.mark.parametrize("label", ["Definisi. ", "Pengertian.  ", "**Definisi**. "])
def test_a_full_stop_may_stand_behind_a_label(label):
    found = read(f"Nama: A\n{label}Jujur. Selalu.\nLevel 1: x")
    assert lines_of(found) == ["A nama: A", "A definisi: Jujur. Selalu.", "A level 1: x"]


def test_levels_above_a_name_that_is_none_are_refused_and_an_explanation_of_levels_is_not():
    plain = "Integritas\nBertindak jujur.\nLevel 1\nMenaati aturan\nMenolak suap\nLevel 2\nMengajak\n"
    found = read(f"{plain}Kerja Sama\nDalam tim.\nLevel 1\nBerbagi\nLevel 2\nMembangun")
    assert ("E_LEVEL_UNNAMED", 3) in [(each.code, each.line) for each in found.parsed.problems]
    explained = "Kamus\nLevel 1: Tahu\nLevel 2: Mahir\n"
    for name in ("Nama: A", "## A", "**A**"):
        assert not read(f"{explained}{name}\nDefinisi: x\nLevel 1: y\n- z").parsed.fatal


def test_names_of_a_scale_among_numbered_levels_change_nothing():
    found = read("Nama: A\nLevel:\n3. Sangat mahir\n2. Mahir\n1. Sangat kurang")
    assert lines_of(found)[1:] == ["A level 1: Sangat kurang", "A level 2: Mahir", "A level 3: Sangat mahir"]


@pytest.mark.parametrize("items", ["a) satu; b) dua", "1. satu; 2. dua", "• satu; • dua"])
def test_items_that_run_on_behind_a_level_are_its_items(items):
    found = read(f"Nama: A\nLevel 1 : {items}\nLevel 2: x")
    assert lines_of(found)[1:] == ["A level 1, nomor 1: satu;", "A level 1, nomor 2: dua", "A level 2: x"]
