"""Access to proposals: which one a person may see, and views that answer POST only."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods

from exchange.http import SANDBOX
from exchange.models import Proposal
from exchange.permissions import may_upload
from exchange.proposals.deciding import visible_to


def row_of(request: HttpRequest, pk: UUID) -> Proposal:
    """Return the proposal if this person may see it; its file is read when it is asked for. Raises Http404."""
    row = visible_to(request.user).filter(pk=pk).first()
    if row is None:
        raise Http404(pk)
    return row


def post_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Return a decorated view for POST only: a GET is redirected to the page of the proposal.

    A GET reaches such an address after a person has logged in again.
    """

    @wraps(view)
    @require_http_methods(["GET", "HEAD", "POST"])
    def guarded(request: HttpRequest, pk: UUID) -> HttpResponse:
        return view(request, pk) if request.method == "POST" else redirect("proposal", pk)

    return guarded


@may_upload
@require_http_methods(["GET", "HEAD", "POST"])
def former(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Redirect an address of an earlier release to the page of its proposal."""
    return redirect("proposal", row_of(request, pk).pk, permanent=True)


def download(data: bytes, name: str, content_type: str) -> HttpResponse:
    """Return a file to save."""
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    headers = {"Content-Disposition": disposition, "Content-Security-Policy": SANDBOX}
    return HttpResponse(data, content_type=content_type, headers=headers)
