"""What is normalised in stored text, and what is never touched."""

import re
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents import document as documents
from documents.document import Problems, clean, excerpt, is_blank, raw_lines, slug


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("  dua   spasi\t tab ", "dua spasi tab"),
        ("tak\u00a0terputus", "tak terputus"),
        ("ba\u200bris\ufeff", "baris"),
        ("baris\u2028pemisah\x85lain\x0bvt", "baris pemisah lain vt"),
        ("e\u0301", "é"),
        ("👩\u200d💻", "👩\u200d💻"),
        ("\u202eterbalik\u202c", "terbalik"),
        ("Habituaasi menjada urgumen", "Habituaasi menjada urgumen"),
        ("", ""),
    ],
)
def test_only_what_no_reader_can_see_is_normalised(raw, stored):
    assert clean(raw) == stored


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text):
    assert clean(clean(text)) == clean(text)


@given(st.text())
def test_lines_joined_are_the_text_and_only_lf_cr_and_crlf_end_them(text):
    lines = list(raw_lines(text))
    assert "".join(lines) == text
    assert not any("\n" in line[:-1] or "\r" in line[:-2] for line in lines)


def test_text_of_invisible_characters_alone_is_blank():
    assert is_blank("")
    assert is_blank("\u200d\u200c\ufe0f")
    assert not is_blank("-")
    assert not is_blank("字")


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("KERJA SAMA", "kerja-sama"),
        ("Kerja  Sama!", "kerja-sama"),
        ("Pengembangan Diri & Orang Lain", "pengembangan-diri-orang-lain"),
        ("Café", "cafe"),
        ("能力", "能力"),
        ("!!!", ""),
        ("../etc/passwd", "etc-passwd"),
    ],
)
def test_names_that_readers_take_for_one_have_one_slug(name, address):
    assert slug(name) == address


def test_a_name_that_is_far_too_long_is_not_taken_apart_as_a_whole():
    with mock.patch.object(documents.unicodedata, "normalize", wraps=documents.unicodedata.normalize) as normalize:
        assert len(slug("\ufdfa" * 20_000)) <= 200
    assert len(normalize.call_args.args[1]) <= 400


def test_an_excerpt_is_cut_at_forty_characters():
    assert excerpt("a" * 41) == "a" * 40 + "…"
    assert excerpt("  singkat ") == "singkat"


def test_errors_are_listed_before_warnings_when_there_are_too_many():
    problems = Problems({"E_X": "salah", "W_X": "ganjil {n}"})
    for number in range(150):
        problems.add(number, "W_X", n=number)
    problems.add(200, "E_X")
    parsed = problems.parsed([])
    assert len(parsed.problems) == 100
    assert parsed.problems[-1].code == "E_X"
    assert parsed.unlisted == 51
    assert parsed.fatal


@given(st.text(alphabet="ab\r\n\u2028\x0b", max_size=60), st.integers(1, 9))
def test_lines_are_the_same_however_the_text_is_cut_into_pieces(text, piece):
    whole = re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", text)
    with mock.patch.object(documents, "PIECE", piece):
        assert list(documents.raw_lines(text)) == whole
