"""Backups of the whole database in one file: written during use, checked, and restored all or nothing."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection
from django.utils import timezone
from django.utils.module_loading import import_string

from kompetensi import __version__
from kompetensi.backups import container
from kompetensi.backups.container import Manifest
from kompetensi.backups.contents import State
from kompetensi.backups.errors import BackupError, DamagedError
from kompetensi.backups.places import check_space, finish, workplace
from kompetensi.operations import schema

#: Tables that prove a file to be a backup of this application.
OURS = {"django_migrations", "exchange_ledger", "exchange_revision"}
#: File names of the backups in a folder.
NAMES = "kompetensi-[0-9]*-[0-9]*.cadangan"
_KEEPERS = {"sqlite": "kompetensi.backups.embedded.Embedded", "postgresql": "kompetensi.backups.postgres.Postgres"}


@dataclass(frozen=True, slots=True)
class Contents:
    """Contents of a backup: a description for people, and its migrations."""

    said: str
    migrations: frozenset[schema.Name]


@dataclass(frozen=True, slots=True)
class Ready:
    """A backup that is ready to be restored: read to its end, its data unpacked in a folder of its own."""

    data: Path
    manifest: Manifest
    contents: Contents

    @property
    def said(self) -> str:
        """Return the description for people."""
        if not self.manifest.state:
            return f"tanpa manifes, diperiksa sebisanya; {self.contents.said}"
        other = schema.pending(self.contents.migrations) or not self.manifest.state.documents
        unread = "; dari skema lain, isinya diperiksa lewat SHA-256 saja" if other else ""
        return f"utuh, dibuat {self.manifest.made} oleh rilis {self.manifest.release}; {self.contents.said}{unread}"

    def put_back(self) -> Path | None:
        """Replace the database in use, all or nothing, and end all sessions.

        Return the path where the former database was saved; None where it was not. Raise BackupError when the
        database stays as it was.
        """
        return keeper().put_back(self.data, self.manifest)


class Keeper(ABC):
    """Write, read and restore the data of backups of one kind of database."""

    @abstractmethod
    def place(self) -> Path:
        """Return the folder in which data is unpacked for a restore."""

    @abstractmethod
    def space_to_write(self) -> int:
        """Return how many bytes a backup needs at most while it is written; 0 when that is unknown."""

    @abstractmethod
    def space_to_restore(self, size: int) -> int:
        """Return how many bytes a restore of data of `size` bytes needs at most in `place`."""

    @abstractmethod
    def dump(self, path: Path) -> State:
        """Write the data of one moment to `path`, where no file is yet. Return its state. Raise BackupError."""

    @abstractmethod
    def read(self, path: Path, manifest: Manifest) -> Contents:
        """Read data to its end. Raise BackupError when it is damaged, not of this application, or not as it says."""

    @abstractmethod
    def put_back(self, path: Path, manifest: Manifest) -> Path | None:
        """Replace the database by the data, as `Ready.put_back`; the data may be changed or used up."""


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
    with workplace(path.parent) as work:
        check_space(path.parent, keeper().space_to_write())
        data, unfinished = work / "data", work / "berkas"
        state = keeper().dump(data)
        container.pack(data, state, connection.vendor, unfinished)
        data.unlink()
        _read_again(unfinished)
        finish(unfinished, path)
    return state.counts


@contextmanager
def ready(path: Path) -> Iterator[Ready]:
    """Read a backup to its end, unpack it, and yield it as long as the block runs.

    Raise BackupError when it is damaged, cannot be restored into the database in use, or the disk is too full.
    """
    manifest = container.check(path)
    if manifest.kind != connection.vendor:
        raise BackupError(f"{path} cadangan {manifest.kind}, sedangkan basis data ini {connection.vendor}.")
    place = keeper().place()
    if manifest.state:
        _check_age(manifest.state.migrations, path)
    with workplace(place) as work:
        check_space(place, keeper().space_to_restore(manifest.size))
        data = work / "data"
        container.unpack(path, manifest, data)
        try:
            contents = keeper().read(data, manifest)
        except DamagedError as error:
            raise DamagedError(f"{path}: {error} Pakai cadangan lain.") from error
        except BackupError as error:
            raise BackupError(f"{path}: {error}") from error
        _check_age(contents.migrations, path)
        yield Ready(data, manifest, contents)


def compare(manifest: Manifest, state: State) -> None:
    """Raise DamagedError when a state that was read is not that of the manifest."""
    same_release = manifest.release == __version__
    if manifest.state and (found := manifest.state.differences(state, same_release=same_release)):
        raise DamagedError(f"Isinya bukan yang disebut manifesnya: {'; '.join(found)}.")


def name_now() -> str:
    """Return the file name of a backup made now, for a folder of backups."""
    return f"kompetensi-{timezone.localtime():%Y%m%d-%H%M%S}.cadangan"


def newest(folder: Path) -> Path | None:
    """Return the newest backup in a folder, among the files named by `name_now`; None for none."""
    return max(folder.glob(NAMES), key=_age(), default=None)


def thin(folder: Path, keep: int) -> Iterator[Path]:
    """Delete all but the newest `keep` backups in a folder, among the files named by `name_now`; `keep` is at least 1.

    Yield the path of each deleted file. Raise BackupError when one cannot be deleted.
    """
    for path in sorted(folder.glob(NAMES), key=_age())[:-keep]:
        try:
            path.unlink()
        except OSError as error:
            raise BackupError(f"{path}: tidak dapat dihapus ({error.strerror}).") from error
        yield path


def _age() -> Callable[[Path], tuple[bool, str]]:
    """Return the order of backups, oldest first: those of a time to come are from before the clock was set back."""
    now = name_now()
    return lambda path: (path.name <= now, path.name)


def _read_again(path: Path) -> None:
    """Read a backup that was just written to its end. Raise BackupError when the disk did not keep it."""
    try:
        container.unpack(path, container.check(path), Path(os.devnull))
    except DamagedError as error:
        raise BackupError(f"Yang ditulis terbaca lain: cakramnya rusak. {error}") from error


def _check_age(migrations: frozenset[schema.Name], path: Path) -> None:
    if newer := schema.unknown(migrations):
        names = ", ".join(".".join(name) for name in newer[:3])
        raise BackupError(f"{path} dibuat oleh versi yang lebih baru ({names}). Perbarui aplikasinya dahulu.")
