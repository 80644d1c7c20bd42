"""Restoring a version: a new revision with the text of an old one; history is never rewritten."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from documents.document import Document
from exchange import document_types
from exchange.history import renames
from exchange.history.applying import Preview, carry_out, fingerprint
from exchange.history.recording import Recording, TakenError
from exchange.history.versions import Version, current
from exchange.models import Revision


class AbsentError(Exception):
    """The document did not exist in that version, so there is nothing to restore."""


@dataclass(frozen=True)
class RestorePreview:
    """Preview of restoring a version: the document `now` becomes `target`.

    `key` is the key of the document today. A version from before a rename keeps it, since restoring a text gives no
    document another address; only where the text itself holds the key (a name), it comes back with the text, as the
    page shows. `entailed` holds further documents that change with it, each as (before, after). `newest` is the primary
    key of the document's newest revision. `foreign` says that a rename gave the key to another document since.
    """

    key: str
    target: Document
    now: Document | None
    entailed: tuple[tuple[Document, Document], ...]
    newest: int
    foreign: bool = False

    def apply_to(self, record: Recording) -> None:
        """Store the version. Raises TakenError when another document has its key now, or the one that it needs."""
        if self.now and self.foreign:
            raise TakenError(self.key)
        if self.target.key != self.key:
            if self.now:
                record.rename(self.key, self.target)
            elif record.document_type.repository.load([self.target.key]):
                raise TakenError(self.target.key)
        record.store([self.target])

    @property
    def idle(self) -> bool:
        """Whether the document is equal to the target already, in raw lines and, where known, related documents too."""
        if self.now and self.target.related is None:
            return self.now.like(replace(self.target, related=self.now.related))
        return self.target.like(self.now)


def preview(version: Version) -> RestorePreview:
    """Return the preview of restoring `version` now; writes nothing.

    Queries as `Repository.load` twice, `Repository.also_changed_by`, `renames.with_links_today`, and four more. Raises
    AbsentError, and KeyError when the document's type does not exist any more.
    """
    target, document_type = version.document_today, document_types.get(version.revision.format)
    if target is None:
        raise AbsentError(version.revision.pk)
    key = renames.key_today(version.revision)
    target = renames.with_key(document_type, target, key)
    newest, now = current(document_type, key)
    others = {document.key: document for document in document_type.repository.also_changed_by([target])}
    others.pop(key, None)  # the document itself, where the version has another key
    entailed = tuple((document, others[document.key]) for document in document_type.repository.load(list(others)))
    own = renames.history_of(document_type.slug, key).filter(pk=version.revision.pk)
    return RestorePreview(key, target, now, entailed, newest, foreign=not own.exists())


def restore(version: Version, *, seen: int, user: Any, note: str = "") -> list[Revision]:
    """Make `version` the newest one; return the recorded revisions, none when the document is equal to it already.

    `seen` is the primary key of the newest revision that the person saw. A deleted document comes back at its old
    place. Raises StaleError when there is a newer revision, AbsentError and KeyError as `preview`, TakenError as
    `RestorePreview.apply_to`, and IntegrityError, DataError, KeyError or ValueError when the tables cannot hold the
    version any more. Each leaves all as it was.
    """

    def under_lock() -> Preview | None:
        found = preview(version)
        return None if found.idle else Preview([found.newest], found.apply_to)

    document_type, origin = document_types.get(version.revision.format), Revision.Origin.RESTORE
    return carry_out(document_type, under_lock, seen=fingerprint([seen]), origin=origin, user=user, note=note)
