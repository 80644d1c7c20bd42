"""Uploads: files that come in and are kept as proposals, and the answers of people to what a file leaves open."""

from __future__ import annotations

import hashlib
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.db import transaction

from exchange import events, throttling
from exchange.file_lock import one_at_a_time
from exchange.history.recording import DamagedError
from exchange.imports.answers import digest
from exchange.imports.comparison import Review
from exchange.imports.questions import is_answerable
from exchange.imports.review import (
    RefusedError,
    answers_of,
    content_of,
    new_import,
    read_values,
    review,
    too_big,
)
from exchange.models import Proposal
from exchange.proposals.rows import save_rows
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


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file that was kept, and its review as it came in."""

    row: Proposal
    review: Review


def accept(data: bytes, *, name: str, size: int, user: Any, pasted: bool = False) -> Proposal:
    """Keep a file as `take` does, and return the waiting import."""
    return take(data, name=name, size=size, user=user, pasted=pasted).row


def take(data: bytes, *, name: str, size: int, user: Any, pasted: bool = False) -> Accepted:
    """Keep a file for review. A file that the same person uploaded before and that still waits is not stored again.

    Its documents are kept as rows, each with the version that it is nearest to. What they change is compared anew at
    every view, and so it is when they are applied, under the lock. `size` is the size of the whole file; `data` may be
    only its beginning. The remembered answers for a file with the same heads are taken. Deletes files that waited
    longer than `RETENTION`. Raises QuotaError, and RefusedError for a file with fatal problems; it is not kept, unless
    answers may make it readable.
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
    Proposal.objects.late().delete()
    sha256 = hashlib.sha256(data).hexdigest()
    same = Proposal.objects.open().filter(author=user, sha256=sha256).first()
    row = same or new_import(data, name=name, review=found, user=user, answers=answers or NO_ANSWERS, pasted=pasted)
    if not same:
        with transaction.atomic():
            row.save()
            save_rows(row, found.rows)
    events.tell("uploaded", source=row.pk, format=row.format, bytes=size, again=bool(same))
    return Accepted(row, review(data, answers_of(same)) if same and same.answers else found)


def remembered_for(found: Review) -> Answers | None:
    """Return the newest answers that a person wanted remembered for files with the same heads; one query at most.

    Those about single lines hold for the file alone that they were given for.
    """
    heads = digest(found.understanding)
    row = Proposal.objects.filter(heads=heads, remembered=True).only("answers", "pk").first() if heads else None
    return replace(answers_of(row), lines={}) if row else None


def answer(row: Proposal, answers: Answers, *, remember: bool) -> Review:
    """Store the answers of a person to what a waiting file leaves open; return the review that they give.

    Decisions stay: they name documents and lines. Queries as `review`, and those of `save_rows`.
    """
    data = content_of(row)
    found = review(data, answers)
    values = read_values(found, data, row.name, answers) | {"remembered": remember and bool(row.heads)}
    with transaction.atomic():
        if Proposal.objects.open().filter(pk=row.pk).update(**values):
            save_rows(row, found.rows)
    return found


def read_again() -> int:
    """Read the waiting files whose documents are not kept, as releases before there were proposals left them.

    Return how many were read; a damaged one is passed over. Queries as `answer` for each.
    """
    waiting = Proposal.objects.open().exclude(door=Proposal.Door.EDIT).filter(notes__isnull=True).exclude(format="")
    done = 0
    for proposal in waiting:
        with suppress(DamagedError):
            answer(proposal, answers_of(proposal), remember=proposal.remembered)
            done += 1
    return done
