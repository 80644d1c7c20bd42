"""Some changes of a document, the others left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.comparison.diff import compare
from documents.comparison.merge import exclude_changes
from documents.document import Document, Line


def document(*lines):
    return Document("X", "X", tuple(lines))


def numbered(section, *texts):
    return [Line(section, text, label=str(number)) for number, text in enumerate(texts, 1)]


def texts(picked):
    return [(line.label, line.text) for line in picked.lines]


OLD = document(*numbered("level 1", "satu dua tiga", "empat lima enam", "tujuh delapan"))


def test_an_edit_left_out_stays_as_it_was():
    new = document(*numbered("level 1", "satu dua", "empat lima", "tujuh delapan"))
    assert texts(exclude_changes(OLD, new, {"level 1, nomor 1"})) == [
        ("1", "satu dua tiga"),
        ("2", "empat lima"),
        ("3", "tujuh delapan"),
    ]


def test_a_deletion_left_out_keeps_the_line_in_its_place():
    new = document(Line("level 1", "satu dua tiga", "1"), Line("level 1", "tujuh delapan", "3"))
    assert exclude_changes(OLD, new, {"-level 1, nomor 2"}).lines == OLD.lines


def test_a_new_line_left_out_does_not_come_in():
    new = document(*OLD.lines, Line("level 1", "baru", "4"))
    assert exclude_changes(OLD, new, {"level 1, nomor 4"}).lines == OLD.lines


def test_a_move_left_out_goes_back_to_its_neighbours():
    one, two, three = OLD.lines
    (change,) = compare(OLD, document(three, one, two))
    assert exclude_changes(OLD, document(three, one, two), {change.name}).lines == OLD.lines


def test_a_first_line_that_goes_back_stands_before_lines_that_are_new():
    one, two, three = OLD.lines
    new = document(Line("level 1", "baru", "9"), two, three, Line("level 2", one.text, "1"))
    kept = exclude_changes(OLD, new, {"level 2, nomor 1"})
    assert [line.label for line in kept.lines] == ["1", "9", "2", "3"]


def test_lines_without_numbers_are_counted_anew():
    old = document(*(Line("perilaku", text, index=nth) for nth, text in enumerate("abc", 1)))
    new = document(*(Line("perilaku", text, index=nth) for nth, text in enumerate(["baru", "a", "b", "c"], 1)))
    assert [line.index for line in exclude_changes(old, new, {"perilaku 1"}).lines] == [1, 2, 3]


words = st.sampled_from(["satu dua tiga", "satu dua empat", "lima enam", "tujuh", "delapan sembilan", "sepuluh"])
lines = st.lists(st.tuples(st.integers(1, 9), words), max_size=6, unique_by=lambda pair: pair[0])
documents = st.builds(
    lambda first, second, behaviours: document(
        Line("nama", "X"),
        *(Line("perilaku", text, index=nth) for nth, text in enumerate(behaviours, 1)),
        *(Line("level 1", text, label=str(number)) for number, text in first),
        *(Line("level 2", text, label=str(number)) for number, text in second),
    ),
    lines,
    lines,
    st.lists(words, max_size=4),
)


@given(documents, documents)
def test_leaving_everything_out_gives_the_old_version_and_leaving_nothing_out_the_new(old, new):
    everything = {change.name for change in compare(old, new)}
    assert exclude_changes(old, new, everything) == old
    assert exclude_changes(old, new, set()) == new


@given(documents, documents, st.data())
def test_what_was_picked_differs_from_the_new_version_only_in_what_was_left_out(old, new, data):
    names = [change.name for change in compare(old, new)]
    assert len(names) == len(set(names))
    left = set(data.draw(st.lists(st.sampled_from(names), unique=True))) if names else set()
    picked = exclude_changes(old, new, left)
    taken = {line.text for line in new.lines} | {line.text for line in old.lines}
    assert {line.text for line in picked.lines} <= taken
    if not left:
        assert picked == new


@pytest.mark.parametrize("left", [set(), {"level 1, nomor 2"}])
def test_the_raw_text_of_what_was_picked_is_not_known(left):
    new = document(*numbered("level 1", "satu dua tiga", "empat lima", "tujuh delapan"))
    assert exclude_changes(OLD, new, left).source is None
