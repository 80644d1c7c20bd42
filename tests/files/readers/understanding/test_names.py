"""Names that share a code before them or a word for names, titles without contents, and labels around names."""

import pytest

from files.readers.understanding.doubts import AnsweredRecords
from files.readers.understanding.entries import Entry
from files.readers.understanding.vocabulary import Kind
from files.readers.understanding.words import plain_number
from tests.files.readers.understanding.layouts import asked, guide, left, markdown, read
from tests.files.readers.understanding.lines import DICTIONARY, GUIDE, blocks_of
from tests.files.readers.understanding.lines import read as text_of

BODY = "\nDefinisi: Kemampuan bekerja.\nLevel 1\n- Mampu.\n"


def named(understanding):
    return [(document.key, document.title) for document in understanding.parsed.documents]


def titles(*names, before=""):
    return text_of(before + "\n".join(f"## {name}{BODY}" for name in names))


@pytest.mark.parametrize(
    "pattern",
    [
        "{code} – {name}",
        "{code} - {name}",
        "{code}: {name}",
        "{code}/{name}",
        "[{code}] {name}",
        "({code}) {name}",
        "{code} {name}",
        "{name} - {code}",
        "{name} ({code})",
        "{name} [{code}]",
        "Kompetensi 1. {name} ({code})",
        "Kompetensi 1: {code} – {name}",
        "Competency 2 – {name} ({code})",
        "1. {code} – {name}",
    ],
)
def test_all_names_of_a_file_hold_their_codes(pattern):
    pairs = [("PGJ", "Pengajaran"), ("PNL", "Penelitian"), ("INT", "Integritas")]
    assert named(titles(*(pattern.format(code=code, name=name) for code, name in pairs))) == pairs


def test_codes_that_are_set_off_need_no_letters_of_their_names():
    assert named(titles("MGR – Kepemimpinan", "XYZ – Inovasi")) == [("MGR", "Kepemimpinan"), ("XYZ", "Inovasi")]


@pytest.mark.parametrize(
    "names",
    [
        ("SDM – Pelatihan", "SDM – Rekrutmen"),  # the same beginning
        ("TI – Keuangan", "Integritas", "Kerja Sama"),  # one of several
        ("ASN Unggul", "Integritas"),  # only capitals
    ],
)
def test_a_beginning_in_capitals_alone_is_no_code(names):
    assert [title for _key, title in named(titles(*names))] == list(names)


@pytest.mark.parametrize("subtitle", ["Tahun 2026", "Bagian Organisasi", "Tahun Anggaran 2026"])
def test_a_title_without_contents_is_no_document_where_all_others_have_some(subtitle):
    table = f"KAMUS | < | <\n{subtitle} | < | <\nLevel | No | Indikator\n" + "\n".join(
        f"{name} | < | <\n1 | 1 | Mampu.\n2 | 1 | Cakap." for name in ("Integritas", "Inovasi", "Kerja Sama")
    )
    result = read(markdown(table))
    assert [title for _key, title in named(result)] == ["Integritas", "Inovasi", "Kerja Sama"]
    assert [subtitle] == [text for text in (*asked(result), *left(result)) if text == subtitle]
    assert asked(result) == ([subtitle] if subtitle == "Bagian Organisasi" else [])


def test_doubts_stay_with_their_documents_when_a_title_is_dropped():
    records = AnsweredRecords(DICTIONARY, {})
    name = DICTIONARY.of_kind(Kind.NAME)[0]
    for number, text in enumerate(("Kosong", "Integritas", "Inovasi"), 1):
        records.open_new(Entry((number, -1), name, text))
    records.leave((9, -1), "", asks=True)
    records.drop({0}, "kosong")
    assert [record.text(Kind.NAME) for record in records.records] == ["Integritas", "Inovasi"]
    assert {at for told in records.read.values() for at, _entry in told} == {0, 1}
    assert records.doubts[9, -1].at == 1
    assert records.doubts[1, -1].at == -1
    assert records.aside[1, -1] == ("kosong", True)


@pytest.mark.parametrize(
    "subtitle", ["## Tahun 2026", "TAHUN ANGGARAN 2026", "**Edisi 2**", "Revisi 3", "## Year 2026"]
)
def test_the_year_below_the_title_is_no_group(subtitle):
    result = titles("Integritas", "Inovasi", before=f"# KAMUS KOMPETENSI\n{subtitle}\n")
    assert [(document.text("kelompok"), document.title) for document in result.parsed.documents] == [
        ("", "Integritas"), ("", "Inovasi"),
    ]  # fmt: skip


