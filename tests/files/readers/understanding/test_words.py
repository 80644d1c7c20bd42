"""Words of a file compared with those of a vocabulary: the quick test says what the slow one says."""

import pytest

from exchange.document_types import all_types
from files.readers.understanding import words
from files.readers.understanding.words import begins, first_words, role_of, roles_by_words, title

VOCABULARIES = [document_type.vocabulary for document_type in all_types()]
#: Ways to write a word before others, and texts that begin with no known word.
BEFORE = ("", "  ", "**", "* ", "- ", "(", "“", "::: ", "." * 50, "\u200b", "\t", "_")
BEHIND = ("", "**", ": teks", " yang panjang sekali sehingga tidak ada label yang sepanjang ini", "\u00e9", "\x07x")
OTHER = (
    "",
    " ",
    "**",
    "Xylofon",
    "x nama",
    "-1",
    "." * 90,
    "é",
    "Zebra: nama, kode, dan lain-lain di belakang titik dua",
)


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_the_beginning_of_a_text_tells_what_its_title_begins_with(vocabulary):
    texts = [
        f"{before}{word}{behind}"
        for word in roles_by_words(vocabulary)
        for before in BEFORE
        for behind in BEHIND
        for word in (word, word.upper(), f"{word[0]}**{word[1:]}**")
    ]
    for text in [*texts, *OTHER]:
        whole = title(text[:80]).startswith(first_words(vocabulary))
        assert begins(text, vocabulary) == whole, text


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_a_long_text_has_the_role_that_its_title_has(vocabulary):
    for word, role in roles_by_words(vocabulary).items():
        assert role_of(f"** {word}:{' ' * 60}**", vocabulary) is role
        assert role_of(f"{word} {'x' * 60}", vocabulary) is None


def test_long_texts_are_not_kept_in_memory():
    kept = words._kept_title.cache_info().currsize
    assert title("Nama " * 500) == ("nama " * 500).strip()
    assert words._kept_title.cache_info().currsize == kept
