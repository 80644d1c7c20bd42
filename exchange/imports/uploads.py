"""Files that wait for a decision: they come in, their changes are chosen, and they are applied or discarded."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from operator import attrgetter
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from documents.document import Parsed
from exchange import document_types, events
from exchange import throttling as attempts
from exchange.history.recording import record_changes
from exchange.imports import review as imports
from exchange.imports.review import RefusedError, Review, against_stored
from exchange.imports.selection import Choices, Plan
from exchange.models import Import, Revision
from exchange.permissions import publishes
from files.readers import decoding as intake

#: How long a file waits before it is removed, and how many a person may send in an hour, whatever becomes of them.
PATIENCE = timedelta(hours=24)
QUOTA = 20


class QuotaError(Exception):
    """This person has sent as many files as one may in an hour."""


class StaleError(Exception):
    """The content moved since the person looked: nothing was done. Its `plan` is the new one."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan)
        self.plan = plan


class UnsureError(Exception):
    """Documents would be removed, and the person did not confirm it."""


class NothingChosenError(Exception):
    """Everything was left out: there is nothing to apply."""


def visible(user: Any) -> QuerySet[Import]:
    """The imports that a person may see, the newest first: one's own, or all for those who publish.

    Without those that waited too long.
    """
    late = Q(state=Import.State.WAITING, uploaded_at__lt=timezone.now() - PATIENCE)
    imports = Import.objects.exclude(late).defer("content")
    return imports if publishes(user) else imports.filter(uploaded_by=user)


def receive(data: bytes, *, name: str, size: int, user: Any) -> Import:
    """Take a file in for review. The same file again, still waiting, is the one that is there already.

    `size` is what arrived, of which `data` may be the beginning. Files that waited too long are removed. Raises
    QuotaError, and RefusedError for a file with fatal problems, which leaves no trace.
    """
    if not attempts.allow("file", user.pk, most=QUOTA):
        raise QuotaError
    found = _too_big(size) or imports.review(data)
    if found.document_type is None or found.parsed.fatal:
        codes = ",".join(sorted({problem.code for problem in found.parsed.problems if problem.fatal})[:5])
        events.tell("file-refused", bytes=size, problems=codes)
        raise RefusedError(found)
    Import.objects.filter(state=Import.State.WAITING, uploaded_at__lt=timezone.now() - PATIENCE).delete()
    print_ = hashlib.sha256(data).hexdigest()
    same = Import.objects.filter(uploaded_by=user, state=Import.State.WAITING, sha256=print_).first()
    row = same or imports.keep(data, name=name, found=found, user=user, state=Import.State.WAITING)
    events.tell("uploaded", source=row.pk, format=row.format, bytes=size, again=bool(same))
    return row


def _too_big(size: int) -> Review | None:
    problem = intake.too_big(size, settings.EXCHANGE_BYTE_LIMIT)
    return Review(None, Parsed((), (problem,))) if problem else None


def plan_of(row: Import) -> Plan:
    """What a waiting import would do now. Queries as `Repository.load`, whole, and one for the file."""
    return Plan(imports.review(bytes(row.content)), Choices.from_json(row.choices))


def choose(row: Import, fingerprint: str, decide: Callable[[Plan], Choices]) -> Plan:
    """Keep what a person chose of the plan with that print; the plan as it is now. Raises StaleError."""
    plan = plan_of(row)
    if plan.fingerprint != fingerprint:
        raise StaleError(plan)
    choices = decide(plan)
    Import.objects.filter(pk=row.pk, state=Import.State.WAITING).update(choices=choices.as_json())
    return Plan(plan.review, choices)


def apply(
    row: Import, fingerprint: str, decide: Callable[[Plan], Choices] = attrgetter("choices"), *, sure: bool, user: Any
) -> None:
    """Do what the plan with that print says, with the choices that `decide` makes of it; whole or not at all.

    Under the ledger's lock the plan is made anew; an import that is no longer waiting is left as it is, so that a
    second click does nothing. Raises StaleError, NothingChosenError, UnsureError when documents would be removed
    and the person is not `sure`, and UnfitError as `Plan.carry_out`.
    """
    reading = document_types.read(bytes(row.content))
    with record_changes(document_types.get(row.format), origin=Revision.Origin.IMPORT, user=user, source=row) as record:
        now = Import.objects.select_for_update().defer("content").get(pk=row.pk)
        if now.state != Import.State.WAITING:
            return
        plan = Plan(against_stored(reading), Choices.from_json(now.choices))
        if plan.fingerprint != fingerprint:
            raise StaleError(plan)
        chosen = Plan(plan.review, decide(plan))
        if not chosen.taken and (chosen.entries or not chosen.review.restyled):
            raise NothingChosenError
        if chosen.count("missing") and not sure:
            raise UnsureError
        chosen.carry_out(record)
        _mark_applied(now, chosen, user)


def _mark_applied(row: Import, plan: Plan, user: Any) -> None:
    row.state = Import.State.APPLIED
    row.plan = plan.fingerprint
    row.choices = plan.choices.as_json()
    row.applied_by, row.applied_name, row.applied_at = user, str(user or ""), timezone.now()
    row.added, row.changed, row.removed = (plan.count(kind) for kind in ("added", "changed", "missing"))
    row.save(
        update_fields=[
            "state",
            "plan",
            "choices",
            "applied_by",
            "applied_name",
            "applied_at",
            "added",
            "changed",
            "removed",
        ]
    )


def discard(row: Import) -> None:
    """Throw a waiting file away; its entry in the list stays. One that is no longer waiting is left as it is."""
    if Import.objects.filter(pk=row.pk, state=Import.State.WAITING).update(state=Import.State.DISCARDED, content=b""):
        events.tell("discarded", source=row.pk)
