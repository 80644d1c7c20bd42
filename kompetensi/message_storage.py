"""Where what is said on the next page waits: in a cookie that stays with its host, and in the session when too long."""

from __future__ import annotations

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class NamedCookie(CookieStorage):
    """Django's, whose cookie bears the name that the settings give it (`__Host-` over TLS)."""

    cookie_name = settings.MESSAGE_COOKIE_NAME


class MessageStorage(FallbackStorage):
    """Django's, with that cookie."""

    storage_classes = (NamedCookie, SessionStorage)
