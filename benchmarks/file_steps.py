"""Measured export of one file in a process of its own; started by `benchmarks.files`, prints JSON."""

from __future__ import annotations

import csv
import json
import os
import resource
import shutil
import sys
import time
from functools import partial
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from benchmarks.clock import cpu
from benchmarks.generator import dictionary
from exchange import document_types
from exchange.exports.kinds import by_extension
from exchange.exports.snapshot import export_to_file, snapshot
from exchange.imports import review as imports
from files.readers import decoding

#: All lines of the generated sheets, as the database has them.
RAW = (
    "SELECT code, name, 'kelompok', '', '', \"group\" FROM dictionary_competency ORDER BY position, code",
    "SELECT code, name, 'definisi', '', '', definition FROM dictionary_competency ORDER BY position, code",
    """SELECT code, name, 'perilaku kunci', '', '', text FROM dictionary_keybehaviour AS line
        JOIN dictionary_competency AS one ON one.id = line.competency_id ORDER BY one.position, code, line.position""",
    """SELECT code, name, 'indikator', number, label, text FROM dictionary_indicator AS line
        JOIN dictionary_level AS level ON level.id = line.level_id
        JOIN dictionary_competency AS one ON one.id = level.competency_id
        ORDER BY one.position, code, number, line.position""",
)
TARGET = Path(settings.DATA_DIR) / "keluar"


def load(size: int) -> None:
    """Load a dictionary of that size."""
    decoding.read = partial(decoding.read, limit=2**30)
    call_command("migrate", verbosity=0)
    imports.apply("".join(dictionary(size)).encode(), name="baru.md")


def raw() -> None:
    """Write the floor: the rows as they are read, by `csv`."""
    with TARGET.open("w", newline="", encoding="utf-8") as file, connection.cursor() as cursor:
        writer = csv.writer(file, delimiter=";")
        for statement in RAW:
            cursor.execute(statement)
            while rows := cursor.fetchmany(2_000):
                writer.writerows(rows)


def out(extension: str, *keys: str) -> None:
    """Export everything as one file of that kind, as a download does; or only the documents of `keys`."""
    document_type = document_types.get("kamus")
    documents = document_type.stream(keys or None)
    with (
        snapshot(),
        export_to_file(document_type, by_extension(document_type, extension), documents) as file,
        TARGET.open("wb") as target,
    ):
        shutil.copyfileobj(file, target)


def main(step: str, argument: str = "") -> None:
    """Do one step. Print its CPU and wall time in seconds, and the memory of its process and its file in MiB."""
    if step == "load":
        load(int(argument))
        return
    out("csv" if step == "raw" else step, "K00000")  # loads modules and caches first
    wall, begun = time.perf_counter(), cpu()
    raw() if step == "raw" else out(step)
    figures = {"cpu": cpu() - begun, "wall": time.perf_counter() - wall, "file": TARGET.stat().st_size / 2**20}
    print(json.dumps(figures | {"memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


if __name__ == "__main__":
    main(*sys.argv[1:])
