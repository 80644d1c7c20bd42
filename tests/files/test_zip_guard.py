"""Office files that may not be opened: each refused at once, in little memory, leaving nothing behind."""

import io
import struct
import tempfile
import time
import tracemalloc
import zipfile
from functools import cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange import document_types
from exchange.document_types import read
from exchange.models import Proposal, Revision
from files import zip_guard
from files.zip_guard import Archive, ArchiveError
from tests.builders import FIXTURES
from tests.files.readers.word import word
from tests.sheets import as_ods, as_xlsx, ods_cell, ods_file, ods_table, rows_of, with_member, zipped

NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = '<!DOCTYPE x [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;">]>'
MEGA = 1024 * 1024


def kamus():
    parsed = read((FIXTURES / "kamus.md").read_bytes()).parsed
    return rows_of(document_types.get("kamus"), parsed.documents)


XLSX, ODS = as_xlsx(kamus()), as_ods(kamus())


def worksheet(rows):
    return with_member(XLSX, SHEET, f"<worksheet {NS}><sheetData>{rows}</sheetData></worksheet>")


def macro_types():
    types = zipfile.ZipFile(io.BytesIO(XLSX)).read("[Content_Types].xml")
    return types.replace(b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main").replace(
        b"openxmlformats-officedocument.ms-excel", b"ms-excel"
    )


def lying(data, name, size):
    """An archive that says of a member that it has `size` bytes, in both places where it says so."""
    data = bytearray(data)
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        local = opened.getinfo(name).header_offset
    data[local + 22 : local + 26] = struct.pack("<I", size)
    at = opened.start_dir
    while data[at : at + 4] == b"PK\x01\x02":
        length, extra, comment = struct.unpack("<HHH", data[at + 28 : at + 34])
        if data[at + 46 : at + 46 + length] == name.encode():
            data[at + 24 : at + 28] = struct.pack("<I", size)
        at += 46 + length + extra + comment
    return bytes(data)


def renamed(data, old, new):
    """An archive with a member called otherwise, which zipfile itself would not write."""
    assert len(old) == len(new)
    return data.replace(old, new)


def locked():
    data = bytearray(XLSX)
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def overlapping():
    """A member whose bytes are another member, which the directory lists as well: both are sound by themselves."""
    inner = zipped({"b.txt": b"x" * 100}, zipfile.ZIP_STORED)
    start, end = inner.index(b"PK\x01\x02"), inner.index(b"PK\x05\x06")
    outer = zipped({"a.txt": inner[:start]}, zipfile.ZIP_STORED)
    first, last = outer.rindex(b"PK\x01\x02"), outer.rindex(b"PK\x05\x06")
    listed = inner[start:end][:42] + struct.pack("<I", 30 + len("a.txt")) + inner[start:end][46:]
    directory = outer[first:last] + listed
    tail = outer[last : last + 8] + struct.pack("<HHIIH", 2, 2, len(directory), first, 0)
    return outer[:first] + directory + tail


def one_part_many_sheets():
    """A workbook that names one large part five hundred times."""
    with zipfile.ZipFile(io.BytesIO(XLSX)) as opened:
        book = opened.read("xl/workbook.xml").decode()
    sheet = book[book.index("<sheet ") : book.index("</sheets>")]
    rows = "".join(f"<row><c><v>{number * 7919}</v></c></row>" for number in range(10_000))
    return with_member(worksheet(rows), "xl/workbook.xml", book.replace(sheet, sheet * 500))


def many_tables():
    """A spreadsheet of 999 tables of one cell, and a long one after them."""
    short = "".join(ods_table([[f"x{number}"]]) for number in range(999))
    rows = "".join(f'<table:table-row a="{number * 7919}"/>' for number in range(100_000))
    return ods_file(f"{short}<table:table>{rows}</table:table>")


def corrupt():
    data = bytearray(XLSX)
    with zipfile.ZipFile(io.BytesIO(XLSX)) as opened:
        member = opened.getinfo(SHEET)
    begin = member.header_offset + 30 + len(SHEET)
    data[begin + 20 : begin + 60] = b"\xff" * 40
    return bytes(data)


def noise(megabytes):
    """Bytes that shrink to about a sixth, so that their ratio is not what is refused."""
    random = Random(megabytes)
    return b"".join(random.randbytes(128) * 8 for _ in range(megabytes * 1024))


