"""The pages on which the map is edited, from the sub-aspect's end and from the competency's."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from development.forms import MapForm
from development.mapping import LISTED, Choice, CompetencyEnd, End, MovedError, SubAspectEnd
from development.models import SubAspect
from dictionary.models import Competency
from exchange.access import may_edit

#: The longest address that every server in between takes, roughly.
ADDRESS_LIMIT = 4_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """One state of the page: what is `ticked`, what was joined when it was opened, and the token of that."""

    ticked: Collection[str]
    seen: Collection[str]
    token: str
    query: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Some boxes to tick under one heading, with a sentence where there are none."""

    title: str
    choices: list[Choice]
    note: str = ""


def kept_in_address(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Lets a person whose session ended log in, and come back to what they had ticked, as far as addresses go."""
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
    """Choose the competencies of a sub-aspect; at most nine queries, and those for the person and for saving."""
    rows = SubAspect.objects.select_related("aspect").defer("source")
    row = rows.filter(aspect__slug=aspect.lower(), slug=slug.lower()).first()
    if row is None:
        raise Http404(slug)
    return _respond(request, SubAspectEnd(row))


@kept_in_address
def competency_map(request: HttpRequest, code: str) -> HttpResponse:
    """Choose the sub-aspects of a competency; at most nine queries, and those for the person and for saving."""
    row = Competency.objects.defer("source").filter(code=code.upper()).first()
    if row is None:
        raise Http404(code)
    return _respond(request, CompetencyEnd(row))


def _respond(request: HttpRequest, end: End) -> HttpResponse:
    form = MapForm(request.POST if request.method == "POST" else request.GET)
    sent = Sheet(form.keys("pilih"), form.keys("semula"), form.asked("dasar"), form.asked("cari"))
    if request.method != "POST" and not sent.token:
        now = end.joined()
        return _page(request, end, Sheet({*now, *sent.ticked}, now, end.token(), sent.query))
    if request.method != "POST" or form.asked("aksi") == "cari":
        return _page(request, end, sent)
    try:
        revisions = end.save(sent.ticked, token=sent.token, user=request.user)
    except MovedError:
        return _moved(request, end, sent)
    messages.success(request, "Peta tersimpan." if revisions else "Tidak ada yang berubah.")
    return redirect(end.url)


def _moved(request: HttpRequest, end: End, sent: Sheet) -> HttpResponse:
    """The page as it is now, with what the person ticked and unticked done to it, and what somebody else did."""
    now = {*end.joined()}
    ticked = (now - ({*sent.seen} - {*sent.ticked})) | ({*sent.ticked} - {*sent.seen})
    changed = end.choices(now ^ {*sent.seen})
    moved = {
        "came": [choice for choice in changed if choice.key in now],
        "went": [choice for choice in changed if choice.key not in now],
    }
    return _page(request, end, Sheet(ticked, now, end.token(), sent.query), moved=moved)


def _page(
    request: HttpRequest, end: End, sheet: Sheet, *, moved: dict[str, list[Choice]] | None = None
) -> HttpResponse:
    context = {"end": end, "sheet": sheet, "groups": _groups(end, sheet), "moved": moved}
    return render(request, "development/map.html", context, status=200 if moved is None else 409)


def _groups(end: End, sheet: Sheet) -> list[Group]:
    """The boxes: what is joined or ticked, what a search found, and what is suggested; each box once."""
    own = end.choices({*sheet.ticked, *sheet.seen})
    shown = {choice.key for choice in own}
    found = end.found(sheet.query)
    more = len(found) > LISTED
    found = [choice for choice in found[:LISTED] if choice.key not in shown]
    groups = [Group("Terkait", own, f"Belum ada {end.noun} yang terkait.")]
    if sheet.query:
        note = "Ada yang lain lagi; tambahkan kata untuk mempersempit." if more else _nothing(found, end)
        groups.append(Group("Hasil pencarian", found, note))
        shown |= {choice.key for choice in found}
    if suggested := [choice for choice in end.suggested() if choice.key not in shown]:
        groups.append(Group("Saran", suggested, "Kata-katanya mirip; periksa sebelum memilih."))
        shown |= {choice.key for choice in suggested}
    if not sheet.query and not more and (rest := [choice for choice in found if choice.key not in shown]):
        groups.append(Group(f"{end.noun.capitalize()} lain", rest))
    return groups


def _nothing(found: list[Choice], end: End) -> str:
    return "" if found else f"Tidak ada {end.noun} lain yang cocok. Periksa ejaannya, atau pakai kata lain."