def test_a_document_with_a_code_stays_without_contents():
    result = titles("Integritas (INT)", "Inovasi (INO)", "Kerja Sama (KSM)", before="## Kosong (KSG)\n")
    assert ("KSG", "Kosong") in named(result)


ACTIONS = "\nDeskripsi\nKesediaan bekerja.\n\nPengembangan Mandiri\na. Membaca.\n"


@pytest.mark.parametrize(
    ("aspect", "sub"),
    [
        ("1. Aspek Integritas", "1.1 Sub Aspek Kejujuran"),
        ("Aspek Integritas", "Sub Aspek Kejujuran"),
        ("Aspek: Integritas", "1.1 Sub Aspek Kejujuran"),
        ("Aspek 1: Integritas", "Sub Aspek 1.1: Kejujuran"),
        ("Aspek 1 – Integritas", "Sub Aspek 1.1 – Kejujuran"),
        ("Aspek 1. Integritas", "Sub Aspek 1.1. Kejujuran"),
        ("Aspek 1 Integritas", "Sub Aspek 1.1 Kejujuran"),
        ("## Aspek 1: Integritas", "### Sub Aspek 1.1: Kejujuran"),
        ("## Aspect 1: Integritas", "### Sub Aspect 1.1: Kejujuran"),
        ("## Aspek Integritas", "### Sub Aspek Kejujuran"),
    ],
)
def test_words_and_numbers_of_both_headings_come_off(aspect, sub):
    second = sub.replace("Kejujuran", "Kepedulian").replace("1.1", "1.2")
    result = text_of(f"{aspect}\n\n{sub}\n{ACTIONS}\n{second}\n{ACTIONS}", GUIDE)
    found = [(document.text("aspek"), document.title) for document in result.parsed.documents]
    assert found == [("Integritas", "Kejujuran"), ("Integritas", "Kepedulian")]


def test_decimal_numbers_that_begin_again_tell_of_a_group_that_was_missed():
    text = "Aspek 1: Integritas\n\n" + "".join(
        f"Sub Aspek {number}: {name}\n{ACTIONS}\n" for number, name in (("1.1", "Jujur"), ("2.1", "Peduli"))
    )
    assert "E_NUMBER_AGAIN" in [problem.code for problem in text_of(text, GUIDE).parsed.problems]


@pytest.mark.parametrize(
    "label",
    ["**Definisi.**", "**Definisi:**", "**Definisi**", "*Definisi.*", "_Definition:_", "**1. Definisi.**", "Definisi."],
)
def test_a_label_inside_an_emphasis_leaves_no_sign_behind(label):
    result = text_of(f"## Integritas (INT)\n{label} Konsisten berperilaku.\nLevel 1\n- Mampu.")
    (document,) = result.parsed.documents
    assert document.text("definisi") == "Konsisten berperilaku."


def test_an_emphasised_word_that_the_sentence_goes_on_with_is_no_label():
    result = text_of("## Integritas (INT)\nDefinisi: Jujur.\nLevel 1\n**Indikator** perilaku ada di sini.")
    assert "perilaku ada di sini." not in [line.text for line in result.parsed.documents[0].lines]


@pytest.mark.parametrize(
    "line",
    [
        "Kode : PLY Kompetensi : Pelayanan Publik",
        "Kode: PLY; Nama: Pelayanan Publik",
        "Kode: PLY, Nama Kompetensi: Pelayanan Publik",
        "Kompetensi : Pelayanan Publik Kode : PLY",
        "Kode: PLY | Nama: Pelayanan Publik",
        "Kode: PLY - Kelompok: Inti - Nama: Pelayanan Publik",
    ],
)
def test_several_labels_of_a_head_stand_on_one_line(line):
    result = text_of(f"KAMUS KOMPETENSI\n\n{line}\nDefinisi: Kemampuan melayani.\nLevel 1: Mampu.\n1.1. Melayani.")
    assert named(result) == [("PLY", "Pelayanan Publik")]


@pytest.mark.parametrize(
    "order", [("Kode: {k}", "Kelompok: {g}", "Nama: {n}"), ("Nama: {n}", "Kode: {k}", "Kelompok: {g}")]
)
def test_a_group_between_the_labels_of_a_document_is_its_own(order):
    said = [("INT", "Inti", "Integritas"), ("AUD", "Teknis", "Audit")]
    text = "KAMUS KOMPETENSI\n\n" + "".join(
        "\n".join(order).format(k=key, g=group, n=name) + BODY for key, group, name in said
    )
    found = [(doc.key, doc.text("kelompok"), doc.title) for doc in text_of(text).parsed.documents]
    assert found == said


