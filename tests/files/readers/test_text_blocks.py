"""Plain text and Markdown as blocks: what stands in a line stays, as Markdown means it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from files.readers.blocks import Note, Paragraph, TableRow
from files.readers.text_blocks import MESSAGES, blocks
from tests.builders import FIXTURES


def simple(text):
    """The blocks of a text with their lines: a row as its cells' texts by column, with True for a head."""
    found = []
    for block in blocks(text):
        if isinstance(block, Paragraph):
            found.append((block.number, block.text))
        elif isinstance(block, TableRow):
            cells = {cell.column: cell.text for cell in block.cells}
            found.append((block.number, cells, True) if block.head else (block.number, cells))
    return found


def notes(text):
    return [(block.code, block.block) for block in blocks(text) if isinstance(block, Note)]


def test_each_line_is_a_paragraph_with_its_number():
    assert simple("\ufeffa\r\n\r\n b \rc\td\n") == [(1, "a"), (3, "b"), (4, "c\td")]
    assert [str(block.place) for block in blocks("a\n\nb")] == ["baris 1", "baris 3"]


def test_tabs_stay_for_rows_that_were_pasted():
    assert simple("Level 1\t\n\t\t1.2 Menaati\n \t \n") == [(1, "Level 1\t"), (2, "\t\t1.2 Menaati")]


def test_odd_characters_are_read_as_everywhere_and_told_once():
    text = "a\u00a0b\nc\u200bd\n\u00a0e\x0cf\n"
    assert simple(text) == [(1, "a b"), (2, "cd"), (3, "e f")]
    assert notes(text) == [("W_NBSP", 1), ("W_INVISIBLE", 2), ("W_CONTROL", 3)]


@pytest.mark.parametrize(
    ("text", "heading", "shown"),
    [
        ("# ELEMENTS", 1, "ELEMENTS"),
        ("### Sub ###", 3, "Sub"),
        ("## C#", 2, "C#"),
        ("# **ELEMENTS** {#elements}", 1, "ELEMENTS"),
        ("Judul\n=====", 1, "Judul"),
        ("Judul\n---", 2, "Judul"),
        ("#tanda", 0, "#tanda"),
        ("- Butir\n---", 0, "- Butir"),
    ],
)
def test_headings_have_their_rank_and_no_marks(text, heading, shown):
    (block,) = (block for block in blocks(text) if isinstance(block, Paragraph))
    assert (block.heading, block.text) == (heading, shown)


def test_a_line_below_several_lines_makes_none_of_them_a_heading():
    assert [(block.text, block.heading) for block in blocks("a\nb\n---\nc")] == [("a", 0), ("b", 0), ("c", 0)]


@pytest.mark.parametrize("rule", ["---", "***", "_ _ _", "=====", "#", "```", "~~~"])
def test_rules_and_fences_are_no_blocks(rule):
    assert simple(f"a\n\n{rule}\n") == [(1, "a")]


def test_code_stands_as_it_is():
    assert simple("```text\n# a \\| b\n```\n# b") == [(2, "# a \\| b"), (4, "b")]


@pytest.mark.parametrize(
    "text",
    ["Nama | A\n:---|:--\nKode | B\n", "| Nama | A |\n|---|---|\n| Kode | B |", "Nama | A\n----+----\nKode | B"],
)
def test_the_row_above_the_rule_is_the_head(text):
    assert simple(text) == [(1, {0: "Nama", 1: "A"}, True), (3, {0: "Kode", 1: "B"})]


def test_rows_without_a_rule_need_a_neighbour_as_wide():
    assert simple("Nama | A\nKode | B") == [(1, {0: "Nama", 1: "A"}), (2, {0: "Kode", 1: "B"})]
    assert simple("Sumber: A | B\nlalu") == [(1, "Sumber: A | B"), (2, "lalu")]


def test_a_row_alone_is_one_when_it_is_as_wide_as_the_table_before():
    assert simple("Nama | A\nKode | B\n\n- 2 -\n\n1.2 | C\n\nx | y | z")[2:] == [
        (4, "- 2 -"),
        (6, {0: "1.2", 1: "C"}),
        (8, "x | y | z"),
    ]


