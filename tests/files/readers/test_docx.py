"""Word files that come in: the stream reads as the pages do, and what is not read is said."""

import io
import itertools
import random
import shutil
import subprocess
from pathlib import Path
from string import ascii_lowercase

import mammoth
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.emphasis import plain
from documents.layout import Cover, Part, PrintedDocument, Section
from exchange import document_types
from files import zip_guard
from files.cells import COLUMN_LIMIT
from files.readers import docx, docx_numbering, docx_page, docx_styles
from files.readers.blocks import Cell, Paragraph
from files.readers.office_parts import related, relations
from files.writers import docx as docxfile
from files.writers import docx_template
from files.writers.docx_template import DEFAULT
from files.zip_guard import Archive, ArchiveError
from tests.files.readers.word import (
    MAIN,
    STRICT,
    R,
    W,
    abstract,
    lvl,
    num,
    p,
    package,
    r,
    read,
    relationships,
    restart,
    root,
    style,
    t,
    tbl,
    tc,
    texts,
    tr,
    word,
)  # fmt: skip
from tests.sheets import with_member

THREE = abstract(0, lvl(0, "%1."), lvl(1, "%1.%2."), lvl(2, "%1.%2.%3"))
BULLETS = abstract(0, lvl(0, "\uf0b7", "bullet")) + num(1, 0)
TIED = abstract(
    0, lvl(0, "%1", more='<w:pStyle w:val="H1"/>'), lvl(1, "%1.%2", more='<w:pStyle w:val="H2"/>')
) + num(3, 0)  # fmt: skip
TIED_STYLES = (
    style("H1", '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr>', title="heading 1")
    + style("H2", '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr></w:pPr>', title="heading 2")
    + style("H2x", based="H2")
)
BY_TIES = TIED_STYLES.replace('<w:ilvl w:val="1"/>', "")
LINKED = (
    abstract(0, lvl(0, "%1."), lvl(1, "%2)", "lowerLetter"), link='<w:styleLink w:val="L"/>')
    + abstract(1, link='<w:numStyleLink w:val="L"/>') + num(1, 0) + num(2, 1)
)  # fmt: skip
LINK = style("L", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>', kind="numbering")
PARENTS = abstract(0, lvl(0, "Bab %1", "upperRoman"), lvl(1, "%1.%2")) + num(1, 0)
LEGAL = abstract(0, lvl(0, "Bab %1", "upperRoman"), lvl(1, "%1.%2", more="<w:isLgl/>")) + num(1, 0)


def listed(*items, number=1):
    """Paragraphs of a list, by their levels, or by lists and levels."""
    pairs = [item if isinstance(item, tuple) else (number, item) for item in items]
    return "".join(p(f"x{place}", num=each, level=level) for place, (each, level) in enumerate(pairs))


def one_level(text, kind, count, start=1):
    return listed(*[0] * count), abstract(0, lvl(0, text, kind, start=start)) + num(1, 0), ""


#: Headings whose numbers come from their styles; one has none.
HEADED = "".join(p("x", style=name) for name in ("H1", "H2", "H2", "H1", "H2x")) + p("x", style="H2", num=0)
HEADED += p("x", style="H2")


#: Shapes of numbering: a text with its lists and styles, and the marks that Word prints.
SHAPES = {
    "levels": ((listed(0, 0, 1, 1, 2, 0, 1), THREE + num(1, 0), ""), "1. 2. 2.1. 2.2. 2.2.1 3. 3.1."),
    "two lists of one definition": (
        (listed((1, 0), (2, 0), (1, 0)), THREE + num(1, 0) + num(2, 0), ""), "1. 2. 3."),
    "a list that starts again": (
        (listed((1, 0), (1, 0), (2, 0), (2, 0), (1, 0)), THREE + num(1, 0) + num(2, 0, restart(0, 1)), ""),
        "1. 2. 1. 2. 3."),
    "letters": (
        one_level("%1)", "lowerLetter", 29, 26),
        " ".join(["z)", *(f"{letter * 2})" for letter in ascii_lowercase), "aaa)", "bbb)"])),
    "capitals": (one_level("%1", "upperLetter", 3), "A B C"),
    "roman": (one_level("(%1)", "lowerRoman", 10), "(i) (ii) (iii) (iv) (v) (vi) (vii) (viii) (ix) (x)"),
    "roman capitals": (one_level("%1.", "upperRoman", 2, 1999), "MCMXCIX. MM."),
    "zeros": (one_level("%1.", "decimalZero", 3, 8), "08. 09. 10."),
    "ordinals": (one_level("%1", "ordinal", 4, 10), "10th 11th 12th 13th"),
    "ordinals again": (one_level("%1", "ordinal", 4, 20), "20th 21st 22nd 23rd"),
    "from zero": (one_level("%1.", "decimal", 2, 0), "0. 1."),
    "levels above of other kinds": ((listed(0, 1, 1), PARENTS, ""), "Bab I I.1 I.2"),
    "the deep level first": ((listed(1, 1, 0, 1), THREE + num(1, 0), ""), "1.1. 1.2. 2. 2.1."),
    "a level left out": ((listed(0, 2, 1, 2), THREE + num(1, 0), ""), "1. 1.1.1 1.2. 1.2.1"),
    "styles": ((HEADED, TIED, TIED_STYLES), "1 1.1 1.2 2 2.1 - 2.2"),
    "a style that stands for a list": ((listed((1, 0), (2, 0), (2, 1)), LINKED, LINK), "1. 2. a)"),
    "a level of its own": (
        (listed((1, 0), (2, 0), (2, 0)), THREE + num(1, 0) + num(
            2, 0, f'<w:lvlOverride w:ilvl="0">{lvl(0, "%1)", "upperLetter")}</w:lvlOverride>'), ""), "1. B) C)"),
    "words without a number": ((listed(0, 0), abstract(0, lvl(0, "Pasal", "none")) + num(1, 0), ""), "Pasal Pasal"),
}  # fmt: skip
#: Shapes that LibreOffice reads otherwise than the standard (ISO/IEC 29500, 17.9) has it.
STANDARD = {
    "an unknown format": (one_level("%1.", "buatan", 2), "1. 2."),
    "levels tied to styles": ((HEADED, TIED, BY_TIES), "1 1.1 1.2 2 2.1 - 2.2"),
    "a list that starts again at a deeper level": (
        (listed((1, 0), (1, 0), (1, 1), (2, 1), (2, 0), (2, 1)),
         THREE + num(1, 0) + num(2, 0, restart(0, 1) + restart(1, 1)), ""), "1. 2. 2.1. 1.1. 2. 2.1."),
    "in digits by law": ((listed(0, 1, 1), LEGAL, ""), "Bab_I 1.1 1.2"),
    "first numbers": (
        (listed(0, 1, 1, 0, 1), THREE + num(1, 0, restart(0, 5) + restart(1, 3)), ""), "5. 5.3. 5.4. 6. 6.3."),
    "never again": (
        (listed(0, 1, 0, 1), abstract(0, lvl(0, "%1."), lvl(1, "(%2)", more='<w:lvlRestart w:val="0"/>')) + num(1, 0),
         ""), "1. (1) 2. (2)"),
    "again with the first level only": (
        (listed(0, 1, 2, 1, 2, 0, 1, 2), abstract(
            0, lvl(0, "%1."), lvl(1, "%1.%2"), lvl(2, "[%3]", more='<w:lvlRestart w:val="1"/>')) + num(1, 0), ""),
        "1. 1.1 [1] 1.2 [2] 2. 2.1 [1]"),
    "digits by an example": (
        (listed(0, 0), abstract(0, '<w:lvl w:ilvl="0"><w:start w:val="9"/><mc:AlternateContent><mc:Choice>'
         '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/>'
         '</mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1"/></w:lvl>') + num(1, 0), ""), "009 010"),
}  # fmt: skip


def made(shape):
    body, numbering, styles = shape
    return word(body, numbering=numbering, styles=style("Normal", title="Normal", default=True) + styles)


def marks(data):
    """The printed marks of all paragraphs, "-" for none."""
    return [text.partition("\t")[0].replace(" ", "_") if "\t" in text else "-" for text in texts(data)]


@pytest.mark.parametrize("name", SHAPES | STANDARD)
def test_numbers_are_printed_as_word_prints_them(name):
    shape, wanted = (SHAPES | STANDARD)[name]
    assert marks(made(shape)) == wanted.replace("Bab I ", "Bab_I ").split()


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice belum terpasang (apt install libreoffice-writer)")
def test_another_program_prints_the_same_numbers(tmp_path):
    names = [f"{place}.docx" for place, _name in enumerate(SHAPES)]
    for name, (shape, _wanted) in zip(names, SHAPES.values(), strict=True):
        (tmp_path / name).write_bytes(made(shape))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "txt:Text", "--outdir", tmp_path]
    subprocess.run([*command, *(tmp_path / name for name in names)], check=True, capture_output=True)
    for name, (shape, _wanted) in zip(names, SHAPES.values(), strict=True):
        printed = (tmp_path / name).with_suffix(".txt").read_text("utf-8-sig").splitlines()
        assert [line.strip() for line in printed] == [text.replace("\t", " ") for text in texts(made(shape))]


