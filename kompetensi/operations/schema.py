"""Which migrations the code has, and which the database has: what is pending, and what is newer than the code."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from functools import cache

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

#: A migration by its app and its name.
Name = tuple[str, str]


@cache
def _on_disk() -> dict[Name, frozenset[Name]]:
    """Every migration of the code, with those that it stands for; read once for a process."""
    disk = MigrationLoader(None).disk_migrations
    return {name: frozenset(migration.replaces) for name, migration in disk.items()}


def is_empty() -> bool:
    """Whether nothing was ever migrated there; one query. Raises DatabaseError when the database cannot be asked."""
    return not MigrationRecorder(connection).has_table()


def applied() -> set[Name]:
    """The migrations that the database has; one query. Raises DatabaseError when it cannot be asked or is empty."""
    return set(MigrationRecorder(connection).migration_qs.values_list("app", "name"))


def pending(there: AbstractSet[Name]) -> list[Name]:
    """The migrations of the code that a database with those `there` lacks, in alphabetical order; no query."""
    disk = _on_disk().items()
    return sorted(name for name, replaced in disk if name not in there and not (replaced and replaced <= there))


def unknown(there: AbstractSet[Name]) -> list[Name]:
    """Those of `there` that the code does not have, which are of a newer version; no query."""
    return sorted(there - _on_disk().keys() - {name for replaced in _on_disk().values() for name in replaced})
