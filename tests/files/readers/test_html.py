"""HTML as blocks: pages, and what Word, Excel, Google, LibreOffice and browsers put on the clipboard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from files.cells import SheetError
from files.readers import html, html_page, html_tokens
from files.readers.blocks import Note, Paragraph, TableRow
from files.readers.html import blocks, looks_like_html
from files.readers.html_elements import DEPTH, FORMATS
from files.zip_guard import ArchiveError

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=utf-8>
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings>rahasia</o:OfficeDocumentSettings></xml><![endif]-->
<style>p.MsoNormal {margin:0}</style></head><body lang=IN><!--StartFragment-->
<p class=MsoNormal><b>Nama Kompetensi<span style='mso-tab-count:1'>      </span>: Integritas<o:p></o:p></b></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
lang=IN style='mso-fareast-font-family:Aptos'><span style='mso-list:Ignore'>1.1.<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>Ucapan dan
tindakan <i>sejalan</i>;<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='mso-list:l1 level2 lfo2'><!--[if !supportLists]--><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;&nbsp;</span></span></span><!--[endif]-->
Jujur</p><p class=MsoNormal><span style='display:none;mso-hide:all'>draf</span><o:p>&nbsp;</o:p></p>
<!--EndFragment--></body></html>"""
EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><style><!--td {mso-ignore:padding}--></style><body>
<table border=0 style='border-collapse:collapse'><!--StartFragment--><col width=64>
 <tr height=19><td rowspan=2 class=xl65 style='height:28.8pt'>Integritas</td><td class=xl66>Jujur.<br style=
'mso-data-placement:same-cell'>Adil.</td></tr>
 <tr style='display:none'><td>baris tersembunyi</td></tr>
 <tr height=19><td colspan=3 class=xl65 align=right x:num="1">1</td></tr><!--EndFragment--></table></body></html>"""
GOOGLE_DOCS = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><h1 dir="ltr"><span
style="font-weight:400;white-space:pre-wrap;">ELEMENTS</span></h1><p dir="ltr"><span style="font-weight:700;">Kode
</span><span style="font-weight:400;">DEVO</span></p><ol style="margin-top:0"><li dir="ltr" aria-level="1"
style="list-style-type:decimal;font-weight:400"><p role="presentation"><span style="font-style:italic">Satu</span>
dua</p></li><ul><li aria-level="2" style="list-style-type:circle"><p role="presentation">Anak</p></li></ul>
<li style="list-style-type:decimal">Tiga</li></ol></b><br class="Apple-interchange-newline">"""
GOOGLE_SHEETS = """<meta charset='utf-8'><google-sheets-html-origin><style><!--td {border: 1px}--></style>
<table dir="ltr" data-sheets-root="1"><colgroup><col width="100"/></colgroup><tbody><tr style="height:21px;">
<td style="overflow:hidden;font-weight:bold" data-sheets-value='{"1":2,"2":"Kode"}'>Kode</td><td>Nama</td></tr>
<tr><td>DEVO</td><td></td></tr></tbody></table></google-sheets-html-origin>"""
CHROMIUM = """<meta charset='utf-8'><h2 style="font-weight: 700; white-space: normal;">Kelompok</h2><ol start="4"
type="A" style="white-space: normal;"><li>Empat</li><li value="7">Tujuh</li></ol><dl><dt>Level 1</dt><dd>Paham</dd></dl>
<pre>Nama\tIntegritas
Kode\tM.01</pre>"""


def simple(text):
    """The blocks of HTML without their places: a row as its cells' texts by column."""
    found = []
    for block in blocks(text):
        if isinstance(block, Paragraph):
            found.append(block.text)
        elif isinstance(block, TableRow):
            found.append({cell.column: None if cell.continues else cell.text for cell in block.cells})
    return found


def paragraphs(text):
    return [(block.text, block.heading, block.depth, block.bold) for block in blocks(text)]


