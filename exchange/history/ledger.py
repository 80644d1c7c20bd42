"""The ledger: what puts all writers in a line, and tells readers that something changed."""

from __future__ import annotations

import time

from django.db import connection
from django.db.models import F, Value
from django.db.models.functions import Greatest

from exchange.models import Ledger


def lock() -> None:
    """Wait until nobody else writes; holds until the end of the transaction. Two queries."""
    Ledger.objects.get_or_create(pk=1)
    Ledger.objects.select_for_update().get(pk=1)


def bump() -> None:
    """Tell readers that something they see changed; one query, in the transaction that changes it.

    The version is the time in microseconds, or the next number where the clock stands behind it: a number that was
    given away is never that of other content, not even after a backup was restored and changed otherwise.
    """
    now = Value(time.time_ns() // 1000)
    Ledger.objects.filter(pk=1).update(version=Greatest(F("version") + 1, now))


def version() -> int:
    """The newest version, 0 before any; one query, of a third of the time of an object's."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT version FROM exchange_ledger")
        row = cursor.fetchone()
    return row[0] if row else 0
