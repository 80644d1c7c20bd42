"""What a person wrote when the session had ended: it waits in the new one until they are logged in again."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest

#: The longest text that waits, in characters.
LIMIT = 300_000
_NAME = "naskah"
_SIGNER = TimestampSigner(salt="exchange.editing.stash")


def stash(request: HttpRequest, path: str, text: str, *, line: str = "", opened: str = "") -> None:
    """Keep what was sent for the page `path`: a whole form, or the text of one `line` that was another when `opened`.

    Too long a text is not kept. It is meant for its writer, as the form said who that is in `penulis`: nobody else
    gets to see it. Without a form that a person got from us nothing is kept, so that strangers cannot fill the
    database with sessions.
    """
    writer = _writer(request.POST.get("penulis", ""))
    if writer and len(text) + len(opened) <= LIMIT:
        request.session[_NAME] = {"path": path, "text": text, "line": line, "opened": opened, "writer": writer}


def sign(user: Any) -> str:
    """Who writes, for a form to send back; nobody else can make it up."""
    return _SIGNER.sign(str(user.pk))


def _writer(signed: str) -> str:
    """The primary key that `sign` signed while its session could still live, "" for what it did not."""
    try:
        return _SIGNER.unsign(signed, max_age=settings.SESSION_COOKIE_AGE)
    except BadSignature:
        return ""


def stashed(request: HttpRequest) -> dict[str, Any]:
    """What waits for this person on this page, {} for nothing: `text`, and `line`, as `opened`, or "" for a form."""
    found: dict[str, Any] = request.session.get(_NAME, {})
    mine = found.get("path") == request.path and found.get("writer") == str(request.user.pk)
    return found if mine else {}


def discard(request: HttpRequest) -> None:
    """It was saved, or is not wanted any more."""
    request.session.pop(_NAME, None)
