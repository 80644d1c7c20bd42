"""Steps of a proposal between its author and the publishers: submitted, taken back, returned, discussed, discarded."""

from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from documents.document import clean
from exchange.models import Proposal
from exchange.permissions import may_publish, may_upload
from exchange.proposals import deciding
from exchange.proposals.access import post_only, row_of
from exchange.proposals.commenting import form_of, say
from exchange.proposals.forms import ReviewForm
from exchange.proposals.reviewing import show, try_to_keep

SUBMITTED = _("Usulan diajukan. Penerbit menemukannya di mejanya.")
WITHDRAWN = _("Usulan ditarik kembali menjadi draf Anda.")
RETURNED = _("Usulan dikembalikan kepada pengusulnya untuk diperbaiki.")
REJECTED = _("Usulan ditolak. Tidak ada isi yang berubah.")
WHY = _("Tulis dulu apa yang perlu diperbaiki, atau mengapa usulan ini ditolak.")


@may_upload
@post_only
def discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Discard an open proposal."""
    row = row_of(request, pk)
    deciding.discard(row)
    if row.is_open:
        messages.info(request, gettext("“{name}” dibuang. Tidak ada isi yang berubah.").format(name=row.name))
        return redirect("imports")
    return redirect("proposal", pk)


@may_upload
@post_only
def submit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Submit one's own draft to the publishers, with the reason that was sent."""
    row = _own(request, pk)
    try_to_keep(row, ReviewForm(request.POST), request.user)
    if deciding.submit(row, reason=clean(request.POST.get("alasan", row.reason))):
        messages.success(request, SUBMITTED)
    return redirect("proposal", pk)


@may_upload
@post_only
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make one's own submitted proposal a draft again."""
    if deciding.withdraw(_own(request, pk)):
        messages.success(request, WITHDRAWN)
    return redirect("proposal", pk)


@may_publish
@post_only
def send_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask the author of a submitted proposal to correct it, or reject it; answers 422 without words that say why."""
    row, note, form = row_of(request, pk), clean(request.POST.get("catatan", "")), ReviewForm(request.POST)
    try_to_keep(row, form, request.user)
    row = row_of(request, pk)
    if not note and row.is_open and row.format:
        return show(request, row, deciding.preview(row), form, note=str(WHY), status=422)
    if "tolak" in request.POST:
        if deciding.reject(row, note=note, user=request.user):
            messages.success(request, REJECTED)
    elif deciding.send_back(row, note=note, user=request.user):
        messages.success(request, RETURNED)
    return redirect("proposal", pk)


@may_upload
@post_only
def comment(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keep what a person says about a proposal, a document (`dokumen`) or a line of it (`baris`); lead back to it."""
    row, review, form = row_of(request, pk), ReviewForm(request.POST), form_of(request.POST)
    try_to_keep(row, review, request.user)
    if row.is_open:
        say(row, form, user=request.user)
    key = quote(str(form.data.get("dokumen") or "")[:450])
    if review.fingerprint():
        query = f"?jenis={review.kind()}&halaman={review.page()}"
    else:
        query = f"?dokumen={key}" if key else ""
    return redirect(reverse("proposal", args=[pk]) + query + (f"#dok-{key}" if key else "#komentar"))


def _own(request: HttpRequest, pk: UUID) -> Proposal:
    """Return the proposal if it is this person's own. Raises Http404 if they may not see it, else PermissionDenied."""
    row = row_of(request, pk)
    if row.author_id != request.user.pk:
        raise PermissionDenied
    return row
