"""Telling by mail: what happens to a proposal becomes a letter for each person whom it concerns.

Nothing is kept or sent where no mail server is set.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q

from exchange.models import Letter, LetterChoice, Proposal
from exchange.permissions import PUBLISH
from exchange.proposals import letters

#: The most people who are told of one event.
RECEIVERS = 50


def mail_is_off() -> bool:
    """Return whether no mail server is set, so that no letter leaves."""
    return str(settings.EMAIL_BACKEND).endswith(".dummy.EmailBackend")


def tell(event: Letter.Event, proposal: Proposal, *, by: Any = None) -> None:
    """Tell by mail what `by` did with a proposal, once the transaction is committed; its failure is logged alone.

    Its author is who submits it.
    Three statements after the commit, none where no mail server is set. Letters are sent in a thread.
    """
    if not mail_is_off():
        transaction.on_commit(lambda: _write(event, proposal, by), robust=True)  # no partial: Django logs its name


def _write(event: Letter.Event, proposal: Proposal, by: Any) -> None:
    """Keep a letter for each receiver, and begin to send them."""
    own = event == Letter.Event.SUBMITTED
    actor, name = (proposal.author_id, proposal.author_name) if own else (getattr(by, "pk", None), str(by or "")[:150])
    people = [pk for pk in _receivers(event, proposal) if pk != actor]
    if not people:
        return
    Letter.objects.bulk_create(
        Letter(person_id=pk, proposal_id=proposal.pk, event=event, by_name=name) for pk in people[:RECEIVERS]
    )
    letters.send_soon()


def _receivers(event: Letter.Event, proposal: Proposal) -> list[int]:
    """Return the primary keys of the people whom an event concerns and who want letters; one query."""
    people = get_user_model().objects.with_perm(PUBLISH, backend="django.contrib.auth.backends.ModelBackend")
    if event != Letter.Event.SUBMITTED:
        people = get_user_model().objects.filter(pk=proposal.author_id or 0, is_active=True)
    never = LetterChoice.objects.filter(when=LetterChoice.When.NEVER).values("person")
    reachable = people.exclude(Q(email="") | Q(pk__in=never)).order_by("pk")
    return list(reachable.values_list("pk", flat=True)[: RECEIVERS + 1])
