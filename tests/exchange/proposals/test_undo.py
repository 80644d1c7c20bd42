"""Imports that are taken back."""

import pytest

from exchange import document_types
from exchange.history.applying import StaleError
from exchange.imports import review as imports
from exchange.models import Proposal, Revision
from exchange.proposals import deciding, undo
from exchange.proposals.selection import Decisions
from tests.builders import EDITED, KAMUS, NEW, ONLY_CUSF, PANDUAN, apply, export, send


@pytest.mark.parametrize(
    "data",
    [
        EDITED + NEW,
        ONLY_CUSF.replace(b"nyata dan mendasar", b"nyata"),
        KAMUS.replace(b"Level 1 |\n", b"Level 1 |\t\n"),
        KAMUS.replace(b"# ELEMENTS", b"# UNSUR"),
        KAMUS.replace(b"\n", b"\r\n"),
    ],
)
def test_undoing_gives_content_and_exports_back_byte_for_byte(seeds, publisher, data):
    before = document_types.get("kamus").repository.load()
    row = send(data, publisher)
    missing = [entry.key for entry in deciding.preview(row).changes if entry.kind == "removed"]
    apply(row, publisher, Decisions(remove=frozenset(missing)), sure=True)
    assert export() != KAMUS
    undo.undo(row, undo.preview(row).fingerprint, user=publisher)
    assert document_types.get("kamus").repository.load() == before
    assert export() == KAMUS
    row.refresh_from_db()
    assert (row.state, row.undone_name) == ("undone", "Penerbit")


def test_undoing_the_removal_of_a_whole_aspect_brings_it_back_to_its_place(seeds, publisher):
    rest = PANDUAN[: PANDUAN.index(b"KERJA SAMA")]
    row = send(rest, publisher)
    missing = frozenset(entry.key for entry in deciding.preview(row).changes if entry.kind == "removed")
    assert missing
    apply(row, publisher, Decisions(remove=missing), sure=True)
    assert export("panduan") == rest
    undo.undo(row, undo.preview(row).fingerprint, user=publisher)
    assert export("panduan") == PANDUAN


def test_undoing_a_domain_leaves_no_sub_aspect_behind(seeds, publisher):
    part = PANDUAN.split(b"Sub Aspek - 2")[0].replace(b"Managing Self", b"Managing Me")
    row = send(part, publisher)
    apply(row, publisher)
    undo.undo(row, undo.preview(row).fingerprint, user=publisher)
    assert export("panduan") == PANDUAN


def test_undoing_names_what_was_edited_since_and_leaves_it_alone(seeds, publisher):
    row = send(EDITED + NEW, publisher)
    apply(row, publisher)
    later = (EDITED + NEW).replace(b"1 | Jujur.", b"1 | Sangat jujur.")
    imports.apply(later, name="kemudian.md")
    back = undo.preview(row)
    assert [revision.key for revision in back.edited] == ["INTE"]
    undo.undo(row, back.fingerprint, user=publisher)
    assert export() == KAMUS + NEW.replace(b"1 | Jujur.", b"1 | Sangat jujur.").lstrip()


def test_what_was_edited_since_goes_back_too_when_told(seeds, publisher):
    row = send(EDITED + NEW, publisher)
    apply(row, publisher)
    imports.apply((EDITED + NEW).replace(b"1 | Jujur.", b"1 | Sangat jujur."), name="kemudian.md")
    undo.undo(row, undo.preview(row).fingerprint, include=["INTE"], user=publisher)
    assert export() == KAMUS


def test_an_edit_while_the_undo_page_is_open_stops_the_undo(seeds, publisher):
    row = send(EDITED, publisher)
    apply(row, publisher)
    seen = undo.preview(row).fingerprint
    imports.apply(KAMUS.replace(b"7 | ", b"7 | Juga ", 1), name="lain.md")
    with pytest.raises(StaleError):
        undo.undo(row, seen, user=publisher)
    assert Proposal.objects.get(pk=row.pk).state == "applied"


def test_a_second_undo_does_nothing(seeds, publisher):
    row = send(EDITED, publisher)
    apply(row, publisher)
    seen = undo.preview(row).fingerprint
    for _ in range(2):
        undo.undo(row, seen, user=publisher)
    assert Revision.objects.filter(source=row, door="undo").count() == 2
    assert [revision.door for revision in undo.made_by(row)] == ["import", "import"]
