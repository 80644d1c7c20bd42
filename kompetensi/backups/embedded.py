"""Backups of SQLite: one database file that holds only the stored content."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connection
from django.utils import timezone

from kompetensi.backups import OURS, BackupError, Contents, Keeper, counts, write
from kompetensi.operations import schema

#: Seconds that a restore waits for other writers.
PATIENCE = 30


class Embedded(Keeper):
    """Use VACUUM INTO and SQLite's backup interface. Copying files is unsafe while others write."""

    def write(self, path: Path) -> dict[str, int]:
        """Read everything in one transaction. Readers and writers go on meanwhile."""
        try:
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(path)])
        except DatabaseError as error:
            raise BackupError(f"{path.name}: tidak dapat ditulis ({error}).") from error
        with _opened(path) as source:
            return _counts(source)

    def read(self, path: Path) -> Contents:
        """Check the integrity of the whole file. Raise BackupError when it is damaged or not of this application."""
        try:
            with _opened(path) as source:
                return _contents(source, path)
        except sqlite3.DatabaseError as error:
            raise BackupError(f"{path} rusak ({error}). Pakai cadangan lain.") from error

    def put_back(self, path: Path) -> None:
        """Write the content in one transaction into the existing file. Others see all of it or none."""
        place = Path(connection.settings_dict["NAME"])
        connection.close()
        try:
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            place.touch(mode=0o600)
            with _opened(path) as source, closing(sqlite3.connect(place, timeout=PATIENCE)) as target:
                source.backup(target)
        except (sqlite3.Error, OSError) as error:
            raise BackupError(f"Tidak dapat dipulihkan ({error}). Hentikan layanan, lalu ulangi.") from error

    def set_aside(self) -> Path | None:
        """Write a backup beside the database. Move a database that cannot be read to that name instead."""
        place = Path(connection.settings_dict["NAME"])
        if not place.exists():
            return None
        kept = _free_name(place)
        try:
            if schema.is_empty():
                return None
            write(kept)
        except (BackupError, DatabaseError):
            connection.close()
            for ending in ("", "-wal", "-shm"):
                if (part := place.with_name(place.name + ending)).exists():
                    part.rename(f"{kept}{ending}")
        return kept


def _free_name(place: Path) -> Path:
    """Return a name beside the database for its backup; never that of a backup made in the same second."""
    stem = f"{place.stem}-sebelum-{timezone.localtime():%Y%m%d-%H%M%S}"
    names = chain([stem], (f"{stem}-{number}" for number in count(2)))
    return next(path for name in names if not (path := place.with_name(f"{name}{place.suffix}")).exists())


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a backup without changing it or creating files beside it."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as source:
        yield source


def _contents(source: sqlite3.Connection, path: Path) -> Contents:
    def rows(statement: str) -> list[Any]:
        return source.execute(statement).fetchall()

    found = rows("PRAGMA integrity_check(1)")
    if found != [("ok",)]:
        raise BackupError(f"{path} rusak ({found[0][0].splitlines()[0]}). Pakai cadangan lain.")
    if not {name for (name,) in rows("SELECT name FROM sqlite_master WHERE type = 'table'")} >= OURS:
        raise BackupError(f"{path} bukan cadangan aplikasi ini.")
    ((newest,),) = rows("SELECT max(at) FROM exchange_revision")
    migrations: frozenset[schema.Name] = frozenset(rows("SELECT app, name FROM django_migrations"))
    return Contents(f"perubahan terakhir {_local(newest)}" if newest else "tanpa perubahan", migrations)


def _counts(source: sqlite3.Connection) -> dict[str, int]:
    return counts(lambda statement: source.execute(statement).fetchone()[0])


def _local(moment: str) -> str:
    """Return a moment as SQLite stores it (UTC) in local time, for people."""
    return f"{timezone.localtime(datetime.fromisoformat(f'{moment}+00:00')):%d-%m-%Y %H.%M}"
