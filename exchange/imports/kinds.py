"""Kinds of file, as far as a refusal has to know them: what a person can do about a file depends on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from documents.translation import AnyText
from documents.translation import mark as _

_OLE = b"\xd0\xcf\x11\xe0"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF")
_LOCKED = "EncryptedPackage".encode("utf-16-le")


class FileKind(StrEnum):
    """Kind of a file by its first bytes, or by the parts of its archive."""

    PDF = "pdf"
    OLD = "old"
    LOCKED = "locked"
    PICTURE = "picture"
    SHEET = "sheet"
    WORD = "word"
    ARCHIVE = "archive"
    TABLE = "table"
    TEXT = "text"


def kind_of(data: bytes, name: str) -> FileKind:
    """Return the kind of a file; `name` parts tables from other texts. Linear."""
    if data.startswith(b"%PDF"):
        return FileKind.PDF
    if data.startswith(_OLE):
        return FileKind.LOCKED if _LOCKED in data else FileKind.OLD
    if data.startswith(_PICTURES) or data[4:12] in (b"ftypheic", b"ftypmif1"):
        return FileKind.PICTURE
    if data.startswith(b"PK"):
        return _kind_of_archive(data)
    return FileKind.TABLE if name.lower().endswith((".csv", ".tsv")) else FileKind.TEXT


def _kind_of_archive(data: bytes) -> FileKind:
    """Return the kind of an archive by the names of parts, which stand in it unpacked."""
    if b"word/document.xml" in data:
        return FileKind.WORD
    return FileKind.SHEET if b"xl/workbook.xml" in data or b"content.xml" in data else FileKind.ARCHIVE


def holds_marks(data: bytes, name: str) -> bool:
    """Return whether asterisks in the texts of a file are its own, and do not stand for fonts: it is no HTML."""
    return kind_of(data, name) in (FileKind.TEXT, FileKind.TABLE) and not data.lstrip().startswith(b"<")


@dataclass(frozen=True, slots=True)
class Way:
    """Something that a person can do: a title, a sentence, and whether the page shows an example below it."""

    title: AnyText
    text: AnyText
    example: bool = False


_SAMPLE = Way(
    _("Pindahkan ke berkas contoh"),
    _("Unduh berkas contoh di bawah, tempel isi Anda di bawah baris yang sudah ada, lalu unggah berkas itu."),
)
_PASTE = _("Salin isinya, lalu tempel di kolom tempelan di bawah. Tabel, nomor, dan butirnya ikut terbawa.")
_HEADS = Way(
    _("Beri judul yang dikenal"),
    _("Judul seperti ini dikenal dalam urutan apa pun; kodenya boleh tidak ada."),
    example=True,
)
WAYS = {
    FileKind.PDF: (
        Way(
            _("Minta berkas asalnya"),
            _("PDF dibuat dari berkas lain. Mintalah berkas Word atau Excel-nya kepada pembuatnya, lalu unggah itu."),
        ),
        Way(_("Salin dan tempel"), _("Buka PDF, pilih semua teksnya, salin, lalu tempel di kolom tempelan di bawah.")),
    ),
    FileKind.OLD: (
        Way(
            _("Simpan dengan format baru"),
            _("Buka di Word atau Excel, pilih Simpan Sebagai, lalu format .docx atau .xlsx. Unggah hasilnya."),
        ),
        Way(_("Salin dan tempel"), _PASTE),
    ),
    FileKind.LOCKED: (
        Way(_("Hapus kata sandinya"), _("Buka berkasnya dengan kata sandi, hapus sandinya, simpan, lalu unggah lagi.")),
        Way(_("Salin dan tempel"), _PASTE),
    ),
    FileKind.PICTURE: (
        Way(
            _("Cari berkas teksnya"),
            _("Foto dan pindaian bukan teks. Mintalah berkas Word atau Excel asalnya kepada pembuatnya."),
        ),
        Way(_("Ketik ke berkas contoh"), _("Tidak ada berkas asal? Ketik isinya ke berkas contoh di bawah.")),
    ),
    FileKind.ARCHIVE: (
        Way(
            _("Keluarkan dulu isinya"),
            _("Arsip ZIP tidak dibaca. Keluarkan berkas Word atau Excel di dalamnya, lalu unggah satu per satu."),
        ),
        Way(
            _("Berkas rusak?"),
            _("Bila ini berkas Word atau Excel, buka dan simpan sekali lagi di programnya, lalu unggah yang baru."),
        ),
    ),
    FileKind.SHEET: (_HEADS, _SAMPLE),
    FileKind.TABLE: (_HEADS, _SAMPLE),
    FileKind.WORD: (_HEADS, _SAMPLE),
    FileKind.TEXT: (_HEADS, Way(_("Salin tabelnya"), _PASTE), _SAMPLE),
}
#: What to do about a problem that no other head or label would mend, by its code.
_WAYS_BY_CODE = {
    "E_EMPTY_FILE": (
        Way(
            _("Pilih berkas yang berisi"),
            _("Buka berkasnya dan lihat apakah isinya ada. Bila ada, simpan sekali lagi, lalu unggah yang baru."),
        ),
        Way(_("Salin dan tempel"), _PASTE),
    ),
    "E_ARCHIVE_BROKEN": (
        Way(
            _("Simpan sekali lagi"),
            _("Buka di Word atau Excel, simpan dengan nama lain, lalu unggah yang baru."),
        ),
        Way(
            _("Tidak mau terbuka?"),
            _("Berkasnya sampai terpotong. Unduh atau mintalah sekali lagi kepada pengirimnya."),
        ),
    ),
    "E_COLUMNS": (
        Way(
            _("Minta berkas asalnya"),
            _("PDF dibuat dari berkas lain. Mintalah berkas Word atau Excel-nya kepada pembuatnya, lalu unggah itu."),
        ),
        Way(
            _("Buka PDF-nya di Word"),
            _("Word mengubah PDF menjadi dokumen. Periksa tabelnya, simpan sebagai .docx, lalu unggah."),
        ),
    ),
    "E_OTHER_MODEL": (
        Way(
            _("Unggah berkas yang lain"),
            _("Bila yang terpilih keliru, pilih berkas yang benar di bawah. Berkas ini tidak perlu diubah."),
        ),
        Way(
            _("Susun ulang di berkas contoh"),
            _("Unduh berkas contoh di bawah, isi menurut susunannya, lalu unggah berkas itu."),
        ),
    ),
    "E_BOTH_BEGIN": (
        Way(
            _("Simpan sebagai dua berkas"),
            _("Simpan berkas ini dua kali dengan nama berbeda. Hapus satu bagian dari masing-masing, lalu unggah."),
        ),
        Way(_("Salin dan tempel"), _("Salin satu bagian saja, lalu tempel di bawah. Sesudah itu bagian yang lain.")),
    ),
    "E_BINARY": (
        Way(
            _("Simpan sebagai Word atau Excel"),
            _("Buka di programnya, simpan sebagai .docx atau .xlsx, lalu unggah."),
        ),
        Way(_("Salin dan tempel"), _PASTE),
    ),
}
#: Kinds whose ways out are the same for every problem: nothing in such a file is read.
_CLOSED = {FileKind.PDF, FileKind.OLD, FileKind.LOCKED, FileKind.PICTURE}


def ways_of(kind: FileKind, codes: Iterable[str]) -> Sequence[Way]:
    """Return what a person can do about a file of a kind that is refused for problems with these codes."""
    if kind in _CLOSED:
        return WAYS[kind]
    return next((_WAYS_BY_CODE[code] for code in codes if code in _WAYS_BY_CODE), WAYS[kind])


def is_mendable(kind: FileKind, codes: Iterable[str]) -> bool:
    """Return whether the lines of a file can be mended: it is read, and its problems lie in what it says."""
    return kind not in _CLOSED and kind is not FileKind.ARCHIVE and _WAYS_BY_CODE.keys().isdisjoint(codes)
