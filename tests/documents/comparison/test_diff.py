"""Which lines of two versions are the same line, and which of them changed."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.generator import hostile
from dictionary.format import text as textfile
from documents.comparison.alignment import align
from documents.comparison.diff import Budget, Change, compare, diff_words
from documents.comparison.similarity import best_matches
from documents.document import Document, Line


def document(*lines):
    return Document("K", "K", tuple(lines))


def behaviours(*texts):
    return document(*(Line("perilaku kunci", text, index=nth) for nth, text in enumerate(texts, 1)))


def level(**texts):
    return document(*(Line("level 1", text, label=label[1:]) for label, text in texts.items()))


def test_equal_documents_have_no_changes():
    assert compare(behaviours("a", "b"), behaviours("a", "b")) == ()


def test_lines_of_a_file_say_where_they_stand():
    before, after = document(Line("definisi", "a")), document(Line("definisi", "b", source_line=7))
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


def test_very_long_hostile_lists_are_compared_in_linear_time():
    before = behaviours(*("ab"[n % 2] for n in range(3000)))
    after = behaviours(*("ba"[n % 2] for n in range(3000)))
    assert len(compare(before, after)) <= 3000


def test_very_long_numbered_lists_are_compared_in_linear_time():
    before = level(**{f"n{number}": f"x{number}" for number in range(1, 40_001)})
    after = level(**{f"n{number}": f"y{number}" for number in range(40_001, 80_000)})
    assert len(compare(before, after)) == 79_999


def test_a_line_deleted_in_the_middle_and_the_rest_renumbered_is_one_deletion():
    before = level(n1="Satu hal.", n2="Dua hal lain.", n3="Tiga kata baru.", n4="Empat saja.")
    after = level(n1="Satu hal.", n2="Tiga kata baru.", n3="Empat saja.")
    changes = compare(before, after)
    assert [(change.path, change.after) for change in changes if change.after is None] == [("level 1, nomor 2", None)]
    assert [(change.was, change.path) for change in changes if change.was] == [
        ("level 1, nomor 3", "level 1, nomor 2"),
        ("level 1, nomor 4", "level 1, nomor 3"),
    ]
    assert all(change.before == change.after for change in changes if change.was)


def test_an_edited_line_that_was_renumbered_as_well_is_still_the_same_line():
    before = level(n1="Mengamati dan menilai pekerjaan bawahan.", n2="Memberi saran.")
    after = level(n1="Memberi saran.", n2="Mengamati dan menilai pekerjaan semua bawahan.")
    changes = {change.path: change for change in compare(before, after)}
    assert changes["level 1, nomor 2"].was == "level 1, nomor 1"
    assert changes["level 1, nomor 2"].before == "Mengamati dan menilai pekerjaan bawahan."


def test_the_same_number_with_quite_another_text_is_one_change():
    before, after = level(n1="Satu hal.", n2="Dua."), level(n1="Sesuatu yang lain sekali.", n2="Dua.")
    assert compare(before, after) == (Change("level 1, nomor 1", "Satu hal.", "Sesuatu yang lain sekali."),)


def test_a_line_moved_to_another_section_is_one_move():
    before = document(Line("level 1", "", source_line=1), Line("level 1", "Teks.", label="1"), Line("level 2", ""))
    after = document(Line("level 1", ""), Line("level 2", ""), Line("level 2", "Teks.", label="1", source_line=9))
    assert compare(before, after) == (Change("level 2, nomor 1", "Teks.", "Teks.", 9, "level 1, nomor 1"),)


def test_lines_that_change_places_keep_their_numbers_and_have_moved():
    assert compare(level(n1="a", n2="b"), level(n2="b", n1="a")) == (
        Change("level 1, nomor 2", "b", "b", 0, "level 1, nomor 2"),
    )


def test_numbered_lines_meet_the_likest_whatever_their_numbers():
    before = level(n1="satu dua tiga empat", n2="lima enam tujuh delapan", n3="sembilan sepuluh")
    after = level(n7="lima enam tujuh sebelas", n8="satu dua tiga duabelas", n9="lain sekali")
    changes = {change.path: change.was for change in compare(before, after) if change.after}
    assert changes == {
        "level 1, nomor 7": "level 1, nomor 2",
        "level 1, nomor 8": "level 1, nomor 1",
        "level 1, nomor 9": "",
    }


def test_lines_that_were_only_renumbered_meet_by_their_text_however_common_their_words():
    texts = [f"kerja sama dengan semua orang lain {number}" for number in range(60)]
    before = level(**{f"n{number}": text for number, text in enumerate(texts, 1)})
    after = level(**{f"n{number}": text for number, text in enumerate(texts[1:], 1)})
    assert [change.before for change in compare(before, after) if change.before != change.after] == texts[:1]


def test_nobody_looks_for_the_likest_where_all_texts_are_of_the_same_words():
    olds, news = ({place: f"a b c {place} {side}" for place in range(1000)} for side in "xy")
    assert best_matches(dict(list(olds.items())[:10]), dict(list(news.items())[:10])) == [
        (place, place) for place in range(10)
    ]
    assert best_matches(olds, news) == []


def test_a_file_made_to_be_slow_is_compared_and_marked_in_three_seconds():
    one, other = ("".join(hostile(*pair)) for pair in ("ab", "ba"))
    stored = textfile.parse(one).documents
    begin, budget = process_time(), Budget()
    for old, new in zip(stored, textfile.parse(other).documents, strict=True):
        for change in compare(old, new):
            diff_words(change.before, change.after, budget)
    assert process_time() - begin <= 3
    assert budget.spent == 0


lines = st.builds(Line, st.sampled_from(["s", "t"]), st.text("ab ", max_size=5), label=st.sampled_from("123456"))
versions = st.lists(lines, max_size=10, unique_by=lambda line: line.path)


@given(versions, versions)
def test_every_line_of_both_versions_stands_in_one_pair(before, after):
    pairs = align(before, after)
    assert sorted(old.path for old, _ in pairs if old) == sorted(line.path for line in before)
    in_order = [new.path for _, new in pairs if new]
    sections = list(dict.fromkeys(line.section for line in after))
    assert in_order == [line.path for section in sections for line in after if line.section == section]


@given(versions, versions)
def test_two_versions_have_no_changes_only_when_they_read_the_same(before, after):
    changes = compare(document(*before), document(*after))
    sections = list(dict.fromkeys(line.section for line in after))
    same = sorted(before, key=lambda line: sections.index(line.section) if line.section in sections else 9)
    assert (changes == ()) == (same == sorted(after, key=lambda line: sections.index(line.section)))


def marked(before, after):
    return "".join(
        f"[-{piece.text}-]" if piece.deleted else f"{{+{piece.text}+}}" if piece.inserted else piece.text
        for piece in diff_words(before, after, Budget())
    )


def test_the_words_that_changed_are_marked_and_no_others():
    assert marked("dengan cara yang tepat, selalu.", "dengan cara yang tepat waktu, selalu.") == (
        "dengan cara yang tepat{+ waktu+}, selalu."
    )
    assert marked("satu dua tiga", "satu tiga") == "satu [-dua -]tiga"
    assert marked("", "baru") == "{+baru+}"


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_pieces_of_two_texts_are_the_two_texts(before, after):
    pieces = diff_words(before, after, Budget())
    assert "".join(piece.text for piece in pieces if not piece.inserted) == before
    assert "".join(piece.text for piece in pieces if not piece.deleted) == after


def test_a_word_that_begins_alike_differs_as_a_whole():
    pieces = diff_words("dapat bekerja keras", "dapat bekerjasama keras", Budget())
    assert [piece.text for piece in pieces] == ["dapat ", "bekerja", "bekerjasama", " keras"]


def test_marking_words_spends_the_time_of_the_page():
    budget = Budget()
    diff_words("satu dua", "satu tiga", budget)
    assert budget.spent > 0


def test_when_the_time_is_spent_texts_differ_as_a_whole():
    budget = Budget(seconds=0)
    pieces = diff_words("a x b y c", "a u b v c", budget)
    assert [piece.text for piece in pieces] == ["a ", "x b y", "u b v", " c"]
    assert budget.spent == 0


def test_very_long_texts_differ_as_a_whole_but_for_their_common_ends():
    before, after = "a b " * 1249, "b a " * 1249
    assert [(piece.deleted, piece.inserted) for piece in diff_words(before, after, Budget())] == [
        (True, False),
        (False, True),
        (False, False),
    ]


@pytest.mark.parametrize("length", [10, 600])
def test_the_likest_texts_are_found_however_long_they_are(length):
    def text(which, end):
        return f"kata{which % 60} " * length + end

    old = document(*(Line("level 1", text(n, "lama"), label=str(n)) for n in range(1, 61)))
    new = document(*(Line("level 1", text(n + 1, "baru"), label=str(n)) for n in range(1, 61)))
    assert sum(bool(change.was) for change in compare(old, new)) == 60
