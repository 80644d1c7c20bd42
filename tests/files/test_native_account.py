"""The account of a native file: every line that is not blank has one fate."""

from hypothesis import given
from hypothesis import strategies as st

from development.format import text as guide
from dictionary.format import sheet, text
from documents.document import clean, raw_lines
from files.cells import Row
from files.readers.native_account import STRUCTURE, account
from tests.builders import KAMUS, PANDUAN

SEED = KAMUS.decode()


def fates(source, room=text):
    return list(account(enumerate(raw_lines(source), 1), room.parse(source)))


def test_every_line_of_the_seeds_is_read_or_a_mark_of_the_layout():
    for source, room in ((SEED, text), (PANDUAN.decode(), guide)):
        found = fates(source, room)
        assert [fate.number for fate in found] == [
            number for number, line in enumerate(raw_lines(source), 1) if clean(line)
        ]
        assert not any(fate.left_out or fate.asks for fate in found)


def test_a_line_says_where_it_went():
    found = {fate.text: fate for fate in fates(SEED)}
    assert found["Kode  | DEVO"].read == (("DEVO", ""),)
    assert found["3 | Memberi saran dan memotivasi bawahan untuk mengembangkan diri."].read == (
        ("DEVO", "level 1, nomor 3"),
    )
    assert (found[":-----|:----"].label, found[":-----|:----"].reason) == (True, STRUCTURE)


def test_a_continuation_names_the_line_that_it_continues():
    source = SEED.replace("2 | Mengamati, menilai", "2 | Mengamati,\n menilai", 1)
    (found,) = [fate for fate in fates(source) if fate.text.startswith(" menilai")]
    assert (found.read, found.reason) == ((("DEVO", "level 1, nomor 2"),), "lanjutan baris 16")


def test_an_unknown_label_and_what_stands_below_it_are_left_out_and_asked_about():
    source = SEED.replace("Kode  | DEVO\n", "Kode  | DEVO\nAsing | hal ini\n lanjutan asing\n")
    found = [fate for fate in fates(source) if fate.left_out]
    assert [fate.text for fate in found] == ["Asing | hal ini", " lanjutan asing"]
    assert all(fate.asks and str(fate.reason) for fate in found)


def test_rows_of_a_sheet_have_fates_too():
    rows = [("kode", "nama", "bagian", "level", "nomor", "teks"), ("A", "Nama", "definisi", "", "", "Isi.")]
    parsed = sheet.parse([Row(2, rows[1])])
    found = list(account(((number, " | ".join(row)) for number, row in enumerate(rows, 1)), parsed))
    assert [(fate.label, fate.read) for fate in found] == [(True, ()), (False, (("A", "nama"), ("A", "definisi")))]


@given(st.text(alphabet="Nama Kode|12\n #-:Level", max_size=300))
def test_any_text_has_one_fate_a_line(source):
    whole = SEED[:400] + "\n" + source
    assert [fate.number for fate in fates(whole)] == [
        number for number, line in enumerate(raw_lines(whole), 1) if clean(line)
    ]
