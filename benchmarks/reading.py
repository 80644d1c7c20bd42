"""Cost of pages against a view that answers the same bytes: `python -m benchmarks.reading [--sizes 2,100,…]`."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from statistics import median

from benchmarks.databases import database, output

#: CPU of each page in seconds, and its ratio to the floor measured beside it.
Figures = dict[str, tuple[float, float]]
#: Columns of the first table. The other pages are rows of the second table.
OFTEN = ("repeated", "304", "competency", "repeated, unpacked")
#: Size that larger ones are compared with.
SMALL = 100


def main() -> None:
    """Measure each size several times. Print the medians, first of one page, then of every kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="2,100,1000,14000")
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    runs = [{size: run(size) for size in sizes} for _ in range(options.repeat)]
    _head("competencies", "floor, µs", *OFTEN, "MiB")
    for size in sizes:
        floor, memory = (median(each[size][name][0] for each in runs) for name in ("floor", "memory"))
        ratios = (f"{ratio(runs, name, size):.2f}" for name in OFTEN)
        _row(f"{size:,}", f"{floor * 1e6:.0f}", *ratios, f"{memory:.0f}")
    print()
    large = [size for size in sizes if size > SMALL and SMALL in sizes]
    _head("page", *(f"{size:,}" for size in sizes), *(f"{size:,} : {SMALL}" for size in large))
    for page in [name for name in runs[0][sizes[0]] if name not in {"floor", "memory", *OFTEN[:2], OFTEN[3]}]:
        ratios = (f"{ratio(runs, page, size):.1f}" for size in sizes)
        _row(page, *ratios, *(f"{ratio(runs, page, size) / ratio(runs, page, SMALL):.2f}" for size in large))


def run(size: int) -> Figures:
    """Return the figures of one size, from a database of its own, loaded and measured by a process each."""
    with database() as environment:
        output(environment, "benchmarks.page_steps", "load", str(size))
        figures: Figures = json.loads(output(environment, "benchmarks.page_steps", "measure", str(size)))
    return figures


def ratio(runs: Sequence[dict[int, Figures]], page: str, size: int) -> float:
    """Return the median ratio of a page of that size to its floor."""
    return median(each[size][page][1] for each in runs)


def _head(*cells: str) -> None:
    _row(*cells)
    _row(*("--:" for _ in cells))


def _row(*cells: str) -> None:
    print("|", " | ".join(cells), "|", flush=True)


if __name__ == "__main__":
    main()
