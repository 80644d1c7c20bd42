"""Django's `migrate`, which applies and records each migration in one transaction, then reads waiting files again."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate

from exchange.imports import uploads
from kompetensi.operations.migrating import Executor

migrate.MigrationExecutor = Executor  # type: ignore[attr-defined]  # Django offers no other way to choose it


class Command(migrate.Command):
    """Apply migrations, or undo them."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate; once everything is applied, read the files that wait since before their documents were kept."""
        super().handle(*args, **options)
        if not (options["app_label"] or options["plan"] or options["check_unapplied"]):
            uploads.read_again()
