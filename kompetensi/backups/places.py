"""Folders for what is not finished yet, beside the place where it goes, and the space that it needs there."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from exchange.file_lock import exclusive
from kompetensi.backups.errors import BackupError, reason

#: Beginning of the names of these folders.
PREFIX = ".cadangan-"
#: Bytes to spare for file systems' own needs.
SPARE = 256 * 1024


@contextmanager
def workplace(beside: Path) -> Iterator[Path]:
    """Yield a folder in the folder `beside`, on the same disk; it is deleted afterwards.

    Folders that killed processes left there are deleted first. Raise BackupError for an OSError inside.
    """
    try:
        clear(beside)
        with ExitStack() as held:
            while not (place := _locked(beside, held)):
                pass
            yield place
    except OSError as error:
        raise BackupError(f"{beside}: tidak dapat ditulis ({reason(error)}).") from error


def _locked(beside: Path, held: ExitStack) -> Path | None:
    """Return a new folder whose lock this process holds; None where another process took it for one that was left."""
    with ExitStack() as opened:
        made = tempfile.TemporaryDirectory(dir=beside, prefix=PREFIX, ignore_cleanup_errors=True)
        place = Path(opened.enter_context(made))
        with suppress(FileNotFoundError):
            if opened.enter_context(exclusive(place / "lock")) and (place / "lock").exists():
                held.push(opened.pop_all())
                return place
    return None


def clear(folder: Path) -> None:
    """Delete our work folders of processes that are gone; those at work hold a lock. Leave what cannot be deleted."""
    for left in folder.glob(f"{PREFIX}*"):
        with suppress(OSError):
            if left.is_symlink() or (os.name == "posix" and left.stat().st_uid != os.geteuid()):
                continue  # somebody else's, in the folder of temporary files
            with exclusive(left / "lock") as abandoned:
                if abandoned:
                    shutil.rmtree(left)


def check_space(folder: Path, needed: int) -> None:
    """Raise BackupError, with figures, when the disk of `folder` has less than `needed` bytes free."""
    clear(folder)
    free = shutil.disk_usage(folder).free
    if free < needed + SPARE:
        said = f"{_megabytes(needed + SPARE)} diperlukan, {_megabytes(free)} kosong"
        raise BackupError(f"Ruang di {folder} tidak cukup: {said}. Kosongkan dahulu.")


def finish(unfinished: Path, path: Path) -> None:
    """Give a complete file its final name, so that it is on the disk under the one name or the other."""
    with unfinished.open("r+b") as file:
        os.fsync(file.fileno())
    unfinished.chmod(0o600)
    unfinished.replace(path)
    if os.name == "posix":  # elsewhere folders cannot be opened
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _megabytes(size: int) -> str:
    return f"{size / 1024**2:.1f} MB".replace(".", ",")
