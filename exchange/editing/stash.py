"""Drafts stored in the session of a person who has to log in again."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest

#: The largest draft, in characters: its text and the text when opened, together.
LIMIT = 300_000
_NAME = "naskah"
_SIGNER = TimestampSigner(salt="exchange.editing.stash")


def stash(request: HttpRequest, path: str, text: str, *, line: str = "", opened: str = "") -> None:
    """Store a draft sent for the page `path`: a whole form, or the text of one `line` and its text when `opened`.

    A draft longer than `LIMIT` is dropped. The draft belongs to the person that the form names in `penulis`, signed by
    `sign`; only this person can read it. A form without a valid signature stores nothing, so that strangers cannot fill
    the database with sessions.
    """
    writer = _writer(request.POST.get("penulis", ""))
    if writer and len(text) + len(opened) <= LIMIT:
        request.session[_NAME] = {"path": path, "text": text, "line": line, "opened": opened, "writer": writer}


def sign(user: Any) -> str:
    """Return the person's primary key, signed for a form to send back; nobody else can forge it."""
    return _SIGNER.sign(str(user.pk))


def _writer(signed: str) -> str:
    """Return the primary key signed by `sign`, "" for a bad signature or one older than a session lives."""
    try:
        return _SIGNER.unsign(signed, max_age=settings.SESSION_COOKIE_AGE)
    except BadSignature:
        return ""


def stashed(request: HttpRequest) -> dict[str, Any]:
    """Return the draft stored for this person on this page: `text`, `line` ("" for a whole form), `opened`; {} for
    none.
    """
    found: dict[str, Any] = request.session.get(_NAME, {})
    mine = found.get("path") == request.path and found.get("writer") == str(request.user.pk)
    return found if mine else {}


def forward(request: HttpRequest, path: str) -> None:
    """Give the draft stored for this person on this page to the page `path`, whose document was renamed."""
    if found := stashed(request):
        request.session[_NAME] = found | {"path": path}


def discard(request: HttpRequest) -> None:
    """Remove the draft from the session, after it was saved or given up."""
    request.session.pop(_NAME, None)
