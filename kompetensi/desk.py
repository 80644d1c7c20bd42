"""The desk (/meja/): what waits for a person, what is theirs, what needs care, and what changed lately."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from exchange.history.forms import QueryForm
from exchange.permissions import EDIT, HISTORY, UPLOAD, may_upload, publishes
from exchange.proposals.desk import desk_of
from exchange.proposals.telling import mail_is_off
from exchange.quality.rules import Finding, Rule, findings
from kompetensi.dashboard import flaws, latest


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

    A query a rule, one for the key, and those of `findings` for one document.
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


def has_desk(user: Any) -> bool:
    """Return whether a person may propose, and so has a desk."""
    return bool(user.has_perm(UPLOAD))


@may_upload
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Return the desk of the person: queries as `desk_of` and `care_at`, and one for the history."""
    user = request.user
    context = {
        "desk": desk_of(user),
        "care": care_at(SkipForm(request.GET).values().get("rapi", 1)) if user.has_perm(EDIT) else None,
        "revisions": latest() if user.has_perm(HISTORY) else [],
        "publishes": publishes(user),
        "silent": publishes(user) and mail_is_off(),
    }
    return render(request, "desk.html", context)
