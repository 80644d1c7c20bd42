"""One measured step of loading in a process of its own; prints its figures as JSON.

Started by `benchmarks.loading` with KOMPETENSI_DATA set to the folder of the database.
"""

from __future__ import annotations

import json
import os
import resource
import sqlite3
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
django.setup()

from django.conf import settings
from django.core.management import call_command

from benchmarks.generator import dictionary
from exchange import imports, intake
from exchange.marked import blocks_of_plan
from exchange.plans import Choices, Plan

TABLES = (
    "dictionary_competency",
    "dictionary_keybehaviour",
    "dictionary_level",
    "dictionary_indicator",
)
#: How many documents a page of a review may show.
PAGE = 200
DATABASE = Path(settings.DATABASES["default"]["NAME"])
#: A database with the same tables and nothing in them, and the one that the raw rows go into.
EMPTY, RAW = DATABASE.with_name("empty.sqlite3"), DATABASE.with_name("raw.sqlite3")


def migrate() -> None:
    """Make the tables, and keep a copy of them without rows."""
    call_command("migrate", verbosity=0)
    with sqlite3.connect(DATABASE) as source, sqlite3.connect(EMPTY) as target:
        source.backup(target)


def apply(path: str) -> Callable[[], object]:
    """Bring a file in, whole: parse, review, store, history. A small review goes before, for what is loaded once."""
    imports.review("".join(dictionary(2)).encode())
    data = Path(path).read_bytes()
    return partial(imports.apply, data, name=Path(path).name)


def page(path: str) -> Callable[[], object]:
    """Review a file and mark the words of the first page of changes, as the page does."""
    data = Path(path).read_bytes()

    def work() -> int:
        found = imports.review(data)
        assert found.format is not None
        entries = Plan(found, Choices()).entries[:PAGE]
        return len(list(blocks_of_plan(Plan(found, Choices()), list(enumerate(entries)), found.format)))

    return work


def raw() -> Callable[[], object]:
    """The floor: the rows of the loaded database into the same empty tables, in one transaction."""
    RAW.write_bytes(EMPTY.read_bytes())
    with sqlite3.connect(DATABASE) as loaded:
        rows = {table: loaded.execute(f"SELECT * FROM {table} ORDER BY id").fetchall() for table in TABLES}
    return partial(_insert, rows)


def _insert(rows: dict[str, list[tuple[object, ...]]]) -> None:
    connection = sqlite3.connect(RAW, isolation_level=None)
    connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;")
    connection.execute("BEGIN IMMEDIATE")
    for table in TABLES:
        marks = ", ".join("?" * len(rows[table][0]))
        connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows[table])
    connection.execute("COMMIT")
    connection.close()


def measured(work: Callable[[], object]) -> dict[str, float]:
    """CPU and wall time of `work` in seconds, and the most memory that the whole process ever held, in MiB."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return {"cpu": cpu, "wall": wall, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


STEPS: dict[str, Callable[..., Callable[[], object]]] = {"apply": apply, "page": page, "raw": raw}

if __name__ == "__main__":
    intake.read = partial(intake.read, limit=2**30)
    step, *arguments = sys.argv[1:]
    if step == "migrate":
        migrate()
    else:
        print(json.dumps(measured(STEPS[step](*arguments))))
