"""The review of a proposal: what its page shows, and what a person chose on it, kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from documents.comparison.changes import ChangeKind
from documents.comparison.three_way import Side
from exchange.history.applying import StaleError
from exchange.models import Proposal
from exchange.permissions import HISTORY, publishes
from exchange.proposals import commenting, deciding
from exchange.proposals.forms import PageForm, ReviewForm
from exchange.proposals.groups import MOST, groups_of
from exchange.proposals.listing import FILTERS, PAGE_SIZE, Listing, Numbered
from exchange.proposals.notes import notes_from
from exchange.proposals.review_page import ReviewPage
from exchange.proposals.rows import load_documents, places_of
from exchange.proposals.seeing import mark_seen, seen_of
from exchange.proposals.selection import Selection


def show(
    request: HttpRequest, row: Proposal, selection: Selection, form: PageForm, *, note: str = "", status: int = 200
) -> HttpResponse:
    """Return the page of a review; queries do not grow with the proposal.

    After a change that the form does not know, its documents stand first.
    """
    listing = Listing(selection, seen_of(row, request.user), commenting.counts_of(row))
    page = form.page_of(listing)
    new = _unknown(selection, form)[:PAGE_SIZE] if status == 409 and isinstance(form, ReviewForm) else []
    numbered = [*new, *(each for each in page if each not in new)]
    shared = groups_of(selection)
    groups = list(shared.values())[:MOST] if not form.kind() and page.number == 1 else []
    entries = [entry for _, entry in numbered]
    comments = commenting.of(row, [entry.key for entry in entries])
    load_documents([entry.row for entry in (*entries, *(selection.changes[each.places[0][0]] for each in groups))])
    documents, found = ReviewPage(listing, shared, comments).parts(numbered, groups)
    context = {
        "proposal": row,
        "document_type": selection.document_type,
        "selection": selection,
        "notes": notes_from(row),
        "note": note,
        "kind": form.kind(),
        "opened": form.opened(),
        "page": page,
        "bounds": _bounds(page),
        "documents": documents,
        "groups": found,
        "unlisted_groups": max(0, len(shared) - MOST) if groups else 0,
        "side": list(listing.side(page)) if len(selection.changes) > 1 else [],
        "filters": _filters(listing),
        "tally": _tally(listing),
        "places": places_of(entry.row.document for entry in entries),
        "comments": comments.get("", ()),
        "mine": row.author_id == request.user.pk,
        "may_publish": publishes(request.user),
        "history": request.user.has_perm(HISTORY),
    }
    return render(request, "exchange/proposal_review.html", context, status=status)


def moved(request: HttpRequest, row: Proposal, form: ReviewForm, note: str) -> HttpResponse:
    """Return the new review, status 409, after the content changed; what was chosen and still stands is kept."""
    selection = deciding.preview(row)
    try:
        selection = deciding.choose(row, selection.fingerprint, form.carry)
    except StaleError:
        selection = deciding.preview(row)
    return show(request, row, selection, form, note=note, status=409)


def keep(row: Proposal, form: ReviewForm, user: Any) -> Selection:
    """Keep what was chosen on a page, and what was seen. Raises StaleError as `deciding.choose`."""
    selection = deciding.choose(row, form.fingerprint(), form.decide)
    mark_seen(form.shown(selection), form.seen(), user)
    return selection


def try_to_keep(row: Proposal, form: ReviewForm, user: Any) -> None:
    """Keep what was chosen beside another step; nothing when the content changed meanwhile or no page was sent."""
    if row.is_open and row.format and form.fingerprint():
        try:
            keep(row, form, user)
        except StaleError:
            return


def _unknown(selection: Selection, form: ReviewForm) -> list[Numbered]:
    """Return the documents with a change of somebody here that the form did not show, numbered."""
    return [(number, entry) for number, entry in enumerate(selection.changes) if not form.knows(entry)]


def _bounds(page: Any) -> tuple[int, int]:
    begin, end = page.paginator.bounds(page.number)
    return begin + 1, end


def _filters(listing: Listing) -> Sequence[tuple[str, int]]:
    """Return the filters that show anything, with their counts."""
    return [(name, listing.counts[name]) for name in FILTERS if listing.counts[name] or not name]


def _tally(listing: Listing) -> dict[str, int]:
    """Return the numbers of the head and of the bar: they agree, as they are counted once."""
    selection = listing.selection
    unticked = [
        (entry, mark)
        for entry in selection.changes
        for mark in entry.marks
        if (entry.kind is ChangeKind.REMOVED or mark.side is Side.HERE) and not selection.includes(entry, mark)
    ]
    kept = sum(entry.kind is ChangeKind.REMOVED for entry, _ in unticked)
    return {
        "all": listing.counts[""],
        "documents": len(selection.changes),
        "ticked": selection.ticked,
        "undecided": listing.counts["putuskan"],
        "here": len(unticked) - kept,
        "kept": kept,
        "seen": len(selection.changes) - listing.counts["belum"],
    }