def test_a_list_item_has_its_mark_a_tab_and_its_depth():
    blocks, _notes = read(word(listed(0, 1), numbering=THREE + num(1, 0)))
    assert [(block.text, block.depth) for block in blocks] == [("1.\tx0", 1), ("1.1.\tx1", 2)]


@pytest.mark.parametrize("sign", ["\uf0b7", "o", "-", "•", "\uf0fc"])
def test_every_bullet_is_the_same_sign(sign):
    assert texts(word(p("jujur", num=1, level=0), numbering=abstract(0, lvl(0, sign, "bullet")) + num(1, 0))) == [
        "•\tjujur"
    ]


def test_a_bullet_in_a_style_has_the_depth_of_its_name():
    numbering = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    found = read(word(p("a", style="LB2"), numbering=BULLETS, styles=style("LB2", numbering, title="List Bullet 2")))
    assert [(block.text, block.depth) for block in found[0]] == [("•\ta", 2)]


def test_an_empty_item_counts_and_shows_its_number_but_no_bullet():
    assert texts(word(p(num=1, level=0) + p("b", num=1, level=0), numbering=THREE + num(1, 0))) == ["1.", "2.\tb"]
    assert texts(word(p(num=1, level=0) + p("b"), numbering=BULLETS)) == ["b"]
    rows = tbl(tr(tc(p(num=1, level=0)), "Jujur"), tr(tc(p(num=1, level=0)), "Adil"))
    assert texts(word(rows, numbering=THREE + num(1, 0))) == [["1.", "Jujur"], ["2.", "Adil"]]


@pytest.mark.parametrize(
    ("properties", "styles", "rank"),
    [
        ('<w:pStyle w:val="A"/>', style("A", title="heading 2"), 2),
        ('<w:pStyle w:val="Judul3"/>', style("Judul3", title="Gaya Kami"), 3),
        ('<w:pStyle w:val="A"/>', style("A", title="Judul 1"), 1),
        ('<w:pStyle w:val="A"/>', style("A", based="B") + style("B", based="C") + style("C", title="heading 4"), 4),
        ('<w:pStyle w:val="A"/>', style("A", '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>'), 3),
        ('<w:pStyle w:val="A"/>', style("A", '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>', title="heading 1"), 0),
        ('<w:pStyle w:val="A"/><w:outlineLvl w:val="9"/>', style("A", title="heading 1"), 0),
        ('<w:outlineLvl w:val="0"/>', "", 1),
        ('<w:pStyle w:val="A"/>', style("A", based="B") + style("B", based="A"), 0),
        ('<w:pStyle w:val="unknown"/>', "", 0),
        ("", style("N", title="heading 5", default=True), 5),
    ],
)
def test_the_rank_of_a_heading_comes_from_the_paragraph_or_its_styles(properties, styles, rank):
    (block,), _notes = read(word(p("Judul", properties), styles=styles))
    assert (block.heading, block.depth) == (rank, 0)


