"""Cost of the desk with many proposals and comments against few: `python -m benchmarks.waiting`."""

from __future__ import annotations

import argparse
import json
from statistics import median

from benchmarks.databases import database, output

#: CPU of each page, in multiples of the help page, with few and with many.
Figures = dict[str, tuple[float, float]]


def main() -> None:
    """Measure several times, each with a database of its own. Print medians of the CPU of each page and its ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    runs = [run() for _ in range(options.repeat)]
    print("| page | few | many | many : few |")
    print("| --- | --: | --: | --: |")
    for page in runs[0]:
        few, many = (median(each[page][nth] for each in runs) for nth in (0, 1))
        ratio = median(each[page][1] / each[page][0] for each in runs)
        print(f"| {page} | {few:.2f} | {many:.2f} | {ratio:.2f} |", flush=True)


def run() -> Figures:
    """Return the figures of one run, by a process of its own."""
    with database() as environment:
        figures: Figures = json.loads(output(environment, "benchmarks.waiting_steps"))
    return figures


if __name__ == "__main__":
    main()