def test_further_pipes_belong_to_the_last_text_of_a_table_with_a_head():
    assert simple("Nama | A\n--|--\nKode | B | C |\n")[1] == (3, {0: "Kode", 1: "B | C"})
    assert simple("Nama | A\n--|--\nKode | B | C\nX | Y | Z\n")[2] == (4, {0: "X", 1: "Y | Z"})
    assert simple("Nama | A\nX | Y\nKode | B | C\nDefinisi | D\n")[2] == (3, {0: "Kode", 1: "B | C"})


def test_two_rows_of_another_width_are_a_table_of_that_width():
    assert simple("Nama | A\nKode | B\nLevel | C | D\n1 | E | F\n")[2:] == [
        (3, {0: "Level", 1: "C", 2: "D"}),
        (4, {0: "1", 1: "E", 2: "F"}),
    ]


def test_empty_cells_keep_their_places_and_empty_rows_are_none():
    assert simple("| a | b | c |\n|---|---|---|\n| | d | |\n| | | |\n") == [
        (1, {0: "a", 1: "b", 2: "c"}, True),
        (3, {1: "d"}),
    ]


def test_tables_are_counted():
    rows = list(blocks("a|b\nc|d\n\ne|f\ng|h\n\n<table><tr><td>i</table>\n\nj|k\nl|m"))
    assert [row.table for row in rows] == [1, 1, 2, 2, 3, 4, 4]
    assert str(rows[-1].place) == "baris 10"


def test_a_grid_has_no_head_for_each_of_its_rows():
    text = "+---+---+\n| a | b |\n+===+===+\n| c | d |\n+---+---+\n| e | f |\n+---+---+\n"
    assert simple(text) == [(2, {0: "a", 1: "b"}, True), (4, {0: "c", 1: "d"}), (6, {0: "e", 1: "f"})]


def test_a_table_of_html_has_its_lines():
    text = "# A\n\n<table>\n<tr><td>a\n<td>b</tr>\n\n<tr><td>c</td></tr>\n</table> d\ne | f"
    assert simple(text) == [(1, "A"), (4, {0: "a", 1: "b"}), (7, {0: "c"}), (8, "d"), (9, "e | f")]
    assert [str(block.place) for block in blocks(text)][1:] == ["baris 4", "baris 7", "baris 8", "baris 9"]


def test_text_between_rows_has_its_own_line_and_moves_no_other():
    found = list(blocks("<table>\n<tr>\nx\n<td>a</tr>\n<tr><td>b</table>"))
    assert [block.place.row for block in found] == [3, 3, 5]


def test_rows_in_one_line_have_numbers_of_their_own():
    found = list(blocks("a\n<table><tr><td>b<tr><td>c</table>\nd\n\ne"))
    assert [block.number for block in found] == [1, 2, 3, 4, 5]
    assert [str(block.place) for block in found] == ["baris 1", "baris 2", "baris 2", "baris 3", "baris 5"]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_a_table_of_html_has_its_lines_whatever_ends_them(end):
    text = "a\n<table>\n<tr><td>b\n<tr><td>c\n</table>\nd".replace("\n", end)
    assert simple(text) == [(1, "a"), (3, {0: "b"}), (4, {0: "c"}), (6, "d")]


def test_a_table_of_html_that_never_ends_is_text():
    assert simple("<table>\n<tr>") == [(1, "<table>"), (2, "<tr>")]


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("1\\. a \\- b \\* c", "1. a - b * c"),
        ("a &amp; b&nbsp;&lt;c&gt; &#8226;", "a & b <c> •"),
        ("a<br>b<BR/>", "a\nb"),
        ("\\&amp;", "&amp;"),
        ("**Kode**", "Kode"),
        ("__Kode__", "Kode"),
        ("***Kode***", "*Kode*"),
    ],
)
def test_markdowns_spelling_is_understood_and_told(raw, shown):
    assert simple(raw) == [(1, shown)]
    assert notes(raw) == [("W_MARKDOWN", 1)]


@pytest.mark.parametrize(
    "raw", ["*a* b", "**a** dan **b**", "R&D; AT&T", "C:\\kerja", "** a **", "a < b", "&tidakada;"]
)
def test_what_is_no_spelling_stays(raw):
    assert simple(raw) == [(1, raw)]
    assert notes(raw) == []


