"""The desk: what waits for a person, what is theirs, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from documents.comparison.three_way import Side
from exchange.models import RETENTION, Comment, Proposal, ProposalQuerySet, ProposedDocument, Revision
from exchange.permissions import UPLOAD, publishes
from exchange.proposals.deciding import known_type_of, visible_to

#: The most proposals of a list, and the most decided ones.
LISTED, DECIDED = 10, 5
#: How long a decided proposal stays on its author's desk, and after which a waiting one is said to wait for long.
RECENT, LONG = timedelta(days=14), timedelta(days=7)
State = Proposal.State


def waiting_for(user: Any) -> Q:
    """Return the condition of what waits for a person: own proposals that were returned; for publishers all submitted.

    A query for the rights of a user object that nobody asked for yet.
    """
    mine = Q(state=State.DRAFT, author=user, returned_at__isnull=False)
    return (mine | Q(state=State.SUBMITTED) if publishes(user) else mine) & in_time()


def in_time() -> Q:
    """Return the condition of proposals that are not files that waited longer than `RETENTION`."""
    return Q(door=Proposal.Door.EDIT) | Q(created_at__gte=timezone.now() - RETENTION)


def number_waiting(user: Any) -> int:
    """Return how many proposals wait for a person; 0 and no query for who may not propose.

    One query, answered by an index alone.
    """
    if not getattr(user, "is_authenticated", False) or not user.has_perm(UPLOAD):
        return 0
    return Proposal.objects.filter(waiting_for(user)).order_by().count()


@dataclass(frozen=True)
class Task:
    """One proposal on the desk: its first document, whether it is the person's own, and the newest comment on it."""

    proposal: Proposal
    first: ProposedDocument | None = None
    own: bool = False
    said: Comment | None = None

    @property
    def returned(self) -> bool:
        """Whether its author is asked to correct it."""
        return self.proposal.state == State.DRAFT and self.proposal.returned_at is not None

    @property
    def documents(self) -> int:
        """The number of its documents."""
        return self.proposal.added + self.proposal.changed + self.proposal.removed

    @property
    def lines(self) -> int:
        """The number of changed lines of a single changed document, 0 for others."""
        return len(self.first.marks) if self.first and self.documents == 1 and not self.proposal.added else 0

    @property
    def moved(self) -> bool:
        """Whether a single document was changed here since it was proposed, or since its base."""
        if not self.first or self.documents != 1 or self.proposal.state not in Proposal.OPEN:
            return False
        return vars(self.first)["newest"] > self.first.compared or any(
            side != Side.PROPOSED for _, side, *_rest in self.first.marks
        )

    @property
    def days(self) -> int:
        """The full days that it waits since it was submitted, if that is long; else 0."""
        since = self.proposal.submitted_at if self.proposal.state == State.SUBMITTED else None
        waited = timezone.now() - since if since else timedelta()
        return waited.days if waited >= LONG else 0

    @property
    def ends(self) -> datetime | None:
        """When it is removed if nobody decides; None for what never ends."""
        return self.proposal.ends if self.proposal.is_open else None

    @cached_property
    def step(self) -> str:
        """The address of the next step: the edit page of a person's own draft, else the page of the proposal."""
        draft = self.own and self.proposal.state == State.DRAFT and not self.proposal.is_file
        if draft and self.first and self.first.base != ProposedDocument.NOTHING:
            document_type = known_type_of(self.proposal)
            if document_type and document_type.editor:
                return document_type.edit_url(self.first.stored_key)
        return reverse("proposal", args=[self.proposal.pk])


@dataclass(frozen=True, slots=True)
class Desk:
    """What a person's desk shows of proposals; `waiting` and `mine` say how many there are of those listed first."""

    tasks: list[Task]
    waiting: int
    own: list[Task]
    mine: int
    decided: list[Task]


def desk_of(user: Any) -> Desk:
    """Return the desk of a person. At most eight queries for any number of proposals, documents and comments.

    Rows are read of at most `LISTED` proposals three times and `DECIDED` once.
    """
    seen = visible_to(user)
    returned = seen.filter(state=State.DRAFT, author=user, returned_at__isnull=False).order_by("returned_at", "number")
    submitted = seen.filter(state=State.SUBMITTED).order_by("submitted_at", "number")
    own = _open_of(user, seen)
    since = timezone.now() - RECENT
    ended = Q(applied_at__gte=since) | Q(undone_at__gte=since) | Q(state=State.REJECTED, returned_at__gte=since)
    decided = seen.filter(ended, author=user, state__in=[State.APPLIED, State.REJECTED, State.UNDONE])
    waiting = [*_some(returned), *(_some(submitted) if publishes(user) else ())][:LISTED]
    lists = waiting, _some(own), list(decided[:DECIDED])
    tasks = tasks_of([row for rows in lists for row in rows], user)
    first, second, third = ([tasks[row.pk] for row in rows] for rows in lists)
    return Desk(first, number_waiting(user), second, own.order_by().count(), third)


def _open_of(user: Any, seen: ProposalQuerySet) -> ProposalQuerySet:
    """Return the open proposals of a person that are not among those that wait for them."""
    mine = Q(state=State.DRAFT, returned_at__isnull=True)
    return seen.filter(mine if publishes(user) else mine | Q(state=State.SUBMITTED), author=user)


def _some(proposals: ProposalQuerySet) -> list[Proposal]:
    """Return the first proposals, each with the primary key of the newest comment on it; one query."""
    said = Comment.objects.filter(proposal=OuterRef("pk")).order_by("-pk").values("pk")
    return list(proposals.annotate(newest_comment=Subquery(said[:1]))[:LISTED])


def tasks_of(proposals: Sequence[Proposal], user: Any) -> dict[Any, Task]:
    """Return proposals as tasks of a person, by primary key; two queries."""
    newest = Revision.objects.filter(format=OuterRef("proposal__format"), key=OuterRef("stored_key")).order_by("-pk")
    documents = ProposedDocument.objects.filter(proposal__in=[row.pk for row in proposals], place=0)
    documents = documents.defer("document").annotate(newest=Coalesce(Subquery(newest.values("pk")[:1]), 0))
    firsts = {row.proposal_id: row for row in documents}
    said = Comment.objects.in_bulk([pk for row in proposals if (pk := vars(row).get("newest_comment"))])
    by_proposal = {comment.proposal_id: comment for comment in said.values() if comment.author_id != user.pk}
    return {
        row.pk: Task(row, firsts.get(row.pk), row.author_id == user.pk, by_proposal.get(row.pk)) for row in proposals
    }
