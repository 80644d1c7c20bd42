"""Checks of the database: reachable, writable, migrated, history protected, index up to date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import chain, islice
from pathlib import Path
from stat import S_IRWXG, S_IRWXO

from django.contrib.auth import get_user_model
from django.db import Error, connection, transaction
from django.utils import timezone

from exchange.history import indexing, triggers
from exchange.imports import damage
from exchange.models import Revision
from kompetensi.doctor.results import Result, error, ok, warning
from kompetensi.operations import schema
from kompetensi.operations.sqlite3 import access

#: Number of damaged rows that are named.
NAMED = 5
#: Largest difference between clocks.
APART = timedelta(seconds=30)


def findings() -> Iterator[Result]:
    """Yield the results for the database. A database error ends the checks with one result that reports it."""
    try:
        yield _reached()
        if schema.is_empty():
            yield error("migrasi", "Basis data masih kosong.", "Jalankan: manage.py migrate")
            return
        yield from _version()
        yield _writable()
        yield from _clock()
        yield _people()
        yield _history()
        yield _damage()
        yield _index()
    except Error as problem:
        remedy = "Periksa DATABASE_URL atau KOMPETENSI_DATA, dan apakah servernya berjalan."
        cause, remedy = access.problem_of(connection) or ("", remedy)
        yield error("basis data", f"Tidak menjawab ({_one_line(problem)}). {cause}".strip(), remedy)


def _reached() -> Result:
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        return _embedded()
    assert connection.connection is not None
    version = connection.connection.info.server_version
    place = f"PostgreSQL {version // 10_000}.{version % 10_000}, {connection.settings_dict['NAME']}"
    return ok("basis data", place)


def _embedded() -> Result:
    """Check the journal and the file's permissions.

    Readers and writers work side by side only with a WAL journal. The file holds password hashes.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()")
        (version,) = cursor.fetchone()
        cursor.execute("PRAGMA journal_mode")
        (journal,) = cursor.fetchone()
    path = access.path_of(connection.settings_dict["NAME"]) or Path(":memory:")
    if getattr(connection, "only_reads", False):
        return warning("basis data", f"SQLite {version}, hanya dibaca, {path}", "Lihat bagian menulis di bawah.")
    seen = f"SQLite {version}, jurnal {journal}, {path}"
    if path.exists() and journal != "wal":
        remedy = "Pindahkan ke cakram setempat; folder jaringan tidak mengenal jurnal WAL."
        return error("basis data", f"{seen}: pembaca dan penulis saling menunggu.", remedy)
    if path.exists() and path.stat().st_mode & S_IRWXO:
        return warning("basis data", f"{seen}: dapat dibaca semua akun mesin.", f"Jalankan: chmod 600 {path}")
    if path.exists() and path.stat().st_mode & S_IRWXG:
        return warning("basis data", f"{seen}: dapat dibaca satu grup.", f"Bila tidak dimaksud: chmod 600 {path}")
    return ok("basis data", seen)


def _version() -> Iterator[Result]:
    there = schema.applied()
    if pending := schema.pending(there):
        names = ", ".join(".".join(name) for name in pending[:3])
        yield error("migrasi", f"{len(pending)} tertunda: {names}", "Jalankan: manage.py migrate")
    if newer := schema.unknown(there):
        names = ", ".join(".".join(name) for name in newer[:3])
        yield error("migrasi", f"Basis data dari versi yang lebih baru: {names}", "Perbarui aplikasinya.")
    if not pending and not newer:
        yield ok("migrasi", f"{len(there)}, semuanya sudah diterapkan")


def _writable() -> Result:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE exchange_ledger SET version = version")
            transaction.set_rollback(True)
    except Error as problem:
        remedy = "Periksa ruang cakram dan hak akun basis data."
        cause, remedy = access.problem_of(connection) or ("", remedy)
        return error("menulis", f"Tidak dapat menulis ({_one_line(problem)}). {cause}".strip(), remedy)
    return ok("menulis", "dapat menulis")


def _clock() -> Iterator[Result]:
    """Compare the clocks. New changes have to follow the existing ones, and all machines have to agree."""
    now, remedy = timezone.now(), "Selaraskan jam (NTP), baru ubah isi lagi."
    newest = Revision.objects.order_by("-pk").values_list("at", flat=True).first()
    if newest and newest > now + APART:
        yield error("jam", f"Jam mesin lebih lambat daripada perubahan terakhir ({newest:%d-%m-%Y %H.%M} UTC).", remedy)
        return
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            (theirs,) = cursor.fetchone()
        if abs(theirs - now) > APART:
            yield error("jam", f"Berselisih {abs(theirs - now).seconds} detik dengan server basis data.", remedy)
            return
    yield ok("jam", f"{timezone.localtime(now):%d-%m-%Y %H.%M}")


def _people() -> Result:
    administrators = get_user_model().objects.filter(is_superuser=True, is_active=True).count()
    if not administrators:
        return warning("akun", "Belum ada administrator.", "Jalankan: manage.py createsuperuser")
    return ok("akun", f"{administrators} administrator")


def _history() -> Result:
    if missing := triggers.missing(connection):
        remedy = "Pulihkan dari cadangan, atau jalankan: manage.py migrate exchange 0002, lalu manage.py migrate"
        return error("riwayat", f"Tidak terlindungi: {', '.join(sorted(missing))} tidak ada.", remedy)
    return ok("riwayat", "tidak dapat diubah maupun dihapus")


def _damage() -> Result:
    """Read every stored document of the history, and what is stored with every import."""
    damaged = list(islice(chain(damage.revisions(), damage.imports()), NAMED + 1))
    if not damaged:
        return ok("catatan", "semuanya terbaca")
    names = ", ".join(f"{table} {pk}" for table, pk in damaged[:NAMED]) + (", …" if len(damaged) > NAMED else "")
    remedy = "Pulihkan dari cadangan yang dibuat sebelum kerusakan; jangan perbaiki dengan SQL."
    return error("catatan", f"Tidak dapat dibaca: {names}.", remedy)


def _index() -> Result:
    if stale := next(indexing.stale(), None):
        return error("pencarian", f"Indeks usang, misalnya {' '.join(stale)}.", "Jalankan: manage.py reindex")
    return ok("pencarian", "indeks sesuai dengan isi")


def _one_line(problem: Error) -> str:
    return " ".join(str(problem).split())
