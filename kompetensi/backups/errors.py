"""Errors of backups, and how the reasons of other errors are told."""

from __future__ import annotations

import errno
import sqlite3

#: Reasons that people meet, in their language.
_REASONS = {
    errno.ENOSPC: "ruang cakram habis",
    errno.EDQUOT: "kuota cakram habis",
    errno.EFBIG: "berkas sebesar itu tidak diizinkan",
    errno.EACCES: "tidak diizinkan",
    errno.EPERM: "tidak diizinkan",
    errno.EROFS: "cakramnya hanya dapat dibaca",
    errno.EIO: "cakramnya gagal membaca atau menulis",
    errno.ENOENT: "tidak ada berkas atau folder itu",
}


class BackupError(Exception):
    """A backup cannot be written or restored. The message gives the reason and the remedy to the operator."""


class DamagedError(BackupError):
    """A backup or a database is damaged: what was written there cannot be read any more."""


def reason(error: BaseException) -> str:
    """Return the reason of an error of the system, the database or its driver, in one line."""
    if isinstance(error, OSError):
        return _REASONS.get(error.errno or 0, error.strerror or str(error))
    text = " ".join(str(error).split())
    return _REASONS[errno.ENOSPC] if text == "database or disk is full" else text


def failure(error: Exception, what: str) -> BackupError:
    """Return the error to raise for one of the database: damage only where SQLite or a wrong text says so.

    A database is not damaged where it is full, locked, or not permitted to us.
    """
    code = getattr(error.__cause__ or error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)  # none for a wrong text
    kind = DamagedError if code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) else BackupError
    return kind(f"{what} ({reason(error)}).")
