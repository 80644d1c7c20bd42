"""Measurement of CPU time, of this process and of the database process that works for it."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from statistics import median

from django.db import connection

#: Largest number of rounds, the seconds that they may take, and runs of the floor in each.
ROUNDS, SECONDS, FLOORS = 300, 1.5, 5


def cpu() -> float:
    """Return the seconds of CPU so far, with those of this connection's PostgreSQL process on this machine (Linux)."""
    if connection.vendor != "postgresql":
        return time.process_time()
    served = Path(f"/proc/{_served_by()}/schedstat").read_text().split()[0]
    return time.process_time() + int(served) / 1e9


@cache
def _served_by() -> int:
    """Return the server process of the pool's only connection, which is released as after a request."""
    connection.ensure_connection()
    process: int = connection.connection.info.backend_pid
    connection.close()
    return process


def beside(work: Callable[[], object], floor: Callable[[], object]) -> tuple[float, float]:
    """Return the CPU of `work`, and its ratio to that of `floor`: medians of `ROUNDS`, or of as many as `SECONDS` hold.

    At least seven rounds. Each round measures both in turn, so that other load on the machine affects both.
    """
    work()
    taken: list[float] = []
    ratios: list[float] = []
    end = time.perf_counter() + SECONDS
    while len(taken) < ROUNDS and (len(taken) < 7 or time.perf_counter() < end):
        begin = cpu()
        work()
        between = cpu()
        for _ in range(FLOORS):
            floor()
        taken.append(between - begin)
        ratios.append(FLOORS * taken[-1] / (cpu() - between))
    return median(taken), median(ratios)