B, ITALIC = "<w:b/>", "<w:i/>"
CHARACTER = style("Strong", f"<w:rPr>{B}</w:rPr>", kind="character") + style(
    "Em", f"<w:rPr>{ITALIC}</w:rPr>", kind="character"
)
LOOKS = style("Tebal", f"<w:rPr>{B}</w:rPr>") + style("Miring", f"<w:rPr>{ITALIC}</w:rPr>") + CHARACTER


@pytest.mark.parametrize(
    ("content", "name", "text", "bold"),
    [
        (r("a ") + r("b", B) + r(" c"), "", "a **b** c", False),
        (r("a ") + r("b ", ITALIC) + r("c"), "", "a *b* c", False),
        (r("a ") + r("b", B + ITALIC) + r(" c"), "", "a ***b*** c", False),
        (r("a ", B) + r("b", B + ITALIC) + r(" c", B) + r(" d"), "", "**a *b* c** d", False),
        (r("a ", ITALIC) + r("b", B + ITALIC) + r(" c", ITALIC) + r(" d"), "", "*a **b** c* d", False),
        (r("ab", B) + r("  ") + r("cd", B), "", "ab  cd", True),
        (r("ab", B) + r(" ") + r("cd", B) + r(" e"), "", "**ab cd** e", False),
        (r("ab", ITALIC), "", "ab", False),
        (r("a", '<w:b w:val="0"/>') + r("b"), "", "ab", False),
        (r("ab"), "Tebal", "ab", True),
        (r("a ") + r("b", '<w:b w:val="false"/>'), "Tebal", "**a** b", False),
        (r("a ") + r("b", '<w:rStyle w:val="Strong"/>'), "", "a **b**", False),
        (r("a ") + r("b", '<w:rStyle w:val="Em"/>'), "Miring", "a *b*", False),
        (r("a ") + r("b", '<w:rStyle w:val="Strong"/>'), "Tebal", "a **b**", True),
        (f"<w:r><w:rPr>{B}</w:rPr>{t('Kode')}<w:tab/>{t('X')}<w:br/>{t('Y')}</w:r>" + r("z"), "",
         "**Kode**\t**X**\nYz", False),
        (r("5 * 3 ") + r("b", B), "", "5 * 3 b", False),
        (r("*a* ") + r("b", ITALIC), "", "*a* b", False),
        (r("a", B) + r("b", ITALIC), "", "ab", False),
        (r("Na", B) + r("ma ") + r("ba", B) + r("ru"), "", "Nama baru", False),
        (r("satu du", B) + r("a") + r(" ti", B) + r("ga"), "", "**satu** dua tiga", False),
        (r("a", B) + r("b", B + ITALIC) + r(" c"), "", "**ab** c", False),
    ],
)  # fmt: skip
def test_emphasis_is_a_part_that_differs_from_its_paragraph(content, name, text, bold):
    (block,), _notes = read(word(p(content, style=name), styles=LOOKS))
    assert (block.text, block.bold) == (text, bold)


def test_typed_asterisks_stay_and_are_said_where_they_read_as_emphasis():
    typed = [
        "a*b*c",
        "x* a*",
        "a *b *c",
        "harga* dan biaya*",
        "5 * 3 * 2",
        "*a*",
        "a**b**",
        "a** b**",
        "(*a) (*b)",
        "a* b",
    ]
    blocks, notes = read(word("".join(map(p, typed))))
    assert [block.text for block in blocks] == typed
    assert [(note.code, note.block) for note in notes] == [("W_WORD_ASTERISKS", 1)]
    assert str(notes[0].message).startswith("4 teks")
    for text in typed:
        _blocks, notes = read(word(p(text)))
        assert bool(notes) == (plain(text) != text)


def test_every_mixture_of_runs_keeps_its_words_under_its_marks():
    looks = list(itertools.product(("", B), ("", ITALIC), ("", " ")))
    for mixture in itertools.product(looks, repeat=3):
        content = "".join(r("kata" + space, bold + italic) for bold, italic, space in mixture)
        wanted = "".join("kata" + space for _bold, _italic, space in mixture).strip()
        assert [plain(text) for text in texts(word(p(content)))] == [wanted]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (f"<w:r>{t('a')}<w:tab/>{t('b')}</w:r>", "a\tb"),
        (f"<w:r>{t('a')}<w:br/>{t('b')}<w:cr/>{t('c')}</w:r>", "a\nb\nc"),
        (f"<w:r>{t('non')}<w:noBreakHyphen/>{t('aktif')}<w:softHyphen/></w:r>", "non-aktif"),
        (r("ber\u00adsama"), "bersama"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0A7"/></w:r>' + r(" a"), "• a"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>' + r(" a"), "✓ a"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + r(" 3"), "≥ 3"),
        ('<w:r><w:sym w:font="Symbol" w:char="zzz"/></w:r>' + r(" 3"), "□ 3"),
        (r("\uf0b7 a"), "• a"),
        ("<w:r><w:t> a\n b </w:t></w:r>", "a  b"),
        (r("a ") + "<w:r><w:t> b </w:t></w:r>" + r(" c"), "a b c"),
        ('<w:hyperlink r:id="r9">' + r("tautan") + "</w:hyperlink>" + r("!"), "tautan!"),
        (r("a") + '<w:r><w:footnoteReference w:id="1"/></w:r>' + r("b"), "ab"),
        (r("a") + '<w:commentRangeStart w:id="1"/>' + r("b") + '<w:r><w:commentReference w:id="1"/></w:r>', "ab"),
        ("<w:ruby><w:rt>" + r("x") + "</w:rt><w:rubyBase>" + r("y") + "</w:rubyBase></w:ruby>", "y"),
        ("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>", "x=1"),
        ('<w:fldSimple w:instr=" PAGE ">' + r("7") + "</w:fldSimple>", "7"),
        ("<w:smartTag><w:customXml>" + r("a") + "</w:customXml></w:smartTag>", "a"),
    ],
)
def test_signs_of_a_paragraph_read_as_word_shows_them(content, text):
    assert texts(word(p(content))) == [text]


