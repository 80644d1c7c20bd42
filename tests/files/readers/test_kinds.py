"""Kinds of file that are not read: each is named, with a way out that fits it."""

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.document_types import read
from files.readers import decoding, kinds
from tests.builders import FIXTURES
from tests.settings import BASE_DIR

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 40
OFFICE = "http://schemas.microsoft.com/office"
HEADS = "From: a@example.org\nTo: b@example.org\nSubject: Kamus\n"

BYTES = {
    "PDF": (b"%PDF-1.7\n", "PDF", "pindai"),
    "PDF behind a line end": (b"\r\n%PDF-1.4", "PDF", "Word"),
    "Word 97": (OLE + "WordDocument".encode("utf-16-le"), ".doc", ".docx"),
    "Excel 97": (OLE + "Workbook".encode("utf-16-le"), ".xls", ".xlsx"),
    "PowerPoint 97": (OLE + "PowerPoint Document".encode("utf-16-le"), ".ppt", "Salin"),
    "message of Outlook": (OLE + "__substg1.0_0037001F".encode("utf-16-le"), "surel", "lampiran"),
    "unknown OLE": (OLE, "Office lama", ".docx"),
    "RTF": (b"{\\rtf1\\ansi x}", "RTF", ".docx"),
    "PNG": (b"\x89PNG\r\n", "gambar PNG", "berkas asalnya"),
    "JPEG": (b"\xff\xd8\xff\xe0", "gambar JPEG", "berkas asalnya"),
    "photo of a telephone": (b"\0\0\0\x18ftypheic", "HEIC", "berkas asalnya"),
    "WebP": (b"RIFF\x10\0\0\0WEBPVP8 ", "WebP", "berkas asalnya"),
    "BMP": (b"BM" + (30).to_bytes(4, "little") + b"\0" * 24, "BMP", "berkas asalnya"),
    "gzip": (gzip.compress(b"x", mtime=0), "gzip", "Ekstrak"),
    "7-Zip": (b"7z\xbc\xaf\x27\x1c", "7-Zip", "Ekstrak"),
    "RAR": (b"Rar!\x1a\x07", "RAR", "Ekstrak"),
    "shortcut of Windows": (b"L\0\0\0\x01\x14\x02\0", "pintasan", "dituju"),
    "zeros": (b"\0" * 300, "nol", "Ambil lagi"),
    "video": (b"\0\0\0\x18ftypisom", "video", "Periksa"),
}
TEXTS = {
    "message": (HEADS + "MIME-Version: 1.0\n\nHalo", "surel", "lampiran"),
    "web archive": (HEADS + "MIME-Version: 1.0\nContent-Type: multipart/related\n\n<p>x", ".mht", ".docx"),
    "shortcut of Google": ('{"url": "https://docs.google.com/open?id=1", "doc_id": "1"}', "Google", "Download"),
    "address": ("[InternetShortcut]\nURL=https://example.org\n", "pintasan", "dituju"),
    "flat text": (
        '<?xml version="1.0"?><office:document office:mimetype="application/vnd.oasis.opendocument.text">',
        ".fodt",
        ".docx",
    ),
    "Word 2003": (f'<?xml version="1.0"?><w:wordDocument x="{OFFICE}/word/2003/wordml">', "Word", ".docx"),
    "Word as one XML": (f'<pkg:package xmlns:pkg="{OFFICE}/2006/xmlPackage">', "Word", ".docx"),
}
ARCHIVES = {
    ".xlsb": ((["xl/workbook.bin"], b""), "biner", ".xlsx"),
    ".pptx": ((["ppt/presentation.xml"], b""), "PowerPoint", "Salin"),
    ".odt": ((["content.xml"], b"application/vnd.oasis.opendocument.text"), ".odt", ".docx"),
    ".odp": ((["content.xml"], b"application/vnd.oasis.opendocument.presentation"), ".odp", "Salin"),
    ".epub": ((["mimetype"], b"application/epub+zip"), "EPUB", "Salin"),
    ".numbers": ((["index/tables/datalist.iwa", "index/document.iwa"], b""), "Numbers", "Ekspor"),
    ".pages": ((["index/document.iwa"], b""), "Pages", "Word"),
    "files": ((["folder/", "kamus.xlsx", "panduan.docx"], b""), "kamus.xlsx", "Ekstrak"),
    "nothing": (([], b""), "ZIP", "Ekstrak"),
}


