"""Archive: documents taken off the site. History keeps them whole, and they can be restored from the list here."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from exchange import document_types
from exchange.document_types import DocumentType
from exchange.history.applying import Preview, StaleError, carry_out, fingerprint
from exchange.history.recording import DamagedError, before_of
from exchange.history.versions import current, known, named_alone, newest
from exchange.models import Revision, RevisionQuerySet
from exchange.permissions import may_edit, may_publish, publishes

NOTE = "Diarsipkan"
SHOWN = 50


def archived_documents() -> RevisionQuerySet:
    """Return the revisions that deleted the documents that are gone now, latest first. One query."""
    later = Revision.objects.filter(format=OuterRef("format"), key=OuterRef("key"), pk__gt=OuterRef("pk"))
    return Revision.objects.filter(~Exists(later), after__isnull=True).order_by("-pk")


def archive_document(document_type: DocumentType, key: str, *, base: int, user: Any) -> list[Revision]:
    """Archive a document. Raises StaleError when its newest revision is no longer `base`."""

    def under_lock() -> Preview:
        return Preview([newest(document_type, key)], lambda record: record.delete([key]))

    seen, origin = fingerprint([base]), Revision.Origin.EDIT
    return carry_out(document_type, under_lock, seen=seen, origin=origin, user=user, note=NOTE)


@may_publish
@require_http_methods(["GET", "HEAD", "POST"])
def archive(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Ask for confirmation; on POST archive a document. Answers 409 when it changed since the page was made."""
    document_type = document_types.get(slug)
    base, document = current(document_type, key)
    if document is None:
        raise Http404(key)
    moved = False
    if request.method == "POST":
        seen = request.POST.get("dasar", "")
        try:
            archive_document(
                document_type, key, base=int(seen) if seen.isdecimal() and len(seen) < 19 else -1, user=request.user
            )
        except StaleError:
            moved = True
        else:
            text = gettext("“{title}” diarsipkan. Dapat dipulihkan dari halaman ini.")
            messages.success(request, text.format(title=document.title))
            return redirect("archive")
    context = {
        "document": document,
        "mark": document_type.pages.short_label(document),
        "summary": document_type.pages.summary(document),
        "noun": document_type.noun,
        "base": base,
        "back": document_type.pages.url(key),
        "moved": moved,
    }
    return render(request, "exchange/archive.html", context, status=409 if moved else 200)


@may_edit
@require_safe
def archive_list(request: HttpRequest) -> HttpResponse:
    """Show the archived documents, latest first, with links to restore them. Two queries, and those for the person."""
    page = Paginator(archived_documents(), SHOWN).get_page(request.GET.get("halaman"))
    entries = []
    for revision in page:
        document_type = known(revision.format)
        try:
            document = before_of(revision)
        except DamagedError:  # the page of the revision says so
            document = named_alone(revision)
        if document and document_type:
            entries.append((revision, document, document_type.pages.short_label(document), document_type.noun))
    context = {"page": page, "entries": entries, "may_restore": publishes(request.user)}
    return render(request, "exchange/archive_list.html", context)
