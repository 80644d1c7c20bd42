"""Triggers that make history final: the database refuses every program that changes or deletes its rows.

A migration that makes SQLite copy the table loses these triggers with the old table; it has to end with `install`.
A test looks for them after all migrations.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "exchange_revision"
CHANGED = "Riwayat tidak dapat diubah."
DELETED = "Riwayat tidak dapat dihapus."

#: SQL of each trigger, by database vendor and name. SQLite's REPLACE deletes a row without firing the trigger on
#: DELETE, so an insert over an existing row is refused as well.
TRIGGERS = {
    "sqlite": {
        "revision_never_changed": f"BEFORE UPDATE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{CHANGED}'); END",
        "revision_never_deleted": f"BEFORE DELETE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{DELETED}'); END",
        "revision_never_replaced": f"BEFORE INSERT ON {TABLE} WHEN NEW.id IN (SELECT id FROM {TABLE}) "  # noqa: S608  # our own names
        f"BEGIN SELECT RAISE(ABORT, '{CHANGED}'); END",
    },
    "postgresql": {
        "revision_never_changed": f"BEFORE UPDATE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION revision_final('{CHANGED}')",
        "revision_never_deleted": f"BEFORE DELETE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION revision_final('{DELETED}')",
        "revision_never_emptied": f"BEFORE TRUNCATE ON {TABLE} EXECUTE FUNCTION revision_final('{DELETED}')",
    },
}

_FUNCTION = """
CREATE OR REPLACE FUNCTION revision_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
_INSTALLED = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = to_regclass(%s) AND NOT tgisinternal",
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers: every later UPDATE, DELETE, REPLACE and TRUNCATE of history raises IntegrityError."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
        for name, trigger in TRIGGERS[connection.vendor].items():
            cursor.execute(f"CREATE TRIGGER {name} {trigger}")


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers. For a migration that goes back, and for tests that empty their database."""
    with connection.cursor() as cursor:
        for name in TRIGGERS[connection.vendor]:
            table = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{table}")
        if connection.vendor == "postgresql":
            cursor.execute("DROP FUNCTION IF EXISTS revision_final()")


def missing(connection: BaseDatabaseWrapper) -> set[str]:
    """Return the names of the triggers that the database lacks; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_INSTALLED[connection.vendor], [TABLE])
        return TRIGGERS[connection.vendor].keys() - {name for (name,) in cursor.fetchall()}
