"""Restoring a version: a new revision that says what an old one said, never a rewrite."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from documents.document import Document
from exchange import document_types
from exchange.history.recording import record_changes
from exchange.history.versions import Version, current
from exchange.models import Revision


class AbsentError(Exception):
    """The document did not exist in that version, so that there is nothing to restore."""


class MovedError(Exception):
    """The document changed after the revision that the person saw; nothing was restored."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What restoring a version changes: `now` becomes `target`, and `entailed` what shares something with it.

    `newest` is the primary key of the document's newest revision.
    """

    target: Document
    now: Document | None
    entailed: tuple[tuple[Document, Document], ...]
    newest: int

    @property
    def idle(self) -> bool:
        """Whether the document is like that already, raw lines and, where known, related documents included."""
        if self.now and self.target.related is None:
            return self.now.like(replace(self.target, related=self.now.related))
        return self.target.like(self.now)


def plan(version: Version) -> Plan:
    """What restoring `version` would change; writes nothing.

    Queries as `Repository.load` twice, `Repository.also_changed_by`, and one. Raises AbsentError, and KeyError when its
    type is not known any more.
    """
    target, document_type = version.document, document_types.get(version.revision.format)
    if target is None:
        raise AbsentError(version)
    newest, now = current(document_type, target.key)
    others = {document.key: document for document in document_type.repository.also_changed_by([target])}
    entailed = tuple((document, others[document.key]) for document in document_type.repository.load(list(others)))
    return Plan(target, now, entailed, newest)


def restore(version: Version, *, seen: int, user: Any, note: str = "") -> list[Revision]:
    """Make `version` the newest one; returns what was recorded, nothing when the document is like that already.

    `seen` is the primary key of the document's newest revision that the person saw. A document that is gone comes
    back at its old place. Compares under the ledger's lock. Raises MovedError when there is a newer revision,
    AbsentError, and IntegrityError when the tables cannot hold it any more; all of them leave everything as it was.
    """
    document_type, key = document_types.get(version.revision.format), version.revision.key
    with record_changes(document_type, [key], origin=Revision.Origin.RESTORE, user=user, note=note) as record:
        found = plan(version)
        if not found.idle:
            if found.newest != seen:
                raise MovedError(version)
            record.store([found.target])
    return record.revisions
