"""Comparison of the documents of a file with the stored ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from documents.comparison.changes import ChangeKind, DocumentChange
from documents.document import Document, Parsed
from exchange.bulk import chunked
from exchange.document_types import DocumentType
from files.readers.blocks import Place
from files.readers.detection import ReadResult
from files.readers.understanding.reading import Understanding


@dataclass(frozen=True, slots=True)
class Review:
    """A file compared with the stored documents.

    `changes` holds the new and changed documents in the order of the file, then the stored documents that the file
    lacks. `same` counts the equal ones; `reformatted` holds those of them whose raw text in the file differs (spaces,
    notes). `excerpts` as in `files.readers.detection.ReadResult`; `reading` is that result, None for a file that was
    not read at all.
    """

    document_type: DocumentType | None
    parsed: Parsed
    changes: tuple[DocumentChange, ...] = ()
    same: int = 0
    reformatted: tuple[Document, ...] = ()
    excerpts: Mapping[int, str] = field(default_factory=dict)
    reading: ReadResult[DocumentType] | None = None

    @property
    def understanding(self) -> Understanding | None:
        """How a file that is laid out otherwise was understood; None for a native one."""
        return self.reading.understanding if self.reading else None

    @property
    def places(self) -> Mapping[int, Place]:
        """Where lines of the file stand that are not simply counted."""
        return self.reading.places if self.reading else {}

    def place(self, number: int) -> str:
        """Return where a line of the file stands, in words; "" for the whole file."""
        return str(self.places.get(number) or Place(number)) if number else ""

    @property
    def refused(self) -> bool:
        """Whether the file has fatal problems or no known type."""
        return self.document_type is None or self.parsed.fatal

    @property
    def added(self) -> tuple[DocumentChange, ...]:
        """Documents that only the file has."""
        return self._of(ChangeKind.ADDED)

    @property
    def changed(self) -> tuple[DocumentChange, ...]:
        """Documents that differ."""
        return self._of(ChangeKind.CHANGED)

    @property
    def missing(self) -> tuple[DocumentChange, ...]:
        """Stored documents that the file lacks."""
        return self._of(ChangeKind.REMOVED)

    def _of(self, kind: ChangeKind) -> tuple[DocumentChange, ...]:
        return tuple(change for change in self.changes if change.kind is kind)


def compare_with_stored(reading: ReadResult[DocumentType]) -> Review:
    """Return the review of a file that was read; for a refused file, its problems only.

    Queries as `Repository.load` for every stored document of the type, `Repository.keys` and
    `Repository.also_changed_by`; none for a refused file.
    """
    document_type, documents = reading.document_type, reading.parsed.documents
    if document_type is None or reading.parsed.fatal:
        return Review(document_type, reading.parsed, excerpts=reading.excerpts, reading=reading)
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
    return Review(document_type, reading.parsed, tuple(changes), same, tuple(reformatted), reading.excerpts, reading)


def _with_stored(
    document_type: DocumentType, documents: Iterable[Document]
) -> Iterator[tuple[Document, Document | None]]:
    """Yield each document with the stored one of its key, None when there is none; loads a chunk at a time."""
    for chunk in chunked(documents):
        stored = {
            document.key: document for document in document_type.repository.load([document.key for document in chunk])
        }
        yield from ((document, stored.get(document.key)) for document in chunk)
