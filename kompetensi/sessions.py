"""Sessions in the database that end at log-out even where the database cannot be written."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import DatabaseError

from exchange import throttling

ENDED = "ended session"


class SessionStore(DatabaseStore):
    """Django's store. A session whose row cannot be deleted is refused by all processes of the machine from then on.

    Where the file of `exchange.throttling` cannot be written either, only this process refuses it.
    """

    def delete(self, session_key: str | None = None) -> None:
        """End a session. A database that is full, locked or read-only keeps its row; `ENDED` outlasts that row."""
        try:
            super().delete(session_key)
        except DatabaseError:
            key = session_key or self.session_key
            throttling.transact(lambda counts: counts.add(ENDED, key, seconds=settings.SESSION_COOKIE_AGE))

    def load(self) -> dict[str, Any]:
        """Return what a session holds, nothing for one that ended. One query, and one read of the counts."""
        key, found = self.session_key, super().load()
        if found and throttling.holds(ENDED, key):
            self._session_key = None
            return {}
        return found
