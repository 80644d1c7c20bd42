"""Documents for Word: every line as it is printed, named styles and nothing else, the same bytes every time."""

import io
import re
import zipfile
from xml.etree import ElementTree as ET

import docx
import pytest
from docx.shared import Mm, Twips
from docx.table import Table
from docx.text.paragraph import Paragraph

from dictionary.models import Competency
from documents.emphasis import plain, runs
from documents.layout import Cover, Part, PrintedDocument, Section
from exchange import document_types
from files.writers import docx as docxfile
from files.writers import docx_template
from files.writers.docx_template import DEFAULT, STYLES, TemplateError
from files.zip_guard import ArchiveError
from tests.sheets import with_member

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


#: The template that stands in the repository, and what it is made of.
OURS = DEFAULT.read_bytes()
PARTS = {name: zipfile.ZipFile(DEFAULT).read(name).decode() for name in zipfile.ZipFile(DEFAULT).namelist()}


def made(leaves, cover=None, template=OURS, **more):
    out = io.BytesIO()
    read = docx_template.read(template)
    docxfile.write(cover or Cover("Buku"), leaves, out, template=read, no_part="Lain", **more)
    return out.getvalue()


def changed(name, before, after):
    """The template with another text in one of its parts."""
    assert before in PARTS[name]
    return with_member(OURS, name, PARTS[name].replace(before, after))


def leaf(title="Judul", *, part="", text="Isi.", sections=()):
    return PrintedDocument(title, Part(part), title, title.upper(), text, "Kosong.", sections)


def part_of(data, name="word/document.xml"):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return ET.fromstring(archive.read(name))


def paragraphs(data):
    """The texts of all paragraphs, those in tables too, in order."""
    found = ["".join(text.text or "" for text in each.iter(f"{W}t")) for each in part_of(data).iter(f"{W}p")]
    return [text for text in found if text]


def download(client, name):
    return client.get(f"/ekspor/{name}.docx").getvalue()


@pytest.mark.parametrize("slug", ["kamus", "panduan"])
def test_the_text_is_every_line_of_every_document_in_order(client, seeds, slug):
    found = iter(paragraphs(download(client, slug)))
    for document in document_types.get(slug).repository.load():
        shown = [line for line in document.lines if line.section not in ("kelompok", "aspek", "ranah", "nomor")]
        for line in shown:
            if line.label:
                assert line.label in found, line.path
            if line.text:
                assert plain(line.text) in found, line.path


def test_the_body_of_one_document_is_its_lines_and_heads_and_nothing_else(client, seeds):
    (document,) = document_types.get("kamus").repository.load(["DEVO"])
    wanted = ["Kelompok: ELEMENTS", document.title, "Kode: DEVO", document.text("definisi"), "Perilaku kunci"]
    wanted += [line.text for line in document.section("perilaku kunci")]
    for level in ("level 1", "level 2", "level 3", "level 4"):
        wanted += [level.capitalize(), "No", "Indikator perilaku"]
        wanted += [text for line in document.section(level) if line.label for text in (line.label, line.text)]
    assert paragraphs(download(client, "kamus/DEVO")) == wanted


def test_printed_numbers_are_texts_with_their_gaps(client, seeds):
    book = docx.Document(io.BytesIO(download(client, "kamus/DEVO")))
    assert [row.cells[0].text for row in book.tables[3].rows] == ["No", "1", "2", "3", "5", "6", "7"]
    numbered = {style.get(f"{W}styleId") for style in part_of(download(client, "kamus"), "word/styles.xml")
                if style.find(f".//{W}numPr") is not None}  # fmt: skip
    assert numbered == {"ListBullet"}
    formats = part_of(download(client, "kamus"), "word/numbering.xml").iter(f"{W}numFmt")
    assert [each.get(f"{W}val") for each in formats] == ["bullet"]


def test_looks_come_from_named_styles_alone(client, seeds):
    data = download(client, "panduan")
    names = {style.get(f"{W}styleId") for style in part_of(data, "word/styles.xml").iter(f"{W}style")}
    for paragraph in part_of(data).iter(f"{W}pPr"):
        assert [child.tag for child in paragraph] == [f"{W}pStyle"]
        assert paragraph[0].get(f"{W}val") in names
    for run in part_of(data).iter(f"{W}rPr"):
        assert [child.tag for child in run] == [f"{W}rStyle"]
        assert run[0].get(f"{W}val") in names


def test_another_program_finds_headings_tables_and_properties(client, seeds):
    book = docx.Document(io.BytesIO(download(client, "kamus")))
    headings = [(p.style.name, p.text) for p in book.paragraphs if p.style.name.startswith(("heading", "Heading"))]
    assert headings[:3] == [
        ("Heading 1", "ELEMENTS"), ("Heading 3", "Perilaku kunci"), ("Heading 3", "Level 1")
    ]  # fmt: skip
    first = next(p for p in book.paragraphs if p.style.name == "Judul 2 Pertama")
    assert (first.text, first.style.base_style.name) == ("Developing Others", "Heading 2")
    assert ("Heading 2", "Customer Focus") in headings
    assert len(book.tables) == 8
    assert {table.style.name for table in book.tables} == {"Tabel Kompetensi"}
    properties = book.core_properties
    assert (properties.title, properties.author, properties.language) == ("Kamus kompetensi", "", "id-ID")
    assert properties.created is not None


