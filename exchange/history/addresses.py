"""Addresses that outlive their documents: a renamed one is led to (301), an archived one is told of (410)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.urls import reverse

from documents.document import Document
from exchange.document_types import DocumentType
from exchange.history import renames
from exchange.history.recording import DamagedError, before_of
from exchange.history.versions import history_url, known, named_alone
from exchange.models import Revision
from exchange.permissions import HISTORY, publishes

View = Callable[..., HttpResponseBase]
#: The key of a document from the arguments of its address, and the arguments from a key.
KeyOf = Callable[[Mapping[str, Any]], str]
ArgumentsOf = Callable[[str], dict[str, Any]]


def lasting(view: View, key_of: KeyOf, arguments_of: ArgumentsOf, slug: str = "") -> View:
    """Return a view of one document that answers for ever.

    Where `view` raises Http404, the address of a renamed document leads to the new one (301, or 307 for a form, which
    a browser then sends again), and that of an archived document says so (410). Without `slug`, the argument `slug`
    names the type. Three queries more, at most, for a missing document; none for a stored one.
    """

    @wraps(view)
    def respond(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Http404:
            document_type, key = known(slug or str(kwargs["slug"])), key_of(kwargs)
            if document_type is None:
                raise
            if today := renames.moved(document_type.slug, key):
                return _led(request, kwargs | arguments_of(today))
            if last := renames.departed(Revision.objects.of(document_type.slug, key)):
                return gone(request, document_type, last)
            raise

    return respond


def lasting_path(view: View, slug: str, argument: str) -> View:
    """Return a view of the documents whose keys begin with a path, the value of `argument`; as `lasting`."""

    @wraps(view)
    def respond(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Http404:
            document_type, path = known(slug), str(kwargs[argument]).lower()
            if today := renames.moved_below(slug, path):
                return _led(request, kwargs | {argument: today})
            if document_type and (last := renames.departed(renames.below(slug, path))):
                return gone(request, document_type, last)
            raise

    return respond


def _led(request: HttpRequest, arguments: dict[str, Any]) -> HttpResponse:
    """Redirect to the same page with other arguments; what was asked for is kept.

    Caches ask again each time, as every page says (`kompetensi.middleware.cache_headers`): another document may get
    the old address.
    """
    assert request.resolver_match
    address = reverse(request.resolver_match.view_name, kwargs=arguments)
    query = request.META.get("QUERY_STRING", "")
    address = f"{address}?{query}" if query else address
    if request.method in ("GET", "HEAD"):
        return HttpResponsePermanentRedirect(address)
    return HttpResponseRedirect(address, preserve_request=True)


def gone(request: HttpRequest, document_type: DocumentType, last: Revision) -> HttpResponse:
    """Return the page (410) of a document that its revision `last` took off the site.

    Who may see the history reads who did it; who may publish can restore it from here.
    """
    try:
        document = before_of(last) or named_alone(last)
    except DamagedError:
        document = Document(last.key, last.key, ())
    context = {
        "revision": last,
        "document": document,
        "noun": document_type.noun,
        "may_see": request.user.has_perm(HISTORY),
        "may_restore": publishes(request.user),
        "history_url": history_url(document_type, last.key),
    }
    return render(request, "exchange/gone.html", context, status=410)
