"""What this account may do with the file of an SQLite database, and why it cannot write."""

from __future__ import annotations

import getpass
import os
import shutil
import sys
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
    folder, name = path.parent, account()
    if not folder.is_dir():
        remedy = "Atur KOMPETENSI_DATA atau DATABASE_URL ke folder yang ada."
        return f"Folder {folder} {'bukan folder' if folder.exists() else 'tidak ada'}.", remedy
    if not os.access(folder, os.W_OK):
        return _closed_folder(path, name)
    if shutil.disk_usage(folder).free < NEEDED:
        return f"Cakram {folder} penuh.", "Kosongkan ruang di cakram itu."
    if path.exists() and not os.access(path, os.R_OK):
        return f"Akun {name} tidak boleh membaca {path}.", f"Jalankan: chown {name} {path}"
    if path.exists() and not os.access(path, os.W_OK):
        return f"Akun {name} tidak boleh menulis {path}.", f"Jalankan: chown {name} {path} && chmod u+w {path}"
    return None


def _closed_folder(path: Path, name: str) -> tuple[str, str]:
    folder = path.parent
    if on_read_only_disk(folder):
        seen = f"Cakram tempat {folder} terpasang hanya untuk dibaca."
        remedy = f"Pasang ulang dengan hak tulis (mount -o remount,rw …), {MOVE}"
    else:
        seen = f"Akun {name} tidak boleh menulis di folder {folder}."
        remedy = f"Jalankan: chown {name} {folder} && chmod u+rwx {folder}, {MOVE}"
    if _log(path) and not path.with_name(f"{path.name}-shm").exists():
        seen += f" Perubahan terakhir masih di {path.name}-wal, jadi isinya juga tidak dapat dibaca."
        remedy += " Pindahkan kedua berkasnya bersama-sama; jangan hapus yang berakhiran -wal."
    return seen, remedy


def on_read_only_disk(folder: Path) -> bool:
    """Return whether nobody can write in a folder, because its disk is mounted for reading alone."""
    return sys.platform != "win32" and bool(os.statvfs(folder).f_flag & os.ST_RDONLY)


def _log(path: Path) -> bool:
    """Return whether a log with changes lies beside the file. `immutable` would not see these changes."""
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


def account() -> str:
    """Return the name of the account that this process runs as; its number where it has no name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a number without a name, as in containers
        return str(os.geteuid())
