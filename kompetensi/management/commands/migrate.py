"""`manage.py migrate`: Django's own; each migration and its record are one transaction, and failures have a remedy."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import DatabaseError

from kompetensi.operations.migrating import Executor
from kompetensi.operations.unavailable import problem_of

migrate.MigrationExecutor = Executor  # type: ignore[attr-defined]  # Django offers no other way to choose it


class Command(migrate.Command):
    """Apply migrations, or undo them. What failed is undone, and what was done before it stays."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Apply or undo. Raise CommandError where the database is full, locked, read-only or not reachable."""
        try:
            super().handle(*args, **options)
        except DatabaseError as error:
            if problem_of(error) is None:
                raise
            said = " ".join(str(error).split())
            remedy = "Migrasi yang gagal dibatalkan. Periksa ruang cakram dan basis datanya, lalu jalankan lagi."
            raise CommandError(f"Basis data tidak dapat ditulis ({said}). {remedy}") from error
