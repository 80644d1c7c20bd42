"""The page of imports: one field for a file or a paste, and the lists of earlier imports."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from exchange import throttling
from exchange.http import busy
from exchange.imports import rejection, uploads
from exchange.imports.comparison import Review
from exchange.imports.pastes import paste_of
from exchange.imports.questions import Questions
from exchange.imports.review import RefusedError
from exchange.imports.uploads import QuotaError
from exchange.models import Proposal
from exchange.permissions import may_upload
from exchange.proposals.deciding import visible_to

#: The most waiting imports that are listed, and the ended ones on a page.
WAITING, ENDED = 200, 20

TOO_MANY = _("Anda sudah mengunggah {quota} berkas dalam satu jam. Coba lagi nanti, paling lama satu jam lagi.")
NO_FILE = _("Belum ada berkas atau tempelan. Pilih satu berkas, atau tempel isinya, lalu tekan “Baca dan tinjau”.")
PASTE_LEFT = _("Berkas dan tempelan dikirim bersamaan; yang dibaca berkasnya. Tempelannya tidak diambil.")


class Given(NamedTuple):
    """What a person sent: bytes up to the limit, the size of all, a name, and whether it was pasted."""

    data: bytes
    size: int
    name: str
    pasted: bool


@may_upload
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """Show earlier imports with the field for a new one; on POST take a file or a paste. Three queries for the lists.

    Answers 422 without either or for a refused file, 429 above `HOURLY_LIMIT`, 503 unless `uploads.alone`.
    """
    if request.method != "POST":
        return _page(request)
    given = _given(request)
    if given is None:
        return _page(request, error=str(NO_FILE), status=422)
    with uploads.alone(given.size) as alone:
        return _taken(request, given) if alone else busy(request)


def _given(request: HttpRequest) -> Given | None:
    """Return the file, else the paste. Scripts send the later one alone; without scripts a file comes first."""
    file, text = request.FILES.get("berkas"), request.POST.get("tempelan", "")
    if file is not None:
        if text.strip():
            messages.info(request, PASTE_LEFT)
        return Given(file.read(), file.size or 0, file.name or "", pasted=False)
    html = request.FILES.get("tempelan-html")
    paste = paste_of(text, html.read() if html else b"")
    if paste is None:
        return None
    return Given(paste.data, html.size or 0 if html else len(paste.data), paste.name, pasted=True)


def _taken(request: HttpRequest, given: Given) -> HttpResponse:
    data, size, name, pasted = given
    try:
        accepted = uploads.take(data, name=name, size=size, user=request.user, pasted=pasted)
    except QuotaError:
        response = _page(request, error=TOO_MANY.format(quota=uploads.HOURLY_LIMIT), status=429)
        response.headers["Retry-After"] = str(throttling.HOUR)
        return response
    except RefusedError as error:
        return rejection.page(request, error.review, name, data)
    return redirect(next_step(accepted.review), accepted.row.pk)


def next_step(found: Review) -> str:
    """Return the address by name where a file goes on: questions, then its account, then the review.

    A file in a native format goes to the review, and so does one that cannot be read yet: it is refused there.
    """
    questions = Questions.of(found)
    if found.refused:
        return "import"
    if questions is None:
        return "proposal"
    return "import-columns" if questions.count else "import-account"


@may_upload
@require_safe
def layouts(request: HttpRequest) -> HttpResponse:
    """Show the layouts of files that are read, each with a picture. No query but those of the frame."""
    return render(request, "exchange/import_layouts.html")


def _page(request: HttpRequest, *, error: str = "", status: int = 200) -> HttpResponse:
    rows = visible_to(request.user).exclude(door=Proposal.Door.EDIT)
    ended = Paginator(rows.exclude(state__in=Proposal.OPEN), ENDED)
    context = {
        "waiting": list(rows.filter(state__in=Proposal.OPEN)[:WAITING]),
        "page": ended.get_page(request.GET.get("halaman")),
        "error": error,
        "pasted": request.POST.get("tempelan", "") if error else "",
        **rejection.upload_context(),
    }
    return render(request, "exchange/import_list.html", context, status=status)
