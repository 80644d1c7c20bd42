"""Migrations that are recorded in the transaction that carries them out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor


class Executor(MigrationExecutor):
    """Apply a migration and record it, or neither.

    Django commits a migration that creates tables first and records it afterwards. A process that ends in between
    leaves tables that the next `migrate` tries to create again, and fails for ever.
    """

    def apply_migration(self, state: Any, migration: Migration, *args: Any, **options: Any) -> Any:
        with self._whole(migration):
            return super().apply_migration(state, migration, *args, **options)

    def unapply_migration(self, state: Any, migration: Migration, *args: Any, **options: Any) -> Any:
        with self._whole(migration):
            return super().unapply_migration(state, migration, *args, **options)

    @contextmanager
    def _whole(self, migration: Migration) -> Iterator[None]:
        """Open the transaction; SQLite's schema editor needs constraints to be off before it begins."""
        if not migration.atomic:
            yield
            return
        with self.connection.constraint_checks_disabled(), transaction.atomic(self.connection.alias):
            yield
