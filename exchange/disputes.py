"""The page on which two people's texts are decided line by line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from exchange.diff import Budget, Piece, words
from exchange.draft import Draft
from exchange.editing import Choice, Conflict
from exchange.formats import Format
from exchange.related import Picks


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of a conflict with its words marked."""

    choice: Choice
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A conflict on the page: the rows as the person wrote them, what is to decide, and where it is sent."""

    conflict: Conflict
    draft: Draft
    decisions: list[Decision]
    address: str
    back: str


def conflict_page(
    request: HttpRequest,
    format_: Format,
    conflicts: Iterable[tuple[str, Conflict]],
    base: int,
    *,
    picks: Picks | None = None,
) -> HttpResponse:
    """The conflicts of documents by their keys, line by line, since the version `base`; 409.

    What was ticked beside the text goes along.
    """
    budget = Budget()
    disputes = [_dispute(format_, key, conflict, budget) for key, conflict in conflicts]
    return render(request, "exchange/conflict.html", {"disputes": disputes, "base": base, "picks": picks}, status=409)


def _dispute(format_: Format, key: str, conflict: Conflict, budget: Budget) -> Dispute:
    decisions = [
        Decision(choice, words(choice.change.before or "", choice.change.after or "", budget))
        for choice in conflict.choices
    ]
    back = format_.url(key) if conflict.now else "/"
    return Dispute(conflict, Draft.of(conflict.mine.lines), decisions, format_.edit_url(key), back)
