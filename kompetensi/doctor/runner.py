"""All checks of the site, one after the other."""

from __future__ import annotations

from collections.abc import Iterator

from kompetensi.doctor import machine, records, site
from kompetensi.doctor.results import Result


def all_checks() -> Iterator[Result]:
    """Yield the results of all checks. Reads all stored content, to compare the index with it; changes nothing."""
    yield from site.findings()
    yield from records.findings()
    yield from machine.findings()
