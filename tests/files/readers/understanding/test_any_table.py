"""Laws of tables: whatever stands in them, every filled cell has one fate, and what was read stands in a document."""

import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from development.format.vocabulary import VOCABULARY as GUIDE
from dictionary.format.vocabulary import VOCABULARY as DICTIONARY
from files.readers.blocks import Paragraph, Place, TableRow
from files.readers.understanding.reading import NOT_UNDERSTOOD
from files.readers.understanding.record import LEVEL_NAME_DROPPED
from tests.files.readers.understanding.layouts import DOWN, LEFT, read, rows

_WORDS = [word for role in (*DICTIONARY.roles, *GUIDE.roles) for word in role.words]
_HEADS = st.sampled_from(
    [*_WORDS, "No", "Ket.", "Level 1", "Level 2", "1", "2", "3", "Dasar", "Mahir", "Junior (L1-L2)"]
)
_SIGNS = st.sampled_from(
    ["", "• ", "1. ", "2. ", "a. ", "1.1 ", "- ", "A. ", "I. ", "Level 2: ", ": ", "**", "Definisi: "]
)
_TEXTS = st.builds(lambda sign, at: f"{sign}Kata{at}", _SIGNS, st.integers(0, 40))
_CELLS = st.lists(_TEXTS, min_size=1, max_size=3).map("\n".join)
_ANY = st.one_of(
    _HEADS,
    _CELLS,
    st.just(""),
    st.sampled_from([DOWN, LEFT]),
    st.text(max_size=12),
    st.sampled_from(["1", "II", "Level 3"]),
)


def _numbered(tables):
    """The rows of several tables and lines between them, numbered through."""
    found = []
    for table, (sheet, line, cells) in enumerate(tables, 1):
        if line.strip():
            found.append(Paragraph(len(found) + 1, Place(len(found) + 1), line))
        for row in rows(*map(_without_gaps, cells), table=table, sheet=sheet):
            found.append(row._replace(number=len(found) + 1))
    return found


def _without_gaps(cells):
    """A row in which only a filled cell goes on to the right."""
    line = []
    for text in cells:
        line.append("x" if text is LEFT and not line else text)
        if text is LEFT and len(line) > 1 and line[-2] in ("", None):
            line[-1] = ""
    return line


_TABLES = st.lists(
    st.tuples(
        st.sampled_from(["", "", "Integritas", "Sheet1"]),
        st.one_of(st.just(""), _TEXTS, _HEADS),
        st.lists(st.lists(_ANY, min_size=1, max_size=6), min_size=1, max_size=8),
    ),
    min_size=1,
    max_size=3,
).map(_numbered)


def _texts(blocks):
    """The filled cells and paragraphs of blocks, in order."""
    for block in blocks:
        if isinstance(block, TableRow):
            yield from (cell.text for cell in block.cells if cell.text.strip())
        else:
            yield block.text


def _read(blocks, vocabulary):
    """What is read of blocks, and all texts that reach the type's own reader."""
    seen = []

    def parse(lines):
        kept = list(lines)
        seen.extend(text for line in kept for text in line.cells)
        return vocabulary.parse(kept)

    return read(blocks, replace(vocabulary, parse=parse)), " ".join(seen)


@settings(max_examples=300, deadline=None)
@given(blocks=_TABLES, vocabulary=st.sampled_from([DICTIONARY, GUIDE]))
def test_every_filled_cell_of_any_table_has_one_fate(blocks, vocabulary):
    result, _seen = _read(blocks, vocabulary)
    assert sorted(fate.text for fate in result.account) == sorted(_texts(blocks))
    assert all(fate.reason != NOT_UNDERSTOOD for fate in result.account)
    assert all(fate.read or fate.reason for fate in result.account)


@settings(max_examples=300, deadline=None)
@given(blocks=_TABLES, vocabulary=st.sampled_from([DICTIONARY, GUIDE]))
def test_every_word_that_was_read_stands_in_some_document(blocks, vocabulary):
    result, seen = _read(blocks, vocabulary)
    for fate in result.account:
        if fate.read and fate.reason != LEVEL_NAME_DROPPED:
            assert all(word in seen for word in re.findall(r"Kata\d+", fate.text)), fate
