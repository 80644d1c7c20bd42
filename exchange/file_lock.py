"""Locks on files, shared by all processes of a machine."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import BinaryIO

#: Held in place of every file that cannot be written.
_process = Lock()


@contextmanager
def exclusive(path: Path) -> Iterator[bool]:
    """Yield True and hold the lock of the file `path`, or yield False at once when another process holds it.

    The operating system frees the lock when a process ends in any way.
    """
    with path.open("ab") as file:
        yield _locked(file)


@contextmanager
def one_at_a_time(path: Path) -> Iterator[bool]:
    """Yield as `exclusive`, and make the folder of `path`. Where it cannot be written, this process has one lock."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    except OSError:
        with _of_process() as mine:
            yield mine
        return
    with exclusive(path) as mine:
        yield mine


@contextmanager
def _of_process() -> Iterator[bool]:
    mine = _process.acquire(blocking=False)
    try:
        yield mine
    finally:
        if mine:
            _process.release()


def _locked(file: BinaryIO) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415  # Windows only

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415  # not on Windows

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
