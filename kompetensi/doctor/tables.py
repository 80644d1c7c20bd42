"""Check of the tables: what the models promise is in the database, as in one that was migrated from nothing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.apps import apps
from django.db import Error, connection
from django.db.models.options import Options

from kompetensi.doctor.results import Result, error, ok
from kompetensi.operations import schema

SHOWN = 5
REMEDY = (
    "Basis data ini dari keadaan sebelum rilis. Tulis isinya (manage.py exportfile kamus.md dan panduan.md), siapkan "
    "basis data kosong (KOMPETENSI_DATA atau DATABASE_URL yang baru, manage.py migrate), lalu muat dengan "
    "manage.py importfile --apply; atau pulihkan cadangan: manage.py restore"
)


def findings() -> Iterator[Result]:
    """Yield one result. Nothing where the database does not answer or waits for migrations, which is said elsewhere.

    A dozen queries a table, whatever is stored in it.
    """
    try:
        if schema.is_empty() or schema.pending(schema.applied()):
            return
        lacking = list(_lacking())
    except Error:
        return
    if lacking:
        more = f" dan {len(lacking) - SHOWN} lainnya" if len(lacking) > SHOWN else ""
        names = ", ".join(islice(lacking, SHOWN))
        yield error("skema", f"Tidak ada di basis data: {names}{more}.", REMEDY)
    else:
        yield ok("skema", "tabel, kolom, dan kendala sesuai dengan aplikasi")


def _lacking() -> Iterator[str]:
    """Yield the names of missing tables, columns, constraints and indexes."""
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        for model in apps.get_models(include_auto_created=True):
            meta = model._meta  # noqa: SLF001  # Django's name for it
            if meta.managed and meta.db_table not in there:
                yield f"tabel {meta.db_table}"
            elif meta.managed:
                described = connection.introspection.get_table_description(cursor, meta.db_table)
                yield from _columns(meta, {row.name: row for row in described})
                yield from _constraints(meta, connection.introspection.get_constraints(cursor, meta.db_table))


def _columns(meta: Options[Any], columns: dict[str, Any]) -> Iterator[str]:
    """Yield missing columns, and those that accept NULL and should not."""
    for field in meta.local_concrete_fields:
        name = f"{meta.db_table}.{field.column}"
        if field.column not in columns:
            yield f"kolom {name}"
        elif columns[field.column].null_ok and not field.null and not field.primary_key:
            yield f"NOT NULL {name}"


def _constraints(meta: Options[Any], found: dict[str, Any]) -> Iterator[str]:
    """Yield missing constraints and indexes: those with a name of their own, and those of fields."""
    yield from (f"kendala {each.name}" for each in (*meta.constraints, *meta.indexes) if each.name not in found)
    for fields in meta.unique_together:
        columns = [str(vars(meta.get_field(name))["column"]) for name in fields]
        if not any(each["unique"] and each["columns"] == columns for each in found.values()):
            yield f"keunikan {meta.db_table} ({', '.join(columns)})"
    for field in meta.local_concrete_fields:
        here = [each for each in found.values() if each["columns"] == [field.column]]
        yield from (f"{kind} {meta.db_table}.{field.column}" for kind in _kinds(field) if not _has(kind, here))


def _kinds(field: Any) -> Iterator[str]:
    """Yield what the database should have for a field alone."""
    if field.unique:
        yield "keunikan"
    elif field.db_index:
        yield "indeks"
    if field.remote_field and field.db_constraint:
        yield "kunci asing"


def _has(kind: str, found: list[dict[str, Any]]) -> bool:
    """Return whether one of a column's constraints is of a kind."""
    keys = {"keunikan": ("unique", "primary_key"), "indeks": ("index",), "kunci asing": ("foreign_key",)}[kind]
    return any(each[key] for each in found for key in keys)
