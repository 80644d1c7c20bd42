"""Django's `migrate`, which applies and records each migration in one transaction."""

from django.core.management.commands import migrate

from kompetensi.operations.migrating import Executor

migrate.MigrationExecutor = Executor  # type: ignore[attr-defined]  # Django offers no other way to choose it


class Command(migrate.Command):
    """Apply migrations, or undo them."""
