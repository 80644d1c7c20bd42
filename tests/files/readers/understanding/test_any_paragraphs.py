"""Laws of understanding: whatever the paragraphs are, each has one fate, and no word is lost or made up."""

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from files.readers.blocks import Paragraph, Place
from files.readers.understanding import reading
from files.readers.understanding.record import LEVEL_NAME_DROPPED, Answers
from tests.files.readers.understanding.lines import DICTIONARY, GUIDE

ROOMS = {"dictionary": DICTIONARY, "guide": GUIDE}
STARTS = [
    *("Nama : ", "Nama", "Kode\t", "KODE UNIT\t: ", "Definisi", "Definisi: ", "Deskripsi :", "Perilaku kunci 1 | "),
    *("Perilaku Kunci:", "Level 1 (Paham)", "Level II ", "Level : ", "Tingkat 3 | ", "Level -1", "Dasar", "2. Mahir"),
    *(
        "Indikator :",
        "Indikator Level 2:",
        "level profisiensi",
        "1. ",
        "1.1 ",
        "2) ",
        "-1. ",
        "a. ",
        "ii. ",
        "•\t",
        "- ",
    ),
    *(
        "o ",
        "Halaman 2",
        "- 3 -",
        "7",
        "DAFTAR ISI",
        "Bab ..... 4",
        "Ditetapkan di X",
        "KAMUS ",
        "A. KOMPETENSI ",
        "| | ",
    ),
    *("Integritas (INT)", "INTEGRITAS", "1 | ", "Tanggal : ", "Aspek : ", "Ranah : ", "X (Aspek Y)", "Sub Aspek - 1 "),
    *(
        "Sub Aspek",
        "Pengembangan Mandiri",
        "B. Penugasan:",
        "Nama: teks",
        "* Kata: teks",
        "Kelompok : ",
        "   ",
        "",
        "**",
    ),
    *("Level\tDeskripsi\tIndikator", "1\tx\ty", "Nama | Kode", "Nama Kompetensi Definisi", "Level 1 Definisi: ", "|"),
]
TEXTS = st.sampled_from(
    ["", "kata", "Kata lain.", "Panjang sekali dan tanpa akhir", "jujur; adil", "x | y", "a\tb", "(AB)"]
)
LINES = st.builds(lambda start, text: start + text, st.sampled_from(STARTS), TEXTS) | st.text(max_size=12)
PARAGRAPHS = st.lists(st.tuples(LINES, st.integers(0, 3), st.booleans(), st.integers(1, 2)), max_size=25)


def paragraphs_of(drawn):
    number = 0
    for text, heading, bold, step in drawn:
        if text.strip():
            number += step
            yield Paragraph(number, Place(number), text, heading=heading, bold=bold)


@pytest.mark.parametrize("room", ["dictionary", "guide"])
@given(drawn=PARAGRAPHS)
@settings(max_examples=300, deadline=None)
def test_every_paragraph_has_exactly_one_fate_and_no_word_is_lost_or_made_up(room, drawn):
    paragraphs = list(paragraphs_of(drawn))
    understanding = reading.understand(paragraphs, ROOMS[room], Answers(), dict)
    shown = "\n".join(fate.text for fate in understanding.account)
    assert letters_of("".join(paragraph.text for paragraph in paragraphs)) == letters_of(shown)
    for fate in understanding.account:
        assert fate.read or fate.label or fate.reason
        assert not (fate.read and fate.label)
    if not understanding.parsed.fatal:
        words = words_of(shown)
        for document in understanding.parsed.documents:
            for line in document.lines:
                assert not words_of(line.text) - words


@pytest.mark.parametrize("room", ["dictionary", "guide"])
@given(drawn=PARAGRAPHS)
@settings(max_examples=300, deadline=None)
def test_every_word_that_was_read_stands_in_a_document(room, drawn):
    marked = [(f"{text} unik{at}x", *others) for at, (text, *others) in enumerate(drawn)]
    understanding = reading.understand(list(paragraphs_of(marked)), ROOMS[room], Answers(), dict)
    if understanding.parsed.fatal:
        return
    stored = "\n".join(
        text for document in understanding.parsed.documents for text in (document.key.casefold(), *document.texts)
    )
    for fate in understanding.account:
        for word in re.findall(r"unik\d+x", fate.text):
            if fate.read and any(key for key, _path in fate.read) and fate.reason != LEVEL_NAME_DROPPED:
                assert word in stored, fate


def letters_of(text):
    return Counter(filter(str.isalnum, text))


def words_of(text):
    return set(re.findall(r"[^\W\d_]{2,}", text))
