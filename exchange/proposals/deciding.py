"""Steps of a proposal: compared anew, chosen from, submitted, returned, applied, rejected, discarded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any

from django.db import transaction
from django.db.models import BooleanField, ExpressionWrapper, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from documents.comparison.changes import WHOLE_DOCUMENT, ChangeKind, DocumentChange
from documents.comparison.three_way import Side
from exchange import document_types, events
from exchange.document_types import DocumentType
from exchange.history.applying import Preview, StaleError, carry_out
from exchange.history.recording import DamagedError, Recording
from exchange.models import Letter, Proposal, ProposalQuerySet, ProposedDocument, Revision
from exchange.permissions import publishes
from exchange.proposals.comparison import Mark, marks_of, newest_revisions, weight
from exchange.proposals.renaming import keys_today
from exchange.proposals.rows import changes_of
from exchange.proposals.selection import Decisions, Entry, Selection
from exchange.proposals.telling import tell

Decide = Callable[[Selection], Decisions]


class UnsureError(Exception):
    """Documents would be removed, and the person did not confirm it."""


class NothingChosenError(Exception):
    """Every change is excluded, so there is nothing to apply."""


class UnreadError(Exception):
    """The proposal is a file that cannot be read without answers, so it cannot be applied."""


def visible_to(user: Any) -> ProposalQuerySet:
    """Return the proposals that a person may see, newest first: their own; publishers see all but others' drafts.

    Without files that waited longer than `RETENTION`. The contents are not read.
    """
    proposals = Proposal.objects.exclude(pk__in=Proposal.objects.late().values("pk")).defer("content", "notes")
    others = ~Q(state=Proposal.State.DRAFT, door=Proposal.Door.EDIT)
    return proposals.filter(Q(author=user) | others) if publishes(user) else proposals.filter(author=user)


def new_proposal(*, name: str, door: Proposal.Door, user: Any, **values: Any) -> Proposal:
    """Return a proposal, not saved yet, of this person with these values; one query for its number."""
    newest = Proposal.objects.aggregate(number=Max("number"))["number"] or 0
    return Proposal(number=newest + 1, name=name, door=door, author=user, author_name=str(user or ""), **values)


def type_of(proposal: Proposal) -> DocumentType:
    """Return the document type of a proposal. Raises DamagedError when there is none of its slug."""
    try:
        return document_types.get(proposal.format)
    except KeyError as error:
        raise DamagedError("usulan", proposal.pk) from error


def known_type_of(proposal: Proposal) -> DocumentType | None:
    """Return the document type of a proposal, None for one that was never read. Raises DamagedError as `type_of`."""
    return None if not proposal.format and proposal.may_be_unread else type_of(proposal)


def decisions_of(proposal: Proposal) -> Decisions:
    """Return the decisions that are stored with a proposal. Raises DamagedError."""
    try:
        return Decisions.from_json(proposal.choices)
    except (AttributeError, TypeError, ValueError) as error:
        raise DamagedError("usulan", proposal.pk) from error


def preview(proposal: Proposal) -> Selection:
    """Return the selection of changes that an open proposal would make now.

    One query, and those of `changes_of` for documents that were changed here since they were compared.
    """
    document_type = type_of(proposal)
    newest = Revision.objects.filter(format=document_type.slug, key=OuterRef("stored_key")).order_by("-pk")
    removal = ExpressionWrapper(Q(document__isnull=True), output_field=BooleanField())
    rows = proposal.documents.defer("document").annotate(
        newest=Coalesce(Subquery(newest.values("pk")[:1]), 0), removal=removal
    )
    return Selection(document_type, _entries(document_type, list(rows)), decisions_of(proposal))


def selection_of(document_type: DocumentType, rows: Sequence[ProposedDocument]) -> Selection:
    """Return the selection of rows that were compared just now and are not saved, with no decisions; no query."""
    entries = [_entry(row, row.marks, row.weight, row.compared, removal=row.document is None) for row in rows]
    return Selection(document_type, entries)


def _entries(document_type: DocumentType, rows: Sequence[Any]) -> list[Entry]:
    """Return the entries of rows with `newest` and `removal`; those that are out of date are compared again."""
    today = keys_today(document_type, rows)
    numbers = newest_revisions(document_type, [*today.values()]) if today else {}
    for row in rows:
        if row.stored_key in today:
            row.newest = numbers.get(today[row.stored_key], 0)
    stale = [row for row in rows if row.newest != row.compared or row.stored_key in today]
    fresh = dict(zip((row.pk for row in stale), changes_of(document_type, stale), strict=True))
    return [_fresh(row, fresh[row.pk]) if row.pk in fresh else _known(row) for row in rows]


def _known(row: Any) -> Entry:
    return _entry(row, row.marks, row.weight, row.newest, removal=row.removal)


def _fresh(row: Any, change: DocumentChange) -> Entry:
    if change.before is None and change.after is None:
        return Entry(row, ChangeKind.REMOVED, (), row.newest, 0)
    return Entry(row, change.kind, marks_of(change), row.newest, weight(change))


def _entry(row: ProposedDocument, marks: Iterable[Sequence[str]], rows: int, newest: int, *, removal: bool) -> Entry:
    """Return the entry of a row whose marks still hold. Raises DamagedError."""
    try:
        found = tuple(Mark(name, Side(side), digest) for name, side, digest in marks)
    except (TypeError, ValueError) as error:
        raise DamagedError("usulan", row.proposal_id) from error
    whole = any(mark.name == WHOLE_DOCUMENT for mark in found)
    kind = ChangeKind.REMOVED if removal else ChangeKind.ADDED if whole else ChangeKind.CHANGED
    return Entry(row, kind, found, newest, rows)


def choose(proposal: Proposal, fingerprint: str, decide: Decide) -> Selection:
    """Store the decisions that `decide` returns for the selection of that fingerprint; return the new selection.

    Raises StaleError when the selection has another fingerprint now. Queries as `preview`, and one.
    """
    selection = preview(proposal)
    if selection.fingerprint != fingerprint:
        raise StaleError
    decisions = decide(selection)
    Proposal.objects.open().filter(pk=proposal.pk).update(choices=decisions.as_json())
    return Selection(selection.document_type, selection.entries, decisions)


def apply(
    proposal: Proposal, fingerprint: str, decide: Decide = attrgetter("decisions"), *, sure: bool, user: Any
) -> None:
    """Apply the selection of that fingerprint, with the decisions that `decide` returns for it; all or nothing.

    `sure` says that the person confirmed that documents are removed. Does nothing for a proposal that somebody decided
    on already. Raises StaleError, UnreadError, NothingChosenError, UnsureError, UnfitError as `Selection.apply_to`, and
    Proposal.DoesNotExist when the row is gone.
    """
    if not proposal.format:
        raise UnreadError

    def under_lock() -> Preview | None:
        now = Proposal.objects.select_for_update().defer("content", "notes").get(pk=proposal.pk)
        if not now.is_open:
            return None
        if now.answers != proposal.answers:
            raise StaleError
        seen = preview(now)
        return application(now, seen, decide(seen), confirmed=sure, user=user)

    carry_out(
        type_of(proposal),
        under_lock,
        seen=fingerprint,
        origin=origin_of(proposal),
        user=user,
        note=proposal.reason[:200],
    )


def origin_of(proposal: Proposal) -> Revision.Origin:
    """Return the origin of the changes that a proposal makes."""
    return Revision.Origin.IMPORT if proposal.is_file else Revision.Origin.EDIT


def application(proposal: Proposal, seen: Selection, decisions: Decisions, *, confirmed: bool, user: Any) -> Preview:
    """Return the preview of a proposal's changes; applying it stores them and the proposal.

    `seen` is the selection that the person saw; `confirmed` says that documents may be removed. Applying raises
    NothingChosenError, UnsureError, and UnfitError as `Selection.apply_to`.
    """
    selection = Selection(seen.document_type, seen.entries, decisions)

    def apply_to(record: Recording) -> None:
        if selection.empty:
            raise NothingChosenError
        if selection.count(ChangeKind.REMOVED) and not confirmed:
            raise UnsureError
        record.source = proposal
        selection.apply_to(record)
        proposal.format = record.document_type.slug
        proposal.state, proposal.plan, proposal.choices = (
            Proposal.State.APPLIED,
            selection.fingerprint,
            decisions.as_json(),
        )
        proposal.applied_by, proposal.applied_name, proposal.applied_at = user, str(user or ""), timezone.now()
        proposal.added, proposal.changed, proposal.removed = (selection.count(kind) for kind in ChangeKind)
        proposal.save()
        proposal.documents.all().delete()
        if proposal.author_id:
            tell(Letter.Event.PUBLISHED, proposal, by=user)

    return Preview(seen.basis(), apply_to)


def discard(proposal: Proposal) -> None:
    """Discard an open proposal; its entry in the lists stays. Does nothing for one that somebody decided on."""
    with transaction.atomic():
        mine = Proposal.objects.open().filter(pk=proposal.pk)
        if mine.update(state=Proposal.State.DISCARDED, content=b"", notes=None):
            proposal.documents.all().delete()
            events.tell("discarded", source=proposal.pk)


def submit(proposal: Proposal, *, reason: str | None = None) -> bool:
    """Submit a draft to the publishers; return whether it was one. `reason` replaces the one that it has."""
    values: dict[str, Any] = {"state": Proposal.State.SUBMITTED, "submitted_at": timezone.now(), "returned_at": None}
    if reason is not None:
        values["reason"] = reason[:500]
    submitted = _move(proposal, Proposal.State.DRAFT, "submitted", **values)
    if submitted:
        tell(Letter.Event.SUBMITTED, proposal)
    return submitted


def withdraw(proposal: Proposal) -> bool:
    """Make a submitted proposal its author's draft again; return whether it was submitted."""
    return _move(proposal, Proposal.State.SUBMITTED, "withdrawn", state=Proposal.State.DRAFT)


