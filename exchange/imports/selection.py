"""Selection: a review without the changes that a person excluded, and with the documents that are removed."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from documents.comparison.changes import ChangeKind, DocumentChange
from documents.comparison.merge import exclude_changes
from documents.document import Document
from exchange.document_types import DocumentType
from exchange.history.applying import StaleError, fingerprint
from exchange.history.recording import Recording
from exchange.imports.comparison import Review


class UnfitError(Exception):
    """The selection cannot be stored: its `documents` do not fit together without the excluded changes."""

    def __init__(self, documents: Collection[Document]) -> None:
        super().__init__(*(document.key for document in list(documents)[: StaleError.NAMED]))
        self.documents = documents


@dataclass(frozen=True, slots=True)
class Exclusions:
    """Decisions of a person on a review, by the keys of documents.

    `left_out` has the names of excluded changes (see `DocumentChange.names`). `remove` has the stored documents,
    missing from the file, that are to be removed.
    """

    left_out: Mapping[str, frozenset[str]] = field(default_factory=dict)
    remove: frozenset[str] = frozenset()

    def as_json(self) -> dict[str, Any]:
        """Return the exclusions as plain values."""
        left_out = {key: sorted(names) for key, names in sorted(self.left_out.items()) if names}
        return {"left_out": left_out, "remove": sorted(self.remove)}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Exclusions:
        """Return the exclusions that `as_json` turned into `value`; none for an empty value."""
        left_out = {key: frozenset(names) for key, names in value.get("left_out", {}).items()}
        return cls(left_out, frozenset(value.get("remove", ())))


@dataclass(frozen=True)
class Selection:
    """Review without the changes that a person excluded."""

    review: Review
    exclusions: Exclusions = Exclusions()

    @property
    def changes(self) -> tuple[DocumentChange, ...]:
        """Changes to decide on, in the order of the review."""
        return self.review.changes

    def basis(self) -> Iterator[object]:
        """Yield the exclusions, and every text before and after."""
        yield json.dumps(self.exclusions.as_json())
        yield from ((_content(change.before), _content(change.after)) for change in self.changes)
        yield from ((document.key, document.source) for document in self.review.reformatted)

    @property
    def fingerprint(self) -> str:
        """Digest of the basis."""
        return fingerprint(self.basis())

    def includes(self, change: DocumentChange, name: str) -> bool:
        """Return whether the change `name` of a document is selected."""
        if change.kind is ChangeKind.REMOVED:
            return change.key in self.exclusions.remove
        return name not in self.exclusions.left_out.get(change.key, ())

    @cached_property
    def included(self) -> tuple[DocumentChange, ...]:
        """Documents with at least one selected change."""
        return tuple(change for change in self.changes if any(self.includes(change, name) for name in change.names))

    @cached_property
    def ticked(self) -> int:
        """Number of selected changes: the ticked boxes on all pages of the review."""
        return sum(self.includes(change, name) for change in self.included for name in change.names)

    @property
    def complete(self) -> bool:
        """Whether every change is selected, so that the stored documents become equal to the file."""
        return self.ticked == sum(len(change.names) for change in self.changes)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to store: no selected change, and no reformatted document of a complete review."""
        return not self.included and not (self.complete and self.review.reformatted)

    def count(self, kind: ChangeKind) -> int:
        """Return the number of documents of a kind with at least one selected change."""
        return sum(change.kind is kind for change in self.included)

    def apply_to(self, record: Recording) -> None:
        """Store the selection. When it is complete, store the raw text of reformatted documents too.

        An export then gives the file back. Raises UnfitError when the type's text format cannot hold the selection.
        """
        wanted = list(self._wanted(record.document_type))
        record.store([*wanted, *(self.review.reformatted if self.complete else ())])
        record.delete([change.key for change in self.included if change.after is None])
        self._check(record, wanted)

    def _wanted(self, document_type: DocumentType) -> Iterator[Document]:
        """Yield the documents to store; excluded lines are as they are now."""
        for change in self.included:
            left_out = [name for name in change.names if not self.includes(change, name)]
            if change.before and change.after and left_out:
                yield _without(document_type, change.before, change.after, left_out)
            elif change.after:
                yield change.after

    def _check(self, record: Recording, wanted: Iterable[Document]) -> None:
        """Raise UnfitError when documents that share values came out differently; no query without excluded changes."""
        if not any(self.exclusions.left_out.values()):
            return
        expected = {change.key: change.before for change in self.review.changed}
        expected |= {document.key: document for document in wanted}
        found = {document.key: document for document in record.document_type.repository.load(list(expected))}
        if unfit := [document for key, document in expected.items() if document and found.get(key) != document]:
            raise UnfitError(unfit)


def _without(document_type: DocumentType, before: Document, after: Document, left_out: Collection[str]) -> Document:
    document = document_type.normalised(exclude_changes(before, after, left_out))
    if document is None or document.size_fault(before):
        raise UnfitError([after])
    return replace(document, source=None)


def _content(document: Document | None) -> object:
    return document and (document.key, [(line.section, line.text, line.label, line.index) for line in document.lines])
