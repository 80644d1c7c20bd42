"""Backups of SQLite: one database file that holds only the stored content."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from itertools import chain, count
from pathlib import Path

from django.db import DatabaseError, connection
from django.utils import timezone

from exchange.models import Revision
from kompetensi.backups import OURS, Contents, Keeper, compare, write
from kompetensi.backups.container import Manifest
from kompetensi.backups.contents import State, looking_into, state
from kompetensi.backups.errors import BackupError, DamagedError, failure, reason
from kompetensi.backups.places import finish, workplace

#: Seconds that a restore waits for other writers.
PATIENCE = 30
#: Files that belong to a database file, by their endings.
PARTS = ("-wal", "-shm", "-journal")
#: Share of the size of data that its backup has at most, as a rule: texts are packed to 0.3.
PACKED = 0.5


class Embedded(Keeper):
    """Use VACUUM INTO and SQLite's backup interface. Copying files is unsafe while others write."""

    def place(self) -> Path:
        """Return the folder of the database, made where it is missing."""
        folder = _place().parent
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise BackupError(f"{folder}: tidak dapat dibuat ({reason(error)}).") from error
        return folder

    def space_to_write(self) -> int:
        """Count a copy of the database, and the backup that is made of it."""
        return int(_content_size() * (1 + PACKED))

    def space_to_restore(self, size: int) -> int:
        """Count the data, the backup of the former database with the copy for it or else the journal, and growth."""
        former = _content_size()
        journal = size * 1.01 + max(0, size - former) if former else 0
        return int(size + former * PACKED + max(former, journal))

    def dump(self, path: Path) -> State:
        """Read everything in one transaction. Readers and writers go on meanwhile."""
        try:
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(path)])
        except DatabaseError as error:
            raise failure(error, "Basis data tidak dapat dicadangkan") from error
        _check(path)
        with looking_into(path):
            return state()

    def read(self, path: Path, manifest: Manifest) -> Contents:
        """Check the integrity of the whole file, and read every document."""
        _check(path, constraints=not manifest.state)
        try:
            with looking_into(path):
                found = state()
                newest = Revision.objects.order_by("-pk").values_list("at", flat=True).first()
        except DatabaseError as error:
            raise failure(error, "Isinya tidak dapat dibaca") from error
        compare(manifest, found)
        last = f"perubahan terakhir {timezone.localtime(newest):%d-%m-%Y %H.%M}" if newest else "tanpa perubahan"
        return Contents(last, found.migrations)

    def put_back(self, path: Path, manifest: Manifest) -> Path | None:
        """Write the data in one transaction into the existing file: others see all of it or none.

        A database that cannot be read gives way to the new file instead, as one without tables does.
        """
        place = _place()
        _forget_sessions(path)
        try:
            kept = _save(place)
        except DamagedError:
            kept = _copy_aside(place)
            _swap(path, place)
            return kept
        except BackupError as error:
            message = f"Tidak dipulihkan: basis data sekarang tidak dapat disimpan dahulu. {error}"
            raise BackupError(f"{message} Tidak ada yang berubah.") from error
        if kept:
            _pour(path, place, kept)
        else:
            _swap(path, place)
        return kept


def _place() -> Path:
    return Path(connection.settings_dict["NAME"])


def _content_size() -> int:
    """Return the bytes that the stored content takes; those of the files where the database cannot be read."""
    if not _place().exists():
        return 0
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
            return int(cursor.fetchone()[0])
    except DatabaseError:
        connection.close()
        return sum(part.stat().st_size for part in (_place(), *_parts(_place())) if part.exists())


def _parts(place: Path) -> list[Path]:
    return [place.with_name(place.name + ending) for ending in PARTS]


def _save(place: Path) -> Path | None:
    """Write a backup of the database beside it; return its path, None for no database, or one without tables.

    Raise DamagedError when the database cannot be read, BackupError when it can but was not saved, as on a full disk.
    """
    if not place.exists():
        return None
    try:
        tables = connection.introspection.table_names()
    except DatabaseError as error:
        raise failure(error, "Tidak dapat dibuka") from error
    if not tables:
        return None
    if not set(tables) >= OURS:
        message = f"{place} bukan basis data aplikasi ini. Pindahkan berkas itu dahulu; tidak ada yang berubah."
        raise BackupError(message)
    kept = _free_name(place, ".cadangan")
    write(kept)
    return kept


def _copy_aside(place: Path) -> Path:
    """Copy a database that cannot be read, with its journals, as it is. Return the path of the copy."""
    connection.close()
    kept = _free_name(place, place.suffix)
    with workplace(place.parent) as work:
        for part, name in zip((*_parts(place), place), (*_parts(kept), kept), strict=True):
            if part.exists():
                shutil.copyfile(part, work / "salinan")
                finish(work / "salinan", name)
    return kept


def _swap(path: Path, place: Path) -> None:
    """Put the new file where the database was. Journals of the former file would be applied to it, so they go first."""
    connection.close()
    try:
        for part in _parts(place):
            part.unlink(missing_ok=True)
        finish(path, place)
    except OSError as error:
        raise BackupError(f"Tidak dapat dipulihkan ({reason(error)}).") from error


def _pour(path: Path, place: Path, kept: Path) -> None:
    """Write the data into the database in one transaction. A broken one is undone by whoever opens the file next."""
    connection.close()
    try:
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(place, timeout=PATIENCE)) as target:
            source.backup(target, progress=_give_up)
    except sqlite3.Error as error:
        message = f"Tidak dipulihkan ({reason(error)}); basis data tetap seperti semula, dan juga ada di {kept}."
        raise BackupError(f"{message} Hentikan layanan, lalu ulangi.") from error


def _give_up(status: int, _remaining: int, _total: int) -> None:
    """Raise OperationalError where others still write after `PATIENCE`. Python would try for ever."""
    if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        raise sqlite3.OperationalError("database is locked")


def _free_name(place: Path, suffix: str) -> Path:
    """Return a name beside the database for its backup; never that of a backup made in the same second."""
    stem = f"{place.stem}-sebelum-{timezone.localtime():%Y%m%d-%H%M%S}"
    names = chain([stem], (f"{stem}-{number}" for number in count(2)))
    return next(path for name in names if not (path := place.with_name(f"{name}{suffix}")).exists())


def _check(path: Path, *, constraints: bool = False) -> None:
    """Raise BackupError when a file is damaged or not of this application.

    SQLite checks the constraints as well where it may write. What proves itself by its SHA-256 needs no such check: if
    it breaks a constraint, then so did the database that it was made from.
    """
    options = "mode=rw" if constraints else "mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?{options}", uri=True)) as source:
            ((found, *_),) = source.execute("PRAGMA integrity_check(1)").fetchall()
            tables = {name for (name,) in source.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise failure(error, "Isinya rusak") from error
    if found != "ok":
        raise DamagedError(f"Isinya rusak ({' '.join(found.split())}).")
    if not tables >= OURS:
        raise BackupError("Isinya bukan dari aplikasi ini.")


def _forget_sessions(path: Path) -> None:
    """Delete the sessions in unpacked data: nobody is logged in by a restore, whatever happens after it."""
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as data:
            data.execute("PRAGMA journal_mode = MEMORY")
            data.execute("DELETE FROM django_session")
    except sqlite3.Error as error:
        raise BackupError(f"Tidak dapat disiapkan ({reason(error)}).") from error