def send_back(proposal: Proposal, *, note: str, user: Any) -> bool:
    """Ask its author to correct a submitted proposal; return whether it was submitted."""
    values = {"returned_at": timezone.now(), "returned_name": str(user), "returned_note": note[:500]}
    returned = _move(proposal, Proposal.State.SUBMITTED, "returned", state=Proposal.State.DRAFT, **values)
    if returned:
        tell(Letter.Event.RETURNED, proposal, by=user)
    return returned


def reject(proposal: Proposal, *, note: str, user: Any) -> bool:
    """Reject a submitted proposal for good; it stays as it is. Return whether it was submitted."""
    values = {"returned_at": timezone.now(), "returned_name": str(user), "returned_note": note[:500]}
    rejected = _move(proposal, Proposal.State.SUBMITTED, "rejected", state=Proposal.State.REJECTED, **values)
    if rejected:
        tell(Letter.Event.REJECTED, proposal, by=user)
    return rejected


def _move(proposal: Proposal, begin: str, event: str, **values: Any) -> bool:
    """Set values of a proposal that is in the state `begin`; of two people who decide at once, one does."""
    moved = Proposal.objects.filter(pk=proposal.pk, state=begin).update(**values)
    if moved:
        events.tell(event, source=proposal.pk)
    return bool(moved)
