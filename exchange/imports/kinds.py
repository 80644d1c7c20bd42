"""Kinds of file, as far as a refusal has to know them: what a person can do about a file depends on it."""

from __future__ import annotations

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
