"""Undo of an applied proposal: its documents as before, but documents edited since only on request."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from exchange.history.applying import Preview, carry_out, fingerprint
from exchange.history.recording import Recording, before_of
from exchange.models import Proposal, Revision
from exchange.proposals.comparison import newest_revisions
from exchange.proposals.deciding import origin_of, type_of


@dataclass(frozen=True)
class UndoPreview:
    """Preview of an undo: the `revisions` of a proposal, and the `newest` revision of each of its documents."""

    revisions: tuple[Revision, ...]
    newest: dict[str, int]

    @cached_property
    def edited(self) -> tuple[Revision, ...]:
        """Revisions of documents that were changed again since."""
        return tuple(revision for revision in self.revisions if self.newest[revision.key] != revision.pk)

    @property
    def basis(self) -> list[tuple[str, int]]:
        """Newest revision of each document, by key."""
        return sorted(self.newest.items())

    @property
    def fingerprint(self) -> str:
        """Digest of the basis."""
        return fingerprint(self.basis)


def made_by(row: Proposal) -> QuerySet[Revision]:
    """Return the revisions that a proposal made when it was applied, in order; no query yet.

    Revisions of another document type, which followed from these, are not among them.
    """
    return Revision.objects.filter(format=row.format, source=row, door=origin_of(row)).order_by("pk")


def preview(row: Proposal) -> UndoPreview:
    """Return the preview of undoing an applied import; one query, and one more for each `CHUNK` documents."""
    revisions = tuple(made_by(row).defer("before", "after"))
    return UndoPreview(revisions, newest_revisions(type_of(row), [revision.key for revision in revisions]))


def edited_since(row: Proposal, back: UndoPreview) -> QuerySet[Revision]:
    """Return a proposal's revisions of documents that were changed again since, with contents; no query for none."""
    return made_by(row).filter(pk__in=[revision.pk for revision in back.edited])


def skipped(row: Proposal) -> QuerySet[Revision]:
    """Return a proposal's revisions of documents that its undo left as they were."""
    undone = Revision.objects.filter(source=row, door=Revision.Origin.UNDO)
    return made_by(row).exclude(key__in=undone.values("key"))


def undo(row: Proposal, seen: str, *, include: Collection[str] = (), user: Any) -> None:
    """Restore the documents of an applied import as they were before it, in one transaction.

    Documents edited since are skipped, except for the keys in `include`. Does nothing for a proposal that is not
    applied. Raises StaleError when a document was changed since the preview of the fingerprint `seen`.
    """

    def under_lock() -> Preview | None:
        now = Proposal.objects.select_for_update().defer("content", "notes").get(pk=row.pk)
        if now.state != Proposal.State.APPLIED:
            return None
        found = preview(now)
        left = {revision.key for revision in found.edited} - set(include)
        return Preview(found.basis, partial(_put_back, row=now, left=left, user=user))

    carry_out(type_of(row), under_lock, seen=seen, origin=Revision.Origin.UNDO, user=user)


def _put_back(record: Recording, *, row: Proposal, left: Collection[str], user: Any) -> None:
    """Restore the documents as before the import, except for those in `left`, and store the row as undone."""
    record.source = row
    revisions = made_by(row).defer("after")
    before = {revision.key: before_of(revision) for revision in revisions if revision.key not in left}
    record.delete([key for key, document in before.items() if document is None])
    record.store([document for document in before.values() if document])
    row.state, row.undone_name, row.undone_at = Proposal.State.UNDONE, str(user or ""), timezone.now()
    row.save()
