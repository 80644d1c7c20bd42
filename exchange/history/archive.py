"""Documents taken off the site: kept whole in the history, listed on a shelf, and brought back from there."""

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
from exchange.history.recording import before_of, record_changes
from exchange.history.versions import current, known, newest
from exchange.models import Revision, RevisionQuerySet
from exchange.permissions import may_edit, may_publish, publishes

NOTE = "Diarsipkan"
SHOWN = 50


def archived_documents() -> RevisionQuerySet:
    """The newest revisions of documents that are gone, the latest first. One query."""
    later = Revision.objects.filter(format=OuterRef("format"), key=OuterRef("key"), pk__gt=OuterRef("pk"))
    return Revision.objects.filter(~Exists(later), after__isnull=True).order_by("-pk")


def archive_document(document_type: DocumentType, key: str, *, base: int, user: Any) -> bool:
    """Take a document off the site; False, and nothing done, when its newest revision is no longer `base`."""
    with record_changes(document_type, origin=Revision.Origin.EDIT, user=user, note=NOTE) as record:
        if newest(document_type, key) != base:
            return False
        record.delete([key])
    return True


@may_publish
@require_http_methods(["GET", "HEAD", "POST"])
def archive(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Ask, and on POST take a document off the site; 409 when it was changed since the page was made."""
    document_type = document_types.get(slug)
    base, document = current(document_type, key)
    if document is None:
        raise Http404(key)
    moved = False
    if request.method == "POST":
        seen = request.POST.get("dasar", "")
        if (
            seen.isdecimal()
            and len(seen) < 19
            and archive_document(document_type, key, base=int(seen), user=request.user)
        ):
            messages.success(
                request,
                gettext("“{title}” diarsipkan. Dapat dipulihkan dari halaman ini.").format(title=document.title),
            )
            return redirect("shelf")
        moved = True
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
    """What was taken off the site, the latest first, each with the way back. Two queries and those for the person."""
    page = Paginator(archived_documents(), SHOWN).get_page(request.GET.get("halaman"))
    entries = []
    for revision in page:
        document, document_type = before_of(revision), known(revision.format)
        if document and document_type:
            entries.append((revision, document, document_type.pages.short_label(document), document_type.noun))
    context = {"page": page, "entries": entries, "may_restore": publishes(request.user)}
    return render(request, "exchange/shelf.html", context)
