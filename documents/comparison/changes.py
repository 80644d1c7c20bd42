"""Change of one document: before and after, as reviews show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from documents.comparison.diff import Change, compare
from documents.comparison.three_way import Side, side_of_whole, sides
from documents.document import Document

#: The name of the only change of a document that is added or removed as a whole.
WHOLE_DOCUMENT = "*"
#: The name of the change of a document's key, where its lines do not say it.
RENAME = "~"


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
    """One document before and after, None if absent; `lines` are the changed lines if both exist.

    `sides` says, by the names of changes, who made those that the new version did not make alone. `renames` says that
    the document gets another key, which its lines do not say; that is its first change.
    """

    before: Document | None
    after: Document | None
    lines: tuple[Change, ...] = ()
    sides: Mapping[str, Side] = field(default_factory=dict)
    renames: bool = False

    @classmethod
    def between(cls, before: Document | None, after: Document | None) -> DocumentChange:
        """Return the change from one version to another. Costs as much as `compare` if both exist."""
        return cls(before, after, compare(before, after) if before and after else ())

    @classmethod
    def since(cls, base: Document | None, here: Document | None, proposed: Document | None) -> DocumentChange:
        """Return the change from what is stored here to a proposal that was made on `base`.

        Costs as much as `sides` if both exist and `base` is not what is stored here, else as `compare`.
        """
        if here is None or proposed is None:
            return cls(here, proposed, (), {WHOLE_DOCUMENT: side_of_whole(base, here, proposed)})
        if base is here:
            return cls.between(here, proposed)
        return cls(here, proposed, compare(here, proposed), sides(base, here, proposed))

    def side(self, name: str) -> Side:
        """Return who made the change `name`."""
        return self.sides.get(name, Side.PROPOSED)

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
        if self.before is None or self.after is None:
            return (WHOLE_DOCUMENT,)
        return (*((RENAME,) if self.renames else ()), *(change.name for change in self.lines))
