"""Responses while the database is unreachable, too slow or read-only, or a row in it is damaged, each with a remedy."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from json import JSONDecodeError

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language_from_request, override
from django.views.defaults import server_error

from exchange.events import tell
from exchange.history.recording import DamagedError
from exchange.http import expected
from kompetensi.operations import watch


class DatabaseProblem(StrEnum):
    """Problem of a database: locked by others, not writable, or unreachable."""

    BUSY = "busy"
    CLOSED = "closed"
    UNREACHABLE = "away"


class UnavailableResponse(HttpResponse):
    """Page of a database problem, whose name goes into the log."""

    status_code = 503
    problem = ""


#: Seconds before another attempt: a writer is done soon, a full disk takes longer.
RETRY_AFTER = {DatabaseProblem.BUSY: 10, DatabaseProblem.CLOSED: 60, DatabaseProblem.UNREACHABLE: 30}
#: SQLite's result codes: BUSY, LOCKED, READONLY, FULL, IOERR, CANTOPEN.
SQLITE = {
    5: DatabaseProblem.BUSY,
    6: DatabaseProblem.BUSY,
    8: DatabaseProblem.CLOSED,
    13: DatabaseProblem.CLOSED,
    10: DatabaseProblem.UNREACHABLE,
    14: DatabaseProblem.UNREACHABLE,
}
#: Beginnings of PostgreSQL's states. BUSY: a lock or statement took too long, or a deadlock. CLOSED: read-only, or a
#: full disk. UNREACHABLE: it is stopping, or has no connection left, or lost this one.
POSTGRES = {
    "55P03": DatabaseProblem.BUSY,
    "57014": DatabaseProblem.BUSY,
    "40": DatabaseProblem.BUSY,
    "25006": DatabaseProblem.CLOSED,
    "53100": DatabaseProblem.CLOSED,
    "25P03": DatabaseProblem.UNREACHABLE,
    "53": DatabaseProblem.UNREACHABLE,
    "57P": DatabaseProblem.UNREACHABLE,
    "58": DatabaseProblem.UNREACHABLE,
    "08": DatabaseProblem.UNREACHABLE,
}


def problem_of(error: BaseException | None) -> DatabaseProblem | None:
    """Return the problem that an error stands for; None for an error of our own.

    Causes and contexts of the error are searched as well, from the outside in. A rollback, for example, fails with an
    error of its own where the connection was lost.
    """
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if isinstance(error, DatabaseError) and (found := _of_driver(error.__cause__)):
            return found
        error = error.__cause__ or error.__context__
    return None


def _of_driver(error: BaseException | None) -> DatabaseProblem | None:
    """Return the problem in the driver's own error. No driver is imported: only one may be installed."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        return SQLITE.get(code & 0xFF)  # the upper bits hold details
    if type(error).__module__.partition(".")[0] not in ("psycopg", "psycopg_pool"):
        return None
    state = getattr(error, "sqlstate", None)
    if state is None:  # the server did not answer
        return (
            DatabaseProblem.UNREACHABLE
            if "OperationalError" in {kind.__name__ for kind in type(error).__mro__}
            else None
        )
    return next((found for start, found in POSTGRES.items() if state.startswith(start)), None)


def failed(request: HttpRequest) -> HttpResponse:
    """Return the page of a failed request: 503 for a database problem, else 500. No query."""
    reason = problem_of(sys.exc_info()[1])
    return unavailable(request, reason) if reason else server_error(request)


def unavailable(request: HttpRequest, reason: DatabaseProblem) -> HttpResponse:
    """Return the page of a database problem: 503, in the language that the request asks for. No query.

    Nothing is wrong with a request that came at a busy time, or while the database is away: Django logs no error.
    """
    context = {"reason": reason.value, "method": request.method, **_retry_context(request)}
    with override(get_language_from_request(request)):
        response = UnavailableResponse(render_to_string("503.html", context))
    response.problem = reason.value
    response.headers["Retry-After"] = str(RETRY_AFTER[reason])
    response.headers["Cache-Control"] = "private, no-store"
    if reason is DatabaseProblem.BUSY or watch.is_away():
        return expected(request, response, reason.value)
    return response


def refuse_while_away(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware that answers 503 at once while the database is known to be away."""

    def respond(request: HttpRequest) -> HttpResponse:
        watch.renew()
        return unavailable(request, DatabaseProblem.UNREACHABLE) if watch.is_away() else get_response(request)

    return respond


def _retry_context(request: HttpRequest) -> dict[str, object]:
    """Return the address to try again, and the typed fields; no fields for a form with files or passwords."""
    fields = [(name, value) for name, values in _sent(request).lists() for value in values]
    if vars(request).get("_files") or any("password" in name for name, _ in fields):
        fields = []
    return {"address": request.get_full_path(), "fields": fields}


def damaged_rows(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware that answers 410 where a page needs a row that cannot be read, with the row's name and a remedy."""

    def respond(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_exception(request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, JSONDecodeError):
            error = DamagedError("", "")
        if not isinstance(error, DamagedError):
            return None
        tell("damaged", table=error.table or None, row=error.pk or None)
        return render(request, "damaged.html", {"row": error}, status=410)

    respond.process_exception = process_exception  # type: ignore[attr-defined]  # Django's name for it
    return respond


def _sent(request: HttpRequest) -> QueryDict:
    """Return the form that was sent; an empty one where it is too large to send again, or cannot be read any more."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if "_post" in vars(request) or (length.isdecimal() and int(length) <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE):
        with suppress(SuspiciousOperation, MultiPartParserError, OSError):
            return request.POST
    return QueryDict()
