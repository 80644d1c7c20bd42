"""One hunt: files are damaged, read, and kept to be damaged again where they made something new happen."""

from __future__ import annotations

import random
import time
import traceback
from collections.abc import Hashable
from dataclasses import dataclass, field

from tests.fuzz.mutations import ARCHIVE, mutated, seeds
from tests.fuzz.promises import LARGEST, behaviour

#: The most files that are kept for what they made happen; then new ones take the place of old ones.
KEPT = 3_000
#: Of how many accepted files one is reviewed against what is stored, which takes a database several queries.
REVIEWED = 4
#: How many of the files are office files at the least, as a share; there are few among the seeds.
OFFICE = 0.2


@dataclass
class Hunt:
    """What was tried, and what was found: the broken promises by their sentence, each with the first file."""

    seed: int
    tried: int = 0
    accepted: int = 0
    archives: int = 0
    slowest: float = 0.0
    seen: set[Hashable] = field(default_factory=set)
    found: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.seeds = seeds()
        self.kept: list[bytes] = []

    def run(self, count: int) -> Hunt:
        """Try so many files more."""
        for _ in range(count):
            self.try_one(self.next_file())
        return self

    def next_file(self) -> bytes:
        """A file damaged anew: one of the seeds, or one that made something new happen."""
        pool = self.kept if self.kept and self.chance.random() < 0.5 else self.seeds
        if self.chance.random() < OFFICE:
            pool = [data for data in self.seeds if data.startswith(ARCHIVE)]
        begun = self.chance.choice(pool)
        return mutated(begun, self.seeds, self.chance)[:LARGEST]

    def try_one(self, data: bytes) -> None:
        """Read one file, and note what came of it."""
        begin = time.process_time()
        try:
            behaved = behaviour(data, reviewed=self.tried % REVIEWED == 0)
        except Exception as error:  # noqa: BLE001  # whatever it is, it is what we hunt
            where = traceback.extract_tb(error.__traceback__)[-1]
            self.found.setdefault(f"{type(error).__name__}: {error} ({where.name}, line {where.lineno})", data)
            return
        finally:
            self.tried += 1
            self.archives += data.startswith(ARCHIVE)
            self.slowest = max(self.slowest, time.process_time() - begin)
        self.accepted += bool(behaved[0])
        if behaved not in self.seen:
            self.seen.add(behaved)
            self.keep(data)

    def keep(self, data: bytes) -> None:
        """Remember a file that made something new happen."""
        if len(self.kept) < KEPT:
            self.kept.append(data)
        else:
            self.kept[self.chance.randrange(KEPT)] = data


def smaller(data: bytes, sentence: str, patience: int = 400) -> bytes:
    """A shorter file that breaks a promise as well, as far as a simple search goes; archives stay as they are."""
    step = len(data) // 2
    while step and patience and not data.startswith(ARCHIVE):
        for begin in range(0, len(data), step):
            patience -= 1
            shorter = data[:begin] + data[begin + step :]
            if not patience:
                break
            try:
                behaviour(shorter, reviewed=True)
            except Exception as error:  # noqa: BLE001
                if sentence.startswith(f"{type(error).__name__}: {error} ("):
                    data = shorter
                    break
        else:
            step //= 2
    return data
