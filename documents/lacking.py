"""Warnings of what documents lack: one for each document, or one for the file when all of them lack it. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from documents.document import PROBLEM_LIMIT, Problems
from documents.translation import AnyText


@dataclass(slots=True)
class Lacking:
    """What the documents of one file lack, by kind; at most `PROBLEM_LIMIT` warnings of a kind are kept.

    A kind is a code and the sentence about all documents, which has a place for their `count`.
    """

    warnings: dict[tuple[str, AnyText], list[tuple[int, dict[str, object]]]] = field(default_factory=dict)
    counts: Counter[tuple[str, AnyText]] = field(default_factory=Counter)

    def note(self, line: int, code: str, everywhere: AnyText, **values: object) -> None:
        """Note that the document at `line` lacks something; `values` fill the message of `code`."""
        kind = code, everywhere
        self.counts[kind] += 1
        kept = self.warnings.setdefault(kind, [])
        if len(kept) < PROBLEM_LIMIT:
            kept.append((line, values))

    def report(self, problems: Problems, *, totals: Mapping[AnyText, int]) -> None:
        """Add the warnings to `problems`; `totals` gives how many there are of what each sentence is about."""
        for (code, everywhere), kept in self.warnings.items():
            count, total = self.counts[code, everywhere], totals[everywhere]
            if count == total > 1:
                if not problems.fatal:  # what is lacking may stand in the lines that were refused
                    problems.first(0, "W_ALL_LACK", what=everywhere.format(count=total))
                continue
            for line, values in kept:
                problems.add(line, code, **values)
            problems.count += count - len(kept)
