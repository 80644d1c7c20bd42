"""Partition the lines on PostgreSQL by weight ("tier"), so that it counts the words of each weight separately.

Lines are read in the order of their numbers, titles first. In one large table PostgreSQL estimated a word to be as
frequent among titles as among indicators, and read all titles without a match.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

#: As in `search.stores` at the time of this migration.
WEIGHTS, WEIGHT_SHIFT = 8, 56
COLUMNS = "number bigint PRIMARY KEY, words tsvector NOT NULL, document bigint NOT NULL, address text NOT NULL, text text NOT NULL"
ASIDE = (
    "SET LOCAL statement_timeout = 0",
    "DROP INDEX search_line_words",
    "ALTER TABLE search_line RENAME TO search_line_before",
    "ALTER INDEX search_line_pkey RENAME TO search_line_before_pkey",
)
MOVED = (
    "INSERT INTO search_line SELECT * FROM search_line_before",
    "DROP TABLE search_line_before",
    "CREATE INDEX search_line_words ON search_line USING gin (words)",
)


def divide(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create one partition for each weight."""
    tiers = (
        f"CREATE TABLE search_line_{tier} PARTITION OF search_line"
        f" FOR VALUES FROM ({tier << WEIGHT_SHIFT}) TO ({(tier + 1) << WEIGHT_SHIFT})"
        for tier in range(WEIGHTS)
    )
    run(schema_editor, *ASIDE, f"CREATE TABLE search_line ({COLUMNS}) PARTITION BY RANGE (number)", *tiers, *MOVED)


def join(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create one table for all weights."""
    run(schema_editor, *ASIDE, f"CREATE TABLE search_line ({COLUMNS})", *MOVED)


def run(schema_editor: BaseDatabaseSchemaEditor, *statements: str) -> None:
    """Run the statements on PostgreSQL. SQLite's index needs none of them."""
    if schema_editor.connection.vendor == "postgresql":
        for statement in statements:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_index")]
    operations = [migrations.RunPython(divide, join)]
