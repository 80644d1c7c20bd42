"""Uploads: files that wait for a decision. They are accepted, changes are chosen, and they are applied or discarded."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta
from operator import attrgetter
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from exchange import document_types, events, throttling
from exchange.file_lock import one_at_a_time
from exchange.history.applying import Preview, StaleError, carry_out
from exchange.imports.comparison import compare_with_stored
from exchange.imports.review import (
    RefusedError,
    application,
    content_of,
    exclusions_of,
    new_import,
    review,
    too_big,
    type_of,
)
from exchange.imports.selection import Exclusions, Selection
from exchange.models import Import, Revision
from exchange.permissions import publishes

#: Time after which a waiting file is removed, and number of files that a person may upload in an hour, refused ones
#: included.
RETENTION = timedelta(hours=24)
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


def accept(data: bytes, *, name: str, size: int, user: Any) -> Import:
    """Keep a file for review. A file that the same person uploaded before and that still waits is not stored again.

    The file is compared here to refuse it or to count its changes. The review itself is not stored: every view computes
    it again, and so does applying, under the lock. `size` is the size of the whole file; `data` may be only its
    beginning. Deletes files that waited longer than `RETENTION`. Raises QuotaError, and RefusedError for a file with
    fatal problems, which is not kept.
    """
    if not throttling.allow("file", user.pk, most=HOURLY_LIMIT):
        raise QuotaError
    found = too_big(size) or review(data)
    if found.refused:
        codes = ",".join(sorted({problem.code for problem in found.parsed.problems if problem.fatal})[:5])
        events.tell("file-refused", bytes=size, problems=codes)
        raise RefusedError(found)
    Import.objects.filter(state=Import.State.WAITING, uploaded_at__lt=timezone.now() - RETENTION).delete()
    digest = hashlib.sha256(data).hexdigest()
    same = Import.objects.filter(uploaded_by=user, state=Import.State.WAITING, sha256=digest).first()
    row = same or new_import(data, name=name, review=found, user=user)
    if not same:
        row.save()
    events.tell("uploaded", source=row.pk, format=row.format, bytes=size, again=bool(same))
    return row


def preview(row: Import) -> Selection:
    """Return the selection of changes that a waiting import would make now.

    Queries as `compare_with_stored`, which reads every stored document of the type, and one for the file.
    """
    return Selection(review(content_of(row)), exclusions_of(row))


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
    waiting. Raises StaleError, and the errors of `application`; Import.DoesNotExist when the row is gone.
    """
    reading = document_types.read(content_of(row))

    def under_lock() -> Preview | None:
        now = Import.objects.select_for_update().defer("content").get(pk=row.pk)
        if now.state != Import.State.WAITING:
            return None
        seen = Selection(compare_with_stored(reading), exclusions_of(now))
        return application(now, seen, decide(seen), confirmed=sure, user=user)

    carry_out(type_of(row), under_lock, seen=fingerprint, origin=Revision.Origin.IMPORT, user=user)


def discard(row: Import) -> None:
    """Discard a waiting file; its entry in the list stays. Does nothing for an import that is no longer waiting."""
    if Import.objects.filter(pk=row.pk, state=Import.State.WAITING).update(state=Import.State.DISCARDED, content=b""):
        events.tell("discarded", source=row.pk)
