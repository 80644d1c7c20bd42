"""Measured step of loading in a process of its own; prints its figures as JSON.

Started by `benchmarks.loading` in the environment of a database.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
django.setup()

from django.core.management import call_command
from django.db import connection

from benchmarks.clock import cpu
from benchmarks.generator import dictionary
from exchange.imports import review as imports
from exchange.proposals.deciding import selection_of
from exchange.proposals.listing import Listing
from exchange.proposals.review_page import ReviewPage
from files.readers import decoding

TABLES = (
    "dictionary_competency",
    "dictionary_keybehaviour",
    "dictionary_level",
    "dictionary_indicator",
)
#: Number of documents on a page of a review.
PAGE = 200
POSTGRES = connection.vendor == "postgresql"


def migrate() -> None:
    """Create the tables."""
    call_command("migrate", verbosity=0)


def rows(path: str) -> None:
    """Write the rows of the tables to a file."""
    with connection.cursor() as cursor:
        found = {}
        for table in TABLES:
            cursor.execute(f"SELECT * FROM {table} ORDER BY id")
            found[table] = cursor.fetchall()
    Path(path).write_text(json.dumps(found, default=str))


def apply(path: str) -> Callable[[], object]:
    """Return the work of a whole import: parse, review, save, history. A small review fills the caches first."""
    imports.review("".join(dictionary(2)).encode())
    data = Path(path).read_bytes()
    return partial(imports.apply, data, name=Path(path).name)


def page(path: str) -> Callable[[], object]:
    """Return the work of reviewing a file and marking the words of its first page of changes, as the page does."""
    data = Path(path).read_bytes()

    def work() -> int:
        found = imports.review(data)
        assert found.document_type is not None
        selection = selection_of(found.document_type, found.rows)
        numbered = list(enumerate(selection.changes))[:PAGE]
        return len(ReviewPage(Listing(selection), {}, {}).parts(numbered, [])[0])

    return work


def raw(path: str) -> Callable[[], object]:
    """Return the floor: insert those rows into the same empty tables, in one transaction, by the driver alone."""
    return partial(_insert, json.loads(Path(path).read_text()))


def _insert(rows: dict[str, list[tuple[object, ...]]]) -> None:
    cursor: Any = _cursor()
    cursor.execute("BEGIN" if POSTGRES else "BEGIN IMMEDIATE")
    for table in TABLES:
        marks = ", ".join(["%s" if POSTGRES else "?"] * len(rows[table][0]))
        cursor.executemany(f"INSERT INTO {table} VALUES ({marks})", rows[table])
    cursor.execute("COMMIT")


def _cursor() -> Any:
    """Return the driver's own cursor with its own defaults: psycopg prepares statements, which Django disables."""
    connection.ensure_connection()
    if not POSTGRES:
        return connection.connection.cursor()
    import psycopg  # noqa: PLC0415  # an optional package

    return psycopg.Cursor(connection.connection)


def measured(work: Callable[[], object]) -> dict[str, float]:
    """Return the CPU and wall time of `work` in seconds, and the peak memory of the whole process in MiB."""
    wall, begun = time.perf_counter(), cpu()
    work()
    wall, used = time.perf_counter() - wall, cpu() - begun
    return {"cpu": used, "wall": wall, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


STEPS: dict[str, Callable[..., Callable[[], object]]] = {"apply": apply, "page": page, "raw": raw}

if __name__ == "__main__":
    decoding.read = partial(decoding.read, limit=2**30)
    step, *arguments = sys.argv[1:]
    if step == "migrate":
        migrate()
    elif step == "rows":
        rows(*arguments)
    else:
        print(json.dumps(measured(STEPS[step](*arguments))))
