"""Restoring a version: a new revision with the text of an old one; history is never rewritten."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from documents.document import Document
from exchange import document_types
from exchange.history.applying import Preview, carry_out, fingerprint
from exchange.history.versions import Version, current
from exchange.models import Revision


class AbsentError(Exception):
    """The document did not exist in that version, so there is nothing to restore."""


@dataclass(frozen=True)
class RestorePreview:
    """Preview of restoring a version: the document `now` becomes `target`.

    `entailed` holds further documents that change with it, each as (before, after). `newest` is the primary key of the
    document's newest revision.
    """

    target: Document
    now: Document | None
    entailed: tuple[tuple[Document, Document], ...]
    newest: int

    @property
    def idle(self) -> bool:
        """Whether the document is equal to the target already, in raw lines and, where known, related documents too."""
        if self.now and self.target.related is None:
            return self.now.like(replace(self.target, related=self.now.related))
        return self.target.like(self.now)


def preview(version: Version) -> RestorePreview:
    """Return the preview of restoring `version` now; writes nothing.

    Queries as `Repository.load` twice, `Repository.also_changed_by`, and one more. Raises AbsentError, and KeyError
    when the document's type does not exist any more.
    """
    target, document_type = version.document, document_types.get(version.revision.format)
    if target is None:
        raise AbsentError(version.revision.pk)
    newest, now = current(document_type, target.key)
    others = {document.key: document for document in document_type.repository.also_changed_by([target])}
    entailed = tuple((document, others[document.key]) for document in document_type.repository.load(list(others)))
    return RestorePreview(target, now, entailed, newest)


def restore(version: Version, *, seen: int, user: Any, note: str = "") -> list[Revision]:
    """Make `version` the newest one; return the recorded revisions, none when the document is equal to it already.

    `seen` is the primary key of the newest revision that the person saw. A deleted document comes back at its old
    place. Raises StaleError when there is a newer revision, AbsentError and KeyError as `preview`, and IntegrityError,
    DataError, KeyError or ValueError when the tables cannot hold the version any more. Each leaves all as it was.
    """

    def under_lock() -> Preview | None:
        found = preview(version)
        return None if found.idle else Preview([found.newest], lambda record: record.store([found.target]))

    document_type, origin = document_types.get(version.revision.format), Revision.Origin.RESTORE
    return carry_out(document_type, under_lock, seen=fingerprint([seen]), origin=origin, user=user, note=note)
