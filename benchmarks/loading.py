"""What bringing a file in costs against raw inserts: `python -m benchmarks.loading [--sizes 100,1000,14000]`."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
#: One competency in so many is changed in the third step.
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
    """One run of all steps with a database of its own, each step in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        generate(Path(folder) / "new.md", str(size))
        generate(Path(folder) / "edited.md", str(size), "--edit-every", str(EDITED))
        step(folder, "migrate")
        figures = {"first": step(folder, "apply", STEPS["first"])}
        figures["raw"] = step(folder, "raw")
        return figures | {name: step(folder, "apply", STEPS[name]) for name in list(STEPS)[1:]}


def generate(path: Path, *arguments: str) -> None:
    """Write a dictionary to a file."""
    with path.open("wb") as file:
        subprocess.run([sys.executable, "-m", "benchmarks.generator", *arguments], cwd=ROOT, stdout=file, check=True)


def step(folder: str, name: str, *files: str) -> dict[str, float]:
    """The figures of one step; this process stays small, as a child's peak memory begins with its parent's."""
    command = [sys.executable, "-m", "benchmarks.steps", name, *(str(Path(folder) / file) for file in files)]
    environment = {**os.environ, "KOMPETENSI_DATA": folder, "DATABASE_URL": ""}
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True)
    figures: dict[str, float] = json.loads(done.stdout or "{}")
    return figures


def _cells(runs: list[Figures]) -> list[str]:
    """Medians: the raw seconds of CPU, then ratios to the raw load of the same run, then memory."""
    ratios = [
        f"{median(run[step][kind] / run['raw'][kind] for run in runs):.2f}"
        for kind in ("cpu", "wall")
        for step in STEPS
    ]
    memory = [f"{median(run[step]['memory'] for run in runs):.0f}" for step in STEPS]
    return [f"{median(run['raw']['cpu'] for run in runs):.3f}", *ratios, *memory]


if __name__ == "__main__":
    main()