@pytest.mark.parametrize(
    "foot", ["{n} | Kamus Kompetensi Dinas", "Kamus Kompetensi Dinas - Halaman {n}", "Kamus Kompetensi Dinas | {n}"]
)
def test_the_foot_of_a_page_with_its_number_is_no_item(foot):
    text = "".join(f"Kode: K{n}\nNama: Nama {'AB'[n]}{BODY}\n{foot.format(n=n)}\n\n" for n in (0, 1))
    for document in text_of(text).parsed.documents:
        assert len(document.lines) == len([line for line in document.lines if "Kamus" not in line.text])


def test_lines_that_count_levels_are_no_feet_of_pages():
    text = "## Integritas (INT)\nDefinisi: Jujur.\n" + "".join(f"Level Dasar | {n}\n- Mampu {n}.\n" for n in (1, 2, 3))
    assert not [fate for fate in text_of(text).account if "halaman" in str(fate.reason)]


def test_the_advice_for_a_text_names_no_column_alone():
    problem = text_of(f"Sub Aspek: Jujur\n{ACTIONS}", GUIDE).parsed.problems[0]
    assert problem.code == "E_NO_ASPECT"
    assert "“Aspek: …”" in problem.message


def test_a_guide_in_columns_is_read_column_by_column():
    result = guide(
        markdown("""
Aspek | Integritas | Integritas | Kerja Sama | Kerja Sama
Sub Aspek | Jujur | Peduli | Terbuka | Sinergi
Deskripsi | Berkata benar. | Membantu. | Menerima. | Bersama.
Pengembangan Mandiri | Membaca. | Menulis. | Berlatih. | Belajar.
Penugasan | Memimpin. | Menyusun. | Menjadi notulis. | Mengikuti.""")
    )
    found = [(document.text("aspek"), document.title) for document in result.parsed.documents]
    assert found == [
        ("Integritas", "Jujur"),
        ("Integritas", "Peduli"),
        ("Kerja Sama", "Terbuka"),
        ("Kerja Sama", "Sinergi"),
    ]


def test_blocks_of_several_labels_keep_every_piece():
    blocks = blocks_of("Kode: A1; Nama: Audit\nDefinisi: Memeriksa.")
    assert [fate.text for fate in read(blocks).account] == ["Kode", "A1", "Nama", "Audit", "Definisi: Memeriksa."]


def test_a_heading_that_is_the_code_of_the_only_name_below_it_is_no_group():
    text = "# Kamus\n" + "".join(
        f"## {code}\n### {name}{BODY}" for code, name in (("INT", "Integritas"), ("KSM", "Kerja Sama"))
    )
    assert named(text_of(text)) == [("INT", "Integritas"), ("KSM", "Kerja Sama")]


def test_a_heading_with_a_code_is_a_document_beside_others_of_its_rank():
    result = titles("Integritas (INT)", "Inovasi (INO)", before="## Kosong (KSG)\n")
    assert named(result) == [("KSG", "Kosong"), ("INT", "Integritas"), ("INO", "Inovasi")]
    assert {document.text("kelompok") for document in result.parsed.documents} == {""}


def test_the_only_group_is_asked_about_where_its_heading_ranks_as_its_documents():
    result = titles("Integritas", "Inovasi", before="# Kamus Kompetensi\n## Biro Organisasi\n")
    assert asked(result) == ["Biro Organisasi"]


def test_a_code_that_few_names_have_is_asked_about():
    assert asked(titles("K3 – Keselamatan Kerja", "Integritas", "Inovasi")) == ["K3 – Keselamatan Kerja"]


def test_the_word_that_all_groups_of_a_column_begin_with_comes_off():
    result = guide(
        markdown("""
Aspek | Sub Aspek | Deskripsi | Pengembangan Mandiri
Aspek Integritas | Sub Aspek Jujur | Berkata benar. | Membaca.
Aspek Kerja Sama | Sub Aspek Terbuka | Menerima. | Berlatih.""")
    )
    found = [(document.text("aspek"), document.title) for document in result.parsed.documents]
    assert found == [("Integritas", "Jujur"), ("Kerja Sama", "Terbuka")]


@pytest.mark.parametrize(
    ("printed", "number"), [("II", "2"), ("II.1", "2.1"), ("A.1", "1"), ("1.2", "1.2"), ("A", ""), ("3", "3")]
)
def test_numbers_are_told_in_digits(printed, number):
    assert plain_number(printed) == number
