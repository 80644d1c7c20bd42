"""What of a file is going to be done: its review, and what a person chose to leave out or to remove."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from documents.comparison.diff import Change
from documents.comparison.merge import exclude_changes
from documents.document import Document
from exchange.document_types import DocumentType
from exchange.history.recording import Recording
from exchange.imports.review import Changed, Review

#: The name of a new document's only change: all of it.
WHOLE = "*"


class UnfitError(Exception):
    """What was chosen cannot be stored: its `documents` would not hold together without what was left out."""

    def __init__(self, documents: Collection[Document]) -> None:
        super().__init__(documents)
        self.documents = documents


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person decided about a review, by the documents' keys.

    `left_out` has the names of changes (see `Change.name`) that shall not be made, or `WHOLE` for a new document;
    `remove` the documents, missing from the file, that shall be removed.
    """

    left_out: Mapping[str, frozenset[str]] = field(default_factory=dict)
    remove: frozenset[str] = frozenset()

    def as_json(self) -> dict[str, Any]:
        """The choices as plain values."""
        left_out = {key: sorted(names) for key, names in sorted(self.left_out.items()) if names}
        return {"left_out": left_out, "remove": sorted(self.remove)}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Choices:
        """The choices that `as_json` made the value of; none for an empty value."""
        left_out = {key: frozenset(names) for key, names in value.get("left_out", {}).items()}
        return cls(left_out, frozenset(value.get("remove", ())))


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of a review: what happens to it (`added`, `changed`, `missing`) and the lines that change."""

    kind: str
    document: Document
    lines: tuple[Change, ...] = ()
    before: Document | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its changes, in order."""
        return tuple(change.name for change in self.lines) if self.kind == "changed" else (WHOLE,)


@dataclass(frozen=True)
class Plan:
    """A review with the choices that were made of it."""

    review: Review
    choices: Choices

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The documents that are new, changed or missing: in the file's order, the missing ones last."""
        entries = [Entry("added", document) for document in self.review.added]
        entries += [_changed(changed) for changed in self.review.changed]
        entries.sort(key=lambda entry: entry.document.at)
        return (*entries, *(Entry("missing", document) for document in self.review.missing))

    @cached_property
    def fingerprint(self) -> str:
        """A print of all that would be done and of what it would be done to; another one when anything moved."""
        digest = hashlib.sha256(json.dumps(self.choices.as_json()).encode())
        for entry in self.entries:
            digest.update(repr((entry.kind, _content(entry.before), _content(entry.document))).encode())
        for document in self.review.restyled:
            digest.update(repr((document.key, document.source)).encode())
        return digest.hexdigest()

    def takes(self, entry: Entry, name: str) -> bool:
        """Whether a change of an entry shall be made."""
        if entry.kind == "missing":
            return entry.document.key in self.choices.remove
        return name not in self.choices.left_out.get(entry.document.key, ())

    @cached_property
    def taken(self) -> tuple[Entry, ...]:
        """The entries of which anything shall be done."""
        return tuple(entry for entry in self.entries if any(self.takes(entry, name) for name in entry.names))

    @cached_property
    def ticked(self) -> int:
        """How many changes shall be made: as many as there are ticked boxes on all pages of the review."""
        return sum(self.takes(entry, name) for entry in self.taken for name in entry.names)

    def count(self, kind: str) -> int:
        """Of how many entries of a kind anything shall be done."""
        return sum(entry.kind == kind for entry in self.taken)

    def carry_out(self, record: Recording) -> None:
        """Do what shall be done, within a recording.

        Raises UnfitError, and leaves undoing what was stored to the recording, when the choice is none that the
        documents' format can hold.
        """
        wanted = list(self._wanted(record.document_type))
        whole = wanted == [*self._whole()] and self.count("missing") == len(self.review.missing)
        record.store([*wanted, *(self.review.restyled if whole else ())])
        record.delete([entry.document.key for entry in self.taken if entry.kind == "missing"])
        self._check(record, wanted)

    def _whole(self) -> Iterator[Document]:
        return (entry.document for entry in self.entries if entry.kind != "missing")

    def _wanted(self, document_type: DocumentType) -> Iterator[Document]:
        """The documents to store, with what was left out as it is now."""
        for entry in self.taken:
            left_out = [name for name in entry.names if not self.takes(entry, name)]
            if entry.kind == "missing":
                continue
            if entry.before and left_out:
                yield _picked(document_type, entry, entry.before, left_out)
            else:
                yield entry.document

    def _check(self, record: Recording, wanted: Iterable[Document]) -> None:
        """That documents which share something came out as they were chosen. Queries for those left out only."""
        if not any(self.choices.left_out.values()):
            return
        expected = {entry.document.key: entry.before for entry in self.entries if entry.kind == "changed"}
        expected |= {document.key: document for document in wanted}
        found = {document.key: document for document in record.document_type.repository.load(list(expected))}
        if unfit := [document for key, document in expected.items() if document and found.get(key) != document]:
            raise UnfitError(unfit)


def _changed(changed: Changed) -> Entry:
    return Entry("changed", changed.document, changed.lines, changed.before)


def _picked(document_type: DocumentType, entry: Entry, before: Document, left_out: Collection[str]) -> Document:
    document = document_type.normalised(exclude_changes(before, entry.document, left_out))
    if document is None:
        raise UnfitError([entry.document])
    return replace(document, source=None)


def _content(document: Document | None) -> object:
    return document and (document.key, [(line.section, line.text, line.label, line.nth) for line in document.lines])
