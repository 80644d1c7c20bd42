"""Files older than the site: what colleagues changed here since stays, unless a person ticks it."""

import pytest

from documents.comparison.three_way import Side
from exchange.history import renames
from exchange.models import Proposal, Revision
from exchange.proposals import deciding, undo
from exchange.proposals.selection import Decisions
from tests.builders import EDITED, KAMUS, PANDUAN, apply, change, export, remove, send

pytestmark = pytest.mark.django_db
NEWER = KAMUS.replace(b"nyata dan mendasar", b"nyata", 1)


def marks(row):
    """Who made each change of a proposal, by document and name."""
    return {(entry.key, mark.name): mark.side for entry in deciding.preview(row).changes for mark in entry.marks}


@pytest.fixture
def before(seeds):
    """Both files are stored, and their history knows it."""
    apply_all(KAMUS)


def apply_all(data):
    from exchange.imports import review as imports

    return imports.apply(data, name="kamus.md")


def test_an_old_file_reverts_nothing_that_was_changed_here_since(before, publisher):
    change("DEVO", "Baru di situs.")
    row = send(NEWER, publisher)
    found = marks(row)
    assert found.pop(("DEVO", "definisi")) is Side.HERE
    assert set(found.values()) == {Side.PROPOSED}
    apply(row, publisher)
    assert b"Baru di situs." in export()
    assert b"nyata dan mendasar" not in export().split(b"Kode | CUSF")[-1] or found


def test_taking_what_was_changed_here_reverts_it(before, publisher):
    change("DEVO", "Baru di situs.")
    row = send(KAMUS, publisher)
    (entry,) = deciding.preview(row).changes
    (mark,) = entry.marks
    apply(row, publisher, Decisions(taken={"DEVO": {mark.name: mark.digest}}))
    assert export() == KAMUS


def test_a_line_changed_on_both_sides_is_decided_and_may_have_a_fourth_wording(before, publisher):
    change("DEVO", "Di situs.")
    start = KAMUS.index(b"Definisi | ") + len(b"Definisi | ")
    row = send(KAMUS[:start] + b"Di berkas. " + KAMUS[start:], publisher)
    (entry,) = deciding.preview(row).changes
    (mark,) = entry.marks
    assert mark.side is Side.BOTH
    assert deciding.preview(row).undecided == (entry,)
    apply(
        row, publisher, Decisions(taken={"DEVO": {"definisi": mark.digest}}, texts={"DEVO": {"definisi": "Keempat."}})
    )
    assert b"Definisi | Keempat." in export()


def test_a_decision_on_a_line_that_changed_again_here_is_asked_anew(before, publisher):
    change("DEVO", "Satu.")
    row = send(KAMUS, publisher)
    (entry,) = deciding.preview(row).changes
    taken = Decisions(taken={"DEVO": {"definisi": entry.marks[0].digest}})
    deciding.choose(row, deciding.preview(row).fingerprint, lambda _: taken)
    change("DEVO", "Dua.")
    row.refresh_from_db()
    assert deciding.preview(row).ticked == 0


def test_a_document_archived_here_comes_back_only_if_ticked(before, publisher):
    remove("kamus", "DEVO")
    row = send(KAMUS, publisher)
    assert marks(row) == {("DEVO", "*"): Side.HERE}
    assert deciding.preview(row).ticked == 0


def test_equal_edits_meet_without_a_question(before, publisher):
    row = send(EDITED, publisher)
    apply_all(EDITED)
    assert deciding.preview(row).changes == ()


def test_a_document_that_came_here_since_is_not_missing_from_a_waiting_file(before, publisher):
    row = send(NEWER, publisher)
    apply_all(KAMUS + b"\nNama | Integritas\nKode | INTE\nDefinisi | d\nPerilaku Kunci | p\nLevel 1 |\n1 | Jujur.\n")
    assert not [key for key, _ in marks(row) if key == "INTE"]


def test_an_applied_proposal_is_undone_whole(before, publisher):
    change("DEVO", "Baru di situs.")
    stored = export()
    row = send(NEWER, publisher)
    apply(row, publisher)
    undo.undo(row, undo.preview(row).fingerprint, user=publisher)
    assert export() == stored


@pytest.mark.parametrize("count", [3, 200])
def test_a_review_takes_as_many_queries_for_many_documents(many, publisher, django_assert_num_queries, count):
    from exchange import document_types
    from tests.builders import competency

    many(count)
    kamus = document_types.get("kamus")
    text = kamus.text.render([competency(number, indicators=5) for number in range(count)])
    row = send(text.encode(), publisher)
    row = Proposal.objects.defer("content").get(pk=row.pk)
    with django_assert_num_queries(2):
        assert len(deciding.preview(row).changes) == count
    assert Revision.objects.filter(source=row).count() == 0


RECODED = KAMUS.replace(b"| DEVO", b"| DVOT")


def test_a_file_that_gives_a_document_another_code_proposes_a_rename(before, publisher):
    row = send(RECODED.replace(b"nyata dan mendasar", b"nyata", 1), publisher)
    found = marks(row)
    assert found.pop(("DVOT", "~")) is Side.PROPOSED
    assert all(name != "*" for _, name in found)
    apply(row, publisher)
    assert b"| DVOT" in export() and b"| DEVO" not in export()
    assert renames.moved("kamus", "DEVO") == "DVOT"
    undo.undo(row, undo.preview(row).fingerprint, user=publisher)
    assert export() == KAMUS


def test_a_rename_that_is_left_out_keeps_the_code_and_takes_the_lines(before, publisher):
    row = send(RECODED.replace(b"Menilai secara komprehensif", b"Menilai"), publisher)
    apply(row, publisher, Decisions({"DVOT": frozenset({"~"})}))
    assert export() == KAMUS.replace(b"Menilai secara komprehensif", b"Menilai")


def test_a_file_from_before_a_rename_follows_it(before, publisher):
    apply_all(RECODED)
    row = send(NEWER, publisher)
    assert {key for key, _ in marks(row)} == {"CUSF"} or {key for key, _ in marks(row)} == {"DVOT"}
    apply(row, publisher)
    assert b"| DVOT" in export() and b"nyata dan mendasar" not in export()


def test_a_document_that_is_renamed_while_a_proposal_waits_is_found_under_its_new_code(before, publisher):
    row = send(KAMUS.replace(b"Menilai secara komprehensif", b"Menilai"), publisher)
    apply_all(RECODED)
    change("DVOT", "Baru di situs.")
    assert {(key, str(side)) for (key, _), side in marks(row).items()} == {("DEVO", "proposed"), ("DEVO", "here")}
    apply(row, publisher)
    assert b"| DVOT" in export() and b"Baru di situs." in export() and b"komprehensif" not in export().split(b"CUSF")[0]


def test_a_renamed_part_of_the_guide_keeps_its_lines(before, publisher):
    apply_all(PANDUAN)
    row = send(PANDUAN.replace(b"Komitmen", b"Keteguhan").replace(b"KOMITMEN", b"KETEGUHAN"), publisher)
    assert not [name for _, name in marks(row) if name == "*"]
    apply(row, publisher)
    assert renames.moved("panduan", "integritas/komitmen") == "integritas/keteguhan"
