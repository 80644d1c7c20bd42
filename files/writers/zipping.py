"""Office files are ZIP archives: written as a stream, without a trace of time or system."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

#: The earliest time a ZIP archive can hold; every member has it, so that the same content gives the same bytes.
EPOCH = (1980, 1, 1, 0, 0, 0)
#: The number of pieces written at a time.
BATCH = 1_000


class Package:
    """An office file that is written to `out` member by member, in constant memory."""

    def __init__(self, out: BinaryIO) -> None:
        self.archive = ZipFile(out, "w")

    def add(self, name: str, pieces: Iterable[str], *, packed: bool = True) -> None:
        """Write one member; its `pieces` are read once, one by one."""
        with self._member(name, ZIP_DEFLATED if packed else ZIP_STORED) as target:
            batch: list[str] = []
            for piece in pieces:
                batch.append(piece)
                if len(batch) == BATCH:
                    target.write("".join(batch).encode())
                    batch.clear()
            target.write("".join(batch).encode())

    def copy(self, name: str, content: bytes) -> None:
        """Write one member unchanged."""
        with self._member(name, ZIP_DEFLATED) as target:
            target.write(content)

    def close(self) -> None:
        """Write the directory of the ZIP archive."""
        self.archive.close()

    def _member(self, name: str, compression: int) -> IO[bytes]:
        member = ZipInfo(name, EPOCH)
        member.create_system = 3  # the same bytes on every system
        member.compress_type = compression
        return self.archive.open(member, "w")
