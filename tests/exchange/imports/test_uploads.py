"""Files that come in and wait: chosen from, applied, discarded."""

from datetime import timedelta

import pytest
from django.utils import timezone

from exchange import document_types
from exchange.history.applying import StaleError
from exchange.history.recording import record_changes
from exchange.imports import review as imports
from exchange.imports import uploads
from exchange.imports.review import RefusedError
from exchange.models import Ledger, Proposal, Revision
from exchange.proposals import deciding, undo
from exchange.proposals.deciding import NothingChosenError, UnsureError
from exchange.proposals.selection import Decisions, UnfitError
from tests.builders import EDITED, KAMUS, NEW, ONLY_CUSF, PANDUAN, apply, export, person, send

CUSF_RESTYLED = b"# ELEMENTS\r\n\r\n" + ONLY_CUSF.replace(b"\n", b"\r\n")


def test_a_file_waits_with_its_counts_and_changes_nothing(seeds, publisher):
    row = send(EDITED + NEW, publisher)
    assert (row.state, row.added, row.changed, row.author_name) == ("draft", 1, 2, "Penerbit")
    assert export() == KAMUS


def test_the_same_file_sent_twice_waits_once(seeds, publisher):
    assert send(EDITED, publisher).pk == send(EDITED, publisher).pk
    other = person("Lain", "Penyunting")
    assert send(EDITED, other).pk != send(EDITED, publisher).pk


def test_a_refused_file_leaves_no_trace(seeds, publisher):
    before = Proposal.objects.count()
    with pytest.raises(RefusedError):
        send(b"%PDF-1.7", publisher)
    assert Proposal.objects.count() == before


def test_a_person_may_send_twenty_files_an_hour_refused_ones_included(seeds, publisher, later):
    for number in range(10):
        send(EDITED.replace(b"inovatif", b"%d" % number), publisher)
        with pytest.raises(RefusedError):
            send(b"%PDF", publisher)
    with pytest.raises(uploads.QuotaError):
        send(EDITED, publisher)
    later(61 * 60)
    send(EDITED, publisher)


def test_the_same_file_sent_over_and_over_counts_each_time(seeds, publisher):
    for _ in range(20):
        send(EDITED, publisher)
    with pytest.raises(uploads.QuotaError):
        send(EDITED, publisher)


def test_refused_files_count_for_an_hour_and_for_their_sender_alone(seeds, publisher, later):
    for _ in range(20):
        with pytest.raises(RefusedError):
            send(b"%PDF", publisher)
    send(EDITED, person("Lain", "Penyunting"))
    later(59 * 60)
    with pytest.raises(uploads.QuotaError):
        send(EDITED, publisher)
    later(2 * 60)
    send(EDITED, publisher)


def test_a_file_of_which_only_the_beginning_arrived_is_refused_however_it_reads(seeds, publisher):
    with pytest.raises(RefusedError) as refused:
        uploads.accept(EDITED, name="besar.md", size=11 * 1024 * 1024, user=publisher)
    assert [problem.code for problem in refused.value.review.parsed.problems] == ["E_FILE_TOO_BIG"]


def test_a_file_waits_a_month_and_is_then_gone(seeds, publisher):
    row = send(EDITED, publisher)
    Proposal.objects.filter(pk=row.pk).update(created_at=timezone.now() - timedelta(days=31))
    assert not deciding.visible_to(publisher).filter(pk=row.pk).exists()
    send(EDITED + NEW, publisher)
    assert not Proposal.objects.filter(pk=row.pk).exists()


def test_a_file_that_was_applied_stays_however_old_it_is(seeds, publisher):
    row = send(EDITED, publisher)
    apply(row, publisher)
    Proposal.objects.filter(pk=row.pk).update(created_at=timezone.now() - timedelta(days=31))
    send(KAMUS, publisher)
    assert row in deciding.visible_to(publisher)


def test_a_file_that_was_undone_can_be_sent_and_applied_again(seeds, publisher):
    row = send(EDITED, publisher)
    apply(row, publisher)
    undo.undo(row, undo.preview(row).fingerprint, user=publisher)
    again = send(EDITED, publisher)
    assert (again.pk != row.pk, again.state) == (True, "draft")


