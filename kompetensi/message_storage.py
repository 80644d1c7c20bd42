"""Storage of messages for the next page: a cookie of this host, and the session for long messages."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class NamedCookie(CookieStorage):
    """Django's cookie storage, with the cookie name of the settings (`__Host-` over TLS)."""

    cookie_name = settings.MESSAGE_COOKIE_NAME


class MessageStorage(FallbackStorage):
    """Django's storage, with `NamedCookie`."""

    storage_classes = (NamedCookie, SessionStorage)

    def discard_queued(self) -> None:
        """Drop the messages of this request; those of earlier requests stay."""
        self._queued_messages: list[Any] = []