def field(kind):
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def test_a_field_shows_its_result_and_not_its_instruction():
    instruction = "<w:r><w:instrText> REF x </w:instrText></w:r>"
    inner = field("begin") + instruction + field("separate") + r("dalam") + field("end")
    whole = field("begin") + r("IF ") + inner + field("separate") + r("hasil") + field("end") + r("!")
    assert texts(word(p(whole))) == ["hasil!"]
    assert texts(word(p(field("begin") + r("hilang")) + p("ada"))) == ["ada"]
    contents = p(field("begin") + instruction + field("separate") + r("satu")) + p("dua") + p(field("end"))
    assert texts(word(contents)) == ["satu", "dua"]


def test_the_contents_that_word_makes_are_left_out_and_said():
    styles = style("TOC1", title="toc 1") + style("TH", title="TOC Heading", based="H") + style("H", title="heading 1")
    blocks, notes = read(word(p("Isi", style="TH") + p("Jujur\t3", style="TOC1") + p("Jujur"), styles=styles))
    assert [block.text for block in blocks] == ["Jujur"]
    assert [(note.code, note.block) for note in notes] == [("W_WORD_CONTENTS", 1)]
    assert "2 baris" in str(notes[0].message)


def test_rows_have_their_columns_spans_and_merges():
    rows = tbl(
        tr("Kode", tc("Perilaku", '<w:gridSpan w:val="2"/>'), properties="<w:tblHeader/>"),
        tr(tc("A", '<w:vMerge w:val="restart"/>'), "1", "x"),
        tr(tc("", "<w:vMerge/>"), "2", tc(p("y") + p() + p("z"))),
        tr("3", properties='<w:gridBefore w:val="1"/>'),
        tr("", ""),
        tr(tc("", "<w:vMerge/>"), tc("4", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>")),
    )
    blocks, _notes = read(word(p("Judul") + rows + p("Akhir")))
    assert [block.number for block in blocks] == [1, 2, 3, 4, 5, 6, 7]
    assert [str(block.place) for block in blocks] == [
        "baris 1", "tabel 1, baris 1", "tabel 1, baris 2", "tabel 1, baris 3", "tabel 1, baris 4", "tabel 1, baris 6",
        "baris 2",
    ]  # fmt: skip
    assert [block.cells for block in blocks[1:-1]] == [
        (Cell(0, "Kode"), Cell(1, "Perilaku", 2)),
        (Cell(0, "A"), Cell(1, "1"), Cell(2, "x")),
        (Cell(0, "", 1, continues=True), Cell(1, "2"), Cell(2, "y\nz")),
        (Cell(1, "3"),),
        (Cell(1, "4", 2),),
    ]
    assert [block.head for block in blocks[1:-1]] == [True, False, False, False, False]
    assert {block.table for block in blocks[1:-1]} == {1}


def test_a_cell_that_goes_on_from_nothing_keeps_its_text():
    assert texts(word(tbl(tr(tc("A", "<w:vMerge/>"), "1")))) == [["A", "1"]]


def test_a_table_in_a_cell_gives_lines_of_the_cell():
    inner = tbl(tr("1", "satu"), tr("2", "dua"))
    assert texts(word(tbl(tr(tc(p("Level") + inner + p("akhir")), "B")))) == [["Level\n1\tsatu\n2\tdua\nakhir", "B"]]


def test_a_cell_that_frames_a_table_is_left_out_and_its_tables_are_counted_as_they_come():
    inner = tbl(tr("1", "satu"), tr("2", "dua"))
    framed = word(tbl(tr("judul"), tr(tc(p("Nama: A") + inner + p()), ""), tr("akhir")) + tbl(tr("x")))
    assert texts(framed) == [["judul"], "Nama: A", ["1", "satu"], ["2", "dua"], ["akhir"], ["x"]]
    blocks, _notes = read(framed)
    assert [block.place.table for block in blocks] == [1, 0, 2, 2, 1, 3]
    assert [block.table for block in blocks if block.place.table] == [1, 2, 2, 1, 3]
    twice = tbl(tr(tc(tbl(tr(tc(inner + p())), tr("b", "c")) + p())))
    assert texts(word(twice)) == [["1", "satu"], ["2", "dua"], ["b", "c"]]


def ins(content):
    return f'<w:ins w:id="1" w:author="A">{content}</w:ins>'


def gone(text, kind="del"):
    return f'<w:{kind} w:id="2" w:author="A"><w:r><w:delText>{text}</w:delText><w:t>{text}</w:t></w:r></w:{kind}>'


DELETED_MARK = '<w:rPr><w:del w:id="3" w:author="A"/></w:rPr>'


def test_insertions_are_read_and_deletions_are_not():
    body = p(r("a") + ins(r("b")) + gone("c") + gone("d", "moveFrom") + ins(gone("e")) + r("f"))
    blocks, notes = read(word(p("0") + body))
    assert [block.text for block in blocks] == ["0", "abf"]
    assert [(note.code, note.block) for note in notes] == [("W_TRACKED", 2)]
    assert "5 perubahan" in str(notes[0].message)


def test_a_deleted_row_is_gone_and_a_deleted_cell_too():
    rows = tbl(
        tr("1", "a"),
        tr("2", tc(p("b", num=1, level=0)), properties='<w:del w:id="1"/>'),
        tr(tc(p("c", num=1, level=0)), tc("d", '<w:cellDel w:id="2"/>'), "e", properties='<w:ins w:id="3"/>'),
    )
    blocks, notes = read(word(rows, numbering=THREE + num(1, 0)))
    assert [[(cell.column, cell.text) for cell in block.cells] for block in blocks] == [
        [(0, "1"), (1, "a")],
        [(0, "1.\tc"), (1, "e")],
    ]
    assert [block.place.row for block in blocks] == [1, 2]
    assert "3 perubahan" in str(notes[0].message)


def test_a_paragraph_with_a_deleted_mark_goes_on_in_the_next():
    numbering = THREE + num(1, 0)
    items = p("a", num=1, level=0) + p("b", DELETED_MARK, num=1, level=0) + p("c", num=1, level=0)
    assert texts(word(items, numbering=numbering)) == ["1.\ta", "2.\tbc"]
    erased = p("a", num=1, level=0) + p(gone("b"), DELETED_MARK, num=1, level=0) + p("c", num=1, level=0)
    assert texts(word(erased, numbering=numbering)) == ["1.\ta", "2.\tc"]
    assert texts(word(p("a", DELETED_MARK) + tbl(tr("b")) + p("c", DELETED_MARK))) == ["a", ["b"], "c"]
    assert texts(word(tbl(tr(tc(p("a") + p("b", DELETED_MARK)), "c")))) == [["a\nb", "c"]]
    assert texts(word(f"<w:tbl><w:tr>{p('a', DELETED_MARK)}{tc('b')}</w:tr></w:tbl>")) == ["a", ["b"]]


def test_earlier_looks_are_no_looks():
    looks = '<w:pPr><w:pStyle w:val="H"/><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    change = f'<w:pPrChange w:id="1">{looks}</w:pPrChange>'
    was_bold = f'<w:rPrChange w:id="2"><w:rPr>{B}</w:rPr></w:rPrChange>'
    blocks, notes = read(word(p(r("a", was_bold), change), styles=style("H", title="heading 1"), numbering=BULLETS))
    assert [(block.text, block.heading, block.bold) for block in blocks] == [("a", 0, False)]
    assert not notes


def test_hidden_text_is_left_out_and_said():
    styles = style("S", "<w:rPr><w:vanish/></w:rPr>", kind="character")
    body = p("a", num=1, level=0) + p(r("x", "<w:vanish/>"), "<w:rPr><w:vanish/></w:rPr>", num=1, level=0)
    body += p(r("b") + r("y", '<w:rStyle w:val="S"/>') + r("c", '<w:vanish w:val="0"/>'), num=1, level=0)
    body += tbl(tr("z", properties="<w:hidden/>"))
    blocks, notes = read(word(body, styles=styles, numbering=THREE + num(1, 0)))
    assert [block.text for block in blocks] == ["1.\ta", "2.\tbc"]
    assert [(note.code, note.block) for note in notes] == [("W_HIDDEN_TEXT", 2)]
    assert "3 bagian" in str(notes[0].message)


def box(*paragraphs):
    return f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"


def both(content):
    """A text box as Word writes it: twice, for newer and for older programs."""
    shape = f"<w:drawing><a:graphic><a:t>nama</a:t><wps:wsp>{content}</wps:wsp></a:graphic></w:drawing>"
    older = f"<w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{shape}</mc:Choice>'
        f"<mc:Fallback>{older}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_a_text_box_is_read_once_after_its_paragraph():
    body = p(r("a") + both(box(p("dalam", style="H"), tbl(tr("sel")))) + r("b", B)) + p("c")
    blocks, notes = read(word(body, styles=style("H", title="heading 2")))
    assert [block.text if isinstance(block, Paragraph) else block.text(0) for block in blocks] == [
        "ab", "dalam", "sel", "c",
    ]  # fmt: skip
    assert blocks[1].heading == 2
    assert not notes


def test_the_older_form_is_read_where_the_newer_one_has_no_text():
    older = f"<w:pict>{box(p('lama'))}</w:pict>"
    body = p(f"<w:r><mc:AlternateContent><mc:Choice/><mc:Fallback>{older}</mc:Fallback></mc:AlternateContent></w:r>")
    assert texts(word(body)) == ["lama"]


def test_a_text_box_in_a_cell_stays_in_the_cell():
    assert texts(word(tbl(tr(tc(p(r("a") + both(box(p("b"), tbl(tr("c", "d")))))), "e")))) == [["a\nb\nc\td", "e"]]


def test_content_controls_give_their_content_and_not_their_prompts():
    filled = f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{r('isi')}</w:sdtContent></w:sdt>"
    prompt = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('Klik di sini')}</w:sdtContent></w:sdt>"
    row = f"<w:sdt><w:sdtContent>{tr('x', 'y')}</w:sdtContent></w:sdt>"
    body = f"<w:sdt><w:sdtContent>{p(filled + prompt + filled)}</w:sdtContent></w:sdt>{tbl(row)}"
    assert texts(word(body)) == ["isiisi", ["x", "y"]]


def test_what_stands_beside_the_text_is_said():
    notes_part = root("footnotes", f'<w:footnote w:id="0">{p()}</w:footnote><w:footnote w:id="1">{p("x")}</w:footnote>')
    parts = [
        ("footnotes", notes_part),
        ("endnotes", root("endnotes", f'<w:endnote w:id="1">{p("y")}</w:endnote>')),
        ("header", root("hdr", p("Kop"))),
        ("footer", root("ftr", p())),
        ("comments", root("comments", p("Komentar"))),
    ]
    picture = "<w:r><w:drawing><a:blip/></w:drawing></w:r>"
    blocks, notes = read(word(p("a") + p(picture) + '<w:altChunk r:id="r1"/>', parts=parts))
    assert [block.text for block in blocks] == ["a"]
    assert [note.code for note in notes] == ["W_WORD_PICTURES", "W_WORD_PARTS", "W_WORD_NOTES", "W_WORD_HEADERS"]
    assert [str(note.message).partition(" ")[0] for note in notes[:3]] == ["1", "1", "2"]
    assert "1 bagian" in str(notes[3].message)


@pytest.mark.parametrize("main", ["word/document.xml", "word/document2.xml", "isi/teks.xml", "akar.xml"])
@pytest.mark.parametrize("kind", [MAIN, MAIN.replace("document.main", "template.main")])
def test_parts_are_found_by_their_relationships(main, kind):
    data = word(p("a", style="X") + p("b", num=1, level=0), main=main, kind=kind, styles=style("X", title="heading 1"),
                numbering=BULLETS)  # fmt: skip
    blocks, _notes = read(data)
    assert docx.is_word(Archive(data))
    assert [(block.text, block.heading) for block in blocks] == [("a", 1), ("•\tb", 0)]


def test_a_file_of_another_kind_is_no_word_file():
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    for data in (word(kind=sheet), package({"a.xml": "<a/>"})):
        assert not docx.is_word(Archive(data))
        with pytest.raises(ArchiveError):
            read(data)


def test_other_namespaces_prefixes_and_encodings_read_alike():
    data = word(p("Jujur", style="X") + p("é", num=1, level=0), styles=style("X", title="heading 1"), numbering=BULLETS)
    wanted = read(data)
    members = ["word/document.xml", "word/styles0.xml", "word/numbering1.xml"]
    changes = [
        lambda text: text.replace(W, STRICT),
        lambda text: (
            text.replace("<w:", "<x:").replace("</w:", "</x:").replace("xmlns:w", "xmlns:x").replace(" w:", " x:")
        ),
        lambda text: text.replace("<w:", "<").replace("</w:", "</").replace("xmlns:w=", "xmlns="),
        lambda text: text.replace("UTF-8", "UTF-16").encode("utf-16"),
    ]
    for change in changes:
        other = data
        for name in members:
            text = Archive(data).zip.read(name).decode()
            other = with_member(other, name, change(text))
        assert read(other) == wanted
    strict = relationships(("officeDocument", "word/document.xml")).replace(
        R, "http://purl.oclc.org/ooxml/relationships"
    )
    assert read(with_member(data, "_rels/.rels", strict)) == wanted


def test_a_file_without_styles_and_lists_is_read():
    data = package({"_rels/.rels": relationships(("officeDocument", "word/document.xml")),
                    "word/document.xml": root("document", f"<w:body>{p('a', style='X', num=1)}</w:body>")})  # fmt: skip
    assert texts(data) == ["a"]


def code_of(data):
    with pytest.raises(ArchiveError) as caught:
        read(data)
    return caught.value.code


def test_macros_and_entities_are_refused():
    assert code_of(with_member(word(p("a")), "word/vbaProject.bin", b"x")) == "E_ARCHIVE_MACRO"
    entity = '<!DOCTYPE a [<!ENTITY e "eee">]><w:document xmlns:w="x"><w:body>&e;</w:body></w:document>'
    assert code_of(with_member(word(p("a")), "word/document.xml", entity)) == "E_XML_DOCTYPE"


def test_a_file_cut_anywhere_is_refused():
    data = word(p("a") + tbl(tr("b")), numbering=BULLETS)
    for length in range(len(data)):
        assert code_of(data[:length]).startswith("E_ARCHIVE_")


def nested(depth, before, after, content=""):
    return before * depth + content + after * depth


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>"),
        ("<w:txbxContent>", "</w:txbxContent>"),
        ("<w:p>", "</w:p>"),
        ("<w:tr>", "</w:tr>"),
        ("<w:tc>", "</w:tc>"),
    ],
)
def test_parts_too_deep_in_each_other_are_refused(before, after):
    assert code_of(word(nested(docx_page.DEPTH_LIMIT + 1, before, after))) == "E_ARCHIVE_BROKEN"


