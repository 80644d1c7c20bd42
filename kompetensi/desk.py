"""The desk (/meja/): what waits for a person, what is theirs, what needs care, and what changed lately."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from exchange.history.forms import QueryForm
from exchange.models import Proposal, Revision
from exchange.permissions import EDIT, HISTORY, UPLOAD, may_upload, publishes
from exchange.proposals.desk import desk_of
from exchange.proposals.telling import mail_is_off
from exchange.quality.rules import Finding, Rule, findings
from kompetensi.dashboard import NAMED, flaws, latest


class SkipForm(QueryForm):
    """`?rapi=3`: the place of the document in the care list that is shown, from 1."""

    rapi = forms.IntegerField(required=False, min_value=1, max_value=1_000_000)


@dataclass(frozen=True, slots=True)
class Care:
    """The care list on the desk: `total` documents by rule, and the one at `place` with its first finding.

    `more` counts the further findings of the same rule in that document.
    """

    tallies: list[tuple[Rule, int, str]]
    total: int
    place: int = 0
    finding: Finding | None = None
    more: int = 0

    @property
    def following(self) -> int:
        """The place of the next one; the first after the last."""
        return self.place % self.total + 1 if self.total else 1


def care_at(place: int) -> Care:
    """Return the care list at a place; the first one beyond the end. Costly rules stand on their own page only.

    Queries as `flaws`, one for the key, and those of `findings` for one document.
    """
    tallies = flaws()
    total = sum(count for _, count, _ in tallies)
    place = place if place <= total else 1
    left = place - 1
    for rule, count, _address in tallies:
        if left < count:
            found = findings(rule, list(rule.keys()[left : left + 1]))
            return Care(tallies, total, place, found[0] if found else None, max(0, len(found) - 1))
        left -= count
    return Care(tallies, total)


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed lately: one revision, or all that a proposal changed.

    `url` is "" where the person may not open the proposal. `count` is the number of documents; `undone` says that the
    proposal was undone since.
    """

    title: str
    url: str
    who: str
    at: datetime
    door: str
    count: int = 1
    undone: bool = False


def changed_lately(user: Any) -> list[Changed]:
    """Return what changed last, newest first; two queries, which read at most `NAMED` rows each."""
    alone = [
        Changed(
            vars(each)["title"] or each.key,
            reverse("revision", args=[each.pk]),
            each.user_name,
            each.at,
            each.get_door_display(),
        )
        for each in latest(Revision.objects.filter(source=None))
    ]
    applied = Proposal.objects.filter(applied_at__isnull=False).order_by("-applied_at").defer("content", "notes")
    changed = [*alone, *(_by_proposal(row, user) for row in applied[:NAMED])]
    return sorted(changed, key=attrgetter("at"), reverse=True)[:NAMED]


def _by_proposal(row: Proposal, user: Any) -> Changed:
    seen = publishes(user) or row.author_id == user.pk
    return Changed(
        row.name,
        reverse("proposal", args=[row.pk]) if seen else "",
        row.applied_name,
        row.applied_at or row.created_at,
        row.get_door_display(),
        row.added + row.changed + row.removed,
        undone=row.state == Proposal.State.UNDONE,
    )


def has_desk(user: Any) -> bool:
    """Return whether a person may propose, and so has a desk."""
    return bool(user.has_perm(UPLOAD))


@may_upload
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Return the desk of the person: queries as `desk_of` and `care_at`, and two for the history."""
    user = request.user
    context = {
        "desk": desk_of(user),
        "care": care_at(SkipForm(request.GET).values().get("rapi", 1)) if user.has_perm(EDIT) else None,
        "changed": changed_lately(user) if user.has_perm(HISTORY) else [],
        "publishes": publishes(user),
        "silent": publishes(user) and mail_is_off(),
    }
    return render(request, "desk.html", context)
