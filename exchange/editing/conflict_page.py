"""The page on which two people's texts are decided line by line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from documents.comparison.diff import Budget, Segment, diff_words
from documents.draft import Draft
from exchange.document_types import DocumentType
from exchange.editing.relations import LinkSelection
from exchange.editing.saving import Choice, Conflict


@dataclass(frozen=True, slots=True)
class LineChoice:
    """One line of a conflict with its words marked."""

    choice: Choice
    pieces: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class ConflictCard:
    """A conflict on the page: the rows as the person wrote them, what is to decide, and where it is sent.

    `key` is the document's, "" for a new one. One that is `gone` cannot be decided, only read.
    """

    key: str
    conflict: Conflict
    draft: Draft
    decisions: list[LineChoice]
    address: str
    back: str

    @property
    def gone(self) -> bool:
        """Whether the document was removed meanwhile."""
        return bool(self.key) and self.conflict.now is None

    @property
    def text(self) -> str:
        """What the person wrote, as one value of a form."""
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
    """The conflicts of documents by their keys, line by line, since the version `base`.

    Several are one form: what they share is changed for all of them at once (see `exchange.editing.conflict_views`).
    What was ticked beside the text goes along. 409; 422 with a `note` on what went wrong, 200 when it comes back after
    log-in.
    """
    budget = Budget()
    disputes = [_dispute(document_type, key, conflict, budget) for key, conflict in conflicts]
    disputes.sort(key=lambda dispute: dispute.gone)
    several = len(disputes) > 1 or not all(dispute.key for dispute in disputes)
    context = {
        "disputes": disputes,
        "base": base,
        "note": note,
        "picks": picks,
        "together": reverse("settle", args=[document_type.slug]) if several else "",
        "count": sum(len(dispute.decisions) for dispute in disputes if not dispute.gone),
        "open": not all(dispute.gone for dispute in disputes),
    }
    status = 422 if note else 409 if request.method == "POST" else 200
    return render(request, "exchange/conflict.html", context, status=status)


def _dispute(document_type: DocumentType, key: str, conflict: Conflict, budget: Budget) -> ConflictCard:
    decisions = [
        LineChoice(choice, diff_words(choice.change.before or "", choice.change.after or "", budget))
        for choice in conflict.choices
    ]
    back = document_type.pages.url(key) if conflict.now else "/"
    address = document_type.edit_url(key) if key else ""
    return ConflictCard(key, conflict, Draft.of(conflict.mine.lines), decisions, address, back)
