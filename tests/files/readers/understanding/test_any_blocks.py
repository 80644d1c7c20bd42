"""Laws of whole files: paragraphs and tables in any order, one fate for each piece, no word that was read is lost."""

import re
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from development.format.vocabulary import VOCABULARY as GUIDE
from dictionary.format.vocabulary import VOCABULARY as DICTIONARY
from files.readers.blocks import Cell, Paragraph, Place, TableRow
from files.readers.understanding.reading import NOT_UNDERSTOOD, understand
from files.readers.understanding.record import LEVEL_NAME_DROPPED, Answers

WORDS = sorted({word for role in (*DICTIONARY.roles, *GUIDE.roles) for word in role.words})
#: What stands before or alone in a line or a cell.
SIGNS = (
    "",
    "1. ",
    "2) ",
    "a. ",
    "• ",
    "- ",
    "1.1 ",
    "Level 1 ",
    "Level 2: ",
    "Level III",
    "| ",
    "KAMUS ",
    "A. ",
    "(",
    "0 ",
)
#: What parts a label from its text.
PARTS = (" : ", "\t", " | ", ": ", " ", "\n", " (")
WORD = re.compile(r"unik\d+x")

labels = st.sampled_from(WORDS).flatmap(lambda word: st.sampled_from([word, word.title(), word.upper(), f"**{word}**"]))
heads = st.one_of(labels, st.sampled_from(["No", "Level 1", "Level 2", "Dasar", "Mahir", "Ket.", ""]))
bodies = st.sampled_from(["", "kata", "Kata lain.", "*asing* dan **kuat**", "Adil; jujur", "x | y"])
texts = st.one_of(
    st.builds("".join, st.tuples(st.sampled_from(SIGNS), bodies)),
    st.builds("".join, st.tuples(labels, st.sampled_from(PARTS), bodies)),
    labels,
    st.text(max_size=10),
)
paragraphs = st.tuples(st.just("p"), texts, st.integers(0, 3), st.integers(0, 2), st.booleans())
tables = st.tuples(
    st.just("t"),
    st.lists(st.lists(st.one_of(texts, heads), min_size=1, max_size=5), min_size=1, max_size=5),
    st.booleans(),
)
#: A file may begin as a person begins one, so that there are documents for what comes below.
BEGINNINGS = (
    [],
    [("p", "Nama Kompetensi : Beta", 0, 0, False)],
    [("p", "Beta (BT)", 2, 0, True), ("p", "Definisi : Isi.", 0, 0, False)],
    [("p", "ALFA (Aspek Gama)", 1, 0, False), ("p", "Sub Aspek - 1 Beta", 2, 0, False)],
    [("t", [["Aspek", "Alfa"], ["Sub Aspek", "Beta"], ["Deskripsi", "Isi."]], False)],
    [("t", [["Nama", "Kode"], ["Beta", "BT"], ["Delta", "DT"]], True)],
)
files = st.builds(
    lambda first, others: first + others,
    st.sampled_from(BEGINNINGS),
    st.lists(st.one_of(paragraphs, tables), max_size=12),
)


def blocks_of(drawn):
    """The blocks of drawn paragraphs and tables; each text gets a word that stands nowhere else."""
    found, table = [], 0
    serial = iter(range(10_000))

    def marked(text):
        return f"{text} unik{next(serial)}x" if text.strip() and "\n" not in text else text

    for kind, content, *look in drawn:
        number = len(found) + 1
        if kind == "p":
            if content.strip():
                heading, depth, bold = look
                found.append(Paragraph(number, Place(number), marked(content), heading, depth, bold))
            continue
        table += 1
        for at, line in enumerate(content, 1):
            cells = tuple(Cell(column, marked(text)) for column, text in enumerate(line) if text.strip())
            if cells:
                found.append(TableRow(len(found) + 1, Place(at, table), table, cells, head=look[0] and at == 1))
    return found


def pieces_of(blocks):
    """The number of the block and the text of each paragraph and each filled cell."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.number, block.text
        else:
            yield from ((block.number, cell.text) for cell in block.cells)


@settings(max_examples=300, deadline=None)
@given(drawn=files, vocabulary=st.sampled_from([DICTIONARY, GUIDE]))
def test_every_piece_of_any_file_has_exactly_one_fate(drawn, vocabulary):
    blocks = blocks_of(drawn)
    account = understand(blocks, vocabulary, Answers(), dict).account
    assert letters(text for _number, text in pieces_of(blocks)) == letters(fate.text for fate in account)
    numbers = Counter(number for number, _text in pieces_of(blocks))
    found = Counter(fate.number for fate in account)
    assert set(found) == set(numbers)
    for fate in account:
        assert bool(fate.read) + bool(fate.label) + bool(fate.left_out) == 1
        assert fate.read or fate.reason
        assert fate.reason != NOT_UNDERSTOOD or fate.asks


@settings(max_examples=300, deadline=None)
@given(drawn=files, vocabulary=st.sampled_from([DICTIONARY, GUIDE]))
def test_every_text_that_was_read_stands_in_a_document(drawn, vocabulary):
    result = understand(blocks_of(drawn), vocabulary, Answers(), dict)
    if result.parsed.fatal:
        return
    stored = "\n".join(
        text for document in result.parsed.documents for text in (document.key.casefold(), *document.texts)
    )
    for fate in result.account:
        if any(key for key, _path in fate.read) and fate.reason != LEVEL_NAME_DROPPED:
            assert all(word in stored for word in WORD.findall(fate.text)), fate


@settings(max_examples=300, deadline=None)
@given(drawn=files, vocabulary=st.sampled_from([DICTIONARY, GUIDE]), chosen=st.lists(st.integers(0, 20), min_size=1))
def test_the_laws_hold_for_lines_that_a_person_answered(drawn, vocabulary, chosen):
    blocks = blocks_of(drawn)
    before = understand(blocks, vocabulary, Answers(), dict)
    asked = [found for fate in before.account if before.lines and (found := before.lines.of(fate))]
    lines = {}
    for nth, each in enumerate(asked):
        values = ["", "=", *(choice.value for choice in each.choices)]
        lines[each.line] = values[chosen[nth % len(chosen)] % len(values)]
    result = understand(blocks, vocabulary, Answers(lines=lines), dict)
    assert letters(text for _number, text in pieces_of(blocks)) == letters(fate.text for fate in result.account)
    if result.parsed.fatal:
        return
    stored = "\n".join(
        text for document in result.parsed.documents for text in (document.key.casefold(), *document.texts)
    )
    for fate in result.account:
        if any(key for key, _path in fate.read) and fate.reason != LEVEL_NAME_DROPPED:
            assert all(word in stored for word in WORD.findall(fate.text)), fate


def letters(texts):
    return Counter(filter(str.isalnum, "".join(texts)))
