"""Comparison of the documents of a file with the stored ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from documents.comparison.changes import ChangeKind, DocumentChange
from documents.document import Document, Parsed
from exchange.bulk import chunked
from exchange.document_types import DocumentType
from exchange.history.renames import moved_from, with_key
from exchange.models import ProposedDocument, Revision
from exchange.proposals.comparison import NOTHING, Based, nearest_versions, newest_revisions
from exchange.proposals.renaming import known_as, with_rename
from exchange.proposals.rows import row_of
from files.readers.blocks import Place
from files.readers.detection import ReadResult
from files.readers.understanding.reading import Understanding


@dataclass(frozen=True, slots=True)
class Review:
    """A file compared with the stored documents.

    `changes` holds the new and changed documents in the order of the file, then the stored documents that the file
    lacks. `same` counts the equal ones; `reformatted` holds those of them whose raw text in the file differs (spaces,
    notes). `rows` are the same documents as a proposal keeps them. `excerpts` as in
    `files.readers.detection.ReadResult`; `reading` is that result, None for a file that was not read at all.
    """

    document_type: DocumentType | None
    parsed: Parsed
    changes: tuple[DocumentChange, ...] = ()
    same: int = 0
    reformatted: tuple[Document, ...] = ()
    excerpts: Mapping[int, str] = field(default_factory=dict)
    reading: ReadResult[DocumentType] | None = None
    rows: tuple[ProposedDocument, ...] = ()

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

    Each document that differs is compared with the stored version that it is nearest to as well, so that what was
    changed here since is not taken for a change of the file. Queries as `Repository.load` for every stored document of
    the type, `Repository.keys`, `Repository.also_changed_by`, `newest_revisions` and `nearest_versions`; none for a
    refused file.
    """
    document_type = reading.document_type
    if document_type is None or reading.parsed.fatal:
        return Review(document_type, reading.parsed, excerpts=reading.excerpts, reading=reading)
    documents = reading.parsed.documents
    since, renames = known_as(document_type, documents)
    known = {**since, **renames}
    pairs = [(_today(document_type, each, since), known.get(each.key, each.key)) for each in documents]
    pairs += [(each, each.key) for each in document_type.repository.also_changed_by(documents)]
    found = [each for chunk in chunked(pairs) for each in _compared(document_type, chunk, reading.places)]
    found.sort(key=lambda each: (each[0].document.source_line, each[0].before is not None))
    found += _missing(document_type, {key for _, key in pairs[: len(documents)]})
    changes = tuple(change for change, _ in found if change.before != change.after)
    return Review(
        document_type,
        reading.parsed,
        changes,
        len(pairs) - sum(change.kind is not ChangeKind.REMOVED for change in changes),
        tuple(change.document for change, _ in found if change.before == change.after),
        reading.excerpts,
        reading,
        tuple(row for _, row in found),
    )


def _today(document_type: DocumentType, document: Document, since: Mapping[str, str]) -> Document:
    """Return a document of a file under the key that was given to it here since."""
    return with_key(document_type, document, since[document.key]) if document.key in since else document


def _compared(
    document_type: DocumentType, pairs: Sequence[tuple[Document, str]], places: Mapping[int, Place]
) -> Iterator[tuple[DocumentChange, ProposedDocument]]:
    """Yield the change and the row of each document that is not stored already, raw text included.

    Each comes with the key of the stored document that it is compared with. One whose key another document left here is
    a new one.
    """
    keys = [key for _, key in pairs]
    stored = {document.key: document for document in document_type.repository.load(keys)}
    newest = newest_revisions(document_type, keys)
    left = moved_from(document_type.slug, [key for key in keys if key not in stored])
    newest |= dict.fromkeys(left, Revision.objects.newest()) if left else {}
    differing = {key: document for document, key in pairs if stored.get(key) != document and key not in left}
    based = nearest_versions(document_type, differing, stored, newest)
    for document, key in pairs:
        here, number = stored.get(key), newest.get(key, 0)
        base = based.get(key) or (Based(NOTHING, None) if key in left else Based(number, here))
        if here != document or (here and document.source not in (None, here.source)):
            change = with_rename(document_type, base.document, DocumentChange.since(base.document, here, document))
            yield change, row_of(change, base=base.number, compared=number, key=key, places=places)


def _missing(document_type: DocumentType, given: set[str]) -> Iterator[tuple[DocumentChange, ProposedDocument]]:
    """Yield the removal and the row of each stored document that a file lacks."""
    stored_keys = document_type.repository.keys()
    for chunk in chunked(key for key in stored_keys if key not in given):
        newest = newest_revisions(document_type, chunk)
        for document in document_type.repository.load(chunk):
            change, number = DocumentChange(document, None), newest.get(document.key, 0)
            yield change, row_of(change, base=number, compared=number)
