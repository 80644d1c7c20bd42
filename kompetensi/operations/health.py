"""`/sehat/`: health of this machine, for a load balancer."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db import Error
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from kompetensi.middleware import Responder
from kompetensi.operations import schema, watch

PATH = "/sehat/"
AWAY = "basis data tidak menjawab"


@login_not_required
@require_safe
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # the same for every request
    """Return 200 when the database answers and is migrated, else 503 and the reason. At most one query, no session."""
    wrong = AWAY if watch.is_away() else ""
    try:
        wrong = wrong or ("migrasi tertunda" if schema.pending(schema.applied()) else "")
    except Error:
        wrong = AWAY
    values = {"status": "terganggu", "sebab": wrong} if wrong else {"status": "sehat"}
    return JsonResponse(values, status=503 if wrong else 200, headers={"Cache-Control": "private, no-store"})


def health_first(get_response: Responder) -> Responder:
    """Middleware that answers `PATH` before any check of host name or TLS.

    A load balancer asks each machine by its number and without TLS. The answer is the same for everyone.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        return health(request) if request.path_info == PATH else get_response(request)

    return respond
