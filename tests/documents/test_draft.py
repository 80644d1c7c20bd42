"""A document while it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.document import Line
from documents.draft import LIST, NUMBERED, Draft, Part, Row
from exchange import document_types

NAME = Part("nama", "Nama", required=True, limit=10)
BEHAVIOURS = Part("perilaku", "Perilaku", LIST, item="perilaku")
ONE = Part("level 1", "Level 1", NUMBERED, item="indikator", head="Deskripsi")
TWO = Part("level 2", "Level 2", NUMBERED, item="indikator", head="Deskripsi")
PARTS = (NAME, BEHAVIOURS, ONE, TWO)


def item(section, label, text="x"):
    return Row(section, text, label, listed=True)


def labels(draft, section):
    return [(row.label, row.text) for row in draft.rows if row.section == section and row.listed]


def test_rows_become_lines_part_by_part_cleaned_and_counted():
    rows = [item("level 1", "5", " lima  "), Row("level 1", "gambaran"), item("perilaku", "", "a"), Row("nama", "X")]
    assert Draft(tuple(rows)).lines(PARTS) == (
        Line("nama", "X"),
        Line("perilaku", "a", index=1),
        Line("level 1", "gambaran"),
        Line("level 1", "lima", "5"),
    )


def test_a_form_is_read_back_row_by_row():
    fields = {"bagian": ["nama"], "teks": ["X"], "nomor": [""], "jenis": ["teks"], "asal": ["nama"]}
    assert Draft.sent(fields) == Draft((Row("nama", "X", origin="nama"),))
    with pytest.raises(ValueError, match="shorter"):
        Draft.sent(fields | {"teks": []})


def test_every_fault_is_told_beside_its_row():
    rows = (
        Row("nama", " "),
        item("perilaku", "", "\u200b"),
        item("level 1", "0"),
        item("level 1", "1"),
        item("level 1", "1", "y"),
        item("level 2", "1"),
        item("level 2", "2", "y" * 5001),
    )
    faults = Draft(rows).faults(PARTS)
    assert sorted(faults) == [0, 1, 2, 4, 6]
    assert "dua kali" in faults[4]


def test_a_new_row_gets_the_number_after_the_highest():
    draft = Draft((item("level 1", "7"), item("level 1", "2"))).added(ONE)
    assert labels(draft, "level 1")[-1] == ("8", "")


def test_a_row_moves_within_its_list_and_keeps_its_number():
    draft = Draft((item("level 1", "1", "a"), item("level 1", "2", "b"))).moved(1, -1, ["level 1"])
    assert labels(draft, "level 1") == [("2", "b"), ("1", "a")]


def test_past_the_end_a_row_goes_to_the_next_level_with_a_free_number():
    rows = (item("level 1", "1", "a"), Row("level 2", "x"), item("level 2", "1", "b"))
    down = Draft(rows).moved(0, 1, ["level 1", "level 2"])
    assert labels(down, "level 2") == [("2", "a"), ("1", "b")]
    up = down.moved(0, -1, ["level 1", "level 2"])
    assert labels(up, "level 1") == [("2", "a")]


def test_at_the_very_end_nothing_moves():
    draft = Draft((item("level 1", "1"),))
    assert draft.moved(0, -1, ["level 1"]) == draft.moved(0, 1, ["level 1"]) == draft


def test_a_level_comes_and_goes_with_all_it_holds():
    draft = Draft((Row("nama", "X"),)).with_part(ONE).added(ONE)
    assert len(draft.rows) == 3
    assert draft.without_part("level 1").rows == (Row("nama", "X"),)


@pytest.mark.parametrize("slug", ["kamus", "panduan"])
def test_what_is_opened_and_saved_untouched_is_the_same_document(seeds, slug):
    document_type = document_types.get(slug)
    for document in document_type.repository.load():
        draft = Draft.of(document.lines)
        parts = document_type.editor.sections({row.section for row in draft.rows})
        assert draft.faults(parts) == {}
        composed = document_type.editor.to_document(draft.lines(parts), document.key)
        assert composed == document
        assert document_type.editor.errors(composed) == {}


rows = st.builds(
    Row,
    st.sampled_from([part.section for part in PARTS]),
    st.text(max_size=8),
    st.text("0129.x", max_size=4),
    st.booleans(),
)


@given(st.lists(rows, max_size=8), st.lists(st.tuples(st.integers(0, 7), st.sampled_from([-1, 1])), max_size=6))
def test_moving_loses_no_text(written, moves):
    draft = Draft(tuple(written))
    for place, step in moves:
        if place < len(draft.rows) and draft.rows[place].listed:
            draft = draft.moved(place, step, ["level 1", "level 2"])
    assert sorted(row.text for row in draft.rows) == sorted(row.text for row in written)


@pytest.mark.parametrize(
    ("numbers", "free"), [((), "1"), ((1, 2), "3"), ((1, 999), "2"), ((998, 999), "1"), ((1, 998, 999), "2")]
)
def test_a_new_number_is_never_one_that_is_taken(numbers, free):
    assert Draft(tuple(item("level 1", str(number)) for number in numbers)).free_label("level 1") == free
