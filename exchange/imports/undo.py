"""Taking an applied import back: every document as it was before, those edited since left alone unless told."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Max, QuerySet
from django.utils import timezone

from exchange import document_types
from exchange.bulk import chunked
from exchange.history.recording import Recording, before_of, record_changes
from exchange.models import Import, Revision


class MovedError(Exception):
    """Documents were edited since the person looked: nothing was done."""


@dataclass(frozen=True)
class Retreat:
    """What undoing an import would do: the `revisions` it made, and the newest revision there is of each document."""

    revisions: tuple[Revision, ...]
    newest: dict[str, int]

    @cached_property
    def edited(self) -> tuple[Revision, ...]:
        """The revisions of documents that were changed again since."""
        return tuple(revision for revision in self.revisions if self.newest[revision.key] != revision.pk)

    @property
    def fingerprint(self) -> str:
        """A print of the versions that it starts from; another one when a document was changed."""
        return hashlib.sha256(repr(sorted(self.newest.items())).encode()).hexdigest()


def made_by(row: Import) -> QuerySet[Revision]:
    """What an import changed when it was applied, in order; what followed in another format is not its own."""
    return Revision.objects.filter(format=row.format, source=row, door=Revision.Origin.IMPORT).order_by("pk")


def retreat(row: Import) -> Retreat:
    """What undoing an applied import would do; two queries, and one more for each `CHUNK` documents."""
    revisions = tuple(made_by(row).defer("before", "after"))
    newest: dict[str, int] = {}
    for chunk in chunked(revision.key for revision in revisions):
        versions = Revision.objects.filter(format=row.format, key__in=chunk).order_by()
        newest |= dict(versions.values_list("key").annotate(Max("pk")))
    return Retreat(revisions, newest)


def edited_since(row: Import, back: Retreat) -> QuerySet[Revision]:
    """What an import did to the documents that were changed again since, contents included; no query for none."""
    return made_by(row).filter(pk__in=[revision.pk for revision in back.edited])


def left_alone(row: Import) -> QuerySet[Revision]:
    """What an import did to documents that stayed as they were when it was undone."""
    undone = Revision.objects.filter(source=row, door=Revision.Origin.UNDO)
    return made_by(row).exclude(key__in=undone.values("key"))


def undo(row: Import, fingerprint: str, *, also: Collection[str] = (), user: Any) -> None:
    """Put the documents of an applied import back as they were, in one transaction.

    Those edited since are left alone, but for the keys in `also`. An import that is not applied is left as it is,
    so that a second click does nothing. Raises MovedError when a document was changed since that print was made.
    """
    with record_changes(document_types.get(row.format), origin=Revision.Origin.UNDO, user=user, source=row) as record:
        now = Import.objects.select_for_update().defer("content").get(pk=row.pk)
        if now.state != Import.State.APPLIED:
            return
        back = retreat(row)
        if back.fingerprint != fingerprint:
            raise MovedError
        left = {revision.key for revision in back.edited} - set(also)
        _put_back(record, [revision for revision in made_by(row).defer("after") if revision.key not in left])
        now.state = Import.State.UNDONE
        now.undone_name, now.undone_at = str(user or ""), timezone.now()
        now.save(update_fields=["state", "undone_name", "undone_at"])


def _put_back(record: Recording, revisions: Collection[Revision]) -> None:
    before = {revision.key: before_of(revision) for revision in revisions}
    record.delete([key for key, document in before.items() if document is None])
    record.store([document for document in before.values() if document])