def test_word_prints_its_numbers_and_bullets_and_hides_its_settings():
    *found, note = blocks(WORD)
    assert [(block.text, block.depth, block.bold) for block in found] == [
        ("Nama Kompetensi\t: Integritas", 0, True),
        ("1.1.\tUcapan dan tindakan *sejalan*;", 1, False),
        ("•\tJujur", 2, False),
    ]
    assert note == Note("W_HIDDEN_TEXT", html.MESSAGES["W_HIDDEN_TEXT"].format(count=1))


def test_excel_merges_cells_and_breaks_lines_in_them():
    first, second, note = blocks(EXCEL)
    assert [(cell.column, cell.text, cell.span, cell.continues) for cell in first.cells] == [
        (0, "Integritas", 1, False),
        (1, "Jujur.\nAdil.", 1, False),
    ]
    assert [(cell.column, cell.text, cell.span) for cell in second.cells] == [(0, "1", 3)]
    assert (str(first.place), str(second.place)) == ("tabel 1, baris 1", "tabel 1, baris 3")
    assert note.code == "W_HIDDEN_TEXT"


def test_google_docs_is_not_bold_as_a_whole():
    assert paragraphs(GOOGLE_DOCS) == [
        ("ELEMENTS", 1, 0, False),
        ("**Kode** DEVO", 0, 0, False),
        ("1.\t*Satu* dua", 0, 1, False),
        ("•\tAnak", 0, 2, False),
        ("2.\tTiga", 0, 1, False),
    ]


def test_google_sheets_keeps_its_table():
    assert simple(GOOGLE_SHEETS) == [{0: "Kode", 1: "Nama"}, {0: "DEVO"}]


def test_browsers_print_the_marks_of_lists_and_keep_tabs_of_texts():
    assert paragraphs(CHROMIUM) == [
        ("Kelompok", 2, 0, True),
        ("D.\tEmpat", 0, 1, False),
        ("G.\tTujuh", 0, 1, False),
        ("Level 1", 0, 0, False),
        ("Paham", 0, 1, False),
        ("Nama\tIntegritas", 0, 0, False),
        ("Kode\tM.01", 0, 0, False),
    ]


@pytest.mark.parametrize(
    ("tag", "marks"),
    [
        ("ol", ["1.", "2."]),
        ("ol type=i start=4", ["iv.", "v."]),
        ("ol type=I start=3999", ["MMMCMXCIX.", "4000."]),
        ("ol type=a start=26", ["z.", "aa."]),
        ("ol start=-1", ["-1.", "0."]),
        ("ol reversed start=9", ["9.", "8."]),
        ("ol style='list-style-type: upper-roman'", ["I.", "II."]),
        ("ol style='list-style: decimal-leading-zero'", ["01.", "02."]),
        ("""ol style="list-style-type: '- '\"""", ["-", "-"]),
        ("ul", ["•", "•"]),
        ("ul type=square", ["•", "•"]),
    ],
)
def test_an_item_has_the_mark_that_is_printed(tag, marks):
    assert simple(f"<{tag}><li>a<li>b</ol>") == [f"{marks[0]}\ta", f"{marks[1]}\tb"]


@pytest.mark.parametrize("tag", ["ul style='list-style-type:none'", "ol reversed"])
def test_an_item_without_a_mark_or_a_known_one_has_none(tag):
    assert simple(f"<{tag}><li>a<li>b</ol>") == ["a", "b"]


def test_only_the_first_paragraph_of_an_item_has_its_mark():
    assert simple("<ol><li><p>a<p>b<br>c</li><li><ul><li>d</ul></ol>") == ["1.\ta", "b", "c", "•\td"]


def test_merged_cells_of_several_rows_push_the_others_aside():
    assert simple("<table><tr><td rowspan=3>a<td>b<td rowspan=2>c<tr><td>d<tr><td>e<td>f</table>") == [
        {0: "a", 1: "b", 2: "c"},
        {0: None, 1: "d", 2: None},
        {0: None, 1: "e", 2: "f"},
    ]


def test_a_merged_cell_ends_with_its_group_of_rows():
    text = "<table><tbody><tr><td rowspan=0>a<td>b<tr><td>c<tbody><tr><td>d</table>"
    assert simple(text) == [{0: "a", 1: "b"}, {0: None, 1: "c"}, {0: "d"}]


