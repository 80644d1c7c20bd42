"""Create the index: documents, words by their stems, and the lines in the form that each database needs."""

from django.db import migrations, models
from django.db.migrations.state import StateApps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = (
    """CREATE VIRTUAL TABLE search_line USING fts5(words, document UNINDEXED, address UNINDEXED, text, tokenize='ascii', detail=none)""",
)
POSTGRES = (
    """CREATE TABLE search_line (number bigint PRIMARY KEY, words tsvector NOT NULL, document bigint NOT NULL,
    address text NOT NULL, text text NOT NULL)""",
    "CREATE INDEX search_line_words ON search_line USING gin (words)",
)


def create(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the table of lines; see `search.stores`."""
    for statement in POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def drop(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Delete the table of lines."""
    schema_editor.execute("DROP TABLE search_line")


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Indexed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("format", models.CharField(max_length=50, verbose_name="format")),
                ("key", models.CharField(max_length=450, verbose_name="kunci")),
                ("title", models.TextField(verbose_name="judul")),
                ("mark", models.TextField(verbose_name="tanda")),
                ("digest", models.CharField(max_length=32, verbose_name="sidik")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("format", "key"), name="indexed_document")],
            },
        ),
        migrations.CreateModel(
            name="Form",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stem", models.CharField(max_length=80, verbose_name="kata dasar")),
                ("word", models.CharField(db_index=True, max_length=80, verbose_name="kata")),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("stem", "word"), name="form_of_stem")]},
        ),
        migrations.RunPython(create, drop),
    ]
