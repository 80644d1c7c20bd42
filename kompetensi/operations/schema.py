"""Migrations of the code and of the database: pending ones, and those newer than the code."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from functools import cache

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

#: App and name of a migration.
Name = tuple[str, str]
#: Apps of earlier versions. Their migrations, in a backup of such a version, are not newer than the code.
FORMER = frozenset(["axes"])


@cache
def _on_disk() -> dict[Name, frozenset[Name]]:
    """Return every migration of the code, with the migrations that it replaces. Read once for a process."""
    disk = MigrationLoader(None).disk_migrations
    return {name: frozenset(migration.replaces) for name, migration in disk.items()}


def is_empty() -> bool:
    """Return whether the database was never migrated. One query. Raise DatabaseError when it cannot be asked."""
    return not MigrationRecorder(connection).has_table()


def applied() -> set[Name]:
    """Return the database's migrations. One query. Raise DatabaseError when it cannot be asked or is empty."""
    return set(MigrationRecorder(connection).migration_qs.values_list("app", "name"))


def pending(there: AbstractSet[Name]) -> list[Name]:
    """Return the migrations of the code that are missing in `there`, in alphabetical order. No query."""
    disk = _on_disk().items()
    return sorted(name for name, replaced in disk if name not in there and not (replaced and replaced <= there))


def unknown(there: AbstractSet[Name]) -> list[Name]:
    """Return the migrations in `there` that the code does not have: those of a newer version. No query."""
    former = {name for name in there if name[0] in FORMER}
    return sorted(there - former - _on_disk().keys() - {name for replaced in _on_disk().values() for name in replaced})