def test_a_head_is_what_the_page_calls_one():
    text = "<table><thead><tr><td>a<tbody><tr><th>b<th>c<tr><th>d<td>e</table>"
    assert [block.head for block in blocks(text)] == [True, True, False]


def test_paragraphs_and_lists_of_a_cell_stand_on_lines():
    assert simple("<table><tr><td><p>a</p><ol><li>b<li>c</ol>d</table>") == [{0: "a\n1.\tb\n2.\tc\nd"}]


def test_a_table_in_a_cell_stands_on_lines_of_it():
    inner = "<table><tr><td>1<td>b<tr><td>2<td>c</table>"
    assert simple(f"<table><tr><td>a<td>{inner}</table>") == [{0: "a", 1: "1\tb\n2\tc"}]


def test_a_table_that_frames_a_page_is_no_table():
    inner = "<h1>Judul</h1><p>Kata</p><table><tr><td>b<td>c</table>"
    assert simple(f"<table><tr><td>{inner}</table>") == ["Judul", "Kata", {0: "b", 1: "c"}]
    assert [str(block.place) for block in blocks(f"<table><tr><td>{inner}</table>")] == [
        "baris 1",
        "baris 2",
        "tabel 1, baris 1",
    ]


def test_rows_pasted_without_their_table_are_rows():
    assert simple("<tr><td>a<td>b</tr><tr><td>c</tr>") == [{0: "a", 1: "b"}, {0: "c"}]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>a <b>tebal </b>b", "a **tebal** b"),
        ("<p>a <b><i>x</i></b>", "a ***x***"),
        ("<p>a<b> </b>b", "a b"),
        ("<p>a <span style='font-weight:700'>x</span>", "a **x**"),
        ("<p><b>a <span style='font-weight:normal'>b</span></b>", "**a** b"),
        ("<p>a <b>x<b>y</b></b> z", "a **xy** z"),
        (
            "<p>x &lt;nama&gt; &amp; &#8220;y&#8221; &nbsp;z&#99999999999999999999;",
            "x <nama> & “y” z\ufffd9999999999999;",
        ),
    ],
)
def test_emphasis_and_entities_stand_as_texts_have_them(text, expected):
    assert simple(text) == [expected]


def test_bold_that_nobody_closed_goes_on_as_in_browsers():
    assert paragraphs("<p><b>a<p>b</b><p>c") == [("a", 0, 0, True), ("b", 0, 0, True), ("c", 0, 0, False)]


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>x</p>",
        "<span style='display: none'>x</span>",
        "<p><a style='visibility:hidden'>x</a></p>",
        "<script>x</script>",
        "<style>x</style>",
        "<template><p>x</p></template>",
        "<noscript>x</noscript>",
        "<title>x</title>",
        "<!-- x -->",
        "<!--[if mso]><p>x</p><![endif]-->",
        "<table><tr style='display:none'><td>x</table>",
    ],
)
def test_what_nobody_sees_is_left_out(hidden):
    assert simple(f"a{hidden}<p>b</p>") in (["a", "b"], ["ab"])


@pytest.mark.parametrize(
    "text",
    [
        "<p><span hidden>x<p>ab</p>",
        "<p>" + "<span>" * 500 + "</p><p>a<span hidden>x</span>b</p>",
        "<p><b hidden>x</b>a<span hidden><p>b",
        "<p>a\u200bb",
    ],
)
def test_hiding_ends_with_the_paragraph_that_it_stands_in(text):
    assert simple(text) in (["ab"], ["a", "b"])


@pytest.mark.parametrize(
    "text",
    [
        "<p style='mso-list:l0 level1'><span style='mso-list:Ignore'>1.<span>&nbsp;</span></span>a",
        "<p><![if !supportLists]>1.&nbsp;<![endif]>a",
        "<p><!--[if !supportLists]-->1.&nbsp;<!--[endif]-->a",
    ],
)
def test_either_of_words_signs_of_a_mark_is_enough(text):
    assert simple(text) == ["1.\ta"]


