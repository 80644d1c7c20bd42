"""Kinds of file that are not read: how each is known, what people call it, and the way out that fits it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import NamedTuple

from documents.document import excerpt
from documents.translation import AnyText
from documents.translation import mark as _

#: The sentence of `E_BINARY`, filled with the two parts of a `Kind`.
MESSAGE = _("Ini {kind}, jadi tidak dapat dibaca. {way}")


class Kind(NamedTuple):
    """A kind of file that is not read: what people call it, and what to do instead, in whole sentences."""

    name: AnyText
    way: AnyText

    @property
    def values(self) -> dict[str, str]:
        """The values of `MESSAGE`, in the language of the moment."""
        return {"kind": str(self.name), "way": str(self.way)}


_AS_DOCX = _("Buka di Word atau LibreOffice, lalu simpan sebagai dokumen Word (.docx).")
_AS_XLSX = _("Buka di Excel atau LibreOffice, lalu simpan sebagai buku kerja Excel (.xlsx).")
_AS_SHEET = _("Buka di Excel atau LibreOffice, lalu simpan sebagai .xlsx atau .ods.")
_UNPACK = _("Ekstrak dulu, lalu unggah berkas di dalamnya satu per satu.")
_PICTURE = _("Gambar tidak memuat teks. Minta berkas asalnya (Word atau Excel), atau ketik isinya.")
_SLIDES = _("Salin tabel atau teksnya, lalu tempel di dokumen Word (.docx) atau buku kerja Excel (.xlsx).")
_PAGES = _("Di Pages, pilih File > Export To > Word, lalu unggah hasilnya.")
_ATTACHED = _("Simpan lampirannya, lalu unggah lampiran itu; teks di badan surel dapat disalin dan ditempel.")
_SHORTCUT = _("Berkas ini hanya menunjuk ke berkas lain. Buka pintasannya, lalu unggah berkas yang dituju.")
_DOWNLOAD = _("Unduh ulang setelah masuk ke situs asalnya, buka untuk memeriksanya, lalu unggah lagi.")
_OTHER = _("Periksa apakah berkas yang dipilih sudah benar.")

PDF = Kind(
    _("dokumen PDF"),
    _(
        "Minta berkas Word atau Excel asalnya. Bila tidak ada, buka PDF ini di Word, periksa hasilnya, lalu simpan "
        "sebagai .docx. Halaman hasil pindai hanya gambar dan tidak memuat teks."
    ),
)
WORD, OLD_WORD = Kind(_("dokumen Word (.docx)"), _SLIDES), Kind(_("dokumen Word lama (.doc)"), _AS_DOCX)
OLD_EXCEL = Kind(_("buku kerja Excel lama (.xls)"), _AS_XLSX)
OLD_SLIDES = Kind(_("presentasi PowerPoint lama (.ppt)"), _SLIDES)
MAIL = Kind(_("surel (.eml atau .msg)"), _ATTACHED)
OLD_OFFICE = Kind(
    _("dokumen Office lama"), _("Buka di aplikasinya, lalu simpan sebagai .docx (dokumen) atau .xlsx (tabel).")
)
ZEROS = Kind(
    _("berkas yang hanya berisi nol"),
    _("Penyalinan atau pengunduhannya gagal. Ambil lagi dari tempat asalnya, lalu unggah lagi."),
)
ARCHIVE = Kind(_("arsip ZIP"), _UNPACK)
WEB_PAGE = Kind(_("halaman web, bukan berkas {ending}"), _DOWNLOAD)
PROGRAM = Kind(_("program atau basis data"), _OTHER)
SOUND = Kind(_("rekaman suara atau video"), _OTHER)

#: The first bytes of files that are no text.
SIGNATURES = (
    (b"\x89PNG", Kind(_("gambar PNG"), _PICTURE)),
    (b"\xff\xd8\xff", Kind(_("gambar JPEG"), _PICTURE)),
    (b"GIF8", Kind(_("gambar GIF"), _PICTURE)),
    (b"II*\0", Kind(_("gambar TIFF"), _PICTURE)),
    (b"MM\0*", Kind(_("gambar TIFF"), _PICTURE)),
    (b"%PDF", PDF),
    (b"PK\x03\x04", ARCHIVE),
    (b"PK\x05\x06", Kind(_("arsip ZIP kosong"), _OTHER)),
    (b"\x1f\x8b", Kind(_("arsip gzip"), _UNPACK)),
    (b"\xfd7zXZ", Kind(_("arsip XZ"), _UNPACK)),
    (b"BZh91AY&SY", Kind(_("arsip bzip2"), _UNPACK)),
    (b"{\\rtf", Kind(_("dokumen RTF"), _AS_DOCX)),
    (b"7z\xbc\xaf", Kind(_("arsip 7-Zip"), _UNPACK)),
    (b"Rar!", Kind(_("arsip RAR"), _UNPACK)),
    (b"L\0\0\0\x01\x14\x02\0", Kind(_("pintasan Windows"), _SHORTCUT)),
    (b"bplist00", Kind(_("pintasan atau setelan Mac"), _SHORTCUT)),
    (b"SQLite format 3\0", PROGRAM),
    (b"MZ\x90\0", PROGRAM),
    (b"\x7fELF", PROGRAM),
    (b"ID3\x03", SOUND),
    (b"ID3\x04", SOUND),
    (b"OggS", SOUND),
)
_OLE = b"\xd0\xcf\x11\xe0"
_OLE_PARTS = (
    ("WordDocument", OLD_WORD),
    ("__substg1.0_", MAIL),
    ("PowerPoint Document", OLD_SLIDES),
    ("Workbook", OLD_EXCEL),
    ("Book", OLD_EXCEL),
)
_PHOTO = Kind(_("foto HEIC atau AVIF"), _PICTURE)
_MEDIA = {
    b"heic": _PHOTO,
    b"heix": _PHOTO,
    b"mif1": _PHOTO,
    b"avif": _PHOTO,
    b"WEBP": Kind(_("gambar WebP"), _PICTURE),
}

#: The members and the media types of archives that are documents of other programs.
_MEMBERS = (
    ("word/", WORD),
    ("ppt/", Kind(_("presentasi PowerPoint (.pptx)"), _SLIDES)),
    ("xl/workbook.bin", Kind(_("buku kerja biner (.xlsb)"), _AS_XLSX)),
    ("index/tables/", Kind(_("dokumen Numbers atau Pages"), _("Ekspor ke Excel atau Word, lalu unggah hasilnya."))),
    ("index/document.iwa", Kind(_("dokumen Pages"), _PAGES)),
    ("index.zip", Kind(_("dokumen Numbers atau Pages"), _("Ekspor ke Excel atau Word, lalu unggah hasilnya."))),
)
_MEDIA_TYPES = (
    (b"opendocument.text", Kind(_("dokumen OpenDocument (.odt)"), _AS_DOCX)),
    (b"opendocument.presentation", Kind(_("presentasi OpenDocument (.odp)"), _SLIDES)),
    (b"opendocument.graphics", Kind(_("gambar OpenDocument (.odg)"), _PICTURE)),
    (b"opendocument", Kind(_("dokumen OpenDocument yang bukan lembar kerja"), _AS_DOCX)),
    (b"epub", Kind(_("buku elektronik EPUB"), _("Salin teksnya, lalu tempel di dokumen Word (.docx)."))),
)

FLAT_SHEET = Kind(
    _("lembar kerja OpenDocument datar (.fods)"), _("Buka di LibreOffice, lalu simpan sebagai .ods atau .xlsx.")
)
EXCEL_2003 = Kind(_("lembar kerja XML Excel 2003"), _AS_SHEET)
FLAT_TEXT = Kind(
    _("dokumen OpenDocument datar (.fodt)"), _("Buka di LibreOffice, lalu simpan sebagai dokumen Word (.docx).")
)
WORD_XML = Kind(_("dokumen XML Word"), _AS_DOCX)
WEB_ARCHIVE = Kind(
    _("arsip halaman web (.mht)"),
    _("Buka di Word atau di peramban, lalu simpan sebagai .docx, atau salin isinya dan tempel di dokumen Word."),
)
CLOUD = Kind(
    _("pintasan Google Drive, bukan dokumennya"),
    _("Buka dokumennya di Google, pilih File > Download (.docx atau .xlsx), lalu unggah hasilnya."),
)
JSON = Kind(
    _("JSON dari sistem lain atau yang terpotong"),
    _("Ekspor isinya dari sistem itu ke Excel (.xlsx) atau Word (.docx), lalu unggah hasilnya."),
)
SHORTCUT = Kind(_("pintasan ke sebuah alamat"), _SHORTCUT)

_BEGINNING = 4_096
_XML = re.compile(r"\s*<(?:\?xml|Workbook\b|[A-Za-z]+:[A-Za-z])")
_JSON = re.compile(r"[\[{]\s*(?:[\[{]|\"[^\"\n]*\"\s*[:,\]])")
_XML_KINDS = (
    ("opendocument.spreadsheet", FLAT_SHEET),
    ("opendocument.text", FLAT_TEXT),
    ("urn:schemas-microsoft-com:office:spreadsheet", EXCEL_2003),
    ("schemas.microsoft.com/office/word/2003/wordml", WORD_XML),
    ("schemas.microsoft.com/office/2006/xmlPackage", WORD_XML),
)
_HEADERS = re.compile(r"(?:[A-Za-z][A-Za-z0-9-]*:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n){3}")
_MAIL_HEADERS = (r"^from:", r"^(?:message-id|mime-version|received|delivered-to):")
_CLOUD = ("docs.google.com", "drive.google.com")


def of_bytes(data: bytes) -> Kind | None:
    """Return the kind of a file that its bytes show to be no text, None for any other. Linear."""
    if data.startswith(_OLE):
        return next((kind for name, kind in _OLE_PARTS if name.encode("utf-16-le") in data), OLD_OFFICE)
    if found := next((kind for signature, kind in SIGNATURES if data.startswith(signature)), None):
        return found
    if data[4:8] == b"ftyp" or data.startswith(b"RIFF"):
        return _MEDIA.get(data[8:12], SOUND)
    if data.startswith(b"BM") and int.from_bytes(data[2:6], "little") == len(data):
        return Kind(_("gambar BMP"), _PICTURE)
    if data[:1024].lstrip().startswith((b"%PDF-", b"{\\rtf")):
        return of_bytes(data[:1024].lstrip())
    return ZEROS if data and not data.strip(b"\0") else None


def of_archive(names: Iterable[str], media_type: bytes = b"") -> Kind:
    """Return the kind of an archive that is no spreadsheet, by the names of its members in small letters.

    `media_type` is what an OpenDocument file says of itself. A plain archive is named with the files in it.
    """
    names = list(names)
    if found := next((kind for sign, kind in _MEDIA_TYPES if sign in media_type), None):
        return found
    if found := next((kind for sign, kind in _MEMBERS if any(name.startswith(sign) for name in names)), None):
        return found
    inside = ", ".join(excerpt(name) for name in names[:3] if not name.endswith("/"))
    return Kind(_("arsip ZIP berisi {names}").format(names=inside), _UNPACK) if inside else ARCHIVE


def of_text(text: str) -> Kind | None:
    """Return the kind of a text that a program wrote for itself, None for any other. Looks at its beginning only."""
    begin = text[:_BEGINNING].lstrip("\ufeff \t\r\n")
    if _XML.match(begin):
        return next((kind for sign, kind in _XML_KINDS if sign in begin), None)
    if begin.startswith("{"):
        return CLOUD if len(text) < _BEGINNING and _points_to_cloud(text) else None
    if begin.startswith(("[InternetShortcut]", "[{000214A0", "[Desktop Entry]")):
        return SHORTCUT
    if _HEADERS.match(begin):
        lowered = begin.casefold()
        if "multipart/related" in lowered and "mime-version:" in lowered:
            return WEB_ARCHIVE
        return MAIL if all(re.search(sign, lowered, re.MULTILINE) for sign in _MAIL_HEADERS) else None
    return None


def of_json(text: str) -> Kind | None:
    """Return the kind of a text that begins as JSON, None for any other. Looks at its beginning only."""
    return JSON if _JSON.match(text[:_BEGINNING].lstrip("\ufeff \t\r\n")) else None


def misnamed(name: str, text: str) -> Kind | None:
    """Return what a web page under the name of an office file is: a download that went wrong, None for other names."""
    ending = name.rpartition(".")[2].casefold()
    if ending not in ("docx", "xlsx", "ods", "xlsm", "odt", "pdf"):
        return None
    begin = text[:_BEGINNING].lstrip("\ufeff \t\r\n").casefold()
    if not begin.startswith(("<!doctype html", "<html")):
        return None
    return Kind(WEB_PAGE.name.format(ending=f".{ending}"), _DOWNLOAD)


def _points_to_cloud(text: str) -> bool:
    """Return whether a JSON text is a shortcut of Google Drive."""
    try:
        found = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return False
    if not isinstance(found, dict):
        return False
    return "doc_id" in found or any(sign in str(found.get("url", "")) for sign in _CLOUD)
