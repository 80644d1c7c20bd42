"""What is answered when the database is away, keeps one waiting too long, or takes nothing in: 503, and what to do."""

from __future__ import annotations

import sys
from enum import StrEnum

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error


class DatabaseProblem(StrEnum):
    """What is wrong with a database: others hold it, it cannot be written to, or it does not answer."""

    BUSY = "busy"
    CLOSED = "closed"
    UNREACHABLE = "away"


#: Seconds after which it is worth trying again: another writer is done soon, a disk is not emptied as fast.
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
#: PostgreSQL's states by their beginnings: a lock or a statement took too long, two waited for each other; it is
#: read-only, or its disk is full; it is stopping, or has no connection left, or lost this one.
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
    """What an error says of the database's state; None for all that is a fault of ours.

    An error on the way out of another one counts as the first: a rollback fails where the connection was lost.
    """
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if isinstance(error, DatabaseError) and (found := _of_driver(error.__cause__)):
            return found
        error = error.__cause__ or error.__context__
    return None


def _of_driver(error: BaseException | None) -> DatabaseProblem | None:
    """What the driver's own error says. Neither driver is imported: only one of them may be installed."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        return SQLITE.get(code & 0xFF)  # the upper bits say more than we need
    if type(error).__module__.partition(".")[0] not in ("psycopg", "psycopg_pool"):
        return None
    state = getattr(error, "sqlstate", None)
    if state is None:  # no answer came at all
        return (
            DatabaseProblem.UNREACHABLE
            if "OperationalError" in {kind.__name__ for kind in type(error).__mro__}
            else None
        )
    return next((found for start, found in POSTGRES.items() if state.startswith(start)), None)


def failed(request: HttpRequest) -> HttpResponse:
    """The page of a request that failed: 503 where the database is the reason, else 500; asks the database nothing."""
    reason = problem_of(sys.exc_info()[1])
    if reason is None:
        return server_error(request)
    context = {"reason": reason.value, "method": request.method, **_retry_context(request)}
    response = HttpResponse(render_to_string("503.html", context), status=503)
    response.headers["Retry-After"] = str(RETRY_AFTER[reason])
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _retry_context(request: HttpRequest) -> dict[str, object]:
    """The address to try again and, of what was typed, all that can be sent again: neither files nor passwords."""
    sent = vars(request).get("_post")  # read already, or not at all: a body cannot be asked for any more
    fields = [(name, value) for name, values in sent.lists() for value in values] if sent else []
    if vars(request).get("_files") or any("password" in name for name, _ in fields):
        fields = []
    return {"address": request.get_full_path(), "fields": fields}
