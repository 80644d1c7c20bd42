"""The CPU that work takes, in this process and in the database's that works for it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from django.db import connection


def cpu() -> float:
    """Seconds of CPU so far; a PostgreSQL that runs on this machine (Linux) counts with its process for us."""
    if connection.vendor != "postgresql":
        return time.process_time()
    connection.ensure_connection()
    served = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text().split()[0]
    return time.process_time() + int(served) / 1e9


def each(work: Callable[[], object], *, seconds: float = 1.0, rounds: int = 200) -> float:
    """The median CPU of `work`, once done beforehand: of `rounds` rounds or of as many as `seconds` hold."""
    work()
    taken: list[float] = []
    end = time.perf_counter() + seconds
    while len(taken) < rounds and (len(taken) < 5 or time.perf_counter() < end):
        begin = cpu()
        work()
        taken.append(cpu() - begin)
    return median(taken)
