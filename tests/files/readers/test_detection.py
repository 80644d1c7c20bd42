"""What a file is: native first, understood by its layout next, and never read wrong without a word."""

from itertools import repeat

import pytest

from exchange.document_types import read
from files.readers import detection
from files.readers.blocks import Cell, Place, TableRow
from tests.builders import FIXTURES
from tests.files.readers.word import p, word
from tests.sheets import as_csv, as_ods, as_xlsx

pytestmark = pytest.mark.django_db
HEAD = ("kode", "nama", "bagian", "level", "nomor", "teks")
DEVO = [
    ("DEVO", "Developing Others", "definisi", "", "", "Menumbuhkan orang lain."),
    ("DEVO", "Developing Others", "perilaku kunci", "", "", "Melatih."),
    ("DEVO", "Developing Others", "indikator", "1", "1", "Memberi contoh."),
]
FOREIGN = [
    ("Kode Unit", "Judul Kompetensi", "Tingkat", "Indikator"),
    ("A1", "Integritas", "1", "Jujur"),
    ("A1", "Integritas", "2", "Berani"),
]


def native(slug):
    return (FIXTURES / f"{slug}.md").read_text()


def lines(slug):
    return native(slug).split("\n")


def changed(slug, line, new):
    """The native text with another line in place of one that is there."""
    found = lines(slug)
    at = found.index(line)
    return "\n".join([*found[:at], new, *found[at + 1 :]]), at + 1


def fatal(data):
    problems = read(data.encode() if isinstance(data, str) else data).parsed.problems
    return [(problem.line, problem.code) for problem in problems if problem.fatal]


def texts(reading):
    return [(line.path, line.text) for document in reading.parsed.documents for line in document.lines if line.text]


INDICATOR = "3 | Mengalokasikan waktu untuk pembinaan dan pendampingan."


@pytest.mark.parametrize(
    ("line", "new"),
    [
        (INDICATOR, INDICATOR.replace(" | ", " ")),
        (INDICATOR, INDICATOR + "\n\nCatatan lepas tanpa tanda"),
        ("Level 2 |", "Level 2 : Baik"),
    ],
)
def test_a_native_text_with_one_broken_line_is_refused_with_that_line(line, new):
    text, at = changed("kamus", line, new)
    reading = read(text.encode())
    first = next(problem for problem in reading.parsed.problems if problem.fatal)
    assert (first.line, first.code) == (at + new.count("\n"), "E_UNRECOGNISED")
    assert reading.understanding is None
    assert reading.excerpts[first.line]


def test_a_guide_with_one_loose_line_is_refused_with_that_line():
    line = next(line for line in lines("panduan") if line.startswith("2. "))
    text, at = changed("panduan", line, line + "\n\nCatatan lepas")
    assert fatal(text) == [(at + 2, "E_UNRECOGNISED")]


def test_a_line_before_a_native_text_is_refused_and_not_left_out():
    assert fatal("Pengantar yang panjang\n\n" + native("kamus")) == [(1, "E_UNRECOGNISED")]


def test_a_native_text_with_a_label_spelt_otherwise_is_read_with_all_its_texts():
    text, _at = changed("kamus", "Kode  | DEVO", "Kode: DEVO")
    reading = read(text.encode())
    assert not reading.parsed.fatal
    assert texts(reading) == texts(read(native("kamus").encode()))
    assert not [fate for fate in reading.understanding.account if fate.left_out]


def test_a_level_beyond_the_last_is_told_with_its_line():
    text, at = changed("kamus", "Level 2 |", "Level 99 |")
    assert fatal(text) == [(at, "E_LEVEL_RANGE")]


@pytest.mark.parametrize("writer", [as_csv, as_xlsx, as_ods])
def test_a_letter_in_place_of_a_level_is_no_roman_numeral_in_a_native_table(writer):
    assert fatal(writer([HEAD, *DEVO, (*DEVO[2][:3], "x", "2", "a")])) == [(5, "E_LEVEL_RANGE")]


@pytest.mark.parametrize("writer", [as_csv, as_xlsx, as_ods])
def test_a_native_table_whose_levels_are_all_spelt_otherwise_is_not_refused_in_silence(writer):
    rows = [(*DEVO[2][:3], f"Tingkat {level}", "1", f"Teks {level}") for level in range(1, 6)]
    reading = read(writer([HEAD, *DEVO[:2], *rows]))
    if not reading.parsed.fatal:
        assert [text for path, text in texts(reading) if path.startswith("level")] == [f"Teks {n}" for n in range(1, 6)]


