"""Limit on the requests of a process that write at the same time, so that threads are always left for readers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from django.http import HttpRequest, HttpResponse

from kompetensi.operations import databases
from kompetensi.operations.unavailable import DatabaseProblem, unavailable

SAFE = frozenset(["GET", "HEAD", "OPTIONS", "TRACE"])
#: Beginnings of addresses that are let through: log-ins have limits of their own (`kompetensi.login_attempts`), and
#: whoever logs out has to be out.
LET_THROUGH = ("/masuk/", "/keluar/", "/admin/login/", "/admin/logout/")
#: Seconds that a request waits for its turn.
PATIENCE = 5
#: Requests whose turn it is: writers exclude each other in the database as well, after they read and compared.
AT_ONCE = 3


class Gate:
    """Let `turns` requests in at a time. `places` limits those inside and waiting: each holds a thread."""

    def __init__(self, *, turns: int, places: int) -> None:
        self.turns, self.places = BoundedSemaphore(turns), BoundedSemaphore(places)

    @contextmanager
    def turn(self) -> Iterator[bool]:
        """Yield True within a turn, after a wait of at most `PATIENCE`; False at once where no place is left."""
        if not self.places.acquire(blocking=False):
            yield False
            return
        try:
            if not self.turns.acquire(timeout=PATIENCE):
                yield False
                return
            try:
                yield True
            finally:
                self.turns.release()
        finally:
            self.places.release()


def limit_writers(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware that answers 503 to a request that may write, when its turn does not come.

    It stands outside of all that touches the database. Of the process's threads five in eight may be held by writers;
    the others are left for readers.
    """
    gate = Gate(turns=AT_ONCE, places=max(1, databases.threads() * 5 // 8))

    def respond(request: HttpRequest) -> HttpResponse:
        if request.method in SAFE or request.path_info.startswith(LET_THROUGH):
            return get_response(request)
        with gate.turn() as admitted:
            return get_response(request) if admitted else unavailable(request, DatabaseProblem.BUSY)

    return respond
