"""Which new documents of a file are stored ones under another key."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dictionary.format import text as dictionary
from documents.comparison import renames
from documents.comparison.renames import renamed
from documents.document import Document, Line

FIXTURES = Path(__file__).parents[3] / "fixtures"


def document(key, name, *texts):
    lines = [Line("nama", name), *(Line("isi", text, index=nth) for nth, text in enumerate(texts, 1))]
    return Document(key, name, tuple(lines))


def with_lines(one, **texts):
    return replace(one, lines=tuple(replace(line, text=texts.get(line.text, line.text)) for line in one.lines))


ONE = document("LAMA", "Kerja Sama", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j")


def test_a_changed_code_in_a_real_file_is_the_document_of_its_name_and_lines():
    stored = dictionary.parse((FIXTURES / "kamus.md").read_text()).documents
    file = dictionary.parse((FIXTURES / "kamus.md").read_text().replace("DEVO", "DEVX")).documents
    missing = [each for each in stored if each.key == "DEVO"]
    assert renamed(missing, [each for each in file if each.key == "DEVX"]) == {"DEVX": "DEVO"}


@pytest.mark.parametrize(
    ("new", "joined"),
    [
        (replace(ONE, key="BARU"), True),
        (replace(ONE, key="BARU", title="  kerja  SAMA "), True),
        (document("BARU", "Kerja Sama", *"abcdefvwxy"), True),
        (document("BARU", "Kerja Sama", *"abcdvwxyz1"), False),
        (document("BARU", "Kolaborasi", *"abcdefghij"), True),
        (document("BARU", "Kolaborasi", *"abcdefghi!"), True),
        (document("BARU", "Kolaborasi", *"abcdefgh!?"), False),
        (document("BARU", "Kerja Sama"), False),
        (document("BARU", "Kolaborasi", *"zyxwvutsrq"), False),
    ],
)
def test_most_lines_with_one_name_and_nearly_all_with_another(new, joined):
    assert renamed([ONE], [new]) == ({"BARU": "LAMA"} if joined else {})


def test_few_lines_are_not_enough_without_the_name():
    old = document("LAMA", "Satu", "a", "b")
    assert renamed([old], [document("BARU", "Dua", "a", "b")]) == {}
    assert renamed([old], [document("BARU", "Satu", "a", "b")]) == {"BARU": "LAMA"}


def test_two_that_could_be_it_are_nobody():
    twins = [replace(ONE, key="B1"), replace(ONE, key="B2")]
    assert renamed([ONE], twins) == {} == renamed(twins, [ONE])
    others = [replace(each, title=f"Nama {each.key}") for each in twins]
    assert renamed([ONE], others) == {}


def test_the_name_decides_between_two_of_the_same_lines():
    others = [replace(ONE, key="B1"), replace(ONE, key="B2", title="Kolaborasi")]
    assert renamed([ONE], others) == {"B1": "LAMA"}


def test_texts_that_many_documents_hold_join_none():
    olds = [document(f"L{nth}", f"Lama {nth}", "a", "b", "c") for nth in range(renames.COMMON + 1)]
    assert renamed(olds, [document("BARU", "Baru", "a", "b", "c")]) == {}
    assert renamed([], [ONE]) == renamed([ONE], []) == renamed([], []) == {}


def test_a_line_that_stands_in_another_section_is_another_line():
    moved = replace(ONE, key="BARU", title="Lain", lines=tuple(replace(line, section="lain") for line in ONE.lines))
    assert renamed([ONE], [moved]) == {}


WORDS = st.lists(st.text("abcd", min_size=1, max_size=3), max_size=8)
SOME = st.lists(st.tuples(st.sampled_from(["Satu", "satu", "Dua", "Tiga", ""]), WORDS), max_size=8)


def made(prefix, several):
    return [document(f"{prefix}{nth}", name, *texts) for nth, (name, texts) in enumerate(several)]


@given(SOME, SOME)
def test_pairs_are_one_to_one_and_do_not_depend_on_the_order(olds, news):
    missing, new = made("L", olds), made("B", news)
    found = renamed(missing, new)
    assert max(Counter(found.values()).values(), default=1) == 1
    assert {*found} <= {each.key for each in new} and {*found.values()} <= {each.key for each in missing}
    assert renamed(missing[::-1], new[::-1]) == found


@given(SOME, SOME)
def test_the_other_way_round_gives_the_same_pairs(olds, news):
    missing, new = made("L", olds), made("B", news)
    assert {old: key for key, old in renamed(missing, new).items()} == renamed(new, missing)


@given(st.lists(st.lists(st.text("abcdefgh", min_size=4, max_size=8), min_size=4, max_size=6, unique=True), max_size=6))
def test_documents_of_unlike_lines_are_found_again_under_any_key_and_name(several):
    olds = made("L", [(f"Nama {nth}", [f"{nth} {text}" for text in texts]) for nth, texts in enumerate(several)])
    news = [replace(each, key=f"B{each.key}") for each in olds]
    assert renamed(olds, news) == {f"B{each.key}": each.key for each in olds}
    others = [document(each.key, f"Lain {each.key}", *each.texts[1:]) for each in news]
    assert renamed(olds, others) == {f"B{each.key}": each.key for each in olds}


@pytest.mark.parametrize("count", [200, 400])
def test_the_comparisons_are_linear(monkeypatch, count):
    compared = []
    alike = renames._alike
    monkeypatch.setattr(renames, "_alike", lambda *pair: compared.append(1) or alike(*pair))
    shared = [f"umum {nth}" for nth in range(5)]
    olds = made("L", [(f"Lama {nth}", [*shared, *(f"{nth} {each}" for each in "abcd")]) for nth in range(count)])
    news = made("B", [(f"Baru {nth}", [*shared, *(f"{nth} {each}" for each in "abcd")]) for nth in range(count)])
    assert len(renamed(olds, news)) == count
    assert len(compared) <= 2 * count
