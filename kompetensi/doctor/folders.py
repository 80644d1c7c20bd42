"""Checks of the folders that the site writes to: there, writable, and with free space."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection

from kompetensi.doctor.results import Result, error, ok, warning
from kompetensi.operations.sqlite3 import access

GIGABYTE = 2**30
#: Setting that names each folder.
TEMPORARY, DATA, BACKUPS = "TMPDIR", "KOMPETENSI_DATA", "KOMPETENSI_BACKUPS"


def findings() -> Iterator[Result]:
    """Yield a result for each folder. Copying or rebuilding a database needs its size again."""
    database = access.path_of(connection.settings_dict["NAME"]) if connection.vendor == "sqlite" else None
    size = database.stat().st_size if database and database.is_file() else 0
    yield from _place("cakram", Path(tempfile.gettempdir()), TEMPORARY, 0)
    if database and database.parent.is_dir():
        yield from _place("cakram", database.parent, "KOMPETENSI_DATA atau DATABASE_URL", size)
    yield from _pdf()
    if settings.BACKUPS is not None:
        yield from _backups(settings.BACKUPS, size, database)


def _place(subject: str, folder: Path, variable: str, size: int) -> Iterator[Result]:
    """Check a folder in which `size` bytes have to fit again."""
    free = shutil.disk_usage(folder).free
    seen = f"{folder}: {free / GIGABYTE:.1f} GB kosong"
    if not os.access(folder, os.W_OK | os.X_OK):
        yield error(subject, f"{folder} tidak dapat ditulis oleh akun ini.", _remedy(folder, variable))
    elif free < size + GIGABYTE // 10:
        remedy = f"Kosongkan ruang sekarang, atau pindahkan {variable}; yang disimpan berikutnya dapat gagal."
        yield error(subject, seen, remedy)
    elif free < 2 * size + GIGABYTE:
        yield warning(subject, seen, "Siapkan ruang lebih banyak.")
    else:
        yield ok(subject, seen)


def _pdf() -> Iterator[Result]:
    """Check the folder of PDF files. The first file creates it, so its nearest existing parent counts."""
    folder = settings.PDF_DIR
    place = next(path for path in (folder, *folder.parents) if path.exists())
    if place.is_dir() and os.access(place, os.W_OK | os.X_OK):
        yield ok("PDF", f"disimpan di {folder}")
    else:
        seen = f"{folder} tidak dapat ditulis: PDF dan berkas besar dibuat ulang setiap kali diminta."
        yield error("PDF", seen, _remedy(place, DATA))


def _backups(folder: Path, size: int, database: Path | None) -> Iterator[Result]:
    """Check the folder of backups, which should be on another disk than the database."""
    subject = "folder cadangan"
    if not folder.is_dir():
        remedy = f"Jalankan: mkdir -p {folder}, atau atur {BACKUPS} ke folder lain."
        remedy = f"Atur {BACKUPS} ke sebuah folder." if folder.exists() else remedy
        yield error(subject, f"{folder} tidak ada atau bukan folder.", remedy)
        return
    yield from _place(subject, folder, BACKUPS, size)
    if database and database.parent.is_dir() and folder.stat().st_dev == database.parent.stat().st_dev:
        remedy = f"Salin cadangan ke mesin lain, atau atur {BACKUPS} ke cakram lain."
        yield warning(subject, "Di cakram yang sama dengan basis data: bila cakram itu rusak, keduanya hilang.", remedy)


def _remedy(folder: Path, variable: str) -> str:
    if not folder.is_dir():
        return f"Atur {variable} ke sebuah folder."
    if access.on_read_only_disk(folder):
        return f"Cakramnya terpasang hanya untuk dibaca: pasang ulang, atau atur {variable} ke folder lain."
    return f"Jalankan: chown {access.account()} {folder} && chmod u+rwx {folder}, atau atur {variable} ke folder lain."
