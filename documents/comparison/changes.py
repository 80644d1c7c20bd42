"""Change of one document: before and after, as reviews show it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from documents.comparison.diff import Change, compare
from documents.document import Document

#: The name of the only change of a document that is added or removed as a whole.
WHOLE_DOCUMENT = "*"


class ChangeKind(StrEnum):
    """Kinds of change; a document that a file lacks is `REMOVED` as well."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


def kind_of(before: object | None, after: object | None) -> ChangeKind:
    """Return the kind of change between two versions; None is an absent version."""
    if before is None:
        return ChangeKind.ADDED
    return ChangeKind.REMOVED if after is None else ChangeKind.CHANGED


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """One document before and after, None if absent; `lines` are the changed lines if both exist."""

    before: Document | None
    after: Document | None
    lines: tuple[Change, ...] = ()

    @classmethod
    def between(cls, before: Document | None, after: Document | None) -> DocumentChange:
        """Return the change from one version to another. Costs as much as `compare` if both exist."""
        return cls(before, after, compare(before, after) if before and after else ())

    @property
    def kind(self) -> ChangeKind:
        """Return the kind of change."""
        return kind_of(self.before, self.after)

    @property
    def document(self) -> Document:
        """Return the document after the change, or before it if it is removed."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def key(self) -> str:
        """Return the document's key."""
        return self.document.key

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of its changes, in order."""
        return tuple(change.name for change in self.lines) if self.before and self.after else (WHOLE_DOCUMENT,)
