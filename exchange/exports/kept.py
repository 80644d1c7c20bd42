"""Files that are costly to make: one at a time over all workers, and kept until the content or the release changes."""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from django.conf import settings

from exchange.document_types import DocumentType
from exchange.exports import word
from exchange.exports.book import BusyError, UndrawnError
from exchange.exports.scope import Scope
from exchange.file_lock import one_at_a_time
from exchange.history import ledger
from exchange.release import release

#: The largest number of kept files, and of their bytes together: a dictionary of 14,000 competencies in all its kinds
#: of file takes 280 MB.
MOST_FILES, MOST_BYTES = 500, 400 * 2**20
#: The largest file that is kept in memory while it is made, in bytes; a larger one is kept on disk.
SPOOL = 4 * 2**20
#: Seconds after which a file that could not be made is tried again.
RETRY = 3600
#: Seconds that clocks of machines and disks may differ. Files of a later time are from before a clock was set back.
APART = 60
Make = Callable[[BinaryIO], None]


def opened(document_type: DocumentType, extension: str, scope: Scope, make: Make, *, lock: str = "lock") -> BinaryIO:
    """Return the file of that ending for `scope`: the kept one, or a new one written by `make`. Close it when done.

    A kept file costs one query. Files of the same `lock` are made one at a time: raises BusyError at once while another
    is, and UndrawnError for one that `make` could not make within its limits. A folder that cannot be written, or has
    no room, keeps nothing. Memory: at most `SPOOL`.
    """
    path = _path(document_type, extension, scope)
    if kept := _kept(path):
        return kept
    with one_at_a_time(path.with_name(lock)) as mine:
        if not mine:
            raise BusyError
        return _kept(path) or _made(path, make)


def found(document_type: DocumentType, extension: str, scope: Scope) -> BinaryIO | None:
    """Return the kept file of that ending for `scope`, None without one; one query. Raises UndrawnError as `opened`."""
    return _kept(_path(document_type, extension, scope))


def _path(document_type: DocumentType, extension: str, scope: Scope) -> Path:
    folder: Path = settings.PDF_DIR
    return folder / f"{_name(document_type, scope)}.{extension}"


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


def _tidy(folder: Path, ending: str) -> None:
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
    for path in folder.glob(f"*{ending}.part"):
        path.unlink(missing_ok=True)


def _made(path: Path, make: Make) -> BinaryIO:
    """Return a new file, and keep a copy. Raises UndrawnError, and marks `path` with an empty file then."""
    file = cast("BinaryIO", SpooledTemporaryFile(SPOOL))  # noqa: SIM115  # the caller closes it
    try:
        make(file)
    except BaseException as error:
        file.close()
        if isinstance(error, UndrawnError):
            with suppress(OSError):
                path.touch()
        raise
    with suppress(OSError):
        _keep(path, file)
    file.seek(0)
    return file


def _keep(path: Path, file: BinaryIO) -> None:
    """Copy `file` to `path`, which is complete or absent. Raises OSError where it cannot be written."""
    _tidy(path.parent, path.suffix)
    part = path.with_name(f"{path.name}.part")
    try:
        file.seek(0)
        with part.open("wb") as out:
            shutil.copyfileobj(file, out)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
