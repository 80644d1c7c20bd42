"""What pages cost against a view that answers the same bytes: `python -m benchmarks.reading [--sizes 2,100,…]`."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from statistics import median

from benchmarks.databases import database, output

Figures = dict[str, float]
#: The columns of the first table, each with its floor; all that is left is a page of the second table.
OFTEN = {"repeated": "floor", "304": "floor", "competency": "floor", "repeated, unpacked": "floor, unpacked"}
#: The size that larger ones are compared with.
SMALL = 100


def main() -> None:
    """Measure each size several times; print the medians, first of one page, then of every kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="2,100,1000,14000")
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    runs = [{size: run(size) for size in sizes} for _ in range(options.repeat)]
    _head("competencies", "floor, µs", *OFTEN, "MiB")
    for size in sizes:
        cells = [ratio([each[size] for each in runs], name, floor) for name, floor in OFTEN.items()]
        floor = median(each[size]["floor"] for each in runs) * 1e6
        memory = median(each[size]["memory"] for each in runs)
        _row(f"{size:,}", f"{floor:.0f}", *(f"{cell:.2f}" for cell in cells), f"{memory:.0f}")
    print()
    large = [size for size in sizes if size > SMALL and SMALL in sizes]
    _head("page", *(f"{size:,}, ms" for size in sizes), *(f"{size:,} : {SMALL}" for size in large))
    for page in [name for name in runs[0][sizes[0]] if name not in {*OFTEN, *OFTEN.values(), "memory"}]:
        times = [median(each[size][page] for each in runs) * 1e3 for size in sizes]
        _row(page, *(f"{time:.1f}" for time in times), *(f"{growth(runs, page, size):.2f}" for size in large))


def run(size: int) -> Figures:
    """The figures of one size, of a process and a database of its own."""
    with database() as environment:
        figures: Figures = json.loads(output(environment, "benchmarks.page_steps", str(size)))
    return figures


def ratio(runs: Sequence[Figures], name: str, floor: str) -> float:
    """The median of what a page takes for each that its floor takes in the same process."""
    return median(each[name] / each[floor] for each in runs)


def growth(runs: Sequence[dict[int, Figures]], page: str, size: int) -> float:
    """What a page takes at that size for each that it takes at `SMALL`, both against the floors of their processes."""
    return median(
        (each[size][page] / each[size]["floor"]) / (each[SMALL][page] / each[SMALL]["floor"]) for each in runs
    )


def _head(*cells: str) -> None:
    _row(*cells)
    _row(*("--:" for _ in cells))


def _row(*cells: str) -> None:
    print("|", " | ".join(cells), "|", flush=True)


if __name__ == "__main__":
    main()
