"""The documents of a file compared with those that are stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from documents.comparison.changes import ChangeKind, DocumentChange
from documents.document import Document, Parsed
from exchange.bulk import chunked
from exchange.document_types import DocumentType
from files.readers.detection import ReadResult


@dataclass(frozen=True, slots=True)
class Review:
    """The difference between a file and what is stored.

    `changes` are the new and changed documents in the file's order, then those that the file lacks. `same` counts the
    others; `reformatted` are those of them that the file writes in other raw lines (spaces, notes). `excerpts` as in
    `files.readers.detection.ReadResult`.
    """

    document_type: DocumentType | None
    parsed: Parsed
    changes: tuple[DocumentChange, ...] = ()
    same: int = 0
    reformatted: tuple[Document, ...] = ()
    excerpts: Mapping[int, str] = field(default_factory=dict)

    @property
    def refused(self) -> bool:
        """Whether the file has problems that refuse it."""
        return self.document_type is None or self.parsed.fatal

    @property
    def added(self) -> tuple[DocumentChange, ...]:
        """The documents that only the file has."""
        return self._of(ChangeKind.ADDED)

    @property
    def changed(self) -> tuple[DocumentChange, ...]:
        """The documents that differ."""
        return self._of(ChangeKind.CHANGED)

    @property
    def missing(self) -> tuple[DocumentChange, ...]:
        """The stored documents that the file lacks."""
        return self._of(ChangeKind.REMOVED)

    def _of(self, kind: ChangeKind) -> tuple[DocumentChange, ...]:
        return tuple(change for change in self.changes if change.kind is kind)


def compare_with_stored(reading: ReadResult[DocumentType]) -> Review:
    """The review of a file that was read; a refused file's problems alone. Queries as `Repository.load`, whole."""
    document_type, documents = reading.document_type, reading.parsed.documents
    if document_type is None or reading.parsed.fatal:
        return Review(document_type, reading.parsed, excerpts=reading.excerpts)
    changes: list[DocumentChange] = []
    same, reformatted = 0, []
    for document, before in _with_stored(
        document_type, [*documents, *document_type.repository.also_changed_by(documents)]
    ):
        if before != document:
            changes.append(DocumentChange.between(before, document))
        else:
            same += 1
            reformatted += [document] if document.source not in (None, before.source) else []
    changes.sort(key=lambda change: (change.document.source_line, change.before is not None))
    given, stored_keys = {document.key for document in documents}, document_type.repository.keys()
    missing = document_type.repository.load([key for key in stored_keys if key not in given])
    changes += [DocumentChange(document, None) for document in missing]
    return Review(document_type, reading.parsed, tuple(changes), same, tuple(reformatted), reading.excerpts)


def _with_stored(
    document_type: DocumentType, documents: Iterable[Document]
) -> Iterator[tuple[Document, Document | None]]:
    """Each document with the one that is stored under its key; not more than a chunk of these in memory."""
    for chunk in chunked(documents):
        stored = {
            document.key: document for document in document_type.repository.load([document.key for document in chunk])
        }
        yield from ((document, stored.get(document.key)) for document in chunk)