@pytest.mark.parametrize("name", ["r", "sdt", "hyperlink", "ins", "drawing", "rPr", "sdtContent", "smartTag", "x"])
def test_other_elements_may_stand_as_deep_as_the_guard_allows(name):
    deep = nested(zip_guard.DEPTH_LIMIT - 10, f"<w:{name}>", f"</w:{name}>")
    assert texts(word(p("a") + p(deep) + p("b"))) == ["a", "b"]
    assert code_of(word(p(nested(zip_guard.DEPTH_LIMIT, f"<w:{name}>", f"</w:{name}>")))) == "E_XML_STRUCTURE"


def test_huge_numbers_are_bounded():
    huge = "9" * 5000
    row = tr(tc("a", f'<w:gridSpan w:val="{huge}"/>'), properties='<w:gridBefore w:val="-5"/>')
    blocks, _notes = read(word(tbl(row)))
    assert blocks[0].cells == (Cell(0, "a", COLUMN_LIMIT),)
    assert code_of(word(tbl(tr(tc("a", f'<w:gridSpan w:val="{huge}"/>'), "b")))) == "E_ARCHIVE_MEMBERS"
    levels = abstract(0, lvl(0, "%1", "lowerRoman", start=huge), lvl(1, "%2", "lowerLetter", start=huge)) + num(1, 0)
    assert marks(word(listed(0, 1, 0), numbering=levels)) == [
        "mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmdcclxvii",
        "32767",
        "32768",
    ]
    long = abstract(0, lvl(0, "%1" * 10_000, "upperRoman", start=30_000)) + num(1, 0)
    assert len(marks(word(listed(0), numbering=long))[0]) == docx_numbering.TEXT_LIMIT
    assert texts(word(p("a", num=1, level=huge), numbering=THREE + num(1, 0))) == ["a"]


