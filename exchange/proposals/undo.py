"""Undo of an applied proposal: its documents as before, but documents edited since only on request."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from documents.document import Document
from exchange.history import renames
from exchange.history.applying import Preview, carry_out, fingerprint
from exchange.history.recording import Recording, before_of
from exchange.models import Proposal, Revision
from exchange.proposals.comparison import newest_revisions
from exchange.proposals.deciding import origin_of, type_of


@dataclass(frozen=True)
class UndoPreview:
    """Preview of an undo: the `revisions` of a proposal, and the `newest` revision of the document of each.

    `newest` and `today` are by the primary key of the proposal's revision; `today` has the key that the document has
    now.
    """

    revisions: tuple[Revision, ...]
    newest: dict[int, int]
    today: dict[int, str]

    @cached_property
    def edited(self) -> tuple[Revision, ...]:
        """Revisions of documents that were changed again since, renamed ones among them."""
        own = {revision.pk for revision in self.revisions}
        return tuple(revision for revision in self.revisions if self.newest[revision.pk] not in own)

    @property
    def basis(self) -> list[tuple[str, int]]:
        """Key and newest revision of each document."""
        return sorted((self.today[pk], newest) for pk, newest in self.newest.items())

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
    """Return the preview of undoing an applied import; one query, and two more for each `CHUNK` documents."""
    revisions = tuple(made_by(row).defer("before", "after"))
    keys = renames.follow(row.format, {(revision.key, revision.pk) for revision in revisions})
    today = {revision.pk: keys[revision.key, revision.pk] for revision in revisions}
    newest = newest_revisions(type_of(row), {*today.values()})
    return UndoPreview(revisions, {pk: newest[key] for pk, key in today.items()}, today)


def edited_since(row: Proposal, back: UndoPreview) -> QuerySet[Revision]:
    """Return a proposal's revisions of documents that were changed again since, with contents; no query for none."""
    return made_by(row).filter(pk__in=[revision.pk for revision in back.edited])


def skipped(row: Proposal) -> QuerySet[Revision]:
    """Return a proposal's revisions of documents that its undo left as they were; three queries and those of
    `renames.follow`.
    """
    undone = Revision.objects.filter(source=row, format=row.format, door=Revision.Origin.UNDO)
    made, back = (list(each.values_list("key", "pk")) for each in (made_by(row), undone))
    today = renames.follow(row.format, {*made, *back})
    there = {today[seen] for seen in back}
    return made_by(row).filter(pk__in=[pk for key, pk in made if today[key, pk] not in there])


def undo(row: Proposal, seen: str, *, include: Collection[str] = (), user: Any) -> None:
    """Restore the documents of an applied import as they were before it, in one transaction.

    Documents edited since are skipped, except for the keys in `include`. Does nothing for a proposal that is not
    applied. Raises StaleError when a document was changed since the preview of the fingerprint `seen`, and TakenError
    when another document has the old key of one that the proposal renamed.
    """

    def under_lock() -> Preview | None:
        now = Proposal.objects.select_for_update().defer("content", "notes").get(pk=row.pk)
        if now.state != Proposal.State.APPLIED:
            return None
        found = preview(now)
        left = {revision.key for revision in found.edited} - set(include)
        return Preview(found.basis, partial(_put_back, row=now, today=found.today, left=left, user=user))

    carry_out(type_of(row), under_lock, seen=seen, origin=Revision.Origin.UNDO, user=user)


def _put_back(record: Recording, *, row: Proposal, today: Mapping[int, str], left: Collection[str], user: Any) -> None:
    """Restore the documents as before the proposal, except for those in `left`, and store the row as undone.

    One that the proposal renamed gets its old key again; one that somebody renamed since keeps the key of today, as
    `renames.with_key` says.
    """
    record.source = row
    olds = [(each, before_of(each)) for each in made_by(row).defer("after") if each.key not in left]
    record.delete([today[each.pk] for each, document in olds if document is None])
    kept = [(each, document) for each, document in olds if document]
    documents = renames.with_links_today(record.document_type, [(document, each.pk) for each, document in kept])
    wanted = [
        _named(record, each.key, today[each.pk], document) for (each, _), document in zip(kept, documents, strict=True)
    ]
    record.store(wanted)
    row.state, row.undone_name, row.undone_at = Proposal.State.UNDONE, str(user or ""), timezone.now()
    row.save()


def _named(record: Recording, key: str, today: str, document: Document) -> Document:
    """Return a document as it was before a proposal gave it `key`, under the key it gets; rename the stored one to it.

    No query for one that keeps its key. Raises TakenError when another document has the old key.
    """
    if document.key == key:
        document = renames.with_key(record.document_type, document, today)
    if document.key != today and record.document_type.repository.load([today]):
        record.rename(today, document)
    return document
