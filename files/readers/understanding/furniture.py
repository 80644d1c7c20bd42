"""Furniture of pages: page numbers, rules, lines of a table of contents, signatures; never part of a document."""

from __future__ import annotations

import re
from typing import NamedTuple

from documents.document import clean
from documents.translation import AnyText
from documents.translation import mark as _

EMPTY, MARK_ALONE = _("di berkas pun kosong"), _("tanda tanpa isi")
WEB = _("keterangan laman")
PAGE, RULE, CONTENTS, SIGNATURE = _("nomor halaman"), _("garis"), _("daftar isi"), _("tanda tangan dan tanggal")
NOTE = _("catatan yang dipisah tanda “>”")
CAPTION = _("judul tabel atau gambar")
#: The caption of a table or a picture: "Tabel 1. Kompetensi Audit", "Gambar 2.1 Alur", "Tabel 1 (lanjutan)".
_CAPTION = re.compile(
    r"(?:(?i:tabel|table|gambar|bagan|figure|lanjutan tabel))\s+(?:\d{1,3}(?:[.-]\d{1,3}){0,3}|[IVX]{1,5})"
    r"\s*(?:[.:–—-]?\s*\(?(?i:lanjutan|continued|sambungan)\)?\.?|[.:–—-]\s*[^\W_].*|\s[A-Z].*[^.;\s])?"
)
_PAGE_WORDS = r"(?:halaman|hal\.?|hlm\.?|page|pg\.?)"
_PAGE = re.compile(
    rf"{_PAGE_WORDS}\s*[:|]?\s*\d+(?:\s*(?:dari|of|/)\s*\d+)?|[-–—~]\s*\d+\s*[-–—~]|\d+\s*\|\s*{_PAGE_WORDS}"
    rf"|\d+\s*/\s*\d+|\d+\s*(?:dari|of)\s*\d+(?:\s*{_PAGE_WORDS})?",
    re.IGNORECASE,
)
#: A line of words with the number of its page before or behind them, set off by a sign.
_COUNTED = re.compile(
    rf"(?P<before>\d{{1,4}})\s*(?:\||\t|\s[-–—•·]\s|\s{{3,}})\s*(?P<words>[^\W\d].*)"
    rf"|(?P<text>[^\W\d].*?)\s*(?:\||\t|\s[-–—•·]\s|\s{{3,}}|\s(?={_PAGE_WORDS}))\s*(?:{_PAGE_WORDS}\s*)?(?P<behind>\d{{1,4}})",
    re.IGNORECASE,
)
_BARE = re.compile(r"\d{1,4}")
_NOTED = re.compile(r"\s*>\s*\[!")
_RULE = re.compile(r"[-–—_=*~.|:+\s]{2,}|[-–—_=*~|+]")
_LEADERS = re.compile(r"[^\s.…].*?(?:\s?\.){4,}\s*\d*|[^\s.…].*?…{2,}\s*\d*|[^\s.…].*?_{5,}\s*\d+")
_MARK = re.compile(r"\(?(?:[A-Za-z]|\d{1,3}(?:\.\d{1,3})*|[ivxIVX]{1,5})[.)]\)?|[•·●○▪■◆►➢✓❖\uf0b7\uf0a7\uf0d8]")
_CONTENTS = re.compile(r"(?:daftar isi|table of contents|contents|daftar tabel|daftar lampiran)", re.IGNORECASE)
_NUMBERED_AT_END = re.compile(r".*\S(?:\t|\s{2,})\s*(?:\d{1,4}|[ivx]{1,5})")
_MONTHS = "januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember"
_SIGNED = "(?:mengetahui|menyetujui|mengesahkan|disetujui|disahkan|diperiksa|ditetapkan)"
_SIGNATURE = re.compile(
    rf"ditetapkan di\b.*|diundangkan di\b.*|{_SIGNED}(?: oleh)?\s*[,:].*|{_SIGNED} oleh|ttd\.?.*"
    rf"|pada tanggal\b.*|nip\.?\s*[\d ]+|"
    rf"[A-Z][\w .]+,\s*\d{{1,2}}\s+(?:{_MONTHS})\s+\d{{4}}\.?",
    re.IGNORECASE,
)
#: What web pages print around their text: the links to here, then notices of rights and of cookies.
_LINKS = re.compile(
    r"(?:beranda|home)(?:\s*[›»>/|·→]\s*[^›»>/|·→]+)*|cetak halaman(?: ini)?|print this page"
    r"|kembali ke atas|back to top",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"(?:seluruh )?(?:hak cipta|copyright|©|\(c\))\W.*(?:19|20)\d\d.*|.*\ball rights reserved\W*"
    r"|(?:situs|laman|website|this (?:web)?site|we use|kami memakai|kami menggunakan)\b.*\b(?:cookie|kuki)s?\b.*",
    re.IGNORECASE,
)


