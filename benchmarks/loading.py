"""Cost of an import against raw inserts: `python -m benchmarks.loading [--sizes 100,1000,14000]`."""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from benchmarks.databases import database, output

#: One competency in so many differs in the third step.
EDITED = 100
STEPS = {"first": "new.md", "unchanged": "new.md", "1 % changed": "edited.md"}
Figures = dict[str, dict[str, float]]


def main() -> None:
    """Measure each size several times, then print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="2,100,1000,14000")
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    head = ("competencies", "raw, s", *(f"{step}, {kind}" for kind in ("CPU", "wall", "MiB") for step in STEPS))
    print("|", " | ".join(head), "|")
    print("|", " | ".join("--:" for _ in head), "|")
    for size in map(int, options.sizes.split(",")):
        print("|", " | ".join([f"{size:,}", *_cells([run(size) for _ in range(options.repeat)])]), "|", flush=True)


def run(size: int) -> Figures:
    """Run all steps in one database and the raw rows in another, each in a process of its own. Return the figures."""
    with tempfile.TemporaryDirectory() as folder, database() as loaded, database() as empty:
        new, edited, rows = (str(Path(folder) / name) for name in ("new.md", "edited.md", "rows"))
        generate(new, str(size))
        generate(edited, str(size), "--edit-every", str(EDITED))
        for environment in (loaded, empty):
            step(environment, "migrate")
        figures = {"first": step(loaded, "apply", new)}
        step(loaded, "rows", rows)
        figures["raw"] = step(empty, "raw", rows)
        return figures | {name: step(loaded, "apply", str(Path(folder) / STEPS[name])) for name in list(STEPS)[1:]}


def generate(path: str, *arguments: str) -> None:
    """Write a dictionary to a file."""
    Path(path).write_bytes(output(os.environ, "benchmarks.generator", *arguments))


def step(environment: Mapping[str, str], name: str, *arguments: str) -> dict[str, float]:
    """Return the figures of one step. This process stays small: a child's peak memory begins with its parent's."""
    figures: dict[str, float] = json.loads(output(environment, "benchmarks.steps", name, *arguments) or "{}")
    return figures


def _cells(runs: list[Figures]) -> list[str]:
    """Return the medians: the raw seconds of CPU, then ratios to the raw load of the same run, then memory."""
    ratios = [
        f"{median(run[step][kind] / run['raw'][kind] for run in runs):.2f}"
        for kind in ("cpu", "wall")
        for step in STEPS
    ]
    memory = [f"{median(run[step]['memory'] for run in runs):.0f}" for step in STEPS]
    return [f"{median(run['raw']['cpu'] for run in runs):.3f}", *ratios, *memory]


if __name__ == "__main__":
    main()