def test_applied_whole_a_file_is_the_next_export(seeds, publisher):
    row = send(EDITED + NEW, publisher)
    apply(row, publisher)
    assert export() == EDITED + NEW
    assert (row.state, row.added, row.changed, row.applied_name) == ("applied", 1, 2, "Penerbit")
    assert row.revisions.count() == 3


def test_a_change_left_out_stays_and_the_others_come(seeds, publisher):
    apply(send(EDITED, publisher), publisher, Decisions({"DEVO": frozenset({"level 4, nomor 5"})}))
    assert export() == KAMUS.replace(b"nyata dan mendasar", b"nyata", 1)


def test_a_new_document_left_out_does_not_come_in(seeds, publisher):
    apply(send(EDITED + NEW, publisher), publisher, Decisions({"INTE": frozenset({"*"})}))
    assert export().rstrip() == EDITED.rstrip()


def test_what_is_missing_is_kept_unless_chosen_and_confirmed(seeds, publisher):
    row = send(ONLY_CUSF.replace(b"nyata dan mendasar", b"nyata"), publisher)
    with pytest.raises(UnsureError):
        apply(row, publisher, Decisions(remove=frozenset({"DEVO"})))
    assert [document.key for document in document_types.get("kamus").repository.load()] == ["DEVO", "CUSF"]
    apply(row, publisher, Decisions(remove=frozenset({"DEVO"})), sure=True)
    assert [document.key for document in document_types.get("kamus").repository.load()] == ["CUSF"]
    assert row.removed == 1


def test_a_file_that_replaces_everything_is_the_next_export_in_its_own_style(seeds, publisher):
    apply(send(CUSF_RESTYLED, publisher), publisher, Decisions(remove=frozenset({"DEVO"})), sure=True)
    assert export() == CUSF_RESTYLED


def test_a_file_that_lacks_a_document_leaves_the_style_of_the_others(seeds, publisher):
    apply(send(CUSF_RESTYLED + NEW, publisher), publisher)
    assert export().startswith(KAMUS)
    imports.apply(CUSF_RESTYLED, name="lagi.md")
    assert export().startswith(KAMUS)


def test_nothing_chosen_is_not_applied(seeds, publisher):
    row = send(KAMUS + NEW, publisher)
    with pytest.raises(NothingChosenError):
        apply(row, publisher, Decisions({"INTE": frozenset({"*"})}))


def test_changes_that_hang_together_are_refused_apart(seeds, publisher):
    swapped = KAMUS.replace(b"1 | Menjelaskan", b"9 | Menjelaskan").replace(b"2 | Mengamati", b"1 | Mengamati")
    row = send(swapped, publisher)
    with pytest.raises(UnfitError) as unfit:
        apply(row, publisher, Decisions({"DEVO": frozenset({"level 1, nomor 9"})}))
    assert [document.key for document in unfit.value.documents] == ["DEVO"]
    assert export() == KAMUS


def test_what_documents_share_is_changed_for_all_or_none(seeds, publisher):
    row = send(PANDUAN.replace(b"Managing Self", b"Managing Me"), publisher)
    key = deciding.preview(row).changes[0].key
    with pytest.raises(UnfitError):
        apply(row, publisher, Decisions({key: frozenset({"ranah"})}))
    assert export("panduan") == PANDUAN


def test_an_edit_in_between_makes_the_review_stale_and_is_kept(seeds, publisher):
    row = send(EDITED, publisher)
    seen = deciding.preview(row).fingerprint
    imports.apply(KAMUS.replace(b"7 | ", b"7 | Juga ", 1), name="lain.md")
    between = export()
    with pytest.raises(StaleError):
        deciding.apply(row, seen, sure=False, user=publisher)
    assert export() == between
    assert deciding.preview(row).fingerprint != seen
    assert Proposal.objects.get(pk=row.pk).state == "draft"


def test_a_missing_document_that_was_edited_makes_the_review_stale_too(seeds, publisher):
    row = send(ONLY_CUSF.replace(b"nyata dan mendasar", b"nyata"), publisher)
    seen = deciding.preview(row).fingerprint
    imports.apply(KAMUS.replace(b"5 | Memberikan solusi", b"5 | Memberi solusi"), name="lain.md")
    with pytest.raises(StaleError):
        deciding.apply(row, seen, sure=False, user=publisher)