def test_too_many_styles_and_levels_are_refused(monkeypatch):
    monkeypatch.setattr(docx_styles, "STYLE_LIMIT", 2)
    monkeypatch.setattr(docx_numbering, "DEFINITION_LIMIT", 3)
    assert code_of(word(styles="".join(style(f"s{place}") for place in range(3)))) == "E_ARCHIVE_MEMBERS"
    assert code_of(word(numbering=THREE)) == "E_ARCHIVE_MEMBERS"


def test_too_much_text_is_refused(monkeypatch):
    monkeypatch.setattr(docx_page, "WEIGHT_LIMIT", 1000)
    assert code_of(word(p("a" * 600) + p("b" * 600))) == "E_ARCHIVE_SIZE"
    assert code_of(word(tbl(*[tr("a")] * 20))) == "E_ARCHIVE_SIZE"


def test_too_many_parts_and_runs_are_refused(monkeypatch):
    monkeypatch.setattr(docx_page, "PART_LIMIT", 10)
    assert len(texts(word(p("a") * 5))) == 5
    assert code_of(word(p("a") * 6)) == "E_ARCHIVE_PARTS"
    assert code_of(word(p(r("a") * 10))) == "E_ARCHIVE_PARTS"
    assert code_of(word(tbl(*[tr("a")] * 4))) == "E_ARCHIVE_PARTS"


def test_a_number_of_all_levels_is_written_as_its_level_says():
    levels = [lvl(level, ".".join(f"%{each + 1}" for each in range(9)), "upperRoman") for level in range(9)]
    listed = word(p("a", num=1, level=2) + p("b", num=1, level=8), numbering=abstract(1, *levels) + num(1, 1))
    assert texts(listed) == ["I.I.I......\ta", "I.I.I.I.I.I.I.I.I\tb"]


