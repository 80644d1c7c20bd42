"""Undo of an applied import: every document as it was before, without those edited since unless told."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from django.db.models import Max, QuerySet
from django.utils import timezone

from exchange import document_types
from exchange.bulk import chunked
from exchange.history.applying import Preview, carry_out, fingerprint
from exchange.history.recording import Recording, before_of
from exchange.models import Import, Revision


@dataclass(frozen=True)
class UndoPreview:
    """The undo of an import: the `revisions` it made, and the newest revision there is of each document."""

    revisions: tuple[Revision, ...]
    newest: dict[str, int]

    @cached_property
    def edited(self) -> tuple[Revision, ...]:
        """The revisions of documents that were changed again since."""
        return tuple(revision for revision in self.revisions if self.newest[revision.key] != revision.pk)

    @property
    def basis(self) -> list[tuple[str, int]]:
        """The newest version of each document."""
        return sorted(self.newest.items())

    @property
    def fingerprint(self) -> str:
        """The digest of the basis."""
        return fingerprint(self.basis)


def made_by(row: Import) -> QuerySet[Revision]:
    """What an import changed when it was applied, in order; what followed in another format is not its own."""
    return Revision.objects.filter(format=row.format, source=row, door=Revision.Origin.IMPORT).order_by("pk")


def preview(row: Import) -> UndoPreview:
    """The undo of an applied import; two queries, and one more for each `CHUNK` documents."""
    revisions = tuple(made_by(row).defer("before", "after"))
    newest: dict[str, int] = {}
    for chunk in chunked(revision.key for revision in revisions):
        versions = Revision.objects.filter(format=row.format, key__in=chunk).order_by()
        newest |= dict(versions.values_list("key").annotate(Max("pk")))
    return UndoPreview(revisions, newest)


def edited_since(row: Import, back: UndoPreview) -> QuerySet[Revision]:
    """What an import did to the documents that were changed again since, contents included; no query for none."""
    return made_by(row).filter(pk__in=[revision.pk for revision in back.edited])


def skipped(row: Import) -> QuerySet[Revision]:
    """What an import did to documents that stayed as they were when it was undone."""
    undone = Revision.objects.filter(source=row, door=Revision.Origin.UNDO)
    return made_by(row).exclude(key__in=undone.values("key"))


def undo(row: Import, seen: str, *, include: Collection[str] = (), user: Any) -> None:
    """Put the documents of an applied import back as they were, in one transaction.

    Those edited since are skipped, but for the keys in `include`. An import that is not applied is left as it is.
    Raises StaleError when a document was changed since the preview of the fingerprint `seen`.
    """

    def under_lock() -> Preview | None:
        now = Import.objects.select_for_update().defer("content").get(pk=row.pk)
        if now.state != Import.State.APPLIED:
            return None
        found = preview(now)
        left = {revision.key for revision in found.edited} - set(include)
        return Preview(found.basis, partial(_put_back, row=now, left=left, user=user))

    carry_out(document_types.get(row.format), under_lock, seen=seen, origin=Revision.Origin.UNDO, user=user)


def _put_back(record: Recording, *, row: Import, left: Collection[str], user: Any) -> None:
    """Store the documents but those `left` as they were before the import, and the row as undone."""
    record.source = row
    revisions = made_by(row).defer("after")
    before = {revision.key: before_of(revision) for revision in revisions if revision.key not in left}
    record.delete([key for key, document in before.items() if document is None])
    record.store([document for document in before.values() if document])
    row.state, row.undone_name, row.undone_at = Import.State.UNDONE, str(user or ""), timezone.now()
    row.save()
