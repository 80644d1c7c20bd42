"""What a file would change, and changing it: review and apply."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from exchange import formats
from exchange.diff import Change, compare
from exchange.documents import Document, Parsed, clean
from exchange.formats import Format, Reading
from exchange.models import Import, Revision
from exchange.revisions import recording


@dataclass(frozen=True, slots=True)
class Changed:
    """A document that both the file and the tables have, and the lines in which they differ."""

    key: str
    document: Document
    lines: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """What a file holds against what is stored: documents that are new, changed, missing from the file, the same.

    `restyled` are those of the same that a whole file writes in other raw lines (spaces, notes): their content
    has no change to review, and an export shall give the new file back.
    """

    format: Format | None
    parsed: Parsed
    added: tuple[Document, ...] = ()
    changed: tuple[Changed, ...] = ()
    missing: tuple[str, ...] = ()
    same: int = 0
    restyled: tuple[Document, ...] = ()


class RefusedError(Exception):
    """The file has problems that refuse it; nothing was changed. Its `review` lists them."""

    def __init__(self, review: Review) -> None:
        super().__init__(review)
        self.review = review


def review(data: bytes) -> Review:
    """Compare a file with what is stored; writes nothing. A refused file gives its problems alone.

    Queries as `Format.stored`, whole.
    """
    return _against_stored(formats.read(data))


def apply(data: bytes, *, name: str, user: Any = None) -> Review:
    """Store what is new or changed in a file, whole or not at all, and keep the file. Missing documents stay.

    Compares under the ledger's lock, so that what is returned is what was done. A file that changes nothing
    leaves no trace. Raises RefusedError, with the review, for a file with fatal problems.
    """
    reading = formats.read(data)
    if reading.format is None or reading.parsed.fatal:
        raise RefusedError(_against_stored(reading))
    with recording(reading.format, door=Revision.Door.IMPORT, user=user) as record:
        found = _against_stored(reading)
        if wanted := [*found.added, *(changed.document for changed in found.changed), *found.restyled]:
            record.touch(*(document.key for document in wanted))
            record.source = _keep(data, name=name, format_=reading.format, user=user)
            reading.format.store(wanted)
    return found


def _against_stored(reading: Reading) -> Review:
    if reading.format is None or reading.parsed.fatal:
        return Review(reading.format, reading.parsed)
    stored = {document.key: document for document in reading.format.stored()}
    documents = reading.parsed.documents
    entailed = reading.format.entailed(documents, stored.values())
    added, changed, same, restyled = [], [], 0, []
    for document in (*documents, *entailed):
        before = stored.get(document.key)
        if before is None:
            added.append(document)
        elif before != document:
            changed.append(Changed(document.key, document, compare(before, document)))
        else:
            same += 1
            restyled += [document] if before.source != document.source else []
    missing = tuple(stored.keys() - {document.key for document in documents})
    return Review(
        reading.format,
        reading.parsed,
        tuple(added),
        tuple(changed),
        tuple(key for key in stored if key in missing),
        same,
        () if missing else tuple(restyled),
    )


def _keep(data: bytes, *, name: str, format_: Format, user: Any) -> Import:
    """The file as an applied import."""
    return Import.objects.create(
        name=clean(name)[:200] or "berkas",
        content=data,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        format=format_.slug,
        state=Import.State.APPLIED,
        uploaded_by=user,
        applied_by=user,
        applied_at=timezone.now(),
    )
