"""Checks of the machine: disk space, static files, packages, and the age of the newest backup."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.db import connection
from django.utils import timezone

from kompetensi.backups import newest
from kompetensi.backups.container import check
from kompetensi.backups.errors import BackupError
from kompetensi.doctor.results import Result, error, ok, warning

GIGABYTE = 2**30
#: One day between backups, and two hours for a late one.
DAY = timedelta(hours=26)


def findings() -> Iterator[Result]:
    """Yield the results for the machine. Reads the static files."""
    yield from _disks()
    yield _static()
    yield _server()
    yield _pdf()
    yield _copies()


def _disks() -> Iterator[Result]:
    """Check the free space. Copying or rebuilding a database needs its size again."""
    database = Path(str(connection.settings_dict["NAME"])) if connection.vendor == "sqlite" else None
    needed = {Path(tempfile.gettempdir()): 0}
    if database is not None and database.exists():
        needed[database.parent] = database.stat().st_size
    for folder, size in needed.items():
        free = shutil.disk_usage(folder).free
        seen = f"{folder}: {free / GIGABYTE:.1f} GB kosong"
        if free < size + GIGABYTE // 10:
            yield error("cakram", seen, "Kosongkan ruang sekarang; yang disimpan berikutnya dapat gagal.")
        elif free < 2 * size + GIGABYTE:
            yield warning("cakram", seen, "Siapkan ruang lebih banyak.")
        else:
            yield ok("cakram", seen)


def _static() -> Result:
    if not isinstance(staticfiles_storage, ManifestFilesMixin):
        return warning("berkas statis", "Dibaca dari sumbernya, tanpa cache.", "Hanya untuk mencoba.")
    if not staticfiles_storage.hashed_files or any(_differ()):
        remedy = "Jalankan: manage.py collectstatic --noinput, lalu muat ulang layanan."
        return error("berkas statis", f"Tidak ada atau usang di {settings.STATIC_ROOT}.", remedy)
    return ok("berkas statis", f"{len(staticfiles_storage.hashed_files)} berkas di {settings.STATIC_ROOT}")


def _differ() -> Iterator[str]:
    """Yield the names of static files that were not collected, or that differ from the collected ones."""
    for finder in get_finders():
        for name, storage in finder.list([]):
            collected = Path(settings.STATIC_ROOT, name)
            with storage.open(name) as file:
                if not collected.exists() or collected.read_bytes() != file.read():
                    yield name


def _server() -> Result:
    if find_spec("granian") is None:
        remedy = "Jalankan: pip install -r requirements/server.txt"
        return warning("server", "granian belum terpasang: perintah serve tidak dapat dipakai.", remedy)
    return ok("server", "granian terpasang")


def _pdf() -> Result:
    """Check the folder of PDF files. The first PDF creates it, so its nearest existing parent counts."""
    folder = settings.PDF_DIR
    place = next(path for path in (folder, *folder.parents) if path.exists())
    if os.access(place, os.W_OK):
        return ok("PDF", f"disimpan di {folder}")
    remedy = "Atur KOMPETENSI_DATA ke folder yang dapat ditulis oleh layanan."
    return error("PDF", f"{folder} tidak dapat ditulis: PDF tidak dapat dibuat.", remedy)


def _copies() -> Result:
    """Check that there is a backup of today whose bytes are as they were written. Reads all of the newest one."""
    if settings.BACKUPS is None:
        remedy = "Atur KOMPETENSI_BACKUPS ke foldernya, dan jalankan manage.py backup setiap hari."
        return warning("cadangan", "Umurnya tidak diketahui.", remedy)
    made = newest(settings.BACKUPS)
    if made is None:
        return error("cadangan", f"Tidak ada di {settings.BACKUPS}.", "Jalankan: manage.py backup")
    try:
        check(made)
    except BackupError as problem:
        return error("cadangan", str(problem), "Jalankan: manage.py backup; periksa cakram tempat cadangan.")
    at = datetime.fromtimestamp(made.stat().st_mtime, tz=timezone.get_current_timezone())
    seen = f"yang terbaru {at:%d-%m-%Y %H.%M}, {made}"
    if timezone.now() - at > DAY:
        return error("cadangan", f"Lebih dari sehari: {seen}", "Jalankan: manage.py backup; periksa penjadwalnya.")
    return ok("cadangan", seen)
