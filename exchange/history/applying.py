"""The one path on which documents change: import, undo, restoring, archive, edit pages and back office."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from exchange.document_types import DocumentType
from exchange.history.recording import Recording, record_changes
from exchange.models import Revision


class StaleError(Exception):
    """The content changed since the person looked, so nothing was done.

    It carries no text into logs. A new preview shows the content as it is now.
    """


@dataclass(frozen=True)
class Preview:
    """A change of documents, computed from what is stored now.

    `basis` are the values that a person decides on, such as texts or version numbers; `apply_to` stores the change
    within a recording; `stale` is the error for a person who saw another basis, if it says more.
    """

    basis: Iterable[object]
    apply_to: Callable[[Recording], object]
    stale: StaleError | None = None


def fingerprint(basis: Iterable[object]) -> str:
    """The digest of a preview's basis; another one as soon as the content moved."""
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
    """Apply a preview, whole or not at all; returns the revisions that were recorded.

    `preview` is called under the ledger's lock; None means that there is nothing left to do, as after a second click.
    `seen` is the fingerprint of the basis that the person saw, None where nobody looked at one (a command). Raises
    StaleError when it is another one. Queries as `record_changes`.
    """
    with record_changes(document_type, origin=origin, user=user, note=note) as record:
        if found := preview():
            if seen is not None and seen != fingerprint(found.basis):
                raise found.stale or StaleError(document_type.slug)
            found.apply_to(record)
    return record.revisions
