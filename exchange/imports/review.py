"""What a file would change, and changing it: review and apply."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from documents.comparison.diff import Change, compare
from documents.document import Document, Parsed, clean
from exchange import document_types
from exchange.bulk import chunked
from exchange.document_types import DocumentType
from exchange.history.recording import record_changes
from exchange.models import Import, Revision
from files.readers.detection import ReadResult


@dataclass(frozen=True, slots=True)
class Changed:
    """A document that both the file and the tables have, as it was, as it is, and the lines in which they differ."""

    before: Document
    document: Document
    lines: tuple[Change, ...]

    @property
    def key(self) -> str:
        """The document's key."""
        return self.document.key


@dataclass(frozen=True, slots=True)
class Review:
    """What a file holds against what is stored: documents that are new, changed, missing from the file, the same.

    `restyled` are those of the same that the file writes in other raw lines (spaces, notes): their content has no
    change to review, but once all that is stored stands in the file, an export shall give the file back. `quotes` as
    in `formats.Reading`.
    """

    document_type: DocumentType | None
    parsed: Parsed
    added: tuple[Document, ...] = ()
    changed: tuple[Changed, ...] = ()
    missing: tuple[Document, ...] = ()
    same: int = 0
    restyled: tuple[Document, ...] = ()
    quotes: Mapping[int, str] = field(default_factory=dict)


class RefusedError(Exception):
    """The file has problems that refuse it; nothing was changed. Its `review` lists them."""

    def __init__(self, review: Review) -> None:
        super().__init__(review)
        self.review = review


#: Hears, in a few words, what is being done with a long file.
Listener = Callable[[str], None]


def unheard(_words: str) -> None:
    """Listens to nothing."""


def review(data: bytes, *, tell: Listener = unheard) -> Review:
    """Compare a file with what is stored; writes nothing. A refused file gives its problems alone.

    Queries as `Repository.load`, whole.
    """
    return against_stored(_read(data, tell))


def apply(data: bytes, *, name: str, user: Any = None, tell: Listener = unheard) -> Review:
    """Store what is new or changed in a file, whole or not at all, and keep the file. Missing documents stay.

    Compares under the ledger's lock, so that what is returned is what was done. A file that changes nothing
    leaves no trace. Raises RefusedError, with the review, for a file with fatal problems.
    """
    reading = _read(data, tell)
    if reading.document_type is None or reading.parsed.fatal:
        raise RefusedError(against_stored(reading))
    with record_changes(reading.document_type, origin=Revision.Origin.IMPORT, user=user) as record:
        found = against_stored(reading)
        restyled = () if found.missing else found.restyled
        if wanted := [*found.added, *(changed.document for changed in found.changed), *restyled]:
            tell(f"Menyimpan {len(wanted)} dokumen …")
            record.source = keep(data, name=name, found=found, user=user, state=Import.State.APPLIED)
            record.store(wanted)
    return found


def _read(data: bytes, tell: Listener) -> ReadResult[DocumentType]:
    tell("Membaca berkas …")
    reading = document_types.read(data)
    tell(f"Membandingkan {len(reading.parsed.documents)} dokumen …")
    return reading


def against_stored(reading: ReadResult[DocumentType]) -> Review:
    """The review of what was read; a refused file's problems alone."""
    if reading.document_type is None or reading.parsed.fatal:
        return Review(reading.document_type, reading.parsed, quotes=reading.excerpts)
    documents = reading.parsed.documents
    added, changed, same, restyled = [], [], 0, []
    for document, before in _beside_stored(
        reading.document_type, [*documents, *reading.document_type.repository.also_changed_by(documents)]
    ):
        if before is None:
            added.append(document)
        elif before != document:
            changed.append(Changed(before, document, compare(before, document)))
        else:
            same += 1
            restyled += [document] if document.source not in (None, before.source) else []
    given = {document.key for document in documents}
    stored_keys = reading.document_type.repository.keys()
    missing = reading.document_type.repository.load([key for key in stored_keys if key not in given])
    return Review(
        reading.document_type,
        reading.parsed,
        tuple(added),
        tuple(changed),
        tuple(missing),
        same,
        tuple(restyled),
        reading.excerpts,
    )


def _beside_stored(
    document_type: DocumentType, documents: Iterable[Document]
) -> Iterator[tuple[Document, Document | None]]:
    """Each document with the one that is stored under its key; not more than a chunk of these in memory."""
    for chunk in chunked(documents):
        stored = {
            document.key: document for document in document_type.repository.load([document.key for document in chunk])
        }
        yield from ((document, stored.get(document.key)) for document in chunk)


def keep(data: bytes, *, name: str, found: Review, user: Any, state: str) -> Import:
    """A file and what it would do, as an import in that state."""
    applied = {"applied_by": user, "applied_name": str(user or ""), "applied_at": timezone.now()}
    return Import.objects.create(
        name=clean(name)[-200:] or "berkas",
        content=data,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        format=found.document_type.slug if found.document_type else "",
        state=state,
        uploaded_by=user,
        uploaded_name=str(user or ""),
        added=len(found.added),
        changed=len(found.changed),
        **(applied if state == Import.State.APPLIED else {}),
    )
