"""`python -m tests.fuzz [--count N] [--seconds S] [--seed N] [--folder DIR]`: figures, and 1 when a promise is broken.

Each core hunts on its own, with a database in memory. What breaks a promise is left in the folder, as small as a
simple search makes it.
"""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing
import os
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from tests.fuzz.process import hunt


def main() -> int:
    """Hunt on every core until `count` files were tried, or the time is over."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--count", type=int, default=200_000)
    parser.add_argument("--seconds", type=int, default=3_600)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "kompetensi-fuzz")
    asked = parser.parse_args()
    share = -(-asked.count // asked.processes)
    seeds = [asked.seed + number for number in range(asked.processes)]
    begin = time.monotonic()
    with multiprocessing.get_context("spawn").Pool(asked.processes) as pool:
        hunts = pool.map(partial(hunt, count=share, seconds=asked.seconds), seeds, chunksize=1)
    tried = sum(each["tried"] for each in hunts)
    print(f"seed {asked.seed}, {asked.processes} processes, {time.monotonic() - begin:.0f} s")
    print(f"{tried} files, {sum(each['archives'] for each in hunts)} of them office files")
    ways = set().union(*(each["seen"] for each in hunts))
    print(f"{sum(each['accepted'] for each in hunts)} accepted, {len(ways)} ways to behave")
    print(f"slowest: {max(each['slowest'] for each in hunts):.2f} s of CPU")
    found = {sentence: data for each in hunts for sentence, data in each["found"].items()}
    for sentence, data in found.items():
        path = asked.folder / hashlib.sha256(data).hexdigest()[:12]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        print(f"BROKEN: {sentence}\n  {path}")
    print(f"{len(found)} promises broken")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
