"""Decoding of a file's bytes to text that can be parsed: size, type, encoding."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from documents.document import (
    CONTROLS,
    FILE_LINES_LIMIT,
    INVISIBLES,
    LINE_LIMIT,
    ODD_SPACES,
    PROBLEM_LIMIT,
    Problem,
    raw_lines,
)
from documents.translation import grouped
from documents.translation import mark as _
from files.readers import html, kinds, western

#: The largest file that is read, in bytes.
BYTE_LIMIT = 10 * 1024 * 1024

MESSAGES = {
    "E_FILE_TOO_BIG": _(
        "Berkas berukuran {size} MB; batasnya {limit} MB. Bagi menjadi beberapa berkas, atau minta administrator "
        "menaikkan batas itu."
    ),
    "E_TOO_MANY_LINES": _("Berkas ini terdiri dari {count} baris; batasnya {limit}. Bagi menjadi beberapa berkas."),
    "E_EMPTY_FILE": _("Berkas ini kosong. Periksa apakah berkas yang dipilih sudah benar."),
    "E_BINARY": kinds.MESSAGE,
    "E_NUL": _(
        "Baris ini memuat karakter NUL, jadi berkas mungkin rusak atau bukan teks UTF-8. Simpan ulang sebagai UTF-8."
    ),
    "E_ENCODING": _("Baris ini bukan UTF-8 yang sah. Simpan ulang berkas dengan pengodean UTF-8."),
    "E_LINE_TOO_LONG": _("Baris ini memuat {length} karakter; batasnya {limit}. Bagi menjadi beberapa baris."),
    "W_ENCODING": _("Berkas memakai pengodean {name}. Isinya terbaca; ekspor akan memakai UTF-8."),
}

#: Warnings on characters that are normalised in the stored text, for every document type.
TEXT_MESSAGES = {
    "W_CONTROL": _("Teks memuat karakter kendali yang tidak terlihat; dibaca sebagai spasi."),
    "W_NBSP": _("Teks memuat spasi khusus (misalnya spasi tak terputus); dibaca sebagai spasi biasa."),
    "W_INVISIBLE": _("Teks memuat karakter tak terlihat; karakter itu diabaikan."),
    "W_MARKDOWN": _(
        "Ejaan Markdown (seperti \\| atau &amp;) dipakai di {count} baris, pertama kali di baris ini; "
        "dibaca sebagai teks biasa, tanpa tanda itu."
    ),
}
_ODDITIES = {
    "W_CONTROL": re.compile(f"[{CONTROLS}]"),
    "W_NBSP": re.compile(f"[{ODD_SPACES}]"),
    "W_INVISIBLE": re.compile(f"[{INVISIBLES}]"),
}
_SUSPICIOUS = re.compile(f"[{CONTROLS}{ODD_SPACES}{INVISIBLES}]")


def suspicious_characters(raw: str) -> list[str]:
    """Return the codes of `TEXT_MESSAGES` that apply to a raw text, given without its line end."""
    if (raw.isascii() and raw.isprintable()) or not _SUSPICIOUS.search(raw):
        return []
    return [code for code, pattern in _ODDITIES.items() if pattern.search(raw)]


@dataclass(frozen=True, slots=True)
class Intake:
    """The text of a file, with its byte order mark and line ends, or the problems that refuse it."""

    text: str
    problems: tuple[Problem, ...] = ()

    @property
    def fatal(self) -> bool:
        """Return whether the file is refused."""
        return any(problem.fatal for problem in self.problems)


def read(data: bytes, *, limit: int = BYTE_LIMIT) -> Intake:
    """Return the text of a file's bytes. Never raises: bytes that are no text give a problem with its line.

    Reads UTF-8 with or without a byte order mark, UTF-16 with one, and Windows-1252 where it is plainly that
    (`western.text`). `limit` is in bytes. Linear.
    """
    if problem := too_big(len(data), limit):
        return Intake("", (problem,))
    if kind := kinds.of_bytes(data):
        return _refused(0, "E_BINARY", **kind.values)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _read_utf16(data)
    if b"\0" in data:
        return _refused(_line_of(data, data.index(b"\0")), "E_NUL")
    try:
        return _checked(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        text = western.text(data)
        return _told(text, "Windows-1252") if text else _refused(_line_of(data, error.start), "E_ENCODING")


def too_big(size: int, limit: int = BYTE_LIMIT) -> Problem | None:
    """Return the refusal of a file of `size` bytes, None when `limit` allows them."""
    if size <= limit:
        return None
    whole, tenth = divmod(-(-size * 10 // 1024**2), 10)  # rounded up: never as small as the limit
    megabytes = _("{whole},{tenth}").format(whole=whole, tenth=tenth)
    message = MESSAGES["E_FILE_TOO_BIG"].format(size=megabytes, limit=limit // 1024 // 1024)
    return Problem(0, "E_FILE_TOO_BIG", message)


def _read_utf16(data: bytes) -> Intake:
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-16", "ignore").encode("utf-8", "ignore")
        return _refused(_line_of(before, len(before)), "E_ENCODING")
    if "\0" in text:
        return _refused(_line_of(text.encode(), text.encode().index(b"\0")), "E_NUL")
    return _told(text, "UTF-16")


def _told(text: str, encoding: str) -> Intake:
    """Return a text that is not in UTF-8, with the warning that names its encoding."""
    checked = _checked(text)
    warning = Problem(1, "W_ENCODING", MESSAGES["W_ENCODING"].format(name=encoding))
    return Intake(checked.text, (warning, *checked.problems))


def _checked(text: str) -> Intake:
    if not text.strip("\ufeff \t\r\n"):
        return _refused(0, "E_EMPTY_FILE")
    if (count := text.count("\n") + text.count("\r") - text.count("\r\n")) > FILE_LINES_LIMIT:
        return _refused(0, "E_TOO_MANY_LINES", count=grouped(count), limit=grouped(FILE_LINES_LIMIT))
    if kind := kinds.of_text(text):
        return _refused(0, "E_BINARY", **kind.values)
    if html.looks_like_html(text) or max(map(len, raw_lines(text))) <= LINE_LIMIT:
        return Intake(text)
    long = tuple(
        Problem(number, code, MESSAGES[code].format(length=len(line), limit=LINE_LIMIT))
        for code in ("E_LINE_TOO_LONG",)
        for number, line in enumerate(raw_lines(text), 1)
        if len(line) > LINE_LIMIT and len(line.rstrip("\r\n")) > LINE_LIMIT
    )
    return Intake("" if long else text, long[:PROBLEM_LIMIT])


def _refused(line: int, code: str, **values: object) -> Intake:
    return Intake("", (Problem(line, code, MESSAGES[code].format_map(values)),))


def _line_of(data: bytes, position: int) -> int:
    """Return the line of a byte, from 1, for any kind of line end."""
    before = data[:position]
    return 1 + before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n")
