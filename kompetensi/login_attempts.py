"""The one door of every log-in: attempts wait longer after each failure, by name and by network address apart.

Nobody can lock somebody else out. A device on which a person logged in before has a count of its own, whatever others
do to the person's name or office. A person on another device waits `LONGEST` seconds at most for strangers who guess at
the name from elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from threading import BoundedSemaphore
from typing import Any
from unicodedata import normalize

from django.contrib.auth.backends import ModelBackend
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language_from_request, override

from exchange import throttling
from exchange.throttling import Counts
from kompetensi import devices
from kompetensi.addresses import network

NAME, ADDRESS, DEVICE, TURN, HELP = "log-in name", "log-in address", "log-in device", "log-in turn", "log-in help"
#: Failures within an hour after which the next attempt waits: 1 s, then twice as long after each. Many people may share
#: an address.
FREE = {NAME: 3, DEVICE: 5, ADDRESS: 30}
#: Seconds that anybody waits at most.
LONGEST = 300
#: Failures of an address that are forgiven when a person logs in there, once an hour for each person.
FORGIVEN = 5
#: Attempts of unknown and of known devices that may hash or wait for it, in a process. More would take the threads that
#: readers need.
UNKNOWN, KNOWN = 2, 4
_strangers, _regulars = BoundedSemaphore(UNKNOWN), BoundedSemaphore(KNOWN)
#: Passwords hashed at a time by a process, each half a second of a core.
_hashing = BoundedSemaphore(1)
#: Seconds that an attempt waits for its turn to hash, and what a person is told to wait when that was not enough.
PATIENCE, BUSY = 4, 5


class TooSoonError(PermissionDenied):
    """An attempt that came too early. `seconds` says how long to wait."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = max(1, ceil(seconds))


@dataclass(frozen=True)
class Attempt:
    """Who tries: the name as typed, the network, and the known device, "" for an unknown one."""

    name: str
    network: str
    device: str

    @property
    def turn(self) -> str:
        """What waits for a turn at a name that others guess at."""
        return f"{self.network} {self.name}"


class CountedBackend(ModelBackend):
    """Django's backend behind the counts. A refused attempt costs no password hash, and has `refused_for` seconds."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **more: Any
    ) -> Any:
        """Return the person, or None. Raise TooSoonError, which Django takes for a refusal by all backends."""
        if username is None or password is None:
            return None
        device = devices.known(request, username) if request else ""
        attempt = Attempt(normalize("NFKC", username).casefold(), network(request) if request else "", device)
        try:
            with _admitted(attempt) as counted:
                user = super().authenticate(request, username, password, **more)
        except TooSoonError as refusal:
            if request:
                vars(request)["refused_for"] = refusal.seconds
            raise
        if user is None:
            raise PermissionDenied
        throttling.transact(lambda counts: _forgive(counts, attempt, counted=counted, person=user.pk))
        return user


@contextmanager
def _admitted(attempt: Attempt) -> Iterator[list[int]]:
    """Count an attempt and hold the turn to hash a password. Raise TooSoonError for one that has to wait."""
    if (wait := throttling.transact(lambda counts: _wait(counts, attempt))) > 0:
        raise TooSoonError(wait)
    with _turn_to_hash(known=bool(attempt.device)):
        counted = throttling.transact(lambda counts: _admit(counts, attempt))
        if not isinstance(counted, list):
            raise TooSoonError(counted)
        yield counted


@contextmanager
def _turn_to_hash(*, known: bool) -> Iterator[None]:
    """Wait for the turn to hash a password. Raise TooSoonError when there are too many attempts at once."""
    places = _regulars if known else _strangers
    if not places.acquire(blocking=False):
        raise TooSoonError(BUSY)
    try:
        if not _hashing.acquire(timeout=PATIENCE):
            raise TooSoonError(BUSY)
        try:
            yield
        finally:
            _hashing.release()
    finally:
        places.release()


def _wait(counts: Counts, attempt: Attempt) -> float:
    """Return the seconds that an attempt has to wait, 0 or less for one that need not."""
    if attempt.device:
        ages = counts.ages(DEVICE, attempt.device)
        return _delay(DEVICE, ages) - min(ages, default=0)
    return max(_address_wait(counts, attempt), _name_wait(counts, attempt))


def _address_wait(counts: Counts, attempt: Attempt) -> float:
    """Return how long a network has to wait, and keep that in mind for `refuse_at_once`."""
    ages = counts.ages(ADDRESS, attempt.network)
    wait = _delay(ADDRESS, ages) - min(ages, default=0)
    if wait > 0:
        cache.set(_waiting(attempt.network), throttling.now() + wait, timeout=wait)
    return wait


def refuse_at_once(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware that answers 429 to attempts of a network that has to wait anyway, without the counts or a new page.

    Who goes on trying all the same takes little of what readers need. Attempts of known devices are let through.
    """
    places = frozenset([reverse("login"), reverse("admin:login")])

    def respond(request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and request.path_info in places and not devices.is_known(request):
            until = cache.get(_waiting(network(request)), 0)
            if (seconds := ceil(until - throttling.now())) > 0:
                content = _too_many(get_language_from_request(request), seconds)
                return HttpResponse(content, status=429, headers={"Retry-After": str(seconds)})
        return get_response(request)

    return respond


def _waiting(place: str) -> str:
    """Return the key of the cache under which the end of a network's wait is kept."""
    return f"{ADDRESS} {place}".replace(" ", "-")


@lru_cache(maxsize=2 * LONGEST)
def _too_many(language: str, seconds: int) -> str:
    with override(language):
        return render_to_string("429.html", {"seconds": seconds})


def _name_wait(counts: Counts, attempt: Attempt) -> float:
    """Return how long an attempt at a name has to wait.

    Each network that was refused gets one attempt after the delay of that moment, even if others go on guessing.
    """
    ages = counts.ages(NAME, attempt.name)
    delay = _delay(NAME, ages)
    wait = delay - min(ages, default=0)
    if wait <= 0:
        return 0
    waited = counts.ages(TURN, attempt.turn)
    if not waited:
        counts.add(TURN, attempt.turn)
    return min(wait, delay - max(waited, default=0))


def _admit(counts: Counts, attempt: Attempt) -> list[int] | float:
    """Count an attempt as a failure before it is made, so that simultaneous ones see each other.

    Return its rows, or the seconds that it has to wait after all.
    """
    if (wait := _wait(counts, attempt)) > 0:
        return wait
    if attempt.device:
        return [counts.add(DEVICE, attempt.device)]
    counts.forget(TURN, attempt.turn)
    return [counts.add(NAME, attempt.name), counts.add(ADDRESS, attempt.network)]


def _forgive(counts: Counts, attempt: Attempt, *, counted: list[int], person: object) -> None:
    """Count an attempt that succeeded no more, and forgive its device, and some failures of its office."""
    for number in counted:
        counts.remove(number)
    if attempt.device:
        counts.forget(DEVICE, attempt.device)
    helper = f"{attempt.network} {person}"
    if not counts.ages(HELP, helper):
        counts.add(HELP, helper)
        counts.forget(ADDRESS, attempt.network, oldest=FORGIVEN)


def _delay(kind: str, failures: list[float]) -> float:
    """Return the seconds between the newest failure and the next attempt."""
    surplus = len(failures) - FREE[kind]
    return min(LONGEST, 2 ** min(surplus, LONGEST.bit_length())) if surplus >= 0 else 0  # there may be thousands
