"""Sentences for commands that failed because of the database, a disk or the person: what happened and what to do."""

from __future__ import annotations

import errno
import os
import sys

from django.db import DatabaseError, connection

from kompetensi.operations import schema
from kompetensi.operations.sqlite3 import access
from kompetensi.operations.unavailable import DatabaseProblem, problem_of

#: Exit statuses after Ctrl+C, and after the reader of a pipe is gone: 128 and the signal, as shells have it.
INTERRUPTED, PIPE_CLOSED = 130, 141
UNDONE = "Perubahan isi yang belum dilaporkan selesai dibatalkan seluruhnya."
NOT_MIGRATED = "Basis data belum disiapkan untuk versi ini. Jalankan: manage.py migrate"
DAMAGED = "Berkas basis data rusak atau bukan basis data. Pulihkan dari cadangan: manage.py restore"
SAID = {
    DatabaseProblem.BUSY: "Basis data sedang dipakai untuk menyimpan perubahan lain. Ulangi beberapa saat lagi.",
    DatabaseProblem.CLOSED: "Basis data tidak dapat ditulis: ruang simpan penuh, atau hanya dapat dibaca. "
    "Jalankan manage.py doctor, yang menyebut sebab dan jalan keluarnya.",
    DatabaseProblem.UNREACHABLE: "Basis data tidak menjawab. Periksa DATABASE_URL atau KOMPETENSI_DATA, dan apakah "
    "servernya berjalan: manage.py doctor",
}
DRIVERS = {"sqlite3", "psycopg", "psycopg_pool"}
#: SQLite's result codes CORRUPT and NOTADB.
BROKEN = {11, 26}


def end(error: BaseException) -> None:
    """Print one sentence for an error and exit: 1, or as shells do after a signal.

    Return for an error that has no sentence, which is a fault of the program: its traceback is needed. Asks the
    database at most once.
    """
    if isinstance(error, BrokenPipeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains once more at its end
        sys.exit(PIPE_CLOSED)
    if sentence := explained(error):
        print(f"\n{sentence}" if isinstance(error, KeyboardInterrupt) else sentence, file=sys.stderr)  # noqa: T201
        sys.exit(INTERRUPTED if isinstance(error, KeyboardInterrupt) else 1)


def explained(error: BaseException) -> str:
    """Return what happened and what to do; "" for a fault of the program."""
    if isinstance(error, KeyboardInterrupt):
        return f"Dihentikan. {UNDONE}"
    if isinstance(error, MemoryError):
        return f"Memori mesin tidak cukup. {UNDONE}"
    if problem := problem_of(error):
        cause = None if problem is DatabaseProblem.BUSY else access.problem_of(connection)
        return f"{' '.join(cause) if cause else SAID[problem]} {UNDONE} ({_one_line(error)})"
    if isinstance(error, OSError):
        return _of_system(error)
    return _of_database(error)


def _of_database(error: BaseException | None) -> str:
    """Return the sentence for a damaged database or one that was not migrated; "" for other errors.

    Causes of the error are searched as well.
    """
    while error and not (isinstance(error, DatabaseError) or type(error).__module__.partition(".")[0] in DRIVERS):
        error = error.__cause__ or error.__context__
    if error is None:
        return ""
    if getattr(error.__cause__ or error, "sqlite_errorcode", 0) & 0xFF in BROKEN:
        return f"{DAMAGED} ({_one_line(error)})"
    try:
        connection.close()
        unready = schema.is_empty() or schema.pending(schema.applied())
    except DatabaseError:
        return ""
    return f"{NOT_MIGRATED} ({_one_line(error)})" if unready else ""


def _of_system(error: OSError) -> str:
    """Return the sentence for a file or a connection."""
    place = f"{error.filename}: " if error.filename else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"{place}ruang simpan penuh. Kosongkan ruang, lalu ulangi. {UNDONE}"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{place}akun ini tidak berhak, atau hanya dapat dibaca ({error.strerror}). {UNDONE}"
    return f"{place}{error.strerror or error}. Perbaiki, lalu ulangi. {UNDONE}"


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())