def test_raw_lines_that_somebody_else_brought_meanwhile_make_the_review_stale(seeds, publisher):
    row = send(KAMUS.replace(b"\n", b"\r\n"), publisher)
    seen = deciding.preview(row).fingerprint
    imports.apply(KAMUS.replace(b"\n", b"\r\n"), name="lain.md")
    with pytest.raises(StaleError):
        deciding.apply(row, seen, sure=False, user=publisher)


def test_choices_of_somebody_else_make_the_review_stale(seeds, publisher):
    row = send(EDITED, publisher)
    seen = deciding.preview(row).fingerprint
    deciding.choose(row, seen, lambda plan: Decisions({"DEVO": frozenset({"level 4, nomor 5"})}))
    with pytest.raises(StaleError):
        deciding.apply(row, seen, sure=False, user=publisher)


def test_choices_made_on_a_stale_review_are_not_kept(seeds, publisher):
    row = send(EDITED, publisher)
    seen = deciding.preview(row).fingerprint
    imports.apply(KAMUS.replace(b"7 | ", b"7 | Juga ", 1), name="lain.md")
    with pytest.raises(StaleError):
        deciding.choose(row, seen, lambda plan: Decisions({"DEVO": frozenset({"level 4, nomor 5"})}))
    assert Proposal.objects.get(pk=row.pk).choices == {}


def test_choices_come_too_late_once_a_file_was_applied(seeds, publisher):
    row = send(EDITED + NEW, publisher)
    opened = Proposal.objects.get(pk=row.pk)
    apply(row, publisher, Decisions({"INTE": frozenset({"*"})}))
    deciding.choose(opened, deciding.preview(opened).fingerprint, lambda plan: Decisions())
    assert Proposal.objects.get(pk=row.pk).choices["left_out"] == {"INTE": ["*"]}


def test_leaving_nothing_out_is_the_same_as_not_choosing(seeds, publisher):
    row = send(EDITED, publisher)
    seen = deciding.preview(row).fingerprint
    assert deciding.choose(row, seen, lambda plan: Decisions({"DEVO": frozenset()})).fingerprint == seen


def test_a_second_apply_does_nothing(seeds, publisher):
    row = send(EDITED, publisher)
    seen = deciding.preview(row).fingerprint
    for _ in range(2):
        deciding.apply(row, seen, sure=False, user=publisher)
    assert Revision.objects.filter(source=row).count() == 2


def test_a_discarded_file_is_gone_and_can_no_longer_be_applied(seeds, publisher):
    row = send(EDITED, publisher)
    seen = deciding.preview(row).fingerprint
    deciding.discard(row)
    deciding.apply(row, seen, sure=False, user=publisher)
    kept = Proposal.objects.get(pk=row.pk)
    assert (kept.state, bytes(kept.content), export()) == ("discarded", b"", KAMUS)


def test_a_file_that_was_applied_can_no_longer_be_discarded(seeds, publisher):
    row = send(EDITED, publisher)
    apply(row, publisher)
    deciding.discard(row)
    kept = Proposal.objects.get(pk=row.pk)
    assert (kept.state, bytes(kept.content)) == ("applied", EDITED)


def test_a_failure_while_applying_leaves_everything_as_it_was(seeds, publisher, monkeypatch):
    row = send(EDITED, publisher)
    version = Ledger.objects.get().version

    def fail(*_):
        raise RuntimeError

    monkeypatch.setattr(Proposal, "save", fail)
    with pytest.raises(RuntimeError):
        apply(row, publisher)
    assert (export(), Ledger.objects.get().version) == (KAMUS, version)
    assert Proposal.objects.get(pk=row.pk).state == "draft"


def test_a_review_follows_what_changes_through_other_doors(seeds, publisher):
    row = send(EDITED, publisher)
    with record_changes(document_types.get("kamus"), ["DEVO"], origin="edit"):
        document_types.get("kamus").repository.delete(["DEVO"])
    plan = deciding.preview(row)
    assert [(entry.kind, entry.key) for entry in plan.changes] == [("added", "DEVO"), ("changed", "CUSF")]
