"""Limits on attempts by the hour, counted in the database so that all workers count together."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from exchange.models import Attempt

#: Time for which an attempt counts.
HOUR = timedelta(hours=1)


def allow(kind: str, who: object, *, most: int) -> bool:
    """Count one attempt of `who` and return True, or return False after `most` attempts within the last hour.

    Two to four short queries in one transaction. The table stores a digest of `who`. Simultaneous attempts are counted
    one after the other: SQLite has a single writer, PostgreSQL takes a lock for each digest.
    """
    print_ = hashlib.sha256(f"{kind}:{who}".encode()).hexdigest()
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [print_])
        Attempt.objects.filter(at__lt=timezone.now() - HOUR).delete()
        if Attempt.objects.filter(who=print_).count() >= most:
            return False
        Attempt.objects.create(who=print_)
    return True
