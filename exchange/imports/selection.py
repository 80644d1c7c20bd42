"""A review with the decisions of a person: which changes are left out, and which documents are removed."""

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
from exchange.history.applying import fingerprint
from exchange.history.recording import Recording
from exchange.imports.comparison import Review


class UnfitError(Exception):
    """The selection cannot be stored: its `documents` do not hold together without the changes left out."""

    def __init__(self, documents: Collection[Document]) -> None:
        super().__init__(*(document.key for document in documents))
        self.documents = documents


@dataclass(frozen=True, slots=True)
class Exclusions:
    """The decisions on a review, by the documents' keys.

    `left_out` has the names of changes (see `DocumentChange.names`) that are not made; `remove` the documents, missing
    from the file, that are removed.
    """

    left_out: Mapping[str, frozenset[str]] = field(default_factory=dict)
    remove: frozenset[str] = frozenset()

    def as_json(self) -> dict[str, Any]:
        """The exclusions as plain values."""
        left_out = {key: sorted(names) for key, names in sorted(self.left_out.items()) if names}
        return {"left_out": left_out, "remove": sorted(self.remove)}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Exclusions:
        """The exclusions that `as_json` made the value of; none for an empty value."""
        left_out = {key: frozenset(names) for key, names in value.get("left_out", {}).items()}
        return cls(left_out, frozenset(value.get("remove", ())))


@dataclass(frozen=True)
class Selection:
    """A review without what a person excluded."""

    review: Review
    exclusions: Exclusions = Exclusions()

    @property
    def changes(self) -> tuple[DocumentChange, ...]:
        """The changes to decide on, in the review's order."""
        return self.review.changes

    def basis(self) -> Iterator[object]:
        """The exclusions, and every text before and after."""
        yield json.dumps(self.exclusions.as_json())
        yield from ((_content(change.before), _content(change.after)) for change in self.changes)
        yield from ((document.key, document.source) for document in self.review.reformatted)

    @property
    def fingerprint(self) -> str:
        """The digest of the basis."""
        return fingerprint(self.basis())

    def includes(self, change: DocumentChange, name: str) -> bool:
        """Whether a change of a document, by its name, is made."""
        if change.kind is ChangeKind.REMOVED:
            return change.key in self.exclusions.remove
        return name not in self.exclusions.left_out.get(change.key, ())

    @cached_property
    def included(self) -> tuple[DocumentChange, ...]:
        """The documents that change in any way."""
        return tuple(change for change in self.changes if any(self.includes(change, name) for name in change.names))

    @cached_property
    def ticked(self) -> int:
        """The number of changes that are made: of the ticked boxes on all pages of the review."""
        return sum(self.includes(change, name) for change in self.included for name in change.names)

    @property
    def complete(self) -> bool:
        """Whether afterwards everything stored is as in the file."""
        return self.ticked == sum(len(change.names) for change in self.changes)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to store: no change is made, and no file's raw lines alone."""
        return not self.included and not (self.complete and self.review.reformatted)

    def count(self, kind: ChangeKind) -> int:
        """The number of documents of a kind that change in any way."""
        return sum(change.kind is kind for change in self.included)

    def apply_to(self, record: Recording) -> None:
        """Store the selection; the raw lines of unchanged documents as well when it is complete.

        An export then gives the file back. Raises UnfitError when the documents' format cannot hold the selection.
        """
        wanted = list(self._wanted(record.document_type))
        record.store([*wanted, *(self.review.reformatted if self.complete else ())])
        record.delete([change.key for change in self.included if change.after is None])
        self._check(record, wanted)

    def _wanted(self, document_type: DocumentType) -> Iterator[Document]:
        """The documents to store, with the lines left out as they are now."""
        for change in self.included:
            left_out = [name for name in change.names if not self.includes(change, name)]
            if change.before and change.after and left_out:
                yield _without(document_type, change.before, change.after, left_out)
            elif change.after:
                yield change.after

    def _check(self, record: Recording, wanted: Iterable[Document]) -> None:
        """Raises UnfitError when documents that share something came out otherwise; no query if nothing is left out."""
        if not any(self.exclusions.left_out.values()):
            return
        expected = {change.key: change.before for change in self.review.changed}
        expected |= {document.key: document for document in wanted}
        found = {document.key: document for document in record.document_type.repository.load(list(expected))}
        if unfit := [document for key, document in expected.items() if document and found.get(key) != document]:
            raise UnfitError(unfit)


def _without(document_type: DocumentType, before: Document, after: Document, left_out: Collection[str]) -> Document:
    document = document_type.normalised(exclude_changes(before, after, left_out))
    if document is None:
        raise UnfitError([after])
    return replace(document, source=None)


def _content(document: Document | None) -> object:
    return document and (document.key, [(line.section, line.text, line.label, line.index) for line in document.lines])