@pytest.mark.parametrize("what", BYTES)
def test_bytes_that_are_no_text_are_named_with_a_way_out(what):
    data, name, way = BYTES[what]
    (problem,) = decoding.read(data).problems
    assert problem.code == "E_BINARY"
    assert name in problem.message
    assert way in problem.message


@pytest.mark.parametrize("what", TEXTS)
def test_a_text_that_a_program_wrote_for_itself_is_named_with_a_way_out(what):
    text, name, way = TEXTS[what]
    (problem,) = decoding.read(text.encode()).problems
    assert problem.code == "E_BINARY"
    assert name in problem.message
    assert way in problem.message


@pytest.mark.parametrize("what", ARCHIVES)
def test_an_archive_that_is_no_spreadsheet_is_named_with_a_way_out(what):
    members, name, way = ARCHIVES[what]
    kind = kinds.of_archive(*members)
    assert name in str(kind.name)
    assert way in str(kind.way)


def test_no_way_out_damages_the_file():
    found = [kind for kind in vars(kinds).values() if isinstance(kind, kinds.Kind)]
    found += [kind for _, kind in kinds.SIGNATURES + kinds._MEMBERS + kinds._MEDIA_TYPES]
    assert len(found) > 40
    assert not [kind for kind in found if any(sign in str(kind.way) for sign in (".txt", ".csv", ".md", "teks biasa"))]


@pytest.mark.parametrize("name", ["sheetjs.fods", "sheetjs-2003.xml"])
def test_a_program_that_writes_sheets_as_xml_is_told_to_save_as_a_workbook(name):
    root = (
        'xmlns="urn:schemas-microsoft-com:office:spreadsheet"' if name.endswith("xml") else "opendocument.spreadsheet"
    )
    (problem,) = read(f'<?xml version="1.0"?>\n<Workbook {root}>'.encode()).parsed.problems
    assert ".xlsx" in problem.message
    assert ".ods" in problem.message


@pytest.mark.parametrize("name", ["kamus.xlsx", "KAMUS.DOCX", "lembar.ods"])
def test_a_web_page_under_the_name_of_an_office_file_is_a_failed_download(name):
    kind = kinds.misnamed(name, "<!DOCTYPE html><title>Masuk</title>")
    assert "halaman web" in str(kind.name)
    assert "Unduh ulang" in str(kind.way)


@pytest.mark.parametrize(("name", "text"), [("kamus.html", "<html>"), ("kamus.doc", "<html>"), ("kamus.xlsx", "Nama")])
def test_any_other_page_is_read_as_what_it_is(name, text):
    assert kinds.misnamed(name, text) is None


@pytest.mark.parametrize(
    "text", ["From: a\nTo: b\nSubject: c\n\nsurat", "Nama: A\nKode: B\nDefinisi: C\n", '{"kamus": []}']
)
def test_labels_with_colons_and_json_are_no_message_and_no_shortcut(text):
    assert kinds.of_text(text) is None


def test_the_documents_themselves_are_of_no_kind_that_is_refused():
    for path in [*FIXTURES.glob("*.md"), *(BASE_DIR / "tests" / "files").glob("*.json")]:
        assert kinds.of_text(path.read_text()) is None
        assert kinds.of_bytes(path.read_bytes()) is None


@given(st.recursive(st.none(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_any_json_is_looked_at_without_an_error(value):
    kinds.of_text(json.dumps(value))
