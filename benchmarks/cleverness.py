"""What plain code would cost where ours is not plain: `python -m benchmarks.cleverness [--size 14000]`.

Prints, of a whole load of a file, the CPU of the plain way over that of ours. Each run has a process and a database of
its own, ours and plain in turns. A place whose ratio is below 1.25 (less than 20 % gained) becomes plain.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.databases import database, output
from benchmarks.loading import generate, step

OURS = "ours"


def bulk_create() -> None:
    """Insert rows as objects of their models: the plain way of `exchange.bulk`."""
    from exchange import bulk  # noqa: PLC0415  # Django is set up in the measured process alone

    def insert(manager: Any, names: Sequence[str], rows: Sequence[bulk.Values]) -> None:
        manager.bulk_create([manager.model(**dict(zip(names, row, strict=True))) for row in rows])

    bulk._insert = insert  # noqa: SLF001  # the place that is measured


def usual_collector() -> None:
    """Collect as often as Python does of itself: the plain way of `exchange.apps`."""
    gc.set_threshold(700, 10, 10)


#: The plain ways: how each is set up in a process, and the loads that it concerns.
PLACES: Mapping[str, tuple[Callable[[], None], tuple[str, ...]]] = {
    "exchange.bulk": (bulk_create, ("first",)),
    "exchange.apps": (usual_collector, ("first", "unchanged")),
}


def main() -> None:
    """Measure each place several times; print the medians of the seconds and of the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=14_000)
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    print("| place | load | plain, s | ours, s | plain : ours |")
    print("| --- | --- | --: | --: | --: |")
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "new.md")
        generate(path, str(options.size))
        for place, (_, loads) in PLACES.items():
            runs = [(run(place, path, loads), run(OURS, path, loads)) for _ in range(options.repeat)]
            for load in loads:
                plain, ours = (median(pair[side][load] for pair in runs) for side in (0, 1))
                ratio = median(pair[0][load] / pair[1][load] for pair in runs)
                print(f"| {place} | {load} | {plain:.2f} | {ours:.2f} | {ratio:.2f} |", flush=True)


def run(place: str, path: str, loads: Sequence[str]) -> dict[str, float]:
    """The CPU of one load after the other, in one database."""
    with database() as environment:
        step(environment, "migrate")
        return {load: float(json.loads(output(environment, "benchmarks.cleverness", place, path))) for load in loads}


def measured(place: str, path: str) -> float:
    """The seconds of CPU of one load in this process, the plain way at `place`."""
    from benchmarks import steps  # noqa: PLC0415  # sets Django up

    if place != OURS:
        PLACES[place][0]()
    return steps.measured(steps.apply(path))["cpu"]


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in {OURS, *PLACES}:
        print(measured(*sys.argv[1:]))
    else:
        main()