def test_the_spelling_is_told_once_with_its_count_and_its_first_line():
    text = "a\n\n1\\. b | **c**\n2\\. d | e \\| f<br>g\n"
    *rows, note = blocks(text)
    assert [cell.text for row in rows[1:] for cell in row.cells] == ["1. b", "c", "2. d", "e | f\ng"]
    assert note == Note("W_MARKDOWN", MESSAGES["W_MARKDOWN"].format(count=5), 3)


def test_a_paragraph_that_is_bold_as_a_whole_says_so():
    assert not any(block.bold for block in blocks("**a\\**") if isinstance(block, Paragraph))
    assert [(block.text, block.bold) for block in blocks("**Nama**\nb **c**") if isinstance(block, Paragraph)] == [
        ("Nama", True),
        ("b **c**", False),
    ]


def test_items_have_the_depth_of_their_indentation():
    text = "- a\n  - b\n\t1. c\n  - d\n1. e\n\n    a) f\n1.1 g\nh\n  • i\n-1. j"
    assert [block.depth for block in blocks(text)] == [1, 2, 3, 2, 1, 2, 1, 0, 1, 0]


@pytest.mark.parametrize("name", ["kamus", "panduan"])
def test_the_real_files_give_a_block_for_each_line_that_is_no_mark(name):
    text = (FIXTURES / f"{name}.md").read_text()
    lines = [number for number, line in enumerate(text.split("\n"), 1) if any(map(str.isalnum, line))]
    assert [block.number for block in blocks(text) if not isinstance(block, Note)] == lines


# Laws

pieces = st.sampled_from(
    [
        "x",
        "y ",
        "7",
        "|",
        " | ",
        "*",
        "**",
        "#",
        "# ",
        "-",
        "---",
        "=",
        ":",
        "+",
        "\\",
        "\\|",
        "<br>",
        "\t",
        "\u00a0",
        " ",
        ".",
        "\n",
    ]
)


def letters(text):
    return [character for character in text.replace("<br>", " ") if character in "xy7"]


@given(st.lists(pieces, max_size=50).map("".join))
@example("x|y\n--|--\n7|x|y|x")
def test_every_character_of_a_text_stands_in_a_block_in_order(text):
    found = [block for block in blocks(text) if not isinstance(block, Note)]
    shown = [
        block.text if isinstance(block, Paragraph) else " ".join(cell.text for cell in block.cells) for block in found
    ]
    assert letters(" ".join(shown)) == letters(text)
    assert [block.number for block in found] == sorted({block.number for block in found})


@given(st.text(max_size=100))
def test_any_text_becomes_blocks_that_are_not_empty(text):
    for block in blocks(text):
        if isinstance(block, Paragraph):
            assert block.text.strip()
        elif isinstance(block, TableRow):
            assert block.cells


@pytest.mark.parametrize(
    "sender",
    [
        "[08.12, 14/5/2026] Bu Rina SDM: ",
        "[14/05/26 08.12.30] Rina: ",
        "14/05/26 08.12 - Rina: ",
        "5/14/26, 8:12 AM - R: ",
    ],
)
def test_the_sender_of_a_message_is_told_and_no_text(sender):
    assert simple(f"{sender}*Kerja Sama*\nDefinisi: satu") == [(1, "*Kerja Sama*"), (2, "Definisi: satu")]
    assert notes(f"Judul\n{sender}*Kerja Sama*\n{sender}dua") == [("W_SENDER", 2)]


@pytest.mark.parametrize("line", ["08.12 Rapat: satu", "1. Rina: satu", "14/05/26: satu", "08.12-14.05 Rina: dua"])
def test_a_line_with_a_time_or_a_date_alone_has_no_sender(line):
    assert simple(line) == [(1, line)]


def test_a_quotation_is_read_without_its_signs():
    assert simple("> satu\n>> dua\n> > - tiga") == [(1, "satu"), (2, "dua"), (3, "- tiga")]
    assert notes("> satu") == [("W_MARKDOWN", 1)]


def test_a_sign_before_a_number_says_that_more_is_meant():
    assert simple("> 90 persen\n>5") == [(1, "> 90 persen"), (2, ">5")]


def test_a_note_that_is_set_off_keeps_its_signs_to_its_end():
    text = "> [!note] Catatan\n> satu\n\n> dua"
    assert simple(text) == [(1, "> [!note] Catatan"), (2, "> satu"), (4, "dua")]
