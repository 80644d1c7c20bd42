"""Pages that edit the map, from a sub-aspect or from a competency."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from development.forms import MapForm
from development.mapping.relations import competency_side, sub_aspect_side
from exchange.editing.relations import LinkSelection, choice_groups, followed, save_links, sent_selection
from exchange.history.applying import StaleError
from exchange.permissions import may_edit
from exchange.relations import Choice, LinkSide

#: The longest address in characters that proxies are expected to accept, roughly.
ADDRESS_LIMIT = 4_000


def kept_in_address(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Decorator of a map's view: after an expired session, log in and return to the same ticks.

    The ticks travel in the address; they are lost if it exceeds `ADDRESS_LIMIT`. Requires the right to edit.
    """
    guarded = may_edit(require_http_methods(["GET", "HEAD", "POST"])(view))

    @wraps(view)
    def respond(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated or request.method != "POST":
            return guarded(request, *args, **kwargs)
        ticked = urlencode({name: request.POST.getlist(name) for name in ("dasar", "semula", "pilih")}, doseq=True)
        return redirect_to_login(f"{request.path}?{ticked}" if len(ticked) < ADDRESS_LIMIT else request.path)

    return respond


@kept_in_address
def sub_aspect_map(request: HttpRequest, aspect: str, slug: str) -> HttpResponse:
    """Choose the competencies of a sub-aspect; at most eleven queries, besides those for the user and for saving."""
    side = sub_aspect_side(f"{aspect}/{slug}".lower())
    if side is None:
        raise Http404(slug)
    return _respond(request, side)


@kept_in_address
def competency_map(request: HttpRequest, code: str) -> HttpResponse:
    """Choose the sub-aspects of a competency; at most eleven queries, besides those for the user and for saving."""
    side = competency_side(code.upper())
    if side is None:
        raise Http404(code)
    return _respond(request, side)


def _respond(request: HttpRequest, side: LinkSide) -> HttpResponse:
    fields = request.POST if request.method == "POST" else request.GET
    form, sent = MapForm(fields), followed(side, sent_selection(fields, "pilih", "semula", "cari"))
    token = form.value("dasar")
    if request.method != "POST" and not token:
        token, now = side.token(), side.linked()  # in this order, so that a link made in between makes the token stale
        return _page(request, side, replace(sent, ticked={*now, *sent.ticked}, seen=now), token)
    if request.method != "POST" or form.value("aksi") == "cari":
        return _page(request, side, sent, token)
    try:
        revisions = save_links(side, sent.ticked, token=token, user=request.user)
    except StaleError:
        return _moved(request, side, sent)
    messages.success(request, _("Peta tersimpan.") if revisions else _("Tidak ada yang berubah."))
    return redirect(side.url)


def _moved(request: HttpRequest, side: LinkSide, sent: LinkSelection) -> HttpResponse:
    """Answer a stale token: the current links with this person's ticks applied, and the links changed by others."""
    token, now = side.token(), {*side.linked()}
    changed = side.choices(now ^ {*sent.seen})
    moved = {
        "came": [choice for choice in changed if choice.key in now],
        "went": [choice for choice in changed if choice.key not in now],
    }
    return _page(request, side, replace(sent, ticked=sent.applied_to(now), seen=now), token, moved=moved)


def _page(
    request: HttpRequest,
    side: LinkSide,
    selection: LinkSelection,
    token: str,
    *,
    moved: dict[str, list[Choice]] | None = None,
) -> HttpResponse:
    shown = choice_groups(side, selection, wide=True)
    context = {"end": side, "picks": selection, "token": token, "groups": shown, "moved": moved}
    return render(request, "development/map.html", context, status=200 if moved is None else 409)
