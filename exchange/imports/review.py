"""Reading a file, comparing it with the stored documents, and keeping it as a proposal.

The web keeps the proposal, and people decide on it: see `exchange.proposals.deciding`. Commands take `apply`, which
does everything in one step.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from django.conf import settings

from documents.document import Parsed, clean
from exchange import document_types
from exchange.document_types import DocumentType
from exchange.history.applying import Preview, carry_out
from exchange.history.recording import DamagedError
from exchange.imports.answers import as_json, digest, from_json
from exchange.imports.comparison import Review, compare_with_stored
from exchange.imports.notes import notes_of
from exchange.models import Proposal, Revision
from exchange.proposals.deciding import application, new_proposal, selection_of
from files.readers import decoding
from files.readers.detection import NO_ANSWERS, ReadResult
from files.readers.understanding.record import Answers


class RefusedError(Exception):
    """The file has fatal problems; nothing was changed. Its `review` lists them."""

    def __init__(self, review: Review) -> None:
        super().__init__(*sorted({problem.code for problem in review.parsed.problems if problem.fatal}))
        self.review = review


#: Callback that receives short progress messages.
Progress = Callable[[str], None]


def no_progress(_message: str) -> None:
    """Ignore progress messages."""


def uncompared(row: Proposal) -> Review:
    """Return the review of an import that is not compared with what is stored; one query for the file."""
    reading = document_types.read(content_of(row), answers_of(row))
    return Review(reading.document_type, reading.parsed, excerpts=reading.excerpts, reading=reading)


def too_big(size: int) -> Review | None:
    """Return the review that refuses a file of `size` bytes, None when it is not too big."""
    problem = decoding.too_big(size, settings.EXCHANGE_BYTE_LIMIT)
    return Review(None, Parsed((), (problem,))) if problem else None


def review(data: bytes, answers: Answers = NO_ANSWERS, *, progress: Progress = no_progress) -> Review:
    """Compare a file with the stored documents; writes nothing. Queries as `compare_with_stored`."""
    return compare_with_stored(_read(data, answers, progress))


def apply(
    data: bytes,
    answers: Answers = NO_ANSWERS,
    *,
    name: str,
    user: Any = None,
    progress: Progress = no_progress,
    everything: bool = False,
) -> Review:
    """Store the new and changed documents of a file, all or nothing, and keep the file. Missing documents stay.

    What was changed here since the version that the file is nearest to stays too, unless `everything` is taken. Returns
    the review that was made under the ledger's lock. A file that changes nothing is not kept. Raises RefusedError.
    """
    reading = _read(data, answers, progress)
    found = Review(reading.document_type, reading.parsed, excerpts=reading.excerpts, reading=reading)
    if found.document_type is None or found.refused:
        raise RefusedError(found)
    proposal = new_import(data, name=name, review=found, user=user, answers=answers)

    def preview() -> Preview | None:
        nonlocal found
        found = compare_with_stored(reading)
        assert found.document_type
        selection = selection_of(found.document_type, found.rows)
        selection = selection.with_all() if everything else selection
        if selection.empty:
            return None
        progress(f"Menyimpan {len(selection.included) or len(selection.reformatted)} dokumen …")
        return application(proposal, selection, selection.decisions, confirmed=False, user=user)

    carry_out(found.document_type, preview, seen=None, origin=Revision.Origin.IMPORT, user=user)
    return found


def _read(data: bytes, answers: Answers, progress: Progress) -> ReadResult[DocumentType]:
    progress("Membaca berkas …")
    reading = document_types.read(data, answers)
    progress(f"Membandingkan {len(reading.parsed.documents)} dokumen …")
    return reading


def answers_of(row: Proposal) -> Answers:
    """Return the answers that are stored with an import. Raises DamagedError."""
    try:
        return from_json(row.answers)
    except ValueError as error:
        raise DamagedError("usulan", row.pk) from error


def content_of(row: Proposal) -> bytes:
    """Return the file of an import. Raises DamagedError when the column holds no bytes."""
    if isinstance(row.content, str):
        raise DamagedError("usulan", row.pk)
    return bytes(row.content)


def new_import(
    data: bytes, *, name: str, review: Review, user: Any, answers: Answers = NO_ANSWERS, pasted: bool = False
) -> Proposal:
    """Return a proposal, not saved yet, that keeps a file and what reading it told; one query."""
    name = clean(name)[-200:] or "berkas"
    return new_proposal(
        name=name,
        door=Proposal.Door.PASTE if pasted else Proposal.Door.FILE,
        user=user,
        content=data,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        heads=digest(review.understanding),
        **read_values(review, data, name, answers),
    )


def read_values(review: Review, data: bytes, name: str, answers: Answers) -> dict[str, Any]:
    """Return the values of a proposal that depend on how its file was read."""
    readable = review.document_type is not None and not review.refused
    return {
        "answers": as_json(answers),
        "format": review.document_type.slug if review.document_type and readable else "",
        "added": len(review.added),
        "changed": len(review.changed),
        "same": review.same,
        "notes": notes_of(review, data, name) if readable else None,
    }