def too_much_together():
    """A workbook of three sheets, each below the limit of one member."""
    data = as_xlsx([["x"]], [["x"]], kamus())
    for number in (1, 2, 3):
        part = f"xl/worksheets/sheet{number}.xml"
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            sheet = opened.read(part).decode()
        data = with_member(data, part, sheet.replace("<sheetData>", remarks(7) + "<sheetData>"))
    return data


def remarks(megabytes):
    """Comments, twice as long as so many megabytes."""
    text = noise(megabytes).hex()
    return "".join(f"<!--{text[at : at + 1000]}-->" for at in range(0, len(text), 1000))


BAD = {
    "a member that unpacks to a thousand times its size": lambda: (worksheet(" " * 12 * MEGA), "E_ARCHIVE_RATIO"),
    "a member over the limit": lambda: (
        worksheet(remarks(11)),
        "E_ARCHIVE_SIZE",
    ),
    "members that are too much together": lambda: (
        too_much_together(),
        "E_ARCHIVE_SIZE",
    ),
    "a bomb that says it is small": lambda: (lying(worksheet(" " * 30 * MEGA), SHEET, 100), "E_ARCHIVE_BROKEN"),
    "a small member that says it is huge": lambda: (lying(XLSX, SHEET, 2**31), None),
    "too many members": lambda: (zipped({f"{n}.txt": "" for n in range(2001)}), "E_ARCHIVE_MEMBERS"),
    "a hundred thousand members": lambda: (
        b"PK\x03\x04" + b"PK\x01\x02".ljust(47, b"\0") * 100_000,
        "E_ARCHIVE_MEMBERS",
    ),
    "a document type alone": lambda: (
        with_member(XLSX, "xl/styles.xml", "<!DOCTYPE styleSheet><styleSheet/>"),
        "E_XML_DOCTYPE",
    ),
    "entities": lambda: (with_member(XLSX, "xl/styles.xml", f"{LAUGHS}<styleSheet/>"), "E_XML_DOCTYPE"),
    "a billion laughs": lambda: (ods_file(ods_table([["&b;"]]), head=LAUGHS), "E_XML_DOCTYPE"),
    "a document type in UTF-16": lambda: (
        with_member(XLSX, SHEET, f'<?xml version="1.0" encoding="UTF-16"?>{LAUGHS}<x/>'.encode("utf-16")),
        "E_XML_DOCTYPE",
    ),
    "a document type in UTF-16 without a mark": lambda: (
        with_member(XLSX, SHEET, f'<?xml version="1.0" encoding="UTF-16BE"?>{LAUGHS}<x/>'.encode("utf-16-be")),
        "E_XML_DOCTYPE",
    ),
    "a row of elements within each other": lambda: (worksheet("<a>" * 400_000 + "</a>" * 400_000), "E_XML_STRUCTURE"),
    "a row of a hundred thousand names of attributes": lambda: (
        worksheet("".join(f'<c a{place}=""/>' for place in range(100_000))),
        "E_XML_STRUCTURE",
    ),
    "a tag of a hundred thousand attributes": lambda: (
        worksheet("<c " + " ".join(f'a{place}=""' for place in range(90_000)) + "/><c/>"),
        "E_XML_STRUCTURE",
    ),
    "elements within each other in an OpenDocument file, in a row": lambda: (
        ods_file("<a>" * 100_000 + "</a>" * 100_000),
        "E_XML_STRUCTURE",
    ),
    "elements within each other in a Word file, in a row": lambda: (
        word("<w:a>" * 300_000 + "</w:a>" * 300_000),
        "E_XML_STRUCTURE",
    ),
    "elements by the million": lambda: (
        worksheet("".join(f'<x a="{place * 7919 % 997}"/>' for place in range(1_500_100))),
        "E_ARCHIVE_PARTS",
    ),
    "a path upwards": lambda: (with_member(XLSX, "../evil.xml", "<x/>"), "E_ARCHIVE_PATH"),
    "a path from the root": lambda: (with_member(XLSX, "/etc/passwd", "x"), "E_ARCHIVE_PATH"),
    "a path with a drive": lambda: (with_member(XLSX, "C:/evil.xml", "<x/>"), "E_ARCHIVE_PATH"),
    "a path of Windows": lambda: (with_member(XLSX, "xl\\evil.xml", "<x/>"), "E_ARCHIVE_PATH"),
    "a name with a NUL": lambda: (
        renamed(with_member(XLSX, "xl/abc.bin", "x"), b"xl/abc.bin", b"xl/a\0c.bin"),
        "E_ARCHIVE_PATH",
    ),
    "a member twice": lambda: (
        renamed(with_member(XLSX, "xl/stylez.xml", "<x/>"), b"xl/stylez.xml", b"xl/styles.xml"),
        "E_ARCHIVE_TWICE",
    ),
    "a Visual Basic project": lambda: (with_member(XLSX, "xl/vbaProject.bin", "x"), "E_ARCHIVE_MACRO"),
    "a workbook with macros": lambda: (with_member(XLSX, "[Content_Types].xml", macro_types()), "E_ARCHIVE_MACRO"),
    "a Basic library": lambda: (with_member(ODS, "Basic/Standard/Module1.xml", "<x/>"), "E_ARCHIVE_MACRO"),
    "a script": lambda: (with_member(ODS, "Scripts/python/a.py", "x"), "E_ARCHIVE_MACRO"),
    "a locked member": lambda: (locked(), "E_ARCHIVE_ENCRYPTED"),
    "a locked spreadsheet": lambda: (
        zipped(
            {
                "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                "content.xml": b"\x17\x9a\x02",
                "META-INF/manifest.xml": "<manifest><encryption-data/></manifest>",
            }
        ),
        "E_ARCHIVE_ENCRYPTED",
    ),
    "a locked workbook": lambda: (
        bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        "E_ARCHIVE_ENCRYPTED",
    ),
    "members that share bytes": lambda: (overlapping(), "E_ARCHIVE_BROKEN"),
    "damaged data": lambda: (corrupt(), "E_ARCHIVE_BROKEN"),
    "a name that differs in case alone": lambda: (
        with_member(XLSX, "[content_types].xml", "<Types/>"),
        "E_ARCHIVE_TWICE",
    ),
    "packed in a way that office programs do not use": lambda: (
        zipped({"[Content_Types].xml": "<Types/>"}, zipfile.ZIP_BZIP2),
        "E_ARCHIVE_BROKEN",
    ),
    "a part that is no XML": lambda: (with_member(XLSX, "xl/styles.xml", "<a><b></a>"), "E_ARCHIVE_BROKEN"),
    "a text that is not in the list": lambda: (
        worksheet('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'),
        "E_ARCHIVE_BROKEN",
    ),
    "a workbook without its sheets": lambda: (with_member(XLSX, "xl/workbook.xml", None), "E_ARCHIVE_BROKEN"),
    "a spreadsheet without its content": lambda: (with_member(ODS, "content.xml", None), "E_ARCHIVE_BROKEN"),
    "a tag without an end": lambda: (worksheet('<row a="' + noise(4).hex()), "E_ARCHIVE_BROKEN"),
    "a tag of half a million attributes": lambda: (
        worksheet("<row " + " ".join(f'a{number}="{number * 7919}"' for number in range(500_000)) + "/>"),
        "E_ARCHIVE_BROKEN",
    ),
    "the farthest cell": lambda: (
        worksheet('<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'),
        "E_SHEET_TOO_BIG",
    ),
    "a row that no sheet has": lambda: (worksheet('<row r="9999999"><c><v>1</v></c></row>'), "E_SHEET_TOO_BIG"),
    "the column after ZZ": lambda: (worksheet('<row><c r="AAA1"><v>1</v></c></row>'), "E_SHEET_TOO_BIG"),
    "a column that no sheet has": lambda: (worksheet('<row><c r="ABCDEF1"><v>1</v></c></row>'), "E_SHEET_TOO_BIG"),
    "a million rows by repetition": lambda: (
        ods_file(
            '<table:table><table:table-row table:number-rows-repeated="1048576"><table:table-cell>'
            "<text:p>x</text:p></table:table-cell></table:table-row></table:table>"
        ),
        "E_SHEET_TOO_BIG",
    ),
    "a million columns by repetition": lambda: (
        ods_file(
            '<table:table><table:table-row><table:table-cell table:number-columns-repeated="999999999">'
            "<text:p>x</text:p></table:table-cell></table:table-row></table:table>"
        ),
        "E_SHEET_TOO_BIG",
    ),
    "a row of a million cells": lambda: (worksheet("<row>" + "<c/>" * 1_000_000 + "</row>"), None),
    "a long text in a hundred thousand rows by repetition": lambda: (
        ods_file(
            f'<table:table><table:table-row>{"".join(map(ods_cell, kamus()[0]))}</table:table-row>'
            '<table:table-row table:number-rows-repeated="190000"><table:table-cell '
            f'table:number-columns-repeated="6"><text:p>{"x" * 4000}</text:p></table:table-cell></table:table-row>'
            "</table:table>"
        ),
        "E_ARCHIVE_SIZE",
    ),
    "a hundred thousand rows of the same long text": lambda: (
        with_member(
            worksheet("".join(f'<row><c t="s"><v>0</v></c><c><v>{n * 7919}</v></c></row>' for n in range(100_000))),
            "xl/sharedStrings.xml",
            f"<sst {NS}><si><t>{'x' * 4000}</t></si></sst>",
        ),
        None,
    ),
    "spaces by repetition in a row": lambda: (
        ods_file(
            "<table:table><table:table-row><table:table-cell><text:p>"
            + "".join(f'<text:s text:c="{n * 7919 % 99991}"/>' for n in range(300_000))
            + "</text:p></table:table-cell></table:table-row></table:table>"
        ),
        "E_NOTHING_FOUND",
    ),
    "one part as many sheets in rows": lambda: (one_part_many_sheets(), "E_NOT_UNDERSTOOD"),
    "many tables of one row": lambda: (many_tables(), "E_NOTHING_FOUND"),
    "styles by the hundred thousand, which no row uses": lambda: (
        with_member(
            XLSX,
            "xl/styles.xml",
            f"<styleSheet {NS}><cellXfs>"
            + "".join(f'<xf numFmtId="{number * 7919}"/>' for number in range(190_000))
            + "</cellXfs></styleSheet>",
        ),
        "E_ARCHIVE_MEMBERS",
    ),
    "one CSV row too many": lambda: (
        (";".join(kamus()[0]) + "\n" + "A;B;;;;x\n" * 200_000).encode(),
        "E_SHEET_TOO_BIG",
    ),
    "one CSV column too many": lambda: ((";".join(kamus()[0]) + ";x" * 697 + "\n").encode(), "E_SHEET_TOO_BIG"),
}  # fmt: skip


