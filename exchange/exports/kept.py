"""Files that are costly to make: one at a time over all workers, and kept until the content or the release changes."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, cast

from django.conf import settings

from exchange.document_types import DocumentType
from exchange.exports import word
from exchange.exports.book import BusyError, UndrawnError
from exchange.exports.scope import Scope
from exchange.file_lock import exclusive
from exchange.history import ledger
from exchange.release import release

#: The largest number of kept files, and of their bytes together: a dictionary of 14,000 competencies in all its kinds
#: of file takes 280 MB.
MOST_FILES, MOST_BYTES = 500, 400 * 2**20
#: Seconds after which a file that could not be made is tried again.
RETRY = 3600
#: Seconds that clocks of machines and disks may differ. Files of a later time are from before a clock was set back.
APART = 60
Make = Callable[[BinaryIO], None]


def opened(document_type: DocumentType, extension: str, scope: Scope, make: Make, *, lock: str = "lock") -> BinaryIO:
    """Return the file of that ending for `scope`: the kept one, or a new one written by `make`. Close it when done.

    A kept file costs one query. Files of the same `lock` are made one at a time: raises BusyError at once while another
    is, and UndrawnError for one that `make` could not make within its limits. A folder that cannot be written keeps
    nothing.
    """
    path = _path(document_type, extension, scope)
    if kept := _kept(path):
        return kept
    if not _writable(path.parent):
        return _unkept(make)
    with exclusive(path.with_name(lock)) as mine:
        if not mine:
            raise BusyError
        if kept := _kept(path):
            return kept
        _tidy(path.parent, extension)
        _make(path, make)
        return path.open("rb")


def found(document_type: DocumentType, extension: str, scope: Scope) -> BinaryIO | None:
    """Return the kept file of that ending for `scope`, None without one; one query. Raises UndrawnError as `opened`."""
    return _kept(_path(document_type, extension, scope))


def _path(document_type: DocumentType, extension: str, scope: Scope) -> Path:
    folder: Path = settings.PDF_DIR
    return folder / f"{_name(document_type, scope)}.{extension}"


def _writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)


def _unkept(make: Make) -> BinaryIO:
    file = TemporaryFile()  # noqa: SIM115  # the caller closes it
    make(file)
    file.seek(0)
    return cast("BinaryIO", file)


def _name(document_type: DocumentType, scope: Scope) -> str:
    """Return the name of a file: a digest of everything that its bytes depend on. One query."""
    parts = (
        ledger.version(),
        release(),
        settings.LANGUAGE_CODE,
        settings.ORGANISATION,
        word.digest(),
        document_type.slug,
        repr(scope),
    )
    return hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()


def _kept(path: Path) -> BinaryIO | None:
    """Return the kept file, None without one.

    An empty file stands for one that could not be made: raises UndrawnError until it is `RETRY` seconds old.
    """
    try:
        file = path.open("rb")
    except (FileNotFoundError, NotADirectoryError):
        return None
    about = os.fstat(file.fileno())
    if about.st_size:
        with suppress(OSError):  # deleted meanwhile, or on a disk that cannot be written
            os.utime(path)
        return file
    file.close()
    if not -APART <= time.time() - about.st_mtime <= RETRY:
        return None
    raise UndrawnError


def _tidy(folder: Path, extension: str) -> None:
    """Make room for a new file: delete those requested least recently, and unfinished ones left by a killed worker.

    Unfinished files of other endings may be another worker's, which holds another lock and may delete files as well.
    """
    found: list[tuple[float, int, Path]] = []
    latest = time.time() + APART
    for path in folder.iterdir():
        if path.suffix not in ("", ".part"):
            with suppress(FileNotFoundError):
                about = path.stat()
                asked = about.st_mtime if about.st_mtime <= latest else 0
                found.append((asked, about.st_size, path))
    size = 0
    for nth, (_, own, path) in enumerate(sorted(found, reverse=True), 1):
        size += own
        if nth >= MOST_FILES or size > MOST_BYTES:
            path.unlink(missing_ok=True)
    for path in folder.glob(f"*.{extension}.part"):
        path.unlink(missing_ok=True)


def _make(path: Path, make: Make) -> None:
    """Write the file `path`, which is complete or absent. Raises UndrawnError, and marks it with an empty file then."""
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as out:
            make(out)
        part.replace(path)
    except UndrawnError:
        path.touch()
        raise
    finally:
        part.unlink(missing_ok=True)