def test_a_paragraph_of_very_many_runs_has_its_text_and_no_emphasis(monkeypatch):
    monkeypatch.setattr(docx_page, "RUN_LIMIT", 3)
    assert texts(word(p(r("a", B) + r("b") + r("c")))) == ["abc"]
    assert texts(word(p("".join(r(letter, B) + r("-") for letter in "abcd")))) == ["a-b-c-d-"]
    carried = p(r("a", B) + r("b") + r("c") + r("d"), DELETED_MARK) + p(r("e") + r("f", B))
    assert texts(word(carried)) == ["abcdef"]


def test_a_definition_is_not_looked_for_through_endless_others():
    count = docx_numbering.LINKS + 2
    lists = "".join(abstract(at, link=f'<w:numStyleLink w:val="L{at + 1}"/>') + num(at + 1, at) for at in range(count))
    lists += abstract(count, lvl(0, "%1.")) + num(count + 1, count)
    styles = "".join(
        style(f"L{at}", f'<w:pPr><w:numPr><w:numId w:val="{at + 1}"/></w:numPr></w:pPr>') for at in range(count + 1)
    )
    data = word(p("a", num=count, level=0) + p("b", num=1, level=0), numbering=lists, styles=styles)
    assert texts(data) == ["1.\ta", "b"]


def test_circles_of_styles_and_lists_end():
    circle = "".join(style(f"s{place}", based=f"s{(place + 1) % 3000}") for place in range(3000))
    assert texts(word(p("a", style="s7"), styles=circle)) == ["a"]
    lists = abstract(0, link='<w:numStyleLink w:val="L"/>') + num(1, 0)
    assert texts(word(p("a", num=1, level=0), numbering=lists, styles=LINK)) == ["a"]
    chain = "".join(style(f"s{place}", based=f"s{place + 1}") for place in range(3000)) + style(
        "s3000", title="heading 1"
    )
    assert read(word(p("a", style="s0"), styles=chain))[0][0].heading == 1


def test_blocks_come_before_the_text_is_read_to_its_end():
    body = "".join(p(f"{place} " + "x" * 90) for place in range(20_000))
    stream = docx.blocks(Archive(word(body)), [])
    first = next(stream)
    assert first.text.startswith("0 ")
    assert stream.gi_frame.f_locals["page"].number < 10_000


WORDS = st.integers(0, 1)


def structures():
    """Nested structures as (XML, texts that are shown, texts that are not), for the content of a body or a cell."""
    counter = itertools.count()

    def token():
        return f"t{next(counter)}t"

    def run(shown):
        text = token()
        wrapped = {
            "plain": r(text), "bold": r(text, B), "ins": ins(r(text)), "link": f"<w:hyperlink>{r(text)}</w:hyperlink>",
            "sdt": f"<w:sdt><w:sdtContent>{r(text)}</w:sdtContent></w:sdt>", "del": gone(text),
            "hidden": r(text, "<w:vanish/>"), "deep": ins(ins(gone(text))),
        }[shown]  # fmt: skip
        return wrapped, [text]

    def paragraph(parts):
        kinds, inner, mark, level = parts
        runs = [run(kind) for kind in kinds]
        shown = [text for kind, (_xml, found) in zip(kinds, runs, strict=True) for text in found
                 if kind not in ("del", "hidden", "deep")]  # fmt: skip
        xml = "".join(found for found, _texts in runs)
        if inner is not None:
            xml += both(box(inner[0]))
            shown += inner[1]
        return p(xml, DELETED_MARK if mark else "", num=1, level=level), shown

    def table(rows):
        xml = tbl(*(tr(*(tc(cell[0] + p(), merge) for cell, merge in row)) for row in rows))
        return xml, [text for row in rows for cell, _merge in row for text in cell[1]]

    def sequence(parts):
        return "".join(xml for xml, _shown in parts), [text for _xml, shown in parts for text in shown]

    kinds = st.lists(st.sampled_from(["plain", "bold", "ins", "link", "sdt", "del", "hidden", "deep"]), max_size=3)

    def paragraphs(inner):
        return st.tuples(kinds, inner, st.booleans(), st.integers(0, 2)).map(paragraph)

    merges = st.sampled_from(["", '<w:vMerge w:val="restart"/>', '<w:gridSpan w:val="3"/>'])
    leaf = paragraphs(st.none())
    return st.recursive(
        leaf,
        lambda inside: st.one_of(
            st.lists(inside, max_size=3).map(sequence),
            st.lists(st.lists(st.tuples(inside, merges), min_size=1, max_size=3), min_size=1, max_size=3).map(table),
            paragraphs(inside),
        ),
        max_leaves=12,
    )


@settings(max_examples=150, deadline=None)
@given(structures())
def test_every_text_comes_once_whatever_it_stands_in(structure):
    xml, shown = structure
    blocks, _notes = read(word(xml, numbering=THREE + num(1, 0)))
    found = "\n".join(
        block.text if isinstance(block, Paragraph) else "\n".join(cell.text for cell in block.cells) for block in blocks
    )
    for text in shown:
        assert found.count(text) == 1
    assert found.count("t") == 2 * len(shown)
    assert [block.number for block in blocks] == list(range(1, len(blocks) + 1))


def leaf(name, *sections):
    return PrintedDocument(name, Part("Bagian"), name, name.upper(), f"Isi *{name}* itu.", "Kosong.", sections)


def exported():
    out = io.BytesIO()
    sections = (
        Section("Perilaku", points=("Jujur.", "Adil **sekali**.")),
        Section("Level 1", head="Indikator", rows=(("1", "Satu."), ("3", "Tiga *asing*, dan & lain."))),
    )
    template = docx_template.read(DEFAULT.read_bytes())
    docxfile.write(Cover("Buku"), [leaf("alfa", *sections), leaf("beta")], out, template=template, no_part="Lain")
    return out.getvalue()


