"""Devices on which a person logged in before: a signed cookie that ends with the person's password.

A known device still needs the password. It only has a count of failures of its own (see `kompetensi.login_attempts`).
"""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

SALT = "kompetensi.devices"
#: People whom one device knows at most, as on a counter in an office; who logged in first is forgotten first.
PEOPLE = 5
#: Seconds for which a device is known after a log-in.
AGE = 31_536_000

#: By the key of a person: a random name of the device, and what the person's password left of itself.
Known = dict[str, tuple[str, str]]


def known(request: HttpRequest, username: str) -> str:
    """Return the device's name for a person; "" for a device on which that person never logged in with this password.

    One query for a device with a valid cookie, none otherwise.
    """
    if not (people := _read(request)):
        return ""
    user = get_user_model().objects.filter(username=username, pk__in=people).first()
    device, trace = people[str(user.pk)] if user else ("", "")
    return device if user and constant_time_compare(trace, _trace(user)) else ""


def is_known(request: HttpRequest) -> bool:
    """Return whether anybody logged in on the device before. No query."""
    return bool(_read(request))


def remember(request: HttpRequest, response: HttpResponse, user: Any) -> None:
    """Let the device of a request be known as that person's, by a cookie of the response."""
    people = _read(request)
    device, _ = people.pop(str(user.pk), (secrets.token_urlsafe(9), ""))
    people[str(user.pk)] = (device, _trace(user))
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps(dict([*people.items()][-PEOPLE:]), salt=SALT),
        max_age=AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _read(request: HttpRequest) -> Known:
    try:
        people: Known = signing.loads(request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""), salt=SALT, max_age=AGE)
    except signing.BadSignature:
        return {}
    return people


def _trace(user: Any) -> str:
    """Return what a password leaves in the cookie: another one for another password, and nothing to guess it by."""
    return salted_hmac(SALT, user.password, algorithm="sha256").hexdigest()[:32]
