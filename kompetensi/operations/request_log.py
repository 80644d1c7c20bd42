"""Log of requests: the person and address of an event, log-ins and log-outs, and refusals."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model, signals
from django.http import HttpRequest, HttpResponse

from exchange.events import tell
from kompetensi.addresses import address
from kompetensi.middleware import Responder
from kompetensi.operations import logging as logs
from kompetensi.operations import watch

#: Statuses of refusals and errors. A missing page is logged only for people who are logged in.
REFUSALS = {400, 403, 405, 409, 413, 422, 429, 500, 503}
#: Addresses below this one hold a secret; the rest of them is not logged.
HIDDEN = "/sandi/baru/"


def log_requests(get_response: Responder) -> Responder:
    """Middleware near the outside: add the facts of the request to events, and log refusals.

    With `KOMPETENSI_LOG_REQUESTS`, log every request.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        started = time.monotonic()

        def known() -> dict[str, object]:
            milliseconds = round((time.monotonic() - started) * 1000)
            return {**who(request), "method": request.method, "path": shortened(request.path), "ms": milliseconds}

        token = logs.around.set(known)
        try:
            response = get_response(request)
            status = response.status_code
            if status in REFUSALS or (status in (404, 410) and "user" in who(request)):
                problem = getattr(response, "problem", None)
                tell("failed" if status >= 500 else "refused", status=status, problem=problem)
            elif settings.LOG_REQUESTS:
                tell("answered", status=status)
            return response
        finally:
            logs.around.reset(token)

    return respond


def who(request: HttpRequest) -> dict[str, object]:
    """Return the person and the address of a request.

    No person for an anonymous one, before authentication ran, or while the database is away: nobody waits for a name.
    """
    user = None if watch.is_away() else getattr(request, "user", None)
    person = {"user": user.pk, "name": str(user)} if user is not None and user.is_authenticated else {}
    return {**person, "address": address(request)}


def shortened(path: str) -> str:
    """Return a path without its secret."""
    return HIDDEN if path.startswith(HIDDEN) else path


def connect_signals() -> None:
    """Connect the log to the log-in signals. Called once, when all apps are loaded."""
    signals.user_logged_in.connect(_logged_in, dispatch_uid="told")
    signals.user_logged_out.connect(_logged_out, dispatch_uid="told")
    signals.user_login_failed.connect(_login_failed, dispatch_uid="told")


def _logged_in(user: Any, **_more: Any) -> None:
    tell("logged-in", user=user.pk, name=str(user))


def _logged_out(user: Any, **_more: Any) -> None:
    if user is not None:
        tell("logged-out", user=user.pk, name=str(user))


def _login_failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_more: Any) -> None:
    """Log a failed or delayed log-in without an unknown name: people type their passwords there."""
    refused = request is not None and "refused_for" in vars(request)
    tell("login-delayed" if refused else "login-failed", **_account(credentials.get("username")))


def _account(name: str | None) -> dict[str, object]:
    """Return the account of a typed name, or `known: False`. One query."""
    found = get_user_model().objects.filter(username=name or "").values_list("pk", flat=True).first()
    return {"user": found, "name": name} if found else {"known": False}