def test_an_own_export_reads_as_it_was_written():
    blocks, notes = read(exported())
    rows = [block for block in blocks if not isinstance(block, Paragraph)]
    lines = [(block.text, block.heading, block.depth) for block in blocks if isinstance(block, Paragraph)]
    assert lines[:7] == [
        ("Buku", 0, 0), ("alfa", 1, 0), ("ALFA", 0, 0), ("Isi *alfa* itu.", 0, 0), ("Perilaku", 2, 0),
        ("•\tJujur.", 0, 1), ("•\tAdil **sekali**.", 0, 1),
    ]  # fmt: skip
    assert [[cell.text for cell in row.cells] for row in rows] == [
        ["No", "Indikator"], ["1", "Satu."], ["3", "Tiga *asing*, dan & lain."],
    ]  # fmt: skip
    assert [row.head for row in rows] == [True, False, False]
    assert [note.code for note in notes] == ["W_WORD_CONTENTS", "W_WORD_HEADERS"]


def test_a_file_of_another_program_reads_as_its_page():
    blocks, notes = read(Path(__file__).with_name("libreoffice.docx").read_bytes())
    assert [(block.text, block.heading or -block.depth) for block in blocks if isinstance(block, Paragraph)] == [
        ("BAB I\tPertama", 1), ("I.1.\tAnak", 2), ("I.2.\tAnak dua", 2), ("BAB II\tKedua", 1), ("II.1.\tAnak tiga", 2),
        ("1.\tsatu", -1), ("1.1.\tsatu satu", -2), ("1.2.\tsatu dua", -2), ("a)\tdalam", -3), ("2.\tdua", -1),
        ("2.1.\tdua satu", -2), ("Antara **tebal**\ttab\nbaris", 0), ("C.\tc", -1), ("D.\td", -1),
        ("1.\tmulai lagi", -1), ("Kalimat sisip dan akhir.", 0), ("Kotak:", 0), ("teks kotak", 0), ("Catatan.", 0),
    ]  # fmt: skip
    rows = [block for block in blocks if not isinstance(block, Paragraph)]
    assert [(row.head, row.cells) for row in rows] == [
        (True, (Cell(0, "No"), Cell(1, "Indikator"))),
        (False, (Cell(0, "C."), Cell(1, "x"))),
        (False, (Cell(0, "", continues=True), Cell(1, "y"))),
    ]
    assert [note.code for note in notes] == ["W_TRACKED", "W_WORD_NOTES"]


def words_of(blocks):
    """The words of all blocks, without printed marks and emphasis."""
    found = []
    for block in blocks:
        lines = [block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells]
        for line in "\n".join(lines).split("\n"):
            found += plain(line.removeprefix("•\t")).split()
    return found


def test_another_reader_finds_the_same_words():
    data = exported()
    archive = Archive(data)
    assert related(archive, relations(archive, docx.main_part(archive)), "styles")
    witness = mammoth.extract_raw_text(io.BytesIO(data)).value.split()
    contents = ["Daftar", "isi", "alfa", "beta"]
    expected = [text for text in witness if text]
    start = next(place for place in range(len(expected)) if expected[place : place + 4] == contents)
    assert words_of(read(data)[0]) == expected[:start] + expected[start + 4 :]


@pytest.mark.parametrize("slug", ["kamus", "panduan"])
def test_every_line_of_the_stored_documents_comes_back_as_it_was(client, seeds, slug):
    blocks, _notes = read(client.get(f"/ekspor/{slug}.docx").getvalue())
    cells = [
        [block.text.removeprefix("•\t")] if isinstance(block, Paragraph) else [cell.text for cell in block.cells]
        for block in blocks
    ]
    found = iter([text for texts in cells for text in texts])
    for document in document_types.get(slug).repository.load():
        for line in document.lines:
            if line.section not in ("kelompok", "aspek", "ranah", "nomor") and line.text:
                assert line.text in found, line.path


NAMES = """
    p r t tbl tr tc pPr rPr trPr tcPr ins del moveFrom sdt sdtPr showingPlcHdr drawing pict txbxContent fldChar br tab
    sym b i vanish rStyle pStyle numPr numId ilvl outlineLvl gridSpan vMerge hMerge gridBefore tblHeader cellDel hidden
    rt pPrChange style name basedOn abstractNum num lvl lvlOverride startOverride abstractNumId numFmt lvlText start
    lvlRestart isLgl numStyleLink styleLink footnote AlternateContent Choice Fallback
"""
VALUES = [
    "",
    "0",
    "1",
    "2",
    "9",
    "-1",
    "999999999999",
    "²",
    "%1.",
    "bullet",
    "continue",
    "begin",
    "separate",
    "end",
    "L1",
]
KEYS = ["val", "styleId", "type", "fldCharType", "numId", "abstractNumId", "ilvl", "char", "font", "default"]


def scrambled(dice):
    """Any elements in any order and depth, with any attributes, well-formed."""
    written, opened = [], []
    for _step in range(dice.randrange(60)):
        if opened and dice.random() < 0.4:
            written.append(f"</w:{opened.pop()}>")
            continue
        opened.append(dice.choice(NAMES.split()))
        keys = dice.sample(KEYS, dice.randrange(4))
        attributes = "".join(f' w:{key}="{dice.choice(VALUES)}"' for key in keys)
        written.append(f"<w:{opened[-1]}{attributes}>{dice.choice(['', 'x', ' y '])}")
    return "".join(written + [f"</w:{name}>" for name in reversed(opened)])


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 2**64))
def test_scrambled_files_are_read_or_refused(seed):
    dice = random.Random(seed)
    body, styles, numbering = (scrambled(dice) for _part in range(3))
    numbering = abstract(1, lvl(1, "%1.%2")) + num(1, 1) + numbering
    data = word(
        p("a", num=1, level=1) + body,
        styles=styles,
        numbering=numbering,
        parts=[("footnotes", root("footnotes", body))],
    )
    try:
        blocks, _notes = read(data)
    except ArchiveError:
        return
    assert [block.number for block in blocks] == list(range(1, len(blocks) + 1))
    for block in blocks:
        columns = [] if isinstance(block, Paragraph) else [cell.column for cell in block.cells]
        assert columns == sorted(set(columns))
        assert str(block.place)
