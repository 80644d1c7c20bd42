"""Lines in doubt: what each may be, and how it is read when a person has said so."""

import pytest

from files.readers.blocks import Cell, Place, TableRow
from files.readers.understanding.reading import understand
from files.readers.understanding.record import Answers
from tests.files.readers.understanding.lines import DICTIONARY, blocks_of, doubts, left_out, lines_of

#: A remark between two levels, an item whose number runs backwards, and a line before the first document.
TEXT = """Kalimat pembuka.
Nama Kompetensi: Audit
Kode: AUDT
Definisi: Memeriksa buku.
Level 1
1. Menghitung kas.
2. Memeriksa bukti.
1. Menyusun daftar.
Level 2
• Menilai risiko.
Penilai: atasan langsung
Nama Kompetensi: Pajak
Kode: PAJA
Level 1
1. Menghitung pajak."""


def read(lines=None, blocks=None):
    return understand(blocks or blocks_of(TEXT), DICTIONARY, Answers(lines=lines or {}), dict)


def values(found, line):
    """The answers that a line may get, and that it has."""
    fate = next(each for each in found.account if each.line == line)
    question = found.lines.of(fate)
    return [choice.value for choice in question.choices], question.answer


def test_a_line_may_be_any_list_above_it_and_any_text_that_is_lacking():
    choices, answer = values(read(), "11")
    assert answer is None
    assert choices == [
        "indikator:2",
        "indikator:1",
        "perilaku kunci",
        "deskripsi level:2",
        "deskripsi level:1",
        "sumber",
    ]
    assert "definisi" not in choices  # the document has one
    assert "indikator:3" not in choices
    assert read().lines.of(next(iter(read().account))) is None  # a sentence above everything is left out without doubt


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        ("indikator:2", "AUDT level 2, nomor 2: Penilai: atasan langsung"),
        ("indikator:1", "AUDT level 1, nomor 3: Penilai: atasan langsung"),
        ("perilaku kunci", "AUDT perilaku kunci 1: Penilai: atasan langsung"),
        ("sumber", "AUDT sumber: Penilai: atasan langsung"),
        ("deskripsi level:2", "AUDT level 2: Penilai: atasan langsung"),
    ],
)
def test_a_line_that_was_left_out_becomes_what_a_person_says(answer, line):
    found = read({"11": answer})
    assert line in lines_of(found)
    assert "Penilai: atasan langsung" not in doubts(found)
    assert values(found, "11")[1] == answer


def test_a_confirmed_line_is_no_doubt_any_more_and_stays_as_it_was_read():
    before = read()
    found = read({"11": "", "8": "="})
    assert lines_of(found) == lines_of(before)
    assert doubts(before) and not doubts(found)
    assert "Penilai: atasan langsung" in left_out(found)


def test_an_item_in_doubt_is_left_out_or_moved():
    assert not any("Menyusun daftar" in line for line in lines_of(read({"8": ""})))
    assert left_out(read({"8": ""}))["1. Menyusun daftar."] == "menurut jawaban Anda"
    assert "AUDT level 1, nomor 3: Menyusun daftar." in lines_of(read({"8": "indikator:1"}))
    assert "AUDT perilaku kunci 1: Menyusun daftar." in lines_of(read({"8": "perilaku kunci"}))


def test_answers_that_do_not_fit_leave_the_doubt():
    for answer in ("definisi", "indikator:9", "nama", "apa", "=x"):
        assert doubts(read({"11": answer})) == doubts(read())
    assert lines_of(read({"nol": "", "0": "", "11:C": "sumber", "99": "sumber"})) == lines_of(read())


def test_a_cell_is_named_by_its_block_and_column():
    rows = [
        ("Kode", "Nama", "Level", "Indikator"),
        ("AUDT", "Audit", "1", "Menghitung."),
        ("", "", "", "Lagi.", "Catatan"),
    ]
    blocks = [
        TableRow(n, Place(n), 1, tuple(Cell(at, text) for at, text in enumerate(row) if text))
        for n, row in enumerate(rows, 1)
    ]
    assert "AUDT level 1, nomor 3: Catatan" in lines_of(read({"3:E": "indikator:1"}, blocks))


def test_a_cell_of_several_lines_becomes_one_item():
    rows = [("Nama Kompetensi", "Audit"), ("Level 1", "Menghitung kas."), ("Penilai", "Atasan\nlangsung")]
    blocks = [
        TableRow(n, Place(n), 1, tuple(Cell(at, text) for at, text in enumerate(row))) for n, row in enumerate(rows, 1)
    ]
    found = read({"3:B": "indikator:1"}, blocks)
    assert sum("Atasan langsung" in line for line in lines_of(found)) == 1
