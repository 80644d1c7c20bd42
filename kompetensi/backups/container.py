"""The file of a backup: a ZIP of a manifest and the data, which ends with a checksum of all bytes before it."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from django.utils import timezone

from kompetensi import __version__
from kompetensi.backups.contents import State
from kompetensi.backups.errors import BackupError, DamagedError, reason

#: Number of the layout of the manifest and the file. Raise it when an older release could misread them.
FORMAT = 1
#: The comment of the ZIP, at its end: this word, and the SHA-256 of all bytes before its digits.
MARK, DIGITS = b"sha256:", 64
#: Names of the data in the ZIP, by kind of database, for people who unpack it by hand.
DATA = {"sqlite": "kompetensi.sqlite3", "postgresql": "kompetensi.dump"}
#: Largest manifest in bytes; a real one has 4 kB.
MANIFEST_LIMIT = 1_000_000
#: First bytes of bare backups, as releases before the manifest wrote them.
BARE = {b"SQLite format 3\0": "sqlite", b"PGDMP": "postgresql"}
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, LookupError, RuntimeError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself: release, kind of database, moment, state, and size and SHA-256 of the data.

    A bare backup has no `state`, and size alone.
    """

    kind: str
    size: int
    sha256: str = ""
    release: str = ""
    made: str = ""
    state: State | None = None


def pack(data: Path, state: State, kind: str, path: Path) -> None:
    """Write the backup of `data` to `path`. Reads the data twice. Raise OSError when it cannot be written."""
    made = f"{timezone.localtime():%d-%m-%Y %H.%M}"
    manifest = Manifest(kind, data.stat().st_size, _digest(data), __version__, made, state)
    members = {"format": FORMAT, **asdict(manifest), "state": state.as_json()}
    # PostgreSQL's archives are compressed already. Level 1 leaves 29 % of 14,000 documents, level 6 23 % in 4 times
    # the time.
    method = zipfile.ZIP_DEFLATED if kind == "sqlite" else zipfile.ZIP_STORED
    with zipfile.ZipFile(path, "w", method, compresslevel=1) as archive:
        archive.comment = MARK + b"0" * DIGITS
        text = json.dumps(members, ensure_ascii=False, indent=1)
        archive.writestr("manifest.json", text, zipfile.ZIP_STORED)  # to be read without unpacking
        archive.write(data, DATA[kind])
    with path.open("r+b") as file:
        digest = _digest_of(file, path.stat().st_size - DIGITS)
        file.seek(-DIGITS, 2)
        file.write(digest.encode())


def check(path: Path) -> Manifest:
    """Return the manifest of a backup whose bytes are all as they were written; of a bare backup, kind and size.

    Reads the whole file. Raise BackupError for any other file, DamagedError when it was a backup.
    """
    with _readable(path) as file:
        size = path.stat().st_size
        start = file.read(16)
        for sign, kind in BARE.items():
            if start.startswith(sign):
                return Manifest(kind, size)
        if not start.startswith(b"PK\3\4"):
            raise BackupError(f"{path} bukan berkas cadangan{'' if size else ': berkasnya kosong'}.")
        file.seek(max(size - len(MARK) - DIGITS, 0))
        mark, digits = file.read(len(MARK)), file.read()
        if mark != MARK:
            raise DamagedError(f"{path} rusak: terpotong, bertambah, atau bukan berkas cadangan. Pakai cadangan lain.")
        file.seek(0)
        if _digest_of(file, size - DIGITS) != digits.decode("ascii", "replace"):
            raise DamagedError(f"{path} rusak: isinya berubah sejak ditulis (SHA-256). Pakai cadangan lain.")
        file.seek(0)
        with _archive(file, path) as archive:
            return _manifest(archive, path)


def unpack(path: Path, manifest: Manifest, target: Path) -> None:
    """Write the data of a checked backup over `target`, at most as many bytes as the manifest says.

    Raise DamagedError when size or SHA-256 are not those of the manifest, OSError when it cannot be written.
    """
    with _readable(path) as file, target.open("wb") as out:
        if not manifest.sha256:
            shutil.copyfileobj(file, out)
            return
        digest, size = hashlib.sha256(), 0
        with _archive(file, path) as archive, archive.open(DATA[manifest.kind]) as data:
            while size <= manifest.size and (piece := data.read(1 << 20)):
                digest.update(piece)
                size += out.write(piece)
        if (size, digest.hexdigest()) != (manifest.size, manifest.sha256):
            raise DamagedError(f"{path} rusak: datanya bukan yang disebut manifesnya. Pakai cadangan lain.")


def _manifest(archive: zipfile.ZipFile, path: Path) -> Manifest:
    """Read and check the manifest: its own members, and that the ZIP holds the data beside it and nothing else."""
    first, data = archive.infolist()
    if first.filename != "manifest.json" or first.file_size > MANIFEST_LIMIT:
        raise BackupError(f"{path} bukan berkas cadangan.")
    members: dict[str, Any] = json.loads(archive.read(first))
    if members.pop("format") != FORMAT:
        raise BackupError(f"{path} dibuat oleh versi yang lebih baru. Perbarui aplikasinya dahulu.")
    manifest = Manifest(**members | {"state": State.from_json(members["state"])})
    if (data.filename, data.file_size) != (DATA[manifest.kind], manifest.size):
        raise DamagedError(f"{path} rusak: datanya bukan yang disebut manifesnya. Pakai cadangan lain.")
    return manifest


@contextmanager
def _readable(path: Path) -> Iterator[IO[bytes]]:
    """Open an ordinary file; a folder, a pipe and a device are refused, as reading some of them never ends."""
    try:
        if path.exists() and not path.is_file():
            raise BackupError(f"{path} bukan berkas biasa.")
        file = path.open("rb")
    except (OSError, ValueError) as error:
        raise BackupError(f"{path}: tidak dapat dibaca ({reason(error)}).") from error
    with file:
        yield file


@contextmanager
def _archive(file: IO[bytes], path: Path) -> Iterator[zipfile.ZipFile]:
    """Open the ZIP. Raise DamagedError for whatever is wrong inside."""
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except _BROKEN as error:
        raise DamagedError(f"{path} rusak ({error}). Pakai cadangan lain.") from error


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _digest_of(file: IO[bytes], size: int) -> str:
    """Return the SHA-256 of the next `size` bytes."""
    digest = hashlib.sha256()
    while size > 0 and (piece := file.read(min(size, 1 << 20))):
        digest.update(piece)
        size -= len(piece)
    return digest.hexdigest()