@cache
def made(kind):
    return BAD[kind]()


def codes(data):
    return {problem.code for problem in read(data).parsed.problems if problem.fatal}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The folder for temporary files, where nobody else makes any."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_refused_at_once_and_says_what_to_do(kind, folder):
    data, expected = made(kind)
    began = time.process_time()
    problems = read(data).parsed.problems
    assert time.process_time() - began < 2
    assert list(folder.iterdir()) == []
    assert [problem.code for problem in problems if problem.fatal] == [expected] or expected is None
    assert any(problem.fatal for problem in problems) or "small member" in kind
    assert all("{" not in problem.message and problem.message.endswith((".", ")", "teks")) for problem in problems[:1])


HEAVY = [kind for kind in BAD if "row" in kind or "member" in kind or "repetition" in kind or "tag" in kind]


def test_elements_and_their_names_and_depth_are_counted(monkeypatch):
    def scanned(xml):
        list(Archive(zipped({"a.xml": xml})).scan("a.xml", lambda *_: None, lambda _: None))

    for limit, value in (("DEPTH_LIMIT", 3), ("NAME_LIMIT", 4), ("ELEMENT_LIMIT", 5)):
        monkeypatch.setattr(zip_guard, limit, value)
    scanned('<a><b><b/></b><b c=""/><b d=""/></a>')
    for xml, code in (
        ("<a><b><b><b/></b></b></a>", "E_XML_STRUCTURE"),
        ('<a><b c=""/><b d=""/><b e=""/><b/></a>', "E_XML_STRUCTURE"),
        ("<a><b/><b/><b/><b/><b/></a>", "E_ARCHIVE_PARTS"),
    ):
        with pytest.raises(ArchiveError) as refusal:
            scanned(xml)
        assert refusal.value.code == code