def test_tracked_changes_of_word_are_read_as_accepted_and_told():
    text = (
        "<p>a <ins cite='mailto:A' datetime='2026-01-01'>baru</ins> <del datetime='2026-01-01'>lama</del> <del>b</del>"
    )
    *found, note = blocks(text)
    assert [block.text for block in found] == ["a baru b"]
    assert note == Note("W_TRACKED", html.MESSAGES["W_TRACKED"].format(count=2))


def test_comments_of_word_are_hidden():
    text = "<p>a<span class=MsoCommentReference>[A1]</span></p><div style='mso-element:comment-list'><p>x</div>b"
    assert simple(text) == ["a", "b"]
    assert [block.code for block in blocks(text) if isinstance(block, Note)] == ["W_HIDDEN_TEXT"]


def test_a_hidden_cell_takes_no_place():
    assert simple("<table><tr><td hidden>x<td>a</table>") == [{0: "a"}]


@pytest.mark.parametrize("text", ["a <b", "a <b c='", "a <!-- b", "a < b <3 </ c"])
def test_markup_that_is_not_closed_is_text(text):
    assert simple(text) == [text]


@pytest.mark.parametrize(
    "text",
    [WORD, EXCEL, GOOGLE_DOCS, GOOGLE_SHEETS, CHROMIUM, "<!DOCTYPE html><p>a", "\ufeff<p>a</p>\n", "<table>x</table>"],
)
def test_html_is_told_from_texts(text):
    assert looks_like_html(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Nama | A",
        "# A\n<table></table>",
        "<table></table>\n# A\n<p></p>",
        "<nama> wajib",
        "a <b>c</b>",
        "<p>a</p> tail",
    ],
)
def test_other_texts_are_no_html(text):
    assert not looks_like_html(text)


def test_the_header_of_windows_clipboard_is_left_out():
    text = "Version:0.9\r\nStartHTML:00000097\r\nEndHTML:00000170\r\n<html><body><p>a</p></body></html>"
    assert looks_like_html(text)
    assert simple(text) == ["a"]


# Bounds


@pytest.mark.parametrize(
    "unit", ["<div>", "<b>", "<table>", "<span>", "<ul><li>", "<table><tr><td>", "<a ", "<!--", "</p>"]
)
def test_what_is_open_at_once_is_bounded(unit):
    page = html_page.Page()
    for token in html.tokens(unit * 3_000):
        page.take(token)
        assert len(page.scopes) <= html_page.TABLES + 1
        assert all(len(scope.elements) <= DEPTH and len(scope.formats) <= FORMATS for scope in page.scopes)


@pytest.mark.parametrize("text", ["<tr><td>x" * 200_001, "<td>x" * 703, "<td colspan=702>x<td>y"])
def test_a_table_beyond_the_limits_of_sheets_is_refused(text):
    with pytest.raises((SheetError, ArchiveError)):
        list(blocks(f"<table>{text}</table>"))


def test_what_frames_a_page_is_left_out_and_counted():
    page = (
        "<html><header>Portal</header><nav><ul><li>Beranda</ul></nav><div role=banner>Kuki</div><main><h1>Judul</h1>"
        "<section><header><h2>Nama</h2></header><p>Isi<footer>Catatan</footer></section></main>"
        "<aside>Berita<table><tr><td>x</table></aside><footer>Hak cipta</footer></html>"
    )
    found = list(html.blocks(page))
    assert [block.text for block in found if isinstance(block, Paragraph)] == ["Judul", "Nama", "Isi", "Catatan"]
    (note,) = [each for each in found if isinstance(each, Note)]
    assert (note.code, str(note.message).partition(" ")[0]) == ("W_PAGE_FRAME", "6")
    assert not [each for each in found if isinstance(each, TableRow)]


def test_a_page_of_too_many_tags_is_refused(monkeypatch):
    monkeypatch.setattr(html, "TOKEN_LIMIT", 10)
    assert simple("<p>a" * 5) == ["a"] * 5
    with pytest.raises(ArchiveError):
        list(blocks("<p>a" * 6))


