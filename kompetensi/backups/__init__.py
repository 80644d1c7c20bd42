"""Copies of the whole database in one file: written while others write, checked, and put back all or nothing."""

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

#: The tables without which a file is not of this application.
OURS = {"django_migrations", "exchange_ledger", "exchange_revision"}
#: The copies of a folder, by their names.
NAMES = "kompetensi-[0-9]*-[0-9]*.cadangan"
_KEEPERS = {"sqlite": "kompetensi.backups.embedded.Embedded", "postgresql": "kompetensi.backups.postgres.Postgres"}
_SIGNS = {b"SQLite format 3\0": "sqlite", b"PGDMP": "postgresql"}


class BackupError(Exception):
    """Why a copy cannot be written or put back, and what to do, for whoever runs the command."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a copy says of itself: how old it is and what it holds, for people, and the migrations it has."""

    said: str
    migrations: frozenset[schema.Name]


class Keeper(ABC):
    """Writes and puts back the copies of one kind of database."""

    @abstractmethod
    def write(self, path: Path) -> dict[str, int]:
        """Write a copy of one moment to `path`, where nothing is yet; the `counts` in it."""

    @abstractmethod
    def read(self, path: Path) -> Contents:
        """Read a copy to its end. Raises BackupError when it is damaged or not of this application."""

    @abstractmethod
    def put_back(self, path: Path) -> None:
        """Make the database what the copy is, all or nothing. Raises BackupError when it stays as it was."""

    def set_aside(self) -> Path | None:
        """Keep the database as it is before another takes its place, and where; None when nothing need be kept."""
        return None


def keeper() -> Keeper:
    """The one for the database in use."""
    made: Keeper = import_string(_KEEPERS[connection.vendor])()
    return made


def write(path: Path, *, over: bool = False) -> dict[str, int]:
    """Write a copy to `path`, complete and checked before it stands there, readable by its owner only; its counts.

    Raises BackupError when it cannot be written, and when a file stands there that may not be written `over`.
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
    """What a copy that is made now is called in a folder of copies."""
    return f"kompetensi-{timezone.localtime():%Y%m%d-%H%M%S}.cadangan"


def newest(folder: Path) -> Path | None:
    """The newest copy of a folder that `name_now` named."""
    return max(folder.glob(NAMES), default=None)


def thin(folder: Path, keep: int) -> list[Path]:
    """Remove all but the newest `keep` copies that `name_now` named from a folder; those that went."""
    gone = sorted(folder.glob(NAMES))[:-keep]
    for path in gone:
        path.unlink()
    return gone


def read(path: Path) -> Contents:
    """What a copy holds. Raises BackupError when it cannot be put back into the database in use."""
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
    """How much there is, for people; `one` gives the one value of a statement. Five statements."""
    return {name: int(one(f"SELECT count(*) FROM {table}")) for name, table in _counted().items()}  # noqa: S608  # our own names


def stored() -> dict[str, int]:
    """The counts of the database in use."""
    with connection.cursor() as cursor:
        return counts(lambda statement: cursor.execute(statement) and cursor.fetchone()[0])


def _counted() -> dict[str, str]:
    models: dict[str, type[Model]] = {"kompetensi": Competency, "sub aspek": SubAspect, "perubahan": Revision}
    models |= {"berkas impor": Import, "akun": get_user_model()}
    return {name: model._meta.db_table for name, model in models.items()}  # noqa: SLF001  # Django's name for it


@contextmanager
def _unfinished(path: Path) -> Iterator[Path]:
    """A name beside `path` for what is not complete yet, in a folder of its own; gone afterwards."""
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".cadangan-") as folder:
            yield Path(folder) / path.name
    except OSError as error:
        raise BackupError(f"{path}: tidak dapat ditulis ({error.strerror}).") from error