@pytest.mark.parametrize(
    "data",
    [
        as_csv([HEAD]),
        as_xlsx([HEAD]),
        as_xlsx([[]]),
        as_xlsx([["Halo"]]),
        b"# Kamus\n",
        b"Ini, itu.\nAnu, dan ana.\n",
    ],
)
def test_a_file_without_content_is_told_what_content_looks_like(data):
    assert [code for _line, code in fatal(data)] == ["E_NOTHING_FOUND"]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("first", ["", "sep={}\n"])
def test_a_delimited_text_with_other_heads_is_read(delimiter, first):
    text = first.format(delimiter) + "".join(delimiter.join(row) + "\n" for row in FOREIGN)
    reading = read(text.encode())
    assert not reading.parsed.fatal
    assert [text for _path, text in texts(reading)][-2:] == ["Jujur", "Berani"]


def test_prose_with_semicolons_is_no_table_of_anything():
    assert fatal("Ini kalimat; dengan titik koma.\nItu juga; ya.\nLalu; selesai.\n")


@pytest.mark.parametrize("text", ['[{"nama": "Integritas"}]', '{"data": [{"name": "x"}]}', '{"kamus": [', '["a", "b"]'])
def test_json_of_other_systems_is_named(text):
    (problem,) = read(text.encode()).parsed.problems
    assert problem.code == "E_BINARY"
    assert "JSON" in problem.message
    assert ".xlsx" in problem.message


def test_a_link_and_a_placeholder_are_no_json():
    for text in ("[Nama](https://a.id) | A\n", "{nama} | B\n"):
        assert "JSON" not in str(read(text.encode()).parsed.problems)


def test_a_text_of_both_types_is_refused_where_the_second_begins():
    for first, second in (("kamus", "panduan"), ("panduan", "kamus")):
        ((line, code),) = fatal(native(first) + "\n\n" + native(second))
        assert code == "E_TWO_FORMATS"
        assert line > native(first).count("\n")


def test_a_foreign_sheet_beside_a_native_one_is_told():
    reading = read(as_xlsx([HEAD, *DEVO], FOREIGN))
    assert [document.key for document in reading.parsed.documents] == ["DEVO"]
    assert [problem.code for problem in reading.parsed.problems] == ["W_OTHER_SHEET"]
    assert not read(as_xlsx([["Kamus Kompetensi"], ["PT X"]], [HEAD, *DEVO])).parsed.problems


def test_a_word_file_without_text_and_one_without_content_are_refused():
    picture = p('<w:r><w:drawing><a:blip r:embed="r1"/></w:drawing></w:r>')
    assert fatal(word(picture))
    assert fatal(word("".join(p(f"Paragraf {place} dari sebuah laporan tahunan.") for place in range(2_000))))
    assert fatal(word(""))


def test_the_name_tells_a_failed_download_only_when_the_page_has_nothing():
    page = "<!doctype html><html><body><h1>Masuk</h1><form>Kata sandi<input></form></body></html>"
    (problem,) = read(page.encode(), name="kamus.xlsx").parsed.problems
    assert problem.code == "E_BINARY"
    assert "Unduh ulang" in problem.message
    assert "Unduh ulang" not in str(read(page.encode(), name="masuk.html").parsed.problems)
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in FOREIGN)
    assert not read(f"<html><table>{cells}</table></html>".encode(), name="unduhan.xlsx").parsed.fatal


def test_more_than_can_be_understood_in_good_time_is_refused(monkeypatch):
    rows = [
        ["Kode", "Nama Kompetensi", "Level", "Indikator Perilaku"],
        *[[f"A{n}", f"N{n}", "1", "x"] for n in range(5)],
    ]
    monkeypatch.setattr(detection, "WORK_LIMIT", 12)
    monkeypatch.setattr(detection, "CELLS", 4)
    assert not fatal(as_xlsx(rows))
    assert fatal(as_xlsx([*rows, rows[1]])) == [(0, "E_ARCHIVE_PARTS")]
    assert fatal("Kalimat biasa\n" * 13) == [(0, "E_ARCHIVE_PARTS")]
    assert not fatal(native("kamus"))


def test_a_row_of_eight_cells_for_each_item_of_five_hundred_documents_is_far_from_the_limit(monkeypatch):
    monkeypatch.setattr(detection, "WORK_LIMIT", detection.WORK_LIMIT // 2)
    row = TableRow(1, Place(1), 1, tuple(Cell(at, "teks") for at in range(8)))
    assert sum(1 for _row in detection._bounded(repeat(row, 500 * 50))) == 25_000
