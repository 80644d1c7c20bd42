"""A document before and after a change: the unit of every review."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from documents.comparison.diff import Change, compare
from documents.document import Document

#: The name of the only change of a document that is added or removed: all of it.
WHOLE_DOCUMENT = "*"


class ChangeKind(StrEnum):
    """The kinds of change; `REMOVED` is also a document that a file lacks."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


def kind_of(before: object | None, after: object | None) -> ChangeKind:
    """The kind of change between two versions, None where there is none."""
    if before is None:
        return ChangeKind.ADDED
    return ChangeKind.REMOVED if after is None else ChangeKind.CHANGED


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """One document before and after, None where there is none; `lines` differ when there are both."""

    before: Document | None
    after: Document | None
    lines: tuple[Change, ...] = ()

    @classmethod
    def between(cls, before: Document | None, after: Document | None) -> DocumentChange:
        """The change from one version to another. Costs what `compare` does when there are both."""
        return cls(before, after, compare(before, after) if before and after else ())

    @property
    def kind(self) -> ChangeKind:
        """The kind of change."""
        return kind_of(self.before, self.after)

    @property
    def document(self) -> Document:
        """The document as it becomes, or was when it is removed."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def key(self) -> str:
        """The document's key."""
        return self.document.key

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its changes, in order."""
        return tuple(change.name for change in self.lines) if self.before and self.after else (WHOLE_DOCUMENT,)