def test_a_text_without_an_end_is_refused_and_only_some_attributes_are_kept(monkeypatch):
    monkeypatch.setattr(html_page, "TEXT_LIMIT", 100)
    assert simple("<p>" + "a" * 100) == ["a" * 100]
    with pytest.raises(ArchiveError):
        list(blocks("<p>a<p " + "a=b " * 100))
    (tag,) = html_tokens.tokens("<p " + " ".join(f"a{place}=b" for place in range(1_000)) + ">")
    assert len(tag.attributes) == html_tokens.ATTRIBUTES


def test_merged_cells_cannot_cost_more_than_a_sheet_may():
    head = "<tr>" + "<td rowspan=0>x" * 700
    with pytest.raises(ArchiveError):
        list(blocks(f"<table>{head}{'<tr><td>y' * 20_000}</table>"))


# Laws

TAGS = (
    "p",
    "div",
    "b",
    "i",
    "span",
    "h2",
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "td",
    "th",
    "dl",
    "dt",
    "a",
    "pre",
    "x-y",
    "br",
)
ends = st.sampled_from([f"</{tag}>" for tag in TAGS])
begins = st.sampled_from(
    [f"<{tag}>" for tag in TAGS] + ["<td rowspan=2>", "<th colspan=3>", "<p style='mso-list:l0 level1'>"]
)
soups = st.lists(begins | ends | st.just(None), max_size=60)
#: Elements that may stand in one another, each with what must stand around it.
NESTED = {
    **dict.fromkeys(
        ("div", "div hidden", "span", "span hidden", "section", "b", "i", "a", "x-y", "blockquote"), ("", "")
    ),
    "li": ("<ol>", "</ol>"),
    "td": ("<table><tr>", "</tr></table>"),
    "td hidden": ("<table><tr>", "</tr></table>"),
}
trees = st.recursive(
    st.just(None), lambda inner: st.tuples(st.sampled_from(sorted(NESTED)), st.lists(inner, max_size=4))
)


def texts(text):
    for block in blocks(text):
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, TableRow):
            yield from (cell.text for cell in block.cells)


def words(text):
    return [word for found in texts(text) for word in found.replace("*", "").split() if word.startswith("kata")]


@given(soups)
def test_each_text_of_any_soup_of_tags_stands_in_one_block_just_once(soup):
    text = "".join(tag or f" kata{number} " for number, tag in enumerate(soup))
    expected = [f"kata{number}" for number, tag in enumerate(soup) if tag is None]
    assert sorted(words(text)) == sorted(expected)


@given(st.lists(trees, max_size=5))
def test_each_text_that_is_seen_stands_in_one_block_just_once(forest):
    seen = []

    def written(tree, hidden):
        if tree is None:
            seen.append(f"kata{len(seen)}{'x' if hidden else ''}")
            return f" {seen[-1]} "
        tag, inner = tree
        content = "".join(written(each, hidden or "hidden" in tag) for each in inner)
        before, behind = NESTED[tag]
        return f"{before}<{tag}>{content}</{tag.split()[0]}>{behind}"

    text = "".join(written(tree, False) for tree in forest)
    assert sorted(words(text)) == sorted(word for word in seen if not word.endswith("x"))


@given(st.text(st.sampled_from("<>/!-[]&#;\"'= abtdrpx1\n|"), max_size=80))
def test_any_text_becomes_blocks_in_order_without_an_error(text):
    found = [block for block in blocks(text) if not isinstance(block, Note)]
    assert [block.number for block in found] == list(range(1, len(found) + 1))
    assert all(block.text for block in found if isinstance(block, Paragraph))
    assert all(block.cells for block in found if isinstance(block, TableRow))


def test_what_a_list_of_terms_says_of_one_has_the_depth_of_an_item():
    page = "<dl><dt>Penugasan<dd>Menyusun<dd><ul><li>Memimpin</ul></dl><p>Lain"
    assert [(text, depth) for text, _heading, depth, _bold in paragraphs(page)] == [
        ("Penugasan", 0),
        ("Menyusun", 1),
        ("•\tMemimpin", 1),
        ("Lain", 0),
    ]
