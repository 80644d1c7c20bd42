"""Backups of the whole database in one file: written during use, checked, and restored all or nothing."""

from __future__ import annotations

import os
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import Model
from django.utils import timezone
from django.utils.module_loading import import_string

from development.models import SubAspect
from dictionary.models import Competency
from exchange.models import Import, Revision
from kompetensi.operations import schema

#: Tables that prove a file to be a backup of this application.
OURS = {"django_migrations", "exchange_ledger", "exchange_revision"}
#: File names of the backups in a folder.
NAMES = "kompetensi-[0-9]*-[0-9]*.cadangan"
_KEEPERS = {"sqlite": "kompetensi.backups.embedded.Embedded", "postgresql": "kompetensi.backups.postgres.Postgres"}
_SIGNS = {b"SQLite format 3\0": "sqlite", b"PGDMP": "postgresql"}


class BackupError(Exception):
    """A backup cannot be written or restored. The message gives the reason and the remedy to the operator."""


@dataclass(frozen=True, slots=True)
class Contents:
    """Contents of a backup: a description for people (age and size), and its migrations."""

    said: str
    migrations: frozenset[schema.Name]


class Keeper(ABC):
    """Write, read and restore backups of one kind of database."""

    @abstractmethod
    def write(self, path: Path) -> dict[str, int]:
        """Write a backup of one moment to `path`, where no file is yet. Return the `counts` in it."""

    @abstractmethod
    def read(self, path: Path) -> Contents:
        """Read a backup to its end. Raise BackupError when it is damaged or not of this application."""

    @abstractmethod
    def put_back(self, path: Path) -> None:
        """Replace the database by the backup, all or nothing. Raise BackupError when it stays as it was."""

    def set_aside(self) -> Path | None:
        """Save the database before a restore, and return the path of the copy; None where none is needed."""
        return None


def keeper() -> Keeper:
    """Return the keeper for the database in use."""
    made: Keeper = import_string(_KEEPERS[connection.vendor])()
    return made


def write(path: Path, *, over: bool = False) -> dict[str, int]:
    """Write a complete and checked backup to `path`, readable by its owner only. Return its counts.

    No other process sees an incomplete file at `path`. Raise BackupError when the backup cannot be written, or when a
    file exists there and `over` is false.
    """
    if path.exists() and not over:
        raise BackupError(f"{path} sudah ada. Pilih nama lain, atau timpa dengan --force.")
    with _unfinished(path) as unfinished:
        counted = keeper().write(unfinished)
        keeper().read(unfinished)
        with unfinished.open("rb") as file:
            os.fsync(file.fileno())
        unfinished.chmod(0o600)
        unfinished.replace(path)
    return counted


def name_now() -> str:
    """Return the file name of a backup made now, for a folder of backups."""
    return f"kompetensi-{timezone.localtime():%Y%m%d-%H%M%S}.cadangan"


def newest(folder: Path) -> Path | None:
    """Return the newest backup in a folder, among the files named by `name_now`; None for none."""
    return max(folder.glob(NAMES), default=None)


def thin(folder: Path, keep: int) -> list[Path]:
    """Delete all but the newest `keep` backups in a folder, among the files named by `name_now`; `keep` is at least 1.

    Return the paths of the deleted files.
    """
    gone = sorted(folder.glob(NAMES))[:-keep]
    for path in gone:
        path.unlink()
    return gone


def read(path: Path) -> Contents:
    """Return the contents of a backup. Raise BackupError when it cannot be restored into the database in use."""
    try:
        with path.open("rb") as file:
            start = file.read(16)
    except OSError as error:
        raise BackupError(f"{path}: tidak dapat dibaca ({error.strerror}).") from error
    kind = next((kind for sign, kind in _SIGNS.items() if start.startswith(sign)), "")
    if not kind:
        raise BackupError(f"{path} bukan berkas cadangan.")
    if kind != connection.vendor:
        raise BackupError(f"{path} cadangan {kind}, sedangkan basis data ini {connection.vendor}.")
    contents = keeper().read(path)
    if newer := schema.unknown(contents.migrations):
        names = ", ".join(".".join(name) for name in newer[:3])
        raise BackupError(f"{path} dibuat oleh versi yang lebih baru ({names}). Perbarui aplikasinya dahulu.")
    return contents


def counts(one: Callable[[str], Any]) -> dict[str, int]:
    """Return numbers of rows by names for people; `one` returns the single value of a statement. Five statements."""
    return {name: int(one(f"SELECT count(*) FROM {table}")) for name, table in _counted().items()}  # noqa: S608  # our own names


def stored() -> dict[str, int]:
    """Return the counts of the database in use. Five queries."""
    with connection.cursor() as cursor:
        return counts(lambda statement: cursor.execute(statement) and cursor.fetchone()[0])


def _counted() -> dict[str, str]:
    models: dict[str, type[Model]] = {"kompetensi": Competency, "sub aspek": SubAspect, "perubahan": Revision}
    models |= {"berkas impor": Import, "akun": get_user_model()}
    return {name: model._meta.db_table for name, model in models.items()}  # noqa: SLF001  # Django's name for it


@contextmanager
def _unfinished(path: Path) -> Iterator[Path]:
    """Yield a path for the incomplete file, in a temporary folder beside `path` that is deleted afterwards.

    Raise BackupError for an OSError inside.
    """
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".cadangan-") as folder:
            yield Path(folder) / path.name
    except OSError as error:
        raise BackupError(f"{path}: tidak dapat ditulis ({error.strerror}).") from error