def test_no_message_names_one_kind_of_office_file():
    for message in zip_guard.MESSAGES.values():
        assert "buku kerja" not in str(message)
        assert (".xlsx" in str(message)) == (".docx" in str(message))


@pytest.mark.parametrize("kind", HEAVY)
def test_a_bad_file_is_refused_in_little_memory(kind):
    data, _ = made(kind)
    tracemalloc.start()
    try:
        read(data)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 64 * MEGA


def test_a_bad_file_changes_nothing(seeds):
    from exchange.imports import review as imports

    before = document_types.get("kamus").repository.load(), Proposal.objects.count(), Revision.objects.count()
    with pytest.raises(imports.RefusedError):
        imports.apply(with_member(XLSX, "xl/vbaProject.bin", "x"), name="kamus.xlsx")
    assert (document_types.get("kamus").repository.load(), Proposal.objects.count(), Revision.objects.count()) == before


@pytest.mark.parametrize("data", [XLSX, ODS])
def test_a_file_cut_anywhere_is_refused(data):
    for cut in {*range(4, len(data), max(1, len(data) // 60)), *range(len(data) - 30, len(data))}:
        assert codes(data[:cut]) == {"E_ARCHIVE_BROKEN"}


@pytest.mark.parametrize(
    ("members", "named"),
    [
        ({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}, "Word"),
        ({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<p/>"}, "PowerPoint"),
        ({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<o/>"}, "OpenDocument"),
        ({"[Content_Types].xml": "<Types/>", "xl/workbook.bin": "x"}, ".xlsb"),
        ({"a.txt": "x"}, "ZIP"),
    ],
)
def test_another_kind_of_file_is_named(members, named):
    (problem,) = read(zipped(members)).parsed.problems
    assert problem.code == "E_BINARY"
    assert named in problem.message


def test_a_short_text_of_one_letter_may_shrink_as_it_likes():
    assert not read(as_xlsx([*kamus(), ("DEVO", "", "perilaku kunci", "", "", "a" * 5000)])).parsed.fatal


def test_an_empty_folder_for_macros_is_no_macro():
    assert read(with_member(ODS, "Basic/", "")).parsed.documents == read(ODS).parsed.documents


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("xl/media/a.bin", noise(21)),
        ("xl/media/logo.svg", f"{LAUGHS}<svg/>"),
        ("xl/worksheets/_rels/sheet1.xml.rels", ""),
        ("docProps/app.xml", "no markup"),
        ("__MACOSX/._kamus.xlsx", b"\0\5\x16\7"),
        ("docProps/thumbnail.emf", b"\0" * 12 * MEGA),
    ],
)
def test_a_part_that_nobody_reads_is_not_judged(name, content):
    assert read(with_member(XLSX, name, content)).parsed == read(XLSX).parsed


def test_a_member_that_is_there_twice_alike_is_read():
    data = renamed(with_member(XLSX, "xl/stylez.xml", styles()), b"xl/stylez.xml", b"xl/styles.xml")
    assert read(data).parsed == read(XLSX).parsed


def styles():
    with zipfile.ZipFile(io.BytesIO(XLSX)) as opened:
        return opened.read("xl/styles.xml")


def test_what_an_archive_holds_is_measured_whatever_it_says():
    data = lying(zipped({"a.bin": noise(21)}), "a.bin", 2**31)
    with pytest.raises(ArchiveError) as refused:
        list(Archive(data).chunks("a.bin"))
    assert refused.value.code == "E_ARCHIVE_SIZE"
    assert len(data) < 10 * MEGA


def test_every_refusal_of_an_archive_is_shown():
    shown = {made(kind)[1] for kind in BAD}
    assert set(zip_guard.MESSAGES) <= shown


@given(st.binary(max_size=200))
@settings(max_examples=100)
def test_no_bytes_of_an_archive_make_reading_fail(tail):
    assert read(b"PK\x03\x04" + tail).parsed.fatal


@given(st.sampled_from([XLSX, ODS]), st.data())
@settings(max_examples=150)
def test_no_damage_to_a_workbook_makes_reading_fail(data, draw):
    damaged = bytearray(data)
    for _ in range(draw.draw(st.integers(1, 4))):
        place = draw.draw(st.integers(0, len(damaged) - 1))
        damaged[place : place + draw.draw(st.sampled_from([0, 1, 1, 50]))] = draw.draw(st.binary(max_size=4))
    parsed = read(bytes(damaged)).parsed
    assert parsed.documents or parsed.fatal


@given(
    st.sampled_from(
        [(XLSX, SHEET), (XLSX, "xl/workbook.xml"), (XLSX, "xl/_rels/workbook.xml.rels"), (ODS, "content.xml")]
    ),
    st.data(),
)
@settings(max_examples=150)
def test_no_damage_to_a_part_of_a_workbook_makes_reading_fail(case, draw):
    data, name = case
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        part = bytearray(opened.read(name))
    for _ in range(draw.draw(st.integers(1, 3))):
        place = draw.draw(st.integers(0, len(part) - 1))
        length = draw.draw(st.sampled_from([1, 1, 8]))
        part[place : place + length] = draw.draw(st.sampled_from([b"9", b"x", b"", b"-", b"&#8203;", b"<c>", b"0" * 9]))
    parsed = read(with_member(data, name, bytes(part))).parsed
    assert parsed.documents or parsed.fatal
