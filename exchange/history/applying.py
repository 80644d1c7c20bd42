"""Applying changes: import, undo, restoring, archive, edit pages and the back office all change documents here."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from exchange.document_types import DocumentType
from exchange.history.recording import Recording, record_changes
from exchange.models import Revision


class StaleError(Exception):
    """The content changed since the person looked at it, so nothing was applied.

    Its arguments are a slug and at most `NAMED` keys: it may stand in a log, where no text and no list of thousands
    belongs. A new preview shows the content as it is now.
    """

    NAMED = 10

    def __init__(self, *names: str) -> None:
        super().__init__(*names[: 1 + self.NAMED])


@dataclass(frozen=True)
class Preview:
    """A change of documents, computed from the stored content.

    `basis` holds the values that a person decides on, such as texts or version numbers. `apply_to` stores the change
    within a recording. `stale` is the error for a person who saw another basis; None means a plain StaleError.
    """

    basis: Iterable[object]
    apply_to: Callable[[Recording], object]
    stale: StaleError | None = None


def fingerprint(basis: Iterable[object]) -> str:
    """Return the digest of a basis. It differs as soon as a value of the basis differs."""
    digest = hashlib.sha256()
    for part in basis:
        digest.update(repr(part).encode())
    return digest.hexdigest()


def carry_out(
    document_type: DocumentType,
    preview: Callable[[], Preview | None],
    *,
    seen: str | None,
    origin: str,
    user: Any,
    note: str = "",
) -> list[Revision]:
    """Apply a preview, all or nothing; return the recorded revisions.

    `preview` is called under the ledger's lock; it returns None when nothing is left to do, as after a second click.
    `seen` is the fingerprint of the basis that the person saw. Raises StaleError, or the preview's own error, when it
    differs now. It is None where nothing was seen (a command), where both choices are merged (links on an edit page),
    and in the back office, whose forms reveal their documents by saving: `exchange.admin.concurrency.check` compares
    the versions afterwards, in the same transaction. Queries as `record_changes`.
    """
    with record_changes(document_type, origin=origin, user=user, note=note) as record:
        if found := preview():
            if seen is not None and seen != fingerprint(found.basis):
                raise found.stale or StaleError(document_type.slug)
            found.apply_to(record)
    return record.revisions
