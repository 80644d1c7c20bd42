"""Uploads: files that wait for a decision. They are accepted, changes are chosen, and they are applied or discarded."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from exchange import document_types, events, throttling
from exchange.file_lock import one_at_a_time
from exchange.history.applying import Preview, StaleError, carry_out
from exchange.imports.answers import as_json, digest
from exchange.imports.comparison import Review, compare_with_stored
from exchange.imports.questions import is_answerable
from exchange.imports.review import (
    RefusedError,
    answers_of,
    application,
    content_of,
    exclusions_of,
    new_import,
    review,
    too_big,
)
from exchange.imports.selection import Exclusions, Selection
from exchange.models import RETENTION, Import, Revision
from exchange.permissions import publishes
from files.readers.detection import NO_ANSWERS
from files.readers.understanding.record import Answers

#: Number of files that a person may upload in an hour, refused ones included.
HOURLY_LIMIT = 20


#: Size in bytes above which a file is reviewed while no other such file is: 10 MB take 6 s of CPU time, this one 0.6 s.
LARGE = 1024 * 1024


class QuotaError(Exception):
    """This person has uploaded `HOURLY_LIMIT` files within the last hour."""


def alone(size: int) -> AbstractContextManager[bool]:
    """Return a block that reviews a file of `size` bytes; it gives False while another process reviews a large one."""
    return one_at_a_time(settings.PDF_DIR / "lock-review") if size > LARGE else nullcontext(enter_result=True)


def visible_to(user: Any) -> QuerySet[Import]:
    """Return the imports that a person may see, newest first: their own, or all of them for publishers.

    Without files that waited longer than `RETENTION`. The contents are not read.
    """
    late = Q(state=Import.State.WAITING, uploaded_at__lt=timezone.now() - RETENTION)
    imports = Import.objects.exclude(late).defer("content")
    return imports if publishes(user) else imports.filter(uploaded_by=user)


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file that was kept, and its review as it came in."""

    row: Import
    review: Review


def accept(data: bytes, *, name: str, size: int, user: Any, pasted: bool = False) -> Import:
    """Keep a file as `take` does, and return the waiting import."""
    return take(data, name=name, size=size, user=user, pasted=pasted).row


def take(data: bytes, *, name: str, size: int, user: Any, pasted: bool = False) -> Accepted:
    """Keep a file for review. A file that the same person uploaded before and that still waits is not stored again.

    The file is compared here to refuse it or to count its changes. The review itself is not stored: every view computes
    it again, and so does applying, under the lock. `size` is the size of the whole file; `data` may be only its
    beginning. The remembered answers for a file with the same heads are taken. Deletes files that waited longer than
    `RETENTION`. Raises QuotaError, and RefusedError for a file with fatal problems; it is not kept, unless answers may
    make it readable.
    """
    if not throttling.allow("file", user.pk, most=HOURLY_LIMIT):
        raise QuotaError
    found = too_big(size) or review(data)
    answers = remembered_for(found)
    found = review(data, answers) if answers else found
    if found.refused and not is_answerable(found):
        codes = ",".join(sorted({problem.code for problem in found.parsed.problems if problem.fatal})[:5])
        events.tell("file-refused", bytes=size, problems=codes)
        raise RefusedError(found)
    Import.objects.filter(state=Import.State.WAITING, uploaded_at__lt=timezone.now() - RETENTION).delete()
    sha256 = hashlib.sha256(data).hexdigest()
    same = Import.objects.filter(uploaded_by=user, state=Import.State.WAITING, sha256=sha256).first()
    row = same or new_import(data, name=name, review=found, user=user, answers=answers or NO_ANSWERS, pasted=pasted)
    if not same:
        row.save()
    events.tell("uploaded", source=row.pk, format=row.format, bytes=size, again=bool(same))
    return Accepted(row, review(data, answers_of(same)) if same and same.answers else found)


def remembered_for(found: Review) -> Answers | None:
    """Return the newest answers that a person wanted remembered for files with the same heads; one query at most.

    Those about single lines hold for the file alone that they were given for.
    """
    heads = digest(found.understanding)
    row = Import.objects.filter(heads=heads, remembered=True).only("answers", "pk").first() if heads else None
    return replace(answers_of(row), lines={}) if row else None


def preview(row: Import) -> Selection:
    """Return the selection of changes that a waiting import would make now.

    Queries as `compare_with_stored`, which reads every stored document of the type, and one for the file.
    """
    return Selection(review(content_of(row), answers_of(row)), exclusions_of(row))


def answer(row: Import, answers: Answers, *, remember: bool) -> Review:
    """Store the answers of a person to what a waiting file leaves open; return the review that they give.

    Exclusions stay: they name documents and lines. Queries as `review`, and one.
    """
    found = review(content_of(row), answers)
    values = {
        "answers": as_json(answers),
        "remembered": remember and bool(row.heads),
        "format": found.document_type.slug if found.document_type and not found.refused else "",
        "added": len(found.added),
        "changed": len(found.changed),
    }
    Import.objects.filter(pk=row.pk, state=Import.State.WAITING).update(**values)
    return found


def choose(row: Import, fingerprint: str, decide: Callable[[Selection], Exclusions]) -> Selection:
    """Store the exclusions that `decide` returns for the selection of that fingerprint; return the new selection.

    Raises StaleError when the selection has another fingerprint now. Queries as `preview`, and one.
    """
    selection = preview(row)
    if selection.fingerprint != fingerprint:
        raise StaleError
    exclusions = decide(selection)
    Import.objects.filter(pk=row.pk, state=Import.State.WAITING).update(choices=exclusions.as_json())
    return Selection(selection.review, exclusions)


def apply(
    row: Import,
    fingerprint: str,
    decide: Callable[[Selection], Exclusions] = attrgetter("exclusions"),
    *,
    sure: bool,
    user: Any,
) -> None:
    """Apply the selection of that fingerprint, with the exclusions that `decide` returns for it; all or nothing.

    `sure` says that the person confirmed that documents are removed. Does nothing for an import that is no longer
    waiting. Raises StaleError, also for answers that were given since; RefusedError for a file that cannot be read yet,
    and the errors of `application`; Import.DoesNotExist when the row is gone.
    """
    reading = document_types.read(content_of(row), answers_of(row))
    if reading.document_type is None or reading.parsed.fatal:
        raise RefusedError(Review(reading.document_type, reading.parsed, excerpts=reading.excerpts, reading=reading))

    def under_lock() -> Preview | None:
        now = Import.objects.select_for_update().defer("content").get(pk=row.pk)
        if now.state != Import.State.WAITING:
            return None
        if now.answers != row.answers:
            raise StaleError
        seen = Selection(compare_with_stored(reading), exclusions_of(now))
        return application(now, seen, decide(seen), confirmed=sure, user=user)

    carry_out(reading.document_type, under_lock, seen=fingerprint, origin=Revision.Origin.IMPORT, user=user)


def discard(row: Import) -> None:
    """Discard a waiting file; its entry in the list stays. Does nothing for an import that is no longer waiting."""
    if Import.objects.filter(pk=row.pk, state=Import.State.WAITING).update(state=Import.State.DISCARDED, content=b""):
        events.tell("discarded", source=row.pk)
