"""Which lines of two versions are the same line, and which of them changed."""

from exchange.diff import Change, compare
from exchange.documents import Document, Line


def document(*lines):
    return Document("K", "K", tuple(lines))


def behaviours(*texts):
    return document(*(Line("perilaku kunci", text, nth=nth) for nth, text in enumerate(texts, 1)))


def level(**texts):
    return document(*(Line("level 1", text, label=label[1:]) for label, text in texts.items()))


def test_equal_documents_have_no_changes():
    assert compare(behaviours("a", "b"), behaviours("a", "b")) == ()


def test_lines_of_a_file_say_where_they_stand():
    before, after = document(Line("definisi", "a")), document(Line("definisi", "b", at=7))
    assert compare(before, after) == (Change("definisi", "a", "b", 7),)


def test_numbered_lines_meet_by_their_number():
    assert compare(level(n1="a", n2="b"), level(n2="b", n3="c")) == (
        Change("level 1, nomor 1", "a", None),
        Change("level 1, nomor 3", None, "c"),
    )


def test_one_unnumbered_line_gone_is_one_change():
    assert compare(behaviours("a", "b", "c", "d"), behaviours("a", "c", "d")) == (
        Change("perilaku kunci 2", "b", None),
    )


def test_one_unnumbered_line_edited_is_one_change():
    assert compare(behaviours("a", "b", "c"), behaviours("a", "x", "c")) == (Change("perilaku kunci 2", "b", "x"),)


def test_a_section_that_is_gone_stands_where_it_was():
    before = document(Line("level 1", ""), Line("level 2", "dua"), Line("level 3", "tiga"))
    after = document(Line("level 1", ""), Line("level 3", "3"))
    assert [change.path for change in compare(before, after)] == ["level 2", "level 3"]


def test_a_new_document_is_all_new_lines():
    assert compare(None, behaviours("a")) == (Change("perilaku kunci 1", None, "a"),)


def test_very_long_hostile_lists_are_compared_place_by_place():
    before = behaviours(*("ab"[n % 2] for n in range(3000)))
    after = behaviours(*("ba"[n % 2] for n in range(3000)))
    assert len(compare(before, after)) <= 3000


def test_very_long_numbered_lists_are_compared_in_linear_time():
    before = level(**{f"n{number}": "x" for number in range(1, 40_001)})
    after = level(**{f"n{number}": "x" for number in range(40_000, 80_000)})
    assert len(compare(before, after)) == 79_998