def test_tables_follow_the_heading_of_their_level(client, seeds):
    book = docx.Document(io.BytesIO(download(client, "kamus/CUSF")))
    blocks = list(book.iter_inner_content())
    before = [blocks[n - 1].text for n, block in enumerate(blocks) if isinstance(block, Table)]
    assert before == ["Level 1", "Level 2", "Level 3", "Level 4"]
    assert isinstance(blocks[0], Paragraph)


def test_the_contents_are_a_field_with_a_link_to_every_heading(client, seeds):
    body = part_of(download(client, "panduan"))
    (instruction,) = [text.text for text in body.iter(f"{W}instrText")]
    assert instruction.split()[:3] == ["TOC", "\\o", '"1-2"']
    links = [link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink")]
    assert len(links) == 3 + 16
    assert links == [mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")]
    kinds = [mark.get(f"{W}fldCharType") for mark in body.iter(f"{W}fldChar")]
    assert kinds == ["begin", "separate", "end"]


def test_the_whole_document_is_in_indonesian_but_for_what_is_not(client, seeds):
    styles = part_of(download(client, "panduan"), "word/styles.xml")
    assert styles.find(f"{W}docDefaults//{W}lang").get(f"{W}val") == "id-ID"
    book = docx.Document(io.BytesIO(download(client, "panduan")))
    foreign = [run.text for p in book.paragraphs for run in p.runs if run.style.name == "Istilah Asing"]
    assert foreign == ["Managing Self", "Managing Others", "Managing Organization"]


def test_emphasis_becomes_styles_of_letters(db):
    book = docx.Document(io.BytesIO(made([leaf(text="a *b* **c** ***d*** <e> & 2 * 3")], alone=True)))
    (paragraph,) = [p for p in book.paragraphs if p.style.name == "Definisi"]
    assert paragraph.text == "a b c d <e> & 2 * 3"
    assert [(run.text, run.style.name) for run in paragraph.runs if run.style.name != "Default Paragraph Font"] == [
        ("b", "Emphasis"), ("c", "Strong"), ("d", "Intense Emphasis")
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["a *b* c", "**a *b* c**", "*<b>*", "a & *b* &lt;", "* satu", "***x***"])
def test_the_stretches_of_a_text_joined_are_the_text_without_marks(text):
    assert "".join(run.text for run in runs(text)) == plain(text)


def test_what_no_document_can_hold_is_left_out(db):
    odd = "a\x00b\x0bc\ud800d\ufffee]]>"
    data = made([leaf(odd, part=odd, text=odd, sections=(Section(odd, odd, head=odd, rows=((odd, odd),)),))])
    assert paragraphs(data).count("abcde]]>") >= 4
    docx.Document(io.BytesIO(data))


def test_without_parts_the_documents_are_the_first_headings(db):
    book = docx.Document(io.BytesIO(made([leaf("Satu"), leaf("Dua")])))
    firsts = [p for p in book.paragraphs if p.style.base_style and p.style.base_style.name == "Heading 1"]
    assert [p.text for p in firsts] == ["Satu", "Dua"]
    assert "Heading 1" not in {p.style.name for p in book.paragraphs}


def test_what_is_in_no_part_stands_under_words_that_say_so(db):
    data = made([leaf("Satu", part="X"), leaf("Dua"), leaf("Tiga")], Cover("Buku", parts=(("X", "X", 1),)))
    book = docx.Document(io.BytesIO(data))
    assert [p.text for p in book.paragraphs if p.style.name == "Heading 1"] == ["X", "Lain"]


def test_the_cover_says_whose_it_is(client, seeds, settings):
    settings.ORGANISATION = "PT Contoh & Rekan"
    data = download(client, "kamus")
    assert paragraphs(data)[:2] == ["PT Contoh & Rekan", "Kamus kompetensi"]
    assert re.fullmatch(r"Edisi \d+ · \d+ \w+ 20\d\d", paragraphs(data)[2])
    assert docx.Document(io.BytesIO(data)).core_properties.author == "PT Contoh & Rekan"


def test_a_body_larger_than_memory_is_the_same_body(monkeypatch):
    leaves = [leaf(f"Judul {n}", sections=(Section("S", head="H", rows=(("1", "x"),)),)) for n in range(20)]
    whole = made(leaves)
    monkeypatch.setattr(docxfile, "SPOOL", 100)
    monkeypatch.setattr(docxfile, "PIECE", 7)
    assert made(leaves) == whole


@pytest.mark.parametrize(
    ("page", "file"),
    [
        ("/kamus/DEVO.docx", "/ekspor/kamus/DEVO.docx"),
        ("/panduan/integritas/komitmen.docx", "/ekspor/panduan/integritas/komitmen.docx"),
    ],
)
def test_a_document_for_word_is_beside_its_page_too(client, seeds, page, file):
    assert client.get(page).getvalue() == client.get(file).getvalue()
    assert client.get("/kamus/TIDAK.docx").status_code == 404


def test_a_competency_with_nothing_but_a_name_says_what_it_lacks(client, db):
    Competency.objects.create(code="A", name="Alpha")
    said = ["Alpha", "Kode: A", "Belum ada definisi."]
    assert paragraphs(download(client, "kamus/A")) == said
    Competency.objects.create(code="B", name="Beta").behaviours.create(position=1, text="Teliti.")
    assert paragraphs(download(client, "kamus/A")) == [*said, "Perilaku kunci", "Belum ada perilaku kunci."]


def test_the_template_shows_every_style_that_documents_have():
    book = docx.Document(DEFAULT)
    shown = {p.style.name for p in book.paragraphs} | {table.style.name for table in book.tables}
    shown |= {run.style.name for p in book.paragraphs for run in p.runs}
    shown |= {p.style.name for table in book.tables for cell in table._cells for p in cell.paragraphs}
    assert {name.casefold() for name in STYLES} <= {name.casefold() for name in shown}


def test_a_document_has_the_looks_page_and_head_of_its_template(tmp_path):
    own = docx.Document(DEFAULT)
    own.styles["Heading 1"].font.name = "Garamond"
    own.sections[0].page_width, own.sections[0].left_margin = Mm(148), Mm(20)
    own.sections[0].header.paragraphs[0].add_run(" | Rahasia")
    own.save(tmp_path / "own.docx")
    data = made(
        [leaf(sections=(Section("S", head="H", rows=(("1", "x"),)),))], template=(tmp_path / "own.docx").read_bytes()
    )
    book = docx.Document(io.BytesIO(data))
    assert book.styles["Heading 1"].font.name == "Garamond"
    assert book.sections[0].header.paragraphs[0].text == "Buku | Rahasia"
    width = sum(cell.width for cell in book.tables[0].rows[0].cells)
    assert width == pytest.approx(Mm(148 - 20) - book.sections[0].right_margin, abs=Twips(1))
    assert "Gaya" not in "".join(paragraphs(data))


def test_styles_are_found_by_their_names_whatever_a_program_calls_them_within():
    template = with_member(OURS, "word/styles.xml", PARTS["word/styles.xml"].replace('"Heading1"', '"Judul1"'))
    book = docx.Document(io.BytesIO(made([leaf(part="X")], Cover("Buku", parts=(("X", "X", 1),)), template)))
    assert [p.text for p in book.paragraphs if p.style.name == "Heading 1"] == ["X"]


def test_the_title_in_a_head_is_no_markup_and_only_a_cover_has_no_head():
    cover = Cover("A & <b>", organisation="PT & Co")
    for alone in (False, True):
        data = made([leaf("C & <d>")], cover, alone=alone)
        (text,) = [text.text for text in part_of(data, "word/header.xml").iter(f"{W}t")]
        assert text == f"PT & Co · {'C & <d>' if alone else 'A & <b>'}"
        assert (part_of(data).find(f".//{W}titlePg") is None) == alone


@pytest.mark.parametrize(
    ("part", "before", "after"),
    [
        ("[Content_Types].xml", "document.main+xml", "template.main+xml"),
        ("word/document.xml", "w:body>", "w:corps>"),
        ("word/document.xml", "w:sectPr>", "w:sectionProperties>"),
        ("word/document.xml", "<w:titlePg/>", "<w:sectPrChange><w:sectPr><w:a/></w:sectPr></w:sectPrChange>"),
        ("word/document.xml", "xmlns:w=", "xmlns:v="),
    ],
)
def test_a_file_that_is_no_document_for_word_is_no_template(part, before, after):
    assert before in PARTS[part]
    data = with_member(OURS, part, PARTS[part].replace(before, after))
    with pytest.raises(TemplateError) as refusal:
        docx_template.read(data)
    assert refusal.value.missing == ()


@pytest.mark.parametrize("style", STYLES)
def test_a_template_without_a_style_is_refused_by_its_name(style):
    styles = re.sub(f'<w:name w:val="{style}"/>', '<w:name w:val="Lain"/>', PARTS["word/styles.xml"], count=1)
    with pytest.raises(TemplateError) as refusal:
        docx_template.read(with_member(OURS, "word/styles.xml", styles))
    assert refusal.value.missing == (style,)


@pytest.mark.parametrize("data", [b"", b"x", OURS[:-30], with_member(OURS, "word/vbaProject.bin", "x")])
def test_an_archive_that_is_refused_as_an_upload_is_refused_as_a_template(data):
    with pytest.raises(ArchiveError):
        docx_template.read(data)
