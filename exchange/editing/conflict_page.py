"""Page of an edit conflict, on which a person decides between two texts line by line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from documents.comparison.diff import Budget, Segment, diff_words
from documents.draft import Draft
from exchange.document_types import DocumentType
from exchange.editing.relations import LinkSelection
from exchange.editing.saving import Choice, Conflict, choose_lines
from exchange.history.presentation import Row
from exchange.history.versions import address as address_row


@dataclass(frozen=True, slots=True)
class LineChoice:
    """One line of a conflict, with its words marked as segments."""

    choice: Choice
    pieces: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class ConflictCard:
    """One conflict on the page: the draft as the person wrote it, the lines to decide, and the address to send it to.

    `key` is the key of the document, "" for a new one. `moved` has its old and its new address where somebody else
    renamed it; `dropped` is the address that the person gave it and that no line here holds. A conflict whose document
    is `gone` can only be read.
    """

    key: str
    conflict: Conflict
    draft: Draft
    decisions: list[LineChoice]
    address: str
    back: str
    moved: tuple[Row, ...] = ()
    dropped: str = ""

    @property
    def gone(self) -> bool:
        """Return whether the document was removed meanwhile."""
        return bool(self.key) and self.conflict.now is None

    @property
    def text(self) -> str:
        """The person's document as JSON in one form value: its key and its lines."""
        mine = self.conflict.mine
        lines = [[line.section, line.text, line.label, line.index] for line in mine.lines]
        return json.dumps({"key": mine.key, "lines": lines}, ensure_ascii=False)


def conflict_page(
    request: HttpRequest,
    document_type: DocumentType,
    conflicts: Iterable[tuple[str, Conflict]],
    base: int,
    *,
    note: str = "",
    picks: LinkSelection | None = None,
) -> HttpResponse:
    """Return the page of these conflicts, by the keys of their documents, opened at the revision `base`.

    Several conflicts, or one of a new document, are sent as one form, because a text that documents share changes in
    all of them at once (see `exchange.editing.conflict_views`). `picks` are the links ticked on the edit page; they are
    sent along. The status is 422 with a `note` about an error, 409 after a POST, and 200 when the page comes back after
    log-in.
    """
    budget = Budget()
    cards = [_card(document_type, key, conflict, budget) for key, conflict in conflicts]
    cards.sort(key=lambda card: card.gone)
    several = len(cards) > 1 or not all(card.key for card in cards)
    context = {
        "cards": cards,
        "base": base,
        "note": note,
        "picks": picks,
        "together": reverse("conflicts", args=[document_type.slug]) if several else "",
        "count": sum(len(card.decisions) for card in cards if not card.gone),
        "open": not all(card.gone for card in cards),
    }
    status = 422 if note else 409 if request.method == "POST" else 200
    return render(request, "exchange/conflict.html", context, status=status)


def _card(document_type: DocumentType, key: str, conflict: Conflict, budget: Budget) -> ConflictCard:
    decisions = [
        LineChoice(choice, diff_words(choice.change.before or "", choice.change.after or "", budget))
        for choice in conflict.choices
    ]
    back = document_type.pages.url(key) if conflict.now else "/"
    address = document_type.edit_url(key) if key else ""
    moved = address_row(conflict.opened, conflict.now, document_type)
    dropped = _dropped(document_type, conflict) if key else ""
    return ConflictCard(key, conflict, Draft.of(conflict.mine.lines), decisions, address, back, moved, dropped)


def _dropped(document_type: DocumentType, conflict: Conflict) -> str:
    """Return the new address of a person's document if taking all of their lines does not bring it, else ""."""
    mine, opened = conflict.mine, conflict.opened
    if conflict.now is None or opened is None or mine.key in (opened.key, conflict.now.key):
        return ""
    taken = choose_lines(document_type, conflict, [choice.change.name for choice in conflict.choices])
    try:
        return "" if taken.key == mine.key else unquote(document_type.pages.url(mine.key))
    except NoReverseMatch:  # a key that no form of this site sends, and that is never stored
        return ""
