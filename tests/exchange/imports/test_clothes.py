"""The real documents as other programs hold them and paste them: the same documents as their own files give."""

from dataclasses import replace

import pytest

from documents.emphasis import plain
from exchange import document_types
from exchange.imports.account import fates_of
from tests import clothes
from tests.builders import KAMUS, PANDUAN

pytestmark = pytest.mark.django_db
DICTIONARY = (
    clothes.word_tables, clothes.word_table, clothes.word_html, clothes.excel, clothes.excel_html, clothes.google_docs,
    clothes.notepad,
)  # fmt: skip
GUIDE = (clothes.guide_word, clothes.guide_html, clothes.guide_excel, clothes.guide_notepad)


def read_as(slug, data):
    """The documents of a file; fails for one of another type, and where something is left out in doubt."""
    result = document_types.read(data)
    assert result.document_type and result.document_type.slug == slug
    assert [problem for problem in result.parsed.problems if problem.fatal] == []
    assert [fate for fate in fates_of(result) if fate.asks] == []
    return result.parsed.documents


@pytest.mark.parametrize("dressed", DICTIONARY, ids=lambda each: each.__name__)
def test_the_dictionary_is_the_same_in_the_clothes_of_other_programs(dressed):
    wanted = document_types.read(KAMUS).parsed.documents
    assert read_as("kamus", dressed(clothes.rows_of(KAMUS.decode()))) == wanted


@pytest.mark.parametrize("dressed", GUIDE, ids=lambda each: each.__name__)
def test_the_guide_is_the_same_in_the_clothes_of_other_programs(dressed):
    wanted = document_types.read(PANDUAN).parsed.documents
    found = read_as("panduan", dressed(wanted))
    if dressed is clothes.guide_notepad:
        wanted = tuple(without_emphasis(document) for document in wanted)
    assert found == wanted


def without_emphasis(document):
    return replace(document, lines=tuple(replace(line, text=plain(line.text)) for line in document.lines))
