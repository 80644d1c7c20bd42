"""Office files that are one XML text: nobody's usual way to hold a table, and not read."""

from __future__ import annotations

from documents.translation import AnyText
from documents.translation import mark as _

MESSAGES = {
    "E_FLAT_OFFICE": _(
        "Ini {kind}, yang disimpan sebagai satu teks XML dan tidak dibaca di sini. "
        "Buka di aplikasinya, simpan sebagai {way}, lalu unggah lagi."
    ),
}
_BEGINNING = 4_000
_SHEET, _WORD = _(".xlsx atau .ods"), _(".docx")
_KINDS = (
    ("urn:schemas-microsoft-com:office:spreadsheet", _("lembar kerja XML dari Excel 2003"), _SHEET),
    ("application/vnd.oasis.opendocument.spreadsheet", _("lembar kerja OpenDocument datar (.fods)"), _SHEET),
    ("application/vnd.oasis.opendocument.text", _("dokumen OpenDocument datar (.fodt)"), _WORD),
    ("http://schemas.microsoft.com/office/word/2003/wordml", _("dokumen XML dari Word 2003"), _WORD),
    ("http://schemas.microsoft.com/office/2006/xmlPackage", _("dokumen XML dari Word"), _WORD),
)


def refusal(text: str) -> AnyText:
    """Return the message for a text that is such an office file, "" for any other text."""
    beginning = text[:_BEGINNING].lstrip("\ufeff \t\r\n")
    if not beginning.startswith(("<?xml", "<office:document", "<Workbook", "<w:wordDocument", "<pkg:package")):
        return ""
    found = ((kind, way) for sign, kind, way in _KINDS if sign in beginning)
    kind, way = next(found, ("", ""))
    return MESSAGES["E_FLAT_OFFICE"].format(kind=kind, way=way) if kind else ""
