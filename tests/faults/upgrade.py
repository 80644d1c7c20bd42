"""The rows that tables held right after the first migrations: `python -m tests.faults.upgrade dump|load FILE`.

`first.json` was dumped when these migrations were the newest but for few, and is never made again: both
documents, one of them changed by a file and changed back. Its rows go into tables as old as they are.
"""

import json
import sys
from pathlib import Path

import django

django.setup()

from django.core.management.color import no_style  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.migrations.executor import MigrationExecutor  # noqa: E402

#: The first migration of every room that holds content or its history.
FIRST = [
    ("dictionary", "0001_competencies"),
    ("development", "0001_aspects"),
    ("exchange", "0001_imports_revisions_ledger"),
]


#: Columns of imports, by the names that they have since they are proposals.
COLUMNS = {"uploaded_by_id": "author_id", "uploaded_at": "created_at", "uploaded_name": "author_name"}


def then():
    """The applications as they were."""
    return MigrationExecutor(connection).loader.project_state(FIRST).apps


def models(apps):
    """The models of these, the tables between two others included."""
    labels = [app for app, _ in FIRST]
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label in labels]


def renamed(apps):
    """Look for rows under the names that tables and columns have since."""
    names = apps.get_model("exchange", "Import")._meta
    if names.db_table not in connection.introspection.table_names():
        names.db_table = "exchange_proposal"
        for field in names.concrete_fields:
            field.column = COLUMNS.get(field.column, field.column)


def dump(path):
    """Write all rows, and binary ones as JSON can hold them."""
    apps = then()
    renamed(apps)
    rows = {model._meta.label: [values(row) for row in model.objects.order_by("pk")] for model in models(apps)}
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=0))


def values(row):
    """A row as plain values by the names of its columns."""
    fields = row._meta.concrete_fields
    whole = (int, bool, dict, list, type(None))
    held = {field.attname: field.value_from_object(row) for field in fields}
    texts = {field.attname: field.value_to_string(row) for field in fields}
    return {name: value if isinstance(value, whole) else texts[name] for name, value in held.items()}


def load(path):
    """Store all rows, as the release of then had done."""
    rows, apps = json.loads(path.read_text()), then()
    with transaction.atomic(), connection.constraint_checks_disabled():
        apps.get_model("auth", "User").objects.create(pk=1, username="Ani")
        for model in models(apps):
            fields = model._meta.concrete_fields
            for field in fields:
                field.auto_now_add = False  # these moments are past
            made = [
                model(**{field.attname: field.to_python(row[field.attname]) for field in fields})
                for row in rows[model._meta.label]
            ]
            model.objects.bulk_create(made)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models(apps)):
            cursor.execute(statement)


if __name__ == "__main__":
    {"dump": dump, "load": load}[sys.argv[1]](Path(sys.argv[2]))
