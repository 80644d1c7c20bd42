"""Cost of exported files against raw rows written by `csv`: `python -m benchmarks.files [--sizes 2,100,…]`."""

from __future__ import annotations

import argparse
import json
from statistics import median

from benchmarks.databases import database, output

Figures = dict[str, dict[str, float]]


def main() -> None:
    """Measure each size several times, then print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="2,100,1000,14000")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--steps", default="csv,xlsx")
    options = parser.parse_args()
    steps = options.steps.split(",")
    head = ("competencies", "raw, s", *steps, "raw, MiB", *(f"{step}, MiB" for step in steps))
    print("|", " | ".join(head), "|")
    print("|", " | ".join("--:" for _ in head), "|")
    for size in map(int, options.sizes.split(",")):
        runs = run(size, steps, options.repeat)
        ratios = [f"{median(each[step]['cpu'] / each['raw']['cpu'] for each in runs):.2f}" for step in steps]
        memory = [f"{median(each[step]['memory'] for each in runs):.0f}" for step in ("raw", *steps)]
        raw = median(each["raw"]["cpu"] for each in runs)
        print("|", " | ".join([f"{size:,}", f"{raw:.3f}", *ratios, *memory]), "|", flush=True)


def run(size: int, steps: list[str], repeat: int) -> list[Figures]:
    """Return the figures of each kind of file and of the raw rows, for each repetition; one process for each."""
    with database() as environment:
        output(environment, "benchmarks.file_steps", "load", str(size))
        return [
            {step: json.loads(output(environment, "benchmarks.file_steps", step)) for step in ("raw", *steps)}
            for _ in range(repeat)
        ]


if __name__ == "__main__":
    main()