class Furniture(NamedTuple):
    """Why a text is no part of a document. `asks` where it could be one after all."""

    reason: AnyText
    asks: bool = False


def furniture_of(text: str) -> Furniture | None:
    """Return why a paragraph by itself is furniture, None for any other. Linear."""
    plain = clean(text[:300]).strip("*_# ")
    if _RULE.fullmatch(plain) or not plain:
        return Furniture(RULE)
    if len(text) > 200:
        return None
    if _MARK.fullmatch(plain):
        return Furniture(MARK_ALONE)
    if _PAGE.fullmatch(plain):
        return Furniture(PAGE)
    if _BARE.fullmatch(plain):
        return Furniture(PAGE, asks=True)
    return _of_web(plain) or _of_contents(plain)


def numbered(text: str) -> tuple[int, str] | None:
    """Return the number of a page and the words beside it: "1 | Kamus Dinas", "Kamus Dinas – Halaman 1"; else None."""
    found = _COUNTED.fullmatch(text.strip("*_# ")) if len(text) < 150 and any(map(str.isdigit, text)) else None
    if found is None:
        return None
    return int(found["before"] or found["behind"]), found["words"] or found["text"]


def _of_contents(plain: str) -> Furniture | None:
    """Return why a text is a line of a table of contents, or the caption of a table or a picture."""
    led = plain.count(".") > 3 or "…" in plain or "_" in plain
    if (led and _LEADERS.fullmatch(plain)) or _CONTENTS.fullmatch(plain):
        return Furniture(CONTENTS)
    return Furniture(CAPTION) if _CAPTION.fullmatch(plain) else None


def _of_web(plain: str) -> Furniture | None:
    """Return why a text is what web pages print around theirs; a notice could be about something else."""
    if _NOTICE.fullmatch(plain):
        return Furniture(WEB, asks=True)
    return Furniture(WEB) if _LINKS.fullmatch(plain.removeprefix("•").strip()) else None


def begins_note(text: str) -> bool:
    """Return whether a paragraph is the first of a note that is set off from the text: "> [!note] Catatan"."""
    return bool(_NOTED.match(text))


def begins_contents(text: str) -> bool:
    """Return whether a paragraph is the heading of a table of contents."""
    return len(text) < 60 and bool(_CONTENTS.fullmatch(clean(text).strip("*_#: ")))


def is_contents(text: str) -> bool:
    """Return whether a paragraph below that heading is one of its lines: it ends with a page number apart."""
    return len(text) < 200 and bool(_NUMBERED_AT_END.fullmatch(text.strip()))


def begins_signature(text: str) -> bool:
    """Return whether a signature or its date begins: "Ditetapkan di Jakarta", "Jakarta, 5 Mei 2017"."""
    plain = clean(text).strip("*_ ") if len(text) < 100 else ""
    goes_on = plain.partition(",")[2].strip()[:1].islower()  # "Mengetahui, memahami, dan …"
    return not goes_on and bool(_SIGNATURE.fullmatch(plain))
