"""Cost of a search against a bare statement: `python -m benchmarks.searching [--sizes 2,100,1000,14000]`."""

from __future__ import annotations

import argparse
import json

from benchmarks.databases import database, output

HEAD = (
    "competencies",
    "query",
    "by relevance, µs",
    "bare, by number",
    "store",
    "words and store",
    "page with counts",
    "icontains",
)


def main() -> None:
    """Load each size into a database of its own. Print the time of each query, as ratios to the bare statement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="2,100,1000,14000")
    options = parser.parse_args()
    print("|", " | ".join(HEAD), "|")
    print("|", " | ".join("--:" for _ in HEAD), "|")
    for size in map(int, options.sizes.split(",")):
        for typed, (bare, *ratios) in measured(size).items():
            cells = (f"{bare * 1e6:,.0f}", *(f"{ratio:.3f}" for ratio in ratios))
            print("|", " | ".join((f"{size:,}", typed, *cells)), "|", flush=True)


def measured(size: int) -> dict[str, list[float]]:
    """Return the figures that `benchmarks.search_steps` prints for a dictionary of that size."""
    with database() as environment:
        found: dict[str, list[float]] = json.loads(output(environment, "benchmarks.search_steps", str(size)))
    return found


if __name__ == "__main__":
    main()
