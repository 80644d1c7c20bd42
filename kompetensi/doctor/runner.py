"""All checks of the site, one after the other."""

from __future__ import annotations

from collections.abc import Iterator

from kompetensi.doctor import folders, machine, records, site, static_files, tables
from kompetensi.doctor.results import Result, error

#: Rooms of checks, in the order in which they are printed.
ROOMS = (site, records, tables, folders, static_files, machine)


def all_checks() -> Iterator[Result]:
    """Yield the results of all checks. Reads all stored content, to compare the index with it; changes nothing.

    A file or folder that a room of checks cannot read at all ends that room alone.
    """
    for room in ROOMS:
        try:
            yield from room.findings()
        except OSError as problem:
            place = problem.filename or "mesin"
            yield error("mesin", f"{place}: {problem.strerror or problem}", "Periksa hak akun ini atas tempat itu.")
