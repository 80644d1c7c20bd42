"""Checks of the database: reachable, writable, migrated, history protected, index up to date."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import chain, islice
from pathlib import Path
from stat import S_IRWXG, S_IRWXO

from django.contrib.auth import get_user_model
from django.db import Error, connection, transaction
from django.db.models import Max
from django.utils import timezone

from exchange import document_types
from exchange.history import indexing, ledger, triggers
from exchange.imports import damage
from exchange.models import Proposal, Revision
from kompetensi.doctor.results import Result, error, ok, warning
from kompetensi.operations import schema
from kompetensi.operations.sqlite3 import access
from search.stores import store

#: Number of damaged rows that are named.
NAMED = 5
#: Largest difference between clocks, and a time after which a clock may be ahead.
APART, LONG = timedelta(seconds=30), timedelta(days=2 * 365)


def findings() -> Iterator[Result]:
    """Yield the results for the database. Without an answer, the only result reports that."""
    try:
        yield _reached()
        if schema.is_empty():
            yield error("migrasi", "Basis data masih kosong.", "Jalankan: manage.py migrate")
            return
    except Error as problem:
        remedy = "Periksa DATABASE_URL atau KOMPETENSI_DATA, dan apakah servernya berjalan."
        cause, remedy = access.problem_of(connection) or ("", remedy)
        yield error("basis data", f"Tidak menjawab ({_one_line(problem)}). {cause}".strip(), remedy)
        return
    for subject, check in CHECKS.items():
        try:
            yield from check()
        except Error as problem:
            remedy = "Jalankan: manage.py migrate. Bila masih begitu, pulihkan cadangan: manage.py restore"
            yield error(subject, f"Tidak dapat diperiksa ({_one_line(problem)}).", remedy)


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
        cursor.execute("SELECT sqlite_compileoption_used('ENABLE_FTS5')")
        (searches,) = cursor.fetchone()
    path = access.path_of(connection.settings_dict["NAME"]) or Path(":memory:")
    if not searches:
        remedy = "Pakai Python dari Debian, Ubuntu, atau python.org, atau PostgreSQL (DATABASE_URL)."
        return error("basis data", f"SQLite {version} tanpa FTS5: pencarian tidak dapat dipakai.", remedy)
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


def _writable() -> Iterator[Result]:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE exchange_ledger SET version = version")
            transaction.set_rollback(True)
    except Error as problem:
        remedy = "Periksa ruang cakram dan hak akun basis data."
        cause, remedy = access.problem_of(connection) or ("", remedy)
        yield error("menulis", f"Tidak dapat menulis ({_one_line(problem)}). {cause}".strip(), remedy)
    else:
        yield ok("menulis", "dapat menulis")


def _clock() -> Iterator[Result]:
    """Compare the clock with everything that has a time. New changes follow the existing ones; all machines agree."""
    now, remedy = timezone.now(), "Selaraskan jam mesin (timedatectl set-ntp true), baru ubah isi lagi."
    newest = _newest()
    if newest and newest > now + APART:
        seen = f"Jam mesin ({now:%d-%m-%Y %H.%M}) lebih lambat daripada catatan terbaru ({newest:%d-%m-%Y %H.%M} UTC)."
        yield error("jam", seen, remedy)
        return
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            (theirs,) = cursor.fetchone()
        if abs(theirs - now) > APART:
            apart = round(abs(theirs - now).total_seconds())
            yield error("jam", f"Berselisih {apart} detik dengan server basis data.", remedy)
            return
    if newest and now - newest > LONG:
        seen = f"Jam mesin ({now:%d-%m-%Y}) jauh setelah catatan terbaru ({newest:%d-%m-%Y})."
        yield warning("jam", seen, "Bila jamnya terlalu cepat, selaraskan: timedatectl set-ntp true")
        return
    yield ok("jam", f"{timezone.localtime(now):%d-%m-%Y %H.%M}")


def _newest() -> datetime | None:
    """Return the newest time in the database: of changes, of the content version, of files and log-ins. Four queries.

    The change with the highest number may be older than another: a clock can have gone back between them.
    """
    version = ledger.version()
    found = [
        Revision.objects.aggregate(at=Max("at"))["at"],
        Proposal.objects.aggregate(at=Max("created_at"))["at"],
        get_user_model().objects.aggregate(at=Max("last_login"))["at"],
        datetime.fromtimestamp(version / 1_000_000, tz=UTC) if version else None,
    ]
    return max((at for at in found if at), default=None)


def _people() -> Iterator[Result]:
    administrators = get_user_model().objects.filter(is_superuser=True, is_active=True).count()
    if not administrators:
        yield warning("akun", "Belum ada administrator.", "Jalankan: manage.py createsuperuser")
    else:
        yield ok("akun", f"{administrators} administrator")


def _history() -> Iterator[Result]:
    if missing := triggers.missing(connection):
        remedy = "Pulihkan dari cadangan, atau jalankan: manage.py migrate exchange 0002, lalu manage.py migrate"
        yield error("riwayat", f"Tidak terlindungi: {', '.join(sorted(missing))} tidak ada.", remedy)
    else:
        yield ok("riwayat", "tidak dapat diubah maupun dihapus")


def _damage() -> Iterator[Result]:
    """Read every stored document of the history, and what is stored with every import."""
    damaged = list(islice(chain(damage.revisions(), damage.proposals()), NAMED + 1))
    if not damaged:
        yield ok("catatan", "semuanya terbaca")
        return
    names = ", ".join(f"{table} {pk}" for table, pk in damaged[:NAMED]) + (", …" if len(damaged) > NAMED else "")
    remedy = "Pulihkan dari cadangan yang dibuat sebelum kerusakan; jangan perbaiki dengan SQL."
    yield error("catatan", f"Tidak dapat dibaca: {names}.", remedy)


def _index() -> Iterator[Result]:
    stale = next(indexing.stale(), None)
    if not store().size() and any(each.repository.keys() for each in document_types.all_types()):
        yield error("pencarian", "Indeks kosong.", "Jalankan: manage.py reindex")
    elif stale:
        yield error("pencarian", f"Indeks usang, misalnya {' '.join(stale)}.", "Jalankan: manage.py reindex")
    else:
        yield ok("pencarian", "indeks sesuai dengan isi")


#: Checks of a database that answers, by their subjects.
CHECKS: dict[str, Callable[[], Iterator[Result]]] = {
    "migrasi": _version,
    "menulis": _writable,
    "jam": _clock,
    "akun": _people,
    "riwayat": _history,
    "catatan": _damage,
    "pencarian": _index,
}


def _one_line(problem: Error) -> str:
    return " ".join(str(problem).split())
