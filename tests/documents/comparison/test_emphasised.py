"""Changed words with their emphasis: nothing of either text is lost but the marks, and what differs is seen."""

from hypothesis import given
from hypothesis import strategies as st

from documents.comparison.diff import Budget, Segment, diff_words
from documents.comparison.emphasised import Piece, emphasised
from documents.emphasis import plain

TEXTS = st.text(st.sampled_from("ab *.<&"), max_size=30)


def between(before, after):
    return emphasised(diff_words(before, after, Budget(60)))


def old(pieces):
    return "".join(piece.text for piece in pieces if not piece.inserted)


def new(pieces):
    return "".join(piece.text for piece in pieces if not piece.deleted)


def test_words_keep_their_emphasis_in_either_text():
    assert between("*lama* dan **kuat**", "*baru* dan **kuat**") == (
        Piece("lama", deleted=True, emphasised=True),
        Piece("baru", inserted=True, emphasised=True),
        Piece(" dan "),
        Piece("kuat", strong=True),
    )


def test_words_that_only_look_otherwise_are_deleted_and_inserted():
    assert between("umpan balik", "*umpan* balik") == (
        Piece("umpan", deleted=True),
        Piece("umpan", inserted=True, emphasised=True),
        Piece(" balik"),
    )


def test_asterisks_that_mark_nothing_are_text():
    assert between("2 * 3", "2 * 4") == (Piece("2 * "), Piece("3", deleted=True), Piece("4", inserted=True))


def test_what_differs_is_seen_even_where_emphasis_leaves_it_out():
    assert between("a*", " a*") == (Piece(" ", inserted=True), Piece("a*"))


def test_a_text_without_marks_and_an_empty_one_stay_as_they_are():
    assert emphasised([Segment("a"), Segment("", deleted=True)]) == (Piece("a"), Piece("", deleted=True))


@given(TEXTS, TEXTS)
def test_nothing_is_lost_but_marks_and_what_differs_is_seen(before, after):
    pieces = between(before, after)
    assert any(piece.deleted or piece.inserted for piece in pieces) == (before != after)
    raw = (before, after)
    assert (old(pieces), new(pieces)) in (raw, (plain(before), plain(after)))
