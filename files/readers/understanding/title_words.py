"""Words of titles: their codes, and the name and the text of a line that has both."""

from __future__ import annotations

import re
from functools import lru_cache

from documents.emphasis import plain
from files.readers.understanding.words import title

_CODE_BEHIND = re.compile(r"(.*\S)\s*[(\[]([A-Z][A-Z0-9]*(?:[._-][A-Z0-9]+)*)[)\]]")
_CODE_BEFORE = re.compile(
    r"[(\[]?([A-Z]{1,8}[._-]?\d{1,4}(?:[._-]\d{1,4})*)[)\]]?(?:\s*[-–—:|·•∙/]\s*|\t\s*|\s+)(\S.*)"
)
_CODE = re.compile(r"(?=.*[A-Z])[A-Z0-9]+(?:[._-][A-Z0-9]+)*")
_SUBTITLE = re.compile(
    r"(?:untuk )?(?:tahun(?: (?:anggaran|pelajaran|ajaran|buku))?|ta|edisi|revisi|versi|periode|semester"
    r"|year|fiscal year|edition|version|revision)(?: ke)?"
    r" (?:\d[\d /]*|[ivx]+(?: \d{4})?)(?: (?:revisi|versi|edisi) \d+)?"
)
_LADDER = re.compile(r"([^:.]{2,60}):\s+(\S.*)")


@lru_cache(maxsize=64)
def plain_title(text: str) -> str:
    """Return a title without the emphasis, the "#" and the colon around it."""
    whole = text.strip().strip("#").strip(" \t")
    bare = whole.strip(" *_\t").rstrip(": ").strip(" *_")
    if "*" in bare and plain(bare) != plain(whole).rstrip(": "):
        return whole.rstrip(": ")
    return bare


def is_subtitle(text: str) -> bool:
    """Return whether a title only says of when or of which edition a file is: "Tahun Anggaran 2026", "Revisi 2"."""
    return len(text) < 80 and bool(_SUBTITLE.fullmatch(title(text)))


@lru_cache(maxsize=64)
def code_in(text: str) -> tuple[str, str]:
    """Return the name and the code of a title: "Audit (AUDT)", "T.01 Audit"; the code is "" without one."""
    plain = plain_title(text)
    if (found := _CODE_BEHIND.fullmatch(plain)) and len(found[2]) <= 20 and len(found[2]) > 1:
        return found[1].strip(" *_"), found[2]
    if found := _CODE_BEFORE.fullmatch(plain):
        return found[2].strip(" *_"), found[1]
    return plain, ""


def is_code(text: str) -> bool:
    """Return whether a text can be nothing but a code: capital letters, or letters and digits, without a space."""
    return bool(_CODE.fullmatch(text))


def ladder_of(text: str) -> tuple[str, str] | None:
    """Return the name and the text of "Adopts: learns the tools", None for another text."""
    found = _LADDER.fullmatch(plain_title(text))
    return (found[1].strip(" *_"), found[2].strip()) if found else None


def stands_in(code: str, name: str) -> bool:
    """Return whether the letters of a code stand in a name, in their order."""
    letters = iter(name.upper())
    return all(letter in letters for letter in code)


def same_name(name: str, text: str) -> bool:
    """Return whether a label and a title give the same name, with or without a code."""
    return title(code_in(name)[0]) == title(code_in(text)[0]) or title(name) == title(plain_title(text))
