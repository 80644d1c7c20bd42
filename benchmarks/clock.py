"""The CPU that work takes, in this process and in the database's that works for it."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from statistics import median

from django.db import connection

#: The most rounds, the seconds that they may take, and how often the floor is measured in each.
ROUNDS, SECONDS, FLOORS = 300, 1.5, 5


def cpu() -> float:
    """Seconds of CPU so far; a PostgreSQL that runs on this machine (Linux) counts with its process for us."""
    if connection.vendor != "postgresql":
        return time.process_time()
    served = Path(f"/proc/{_served_by()}/schedstat").read_text().split()[0]
    return time.process_time() + int(served) / 1e9


@cache
def _served_by() -> int:
    """The process that works for us: the only connection of the pool, which is given back as after a request."""
    connection.ensure_connection()
    process: int = connection.connection.info.backend_pid
    connection.close()
    return process


def beside(work: Callable[[], object], floor: Callable[[], object]) -> tuple[float, float]:
    """The CPU of `work`, and how many times that of `floor` it is: medians of `ROUNDS`, or of what `SECONDS` hold.

    Each round measures both, one after the other, so that a machine that is busy with others is so for both.
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
