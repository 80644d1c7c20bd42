"""What this account may do with the file of an SQLite database, and why it cannot write."""

from __future__ import annotations

import getpass
import os
import shutil
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.db.backends.base.base import BaseDatabaseWrapper

#: Bytes that SQLite needs at least to change something: its log and its shared memory.
NEEDED = 1_000_000
MOVE = "atau pindahkan basis data ke folder yang dapat ditulis dan atur KOMPETENSI_DATA."


def path_of(name: object) -> Path | None:
    """Return the path in a database's name, which may be an address (`file:…?mode=rw`); None for one in memory."""
    text = str(name)
    if "memory" in urlsplit(text).query or text == ":memory:":
        return None
    return Path(unquote(urlsplit(text).path) if text.startswith("file:") else text)


def only_reads(path: Path) -> bool:
    """Return whether the file may be read as it is: this account cannot write beside it, and no log waits there."""
    return path.is_file() and not os.access(path.parent, os.W_OK) and not _log(path)


def problem_of(connection: BaseDatabaseWrapper) -> tuple[str, str] | None:
    """Return why this account cannot write the database of a connection, as `problem` does; None for PostgreSQL."""
    path = path_of(connection.settings_dict["NAME"]) if connection.vendor == "sqlite" else None
    return problem(path) if path else None


def problem(path: Path) -> tuple[str, str] | None:
    """Return why this account cannot write the database, and the remedy; None where nothing is seen."""
    folder, account = path.parent, _account()
    if not folder.is_dir():
        return f"Folder {folder} tidak ada.", "Atur KOMPETENSI_DATA atau DATABASE_URL ke folder yang ada."
    if not os.access(folder, os.W_OK):
        return _closed_folder(path, account)
    if shutil.disk_usage(folder).free < NEEDED:
        return f"Cakram {folder} penuh.", "Kosongkan ruang di cakram itu."
    if path.exists() and not os.access(path, os.R_OK):
        return f"Akun {account} tidak boleh membaca {path}.", f"Jalankan: chown {account} {path}"
    if path.exists() and not os.access(path, os.W_OK):
        return f"Akun {account} tidak boleh menulis {path}.", f"Jalankan: chown {account} {path} && chmod u+w {path}"
    return None


def _closed_folder(path: Path, account: str) -> tuple[str, str]:
    folder = path.parent
    if os.name == "posix" and os.statvfs(folder).f_flag & os.ST_RDONLY:
        seen = f"Cakram tempat {folder} terpasang hanya untuk dibaca."
        remedy = f"Pasang ulang dengan hak tulis (mount -o remount,rw …), {MOVE}"
    else:
        seen = f"Akun {account} tidak boleh menulis di folder {folder}."
        remedy = f"Jalankan: chown {account} {folder} && chmod u+rwx {folder}, {MOVE}"
    if _log(path) and not path.with_name(f"{path.name}-shm").exists():
        seen += f" Perubahan terakhir masih di {path.name}-wal, jadi isinya juga tidak dapat dibaca."
        remedy += " Pindahkan kedua berkasnya bersama-sama; jangan hapus yang berakhiran -wal."
    return seen, remedy


def _log(path: Path) -> bool:
    """Return whether a log with changes lies beside the file. `immutable` would not see these changes."""
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


def _account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a number without a name, as in containers
        return str(os.geteuid())
