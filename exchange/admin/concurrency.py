"""Stale pages of the back office: forms and actions opened before somebody else saved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib.messages import get_messages
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from documents.comparison.diff import Budget, compare
from documents.comparison.merge import exclude_changes
from documents.document import Document
from exchange.bulk import chunked
from exchange.document_types import DocumentType
from exchange.editing.conflict_page import conflict_page
from exchange.editing.saving import Conflict, EditConflictError
from exchange.history.applying import StaleError
from exchange.history.recording import Recording
from exchange.history.versions import Entry, entry_between, newest, opened_at
from exchange.models import Revision

#: The number of changed documents shown when an action is refused.
SHOWN = 20


class UnreviewedChangeError(StaleError):
    """An action would change documents in a state that the person has not seen, so nothing was done.

    `documents` are as stored now. `removal` says that the action deletes some of them.
    """

    def __init__(self, document_type: DocumentType, documents: Sequence[Document], *, removal: bool) -> None:
        super().__init__(document_type.slug, *(document.key for document in documents))
        self.document_type = document_type
        self.documents = documents
        self.removal = removal


def current_revision(document_type: DocumentType) -> int:
    """Return the number of the newest revision of this document type, which a form opened now carries; one query."""
    return Revision.objects.filter(format=document_type.slug).aggregate(last=Max("pk"))["last"] or 0


def check(record: Recording, base: int) -> None:
    """Raise EditConflictError when a document that the recording changed has a revision newer than `base`.

    One query for each `CHUNK` documents; when some have one, also the queries of `Recording.changes` and one for each
    of these.
    """
    conflicts = list(_conflicts(record, base))
    if conflicts:
        raise EditConflictError(record.document_type, conflicts)


def check_seen(record: Recording, base: int) -> None:
    """Raise UnreviewedChangeError when a document that the recording changed or removed has a revision newer than
    `base`.

    One query for each `CHUNK` documents; when some have one, also the queries of `Recording.changes`.
    """
    if moved := _moved(record, base):
        changes = [(old, new) for _, old, new in record.changes() if old and old.key in moved]
        if changes:
            raise UnreviewedChangeError(
                record.document_type, [old for old, _ in changes], removal=any(new is None for _, new in changes)
            )


def _moved(record: Recording, base: int) -> dict[str, int]:
    """Return the newest revisions of the touched documents that have one after `base`; one query for each `CHUNK`."""
    found: dict[str, int] = {}
    for chunk in chunked(record.before):
        later = Revision.objects.filter(format=record.document_type.slug, key__in=chunk, pk__gt=base).order_by()
        found |= dict(later.values_list("key").annotate(Max("pk")))
    return found


def _conflicts(record: Recording, base: int) -> Iterator[tuple[str, Conflict]]:
    moved = _moved(record, base)
    changes = list(record.changes()) if moved else []
    if not any(old and mine and old.key in moved for _, old, mine in changes):
        return
    for _, now, mine in changes:
        if now and mine and now.key in moved:
            opened = opened_at(record.document_type, now.key, base)
            yield now.key, Conflict(opened, now, _as_sent(record.document_type, opened, now, mine), moved[now.key])
        elif now and mine:
            yield now.key, Conflict(now, now, mine, newest(record.document_type, now.key))
        elif mine:
            yield "", Conflict(None, None, mine, 0)


def _as_sent(document_type: DocumentType, opened: Document | None, now: Document, mine: Document) -> Document:
    """Return the whole document that a person would have sent: their changes on top of the document as `opened`.

    A form holds only part of a document, so the other parts of `mine` are those stored `now`. Changes that others made
    since are taken out of `mine`.
    """
    if opened is None:
        return mine
    theirs = set(compare(opened, now))
    sent = exclude_changes(opened, mine, {change.name for change in compare(opened, mine) if change in theirs})
    assert document_type.editor
    return document_type.editor.to_document(sent.lines, mine.key)


def answer(request: HttpRequest, error: EditConflictError, base: int) -> HttpResponse:
    """Return the page of an edit conflict, 409, after removing the admin's messages of success."""
    _clear_messages(request)
    return conflict_page(request, error.document_type, error.conflicts, base)


def refuse(request: HttpRequest, error: UnreviewedChangeError, base: int) -> HttpResponse:
    """Return the page with the changes since `base`, 409, and a form that sends the same action again.

    Two queries for each document shown, and one.
    """
    _clear_messages(request)
    left_out = {"csrfmiddlewaretoken", "dasar"}
    context = {
        "entries": list(_entries(error, base)),
        "unlisted": max(0, len(error.documents) - SHOWN),
        "count": len(error.documents),
        "noun": error.document_type.noun,
        "removal": error.removal,
        "fields": [(name, value) for name, values in request.POST.lists() for value in values if name not in left_out],
        "base": current_revision(error.document_type),
        "address": request.get_full_path(),
    }
    return render(request, "exchange/unseen.html", context, status=409)


def _entries(error: UnreviewedChangeError, base: int) -> Iterator[Entry]:
    budget, document_type = Budget(), error.document_type
    for document in error.documents[:SHOWN]:
        last = Revision.objects.of(document_type.slug, document.key).order_by("-pk").defer("before", "after")[0]
        yield entry_between(last, opened_at(document_type, document.key, base), document, budget)


def _clear_messages(request: HttpRequest) -> None:
    storage: Any = get_messages(request)  # the site's `MESSAGE_STORAGE`
    storage.discard_queued()
