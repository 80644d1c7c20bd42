"""Reading a file, comparing it with the stored documents, and applying the result.

The web takes `review` and `application` from here, with the decisions of people in between: see
`exchange.imports.uploads`. Commands take `apply`, which does both in one step.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from documents.comparison.changes import ChangeKind
from documents.document import Parsed, clean
from exchange import document_types
from exchange.document_types import DocumentType
from exchange.history.applying import Preview, carry_out
from exchange.history.recording import DamagedError, Recording
from exchange.imports.answers import as_json, digest, from_json
from exchange.imports.comparison import Review, compare_with_stored
from exchange.imports.selection import Exclusions, Selection
from exchange.models import Import, Revision
from files.readers import decoding
from files.readers.detection import NO_ANSWERS, ReadResult
from files.readers.understanding.record import Answers


class RefusedError(Exception):
    """The file has fatal problems; nothing was changed. Its `review` lists them."""

    def __init__(self, review: Review) -> None:
        super().__init__(*sorted({problem.code for problem in review.parsed.problems if problem.fatal}))
        self.review = review


class UnsureError(Exception):
    """Documents would be removed, and the person did not confirm it."""


class NothingChosenError(Exception):
    """Every change is excluded, so there is nothing to apply."""


#: Callback that receives short progress messages.
Progress = Callable[[str], None]


def no_progress(_message: str) -> None:
    """Ignore progress messages."""


def uncompared(row: Import) -> Review:
    """Return the review of an import that is not compared with what is stored; one query for the file."""
    reading = document_types.read(content_of(row), answers_of(row))
    return Review(reading.document_type, reading.parsed, excerpts=reading.excerpts, reading=reading)


def application(row: Import, seen: Selection, exclusions: Exclusions, *, confirmed: bool, user: Any) -> Preview:
    """Return the preview of a file's changes; applying it stores them and the row that keeps the file.

    `seen` is the selection that the person saw; `confirmed` says that documents may be removed. Applying raises
    NothingChosenError, UnsureError, and UnfitError as `Selection.apply_to`.
    """
    selection = Selection(seen.review, exclusions)

    def apply_to(record: Recording) -> None:
        if selection.empty:
            raise NothingChosenError
        if selection.count(ChangeKind.REMOVED) and not confirmed:
            raise UnsureError
        record.source = row
        selection.apply_to(record)
        row.format = record.document_type.slug
        row.state, row.plan, row.choices = Import.State.APPLIED, selection.fingerprint, exclusions.as_json()
        row.applied_by, row.applied_name, row.applied_at = user, str(user or ""), timezone.now()
        row.added, row.changed, row.removed = map(selection.count, ChangeKind)
        row.save()

    return Preview(seen.basis(), apply_to)


def too_big(size: int) -> Review | None:
    """Return the review that refuses a file of `size` bytes, None when it is not too big."""
    problem = decoding.too_big(size, settings.EXCHANGE_BYTE_LIMIT)
    return Review(None, Parsed((), (problem,))) if problem else None


def review(data: bytes, answers: Answers = NO_ANSWERS, *, progress: Progress = no_progress) -> Review:
    """Compare a file with the stored documents; writes nothing. Queries as `compare_with_stored`."""
    return compare_with_stored(_read(data, answers, progress))


def apply(
    data: bytes, answers: Answers = NO_ANSWERS, *, name: str, user: Any = None, progress: Progress = no_progress
) -> Review:
    """Store the new and changed documents of a file, all or nothing, and keep the file. Missing documents stay.

    Returns the review that was made under the ledger's lock. A file that changes nothing is not kept. Raises
    RefusedError.
    """
    reading = _read(data, answers, progress)
    found = Review(reading.document_type, reading.parsed, excerpts=reading.excerpts, reading=reading)
    if found.refused:
        raise RefusedError(found)
    row = new_import(data, name=name, review=found, user=user, answers=answers)

    def preview() -> Preview | None:
        nonlocal found
        found = compare_with_stored(reading)
        selection = Selection(found)
        if selection.empty:
            return None
        progress(f"Menyimpan {len(selection.included) or len(found.reformatted)} dokumen …")
        return application(row, selection, selection.exclusions, confirmed=False, user=user)

    carry_out(document_types.get(row.format), preview, seen=None, origin=Revision.Origin.IMPORT, user=user)
    return found


def _read(data: bytes, answers: Answers, progress: Progress) -> ReadResult[DocumentType]:
    progress("Membaca berkas …")
    reading = document_types.read(data, answers)
    progress(f"Membandingkan {len(reading.parsed.documents)} dokumen …")
    return reading


def answers_of(row: Import) -> Answers:
    """Return the answers that are stored with an import. Raises DamagedError."""
    try:
        return from_json(row.answers)
    except ValueError as error:
        raise DamagedError("impor", row.pk) from error


def known_type_of(row: Import) -> DocumentType | None:
    """Return the document type of an import, None for one that was never read. Raises DamagedError as `type_of`."""
    return None if not row.format and row.may_be_unread else type_of(row)


def type_of(row: Import) -> DocumentType:
    """Return the document type of an import. Raises DamagedError when there is none of its slug."""
    try:
        return document_types.get(row.format)
    except KeyError as error:
        raise DamagedError("impor", row.pk) from error


def content_of(row: Import) -> bytes:
    """Return the file of an import. Raises DamagedError when the column holds no bytes."""
    if isinstance(row.content, str):
        raise DamagedError("impor", row.pk)
    return bytes(row.content)


def exclusions_of(row: Import) -> Exclusions:
    """Return the exclusions that are stored with an import. Raises DamagedError."""
    try:
        return Exclusions.from_json(row.choices)
    except (AttributeError, TypeError, ValueError) as error:
        raise DamagedError("impor", row.pk) from error


def new_import(
    data: bytes, *, name: str, review: Review, user: Any, answers: Answers = NO_ANSWERS, pasted: bool = False
) -> Import:
    """Return a row, not saved yet, that keeps a file and counts the documents that the file would change; one query."""
    newest = Import.objects.aggregate(number=Max("number"))["number"] or 0
    return Import(
        number=newest + 1,
        name=clean(name)[-200:] or "berkas",
        content=data,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        format=review.document_type.slug if review.document_type and not review.refused else "",
        uploaded_by=user,
        uploaded_name=str(user or ""),
        added=len(review.added),
        changed=len(review.changed),
        answers=as_json(answers),
        heads=digest(review.understanding),
        pasted=pasted,
    )
