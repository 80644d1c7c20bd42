"""Checks of the machine: packages, and the age of the newest backup."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib.util import find_spec
from shutil import which

from django.conf import settings
from django.db import connection
from django.utils import timezone

from kompetensi.backups import newest
from kompetensi.backups.container import check
from kompetensi.backups.errors import BackupError
from kompetensi.doctor.results import Result, error, ok, warning

#: One day between backups, and two hours for a late one.
DAY = timedelta(hours=26)


def findings() -> Iterator[Result]:
    """Yield the results for the machine."""
    yield _server()
    yield _copies()


def _server() -> Result:
    if find_spec("granian") is None:
        remedy = "Jalankan: pip install -r requirements/server.txt"
        return warning("server", "granian belum terpasang: perintah serve tidak dapat dipakai.", remedy)
    return ok("server", "granian terpasang")


def _copies() -> Result:
    """Check that there is a backup of today whose bytes are as they were written. Reads all of the newest one."""
    if connection.vendor == "postgresql" and not which("pg_dump"):
        remedy = "Pasang alatnya, misalnya: apt install postgresql-client"
        return error("cadangan", "pg_dump tidak ada: manage.py backup tidak dapat dipakai.", remedy)
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
