"""Three-way comparison: who changed a line since the base, and that nothing changed here is lost in silence."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.comparison.diff import compare
from documents.comparison.merge import exclude_changes
from documents.comparison.three_way import Side, nearest, sides
from documents.document import Document, Line


def document(definition="d", behaviours=(), **levels):
    """Build a document: its definition, its unnumbered lines, and numbered lines ("1 text") by section."""
    lines = [Line("definisi", definition)]
    lines += [Line("perilaku kunci", text, index=nth) for nth, text in enumerate(behaviours, 1)]
    for section, texts in levels.items():
        lines += [Line(section, text.partition(" ")[2], text.partition(" ")[0]) for text in texts]
    return Document("X", "X", tuple(lines))


def merged(base, here, proposed):
    """Return what is stored when nobody ticks anything that was changed here."""
    left_out = {name for name, side in sides(base, here, proposed).items() if side is not Side.PROPOSED}
    return exclude_changes(here, proposed, left_out)


BASE = document("lama", ["a", "b"], satu=["1 satu dua tiga", "2 empat lima enam"])


@pytest.mark.parametrize(
    ("here", "proposed", "expected"),
    [
        (BASE, document("baru", ["a", "b"], satu=["1 satu dua tiga", "2 empat lima enam"]), {"definisi": "proposed"}),
        (document("baru", ["a", "b"], satu=["1 satu dua tiga", "2 empat lima enam"]), BASE, {"definisi": "here"}),
        (
            document("sini", ["a", "b"], satu=["1 satu dua tiga", "2 empat lima enam"]),
            document("sana", ["a", "b"], satu=["1 satu dua tiga", "2 empat lima enam"]),
            {"definisi": "both"},
        ),
        (document("lama", ["a", "b"], satu=["1 satu dua tiga"]), BASE, {"satu, nomor 2": "here"}),
        (BASE, document("lama", ["a", "b"], satu=["1 satu dua tiga"]), {"-satu, nomor 2": "proposed"}),
        (
            document("lama", ["a", "b"], satu=["1 satu dua tiga"]),
            document("lama", ["a", "b"], satu=["1 satu dua tiga", "2 empat lima tujuh"]),
            {"satu, nomor 2": "both"},
        ),
        (
            document("lama", ["a", "b"], satu=["1 satu dua tiga", "2 empat lima enam", "3 sini"]),
            document("lama", ["a", "b"], satu=["1 satu dua tiga", "2 empat lima enam", "3 jauh"]),
            {"satu, nomor 3": "both"},
        ),
        (
            document("lama", ["b", "a"], satu=["1 satu dua tiga", "2 empat lima enam"]),
            BASE,
            {"perilaku kunci 1": "here"},
        ),
    ],
)
def test_each_line_says_who_changed_it(here, proposed, expected):
    found = sides(BASE, here, proposed)
    assert {name: str(side) for name, side in found.items() if name in expected} == expected
    assert set(found) == {change.name for change in compare(here, proposed)}


def test_equal_edits_meet_without_a_question():
    edited = document("baru", ["a", "c"], satu=["1 satu", "2 empat lima enam", "3 tujuh"])
    assert sides(BASE, edited, edited) == {}


def test_two_new_documents_without_a_base_are_decided_line_by_line():
    assert set(sides(None, document("sini"), document("sana")).values()) == {Side.BOTH}


def test_the_nearest_version_is_the_one_with_most_lines_in_common():
    old, new = document("lama", ["a", "b", "c"]), document("baru", ["a", "x", "y"])
    assert nearest(document("lama", ["a", "b", "z"]), [old, new]) is old
    assert nearest(document("baru", ["a", "b", "y"]), [old, new]) is new
    assert nearest(old, [old, document("lama", ["a", "b", "c"])]) == old
    assert nearest(old, []) is None


def test_of_two_as_near_the_base_is_the_one_whose_text_was_edited_or_the_older():
    old, new = document("rapat kerja bulanan"), document("tugas harian pegawai")
    assert nearest(document("rapat kerja mingguan"), [old, new]) is old
    assert nearest(document("tugas harian staf"), [old, new]) is new
    assert nearest(document("sama sekali lain"), [old, new]) is old
    again = document("rapat kerja bulanan")
    assert nearest(again, [old, new, again]) is again


WORDS = ("rapat", "kerja", "tugas", "mutu", "data", "waktu")


@st.composite
def versions(draw, side):
    """Draw what a side does to each line of a base; each new text is its side's alone."""
    return [draw(st.sampled_from(("stay", "edit", "drop", "add"))) for _ in range(8)], side


def edited(base, plan, side):
    """Return the base after a side's edits, in sections of all kinds; numbers stay with their lines."""
    lines, steps = [], iter(plan)
    for line in base.lines:
        step = next(steps, "stay")
        if step == "edit" or (step != "stay" and not (line.index or line.label)):
            lines.append(Line(line.section, f"{line.text} {side}", line.label, line.index))
        elif step != "drop":
            lines.append(line)
        if step == "add" and line.index:
            lines.append(Line(line.section, f"tambahan {side} {line.text}", "", 1))
        if step == "add" and line.label:
            lines.append(Line(line.section, f"tambahan {side} {line.text}", f"{line.label}{side}"))
    counted, seen = [], Counter()
    for line in lines:
        seen[line.section] += 1
        counted.append(Line(line.section, line.text, line.label, seen[line.section] if line.index else 0))
    return Document("X", "X", tuple(counted))


@st.composite
def bases(draw):
    """Draw a document whose texts all differ, some of them alike."""
    behaviours = [f"{draw(st.sampled_from(WORDS))} perilaku {nth}" for nth in range(draw(st.integers(0, 3)))]
    numbered = [f"{nth} {draw(st.sampled_from(WORDS))} indikator ke {nth}" for nth in range(1, draw(st.integers(1, 5)))]
    return document("definisi lama", behaviours, satu=numbered)


def texts(version):
    return Counter((line.section, line.text) for line in version.lines)


@settings(max_examples=500)
@given(base=bases(), here=versions("sini"), proposed=versions("sana"))
def test_nothing_changed_here_since_the_base_is_lost(base, here, proposed):
    here, proposed = edited(base, *here), edited(base, *proposed)
    result = texts(merged(base, here, proposed))
    written_here, removed_here = texts(here) - texts(base), texts(base) - texts(here)
    assert not written_here - result
    assert not removed_here & result


@settings(max_examples=500)
@given(base=bases(), plan=versions("sana"))
def test_a_proposal_alone_is_taken_whole_and_nothing_of_an_old_one_is(base, plan):
    proposed = edited(base, *plan)
    assert merged(base, base, proposed) == proposed
    assert merged(base, proposed, base) == proposed


@settings(max_examples=300)
@given(base=bases(), here=versions("sini"), proposed=versions("sana"))
def test_what_only_the_proposal_changed_comes_in(base, here, proposed):
    here, proposed = edited(base, *here), edited(base, *proposed)
    result = texts(merged(base, here, proposed))
    for line in proposed.lines:
        if "tambahan sana" in line.text:
            added = result[(line.section, line.text)]
            asked = any(side is Side.BOTH for side in sides(base, here, proposed).values())
            assert added or asked
