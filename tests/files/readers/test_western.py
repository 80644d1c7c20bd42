"""Windows-1252: read where it is plainly that, refused where it is anything else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from files.readers import decoding, western


@pytest.mark.parametrize(
    "text",
    [
        "Kafé di kota",
        "Standar “prestasi” – atau lebih…",
        "•\tMenunjukkan ‘perhatian’ — naïf, créée, Élan",
        "100 ± 5 °C, ½, §\u00a012 © 2020 Škoda",
    ],
)
def test_letters_and_the_signs_that_word_types_are_read(text):
    taken = decoding.read((text + "\r\n").encode("cp1252"))
    assert taken.text == text + "\r\n"
    assert [(problem.code, problem.line) for problem in taken.problems] == [("W_ENCODING", 1)]
    assert "Windows-1252" in taken.problems[0].message


@pytest.mark.parametrize(
    "data",
    [
        "“Nama”".encode() + b" \x93Kode\x94",
        "Kafé".encode()[:-1],
        "Standar “".encode()[:-1],
        b"Kaf\xc3 di kota",
        b"Kaf \xc3 di kota",
        b"Nama \x81",
        b"Nama \x98 \x88",
        "Привет, мир".encode("cp1251"),
        "“Nama”".encode("mac-roman"),
        "能力词典".encode("gbk"),
    ],
)
def test_damaged_utf_8_and_other_encodings_are_refused(data):
    assert [problem.code for problem in decoding.read(data).problems] == ["E_ENCODING"]


@given(st.binary(max_size=60))
def test_what_is_read_has_no_whole_character_of_utf_8(data):
    found = western.text(data)
    assert not found or data.decode("utf-8", "ignore").isascii()
    assert not found or found.encode("cp1252") == data
