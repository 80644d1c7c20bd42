"""Bytes that come in: what is read, and what is refused with which line."""

import gzip
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from files.readers import decoding


def zipped():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "x")
    return buffer.getvalue()


def codes(data, **options):
    return [(problem.code, problem.line) for problem in decoding.read(data, **options).problems]


def test_utf8_is_read_with_its_byte_order_mark_and_line_ends():
    assert decoding.read("\ufeffa\r\nb\rc\n".encode()).text == "\ufeffa\r\nb\rc\n"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_notepads_unicode_is_read_with_a_warning(encoding):
    mark = b"" if encoding == "utf-16" else b"\xfe\xff"
    taken = decoding.read(mark + "Nama | Ä\n".encode(encoding))
    assert taken.text == "Nama | Ä\n"
    assert [problem.code for problem in taken.problems] == ["W_ENCODING"]
    assert not taken.fatal


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", ("E_EMPTY_FILE", 0)),
        ("\ufeff \r\n\t\n".encode(), ("E_EMPTY_FILE", 0)),
        ("a\nKafé".encode("cp1252"), ("E_ENCODING", 2)),
        ("a\r\nb\rc é".encode()[:-1], ("E_ENCODING", 3)),
        (b"a\nb\0c", ("E_NUL", 2)),
        (b"\xff\xfe" + "a\n\ud800".encode("utf-16-le", "surrogatepass"), ("E_ENCODING", 2)),
        ("a\nb\0".encode("utf-16"), ("E_NUL", 2)),
        (b"\x89PNG\r\n\x1a\n", ("E_BINARY", 0)),
        (zipped(), ("E_BINARY", 0)),
        (b"%PDF-1.7", ("E_BINARY", 0)),
        (gzip.compress(b"x", mtime=0), ("E_BINARY", 0)),
        (bytes.fromhex("d0cf11e0a1b11ae1"), ("E_BINARY", 0)),
        (b"ok\n" + b"x" * 20_001, ("E_LINE_TOO_LONG", 2)),
    ],
)
def test_what_is_no_text_is_refused_with_its_line(data, expected):
    assert codes(data) == [expected]


def test_a_line_of_just_the_limit_is_read():
    assert codes(b"x" * 20_000 + b"\r\n") == []


def test_a_page_of_html_may_stand_in_one_long_line():
    assert codes(b"<!doctype html>" + b"<p>x</p>" * 5_000) == []


def test_every_line_that_is_too_long_is_named():
    assert codes((b"x" * 20_001 + b"\n") * 3) == [("E_LINE_TOO_LONG", line) for line in (1, 2, 3)]


def test_a_file_over_the_limit_is_refused_before_it_is_looked_at():
    assert codes(b"\0" * 11, limit=10) == [("E_FILE_TOO_BIG", 0)]


@pytest.mark.parametrize(("size", "shown"), [(60_680_000, "57,9 MB"), (10 * 1024**2 + 1, "10,1 MB")])
def test_a_file_that_is_too_big_is_told_its_own_size_the_limit_and_its_setting(size, shown):
    message = decoding.too_big(size, 10 * 1024**2).message
    assert f"berukuran {shown}; batasnya 10 MB" in message
    assert "administrator" in message and "KOMPETENSI_" not in message


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_a_text_of_more_lines_than_work_allows_is_refused(end, monkeypatch):
    monkeypatch.setattr(decoding, "FILE_LINES_LIMIT", 3)
    assert codes(f"a{end}b{end}c{end}".encode()) == []
    assert codes(f"a{end}b{end}c{end}{end}".encode()) == [("E_TOO_MANY_LINES", 0)]


def test_the_kind_of_a_file_that_is_no_text_is_named():
    assert "PDF" in decoding.read(b"%PDF-1.7").problems[0].message


@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_a_problem(data):
    taken = decoding.read(data)
    assert taken.fatal or taken.text
