"""Cost of a file made to be slow: `python -m benchmarks.hostile`. Texts "a b a b …" become "b a b a …"."""

from __future__ import annotations

import tempfile

from benchmarks.databases import database
from benchmarks.loading import generate, step


def main() -> None:
    """Import one file, then review the other and mark the words of its first page. Print the figures of the review."""
    with tempfile.TemporaryDirectory() as folder, database() as environment:
        before, after = f"{folder}/before.md", f"{folder}/after.md"
        generate(before, "--hostile", "a", "b")
        generate(after, "--hostile", "b", "a")
        step(environment, "migrate")
        step(environment, "apply", before)
        figures = step(environment, "page", after)
    print("review and first page: {cpu:.2f} s of CPU, {wall:.2f} s, {memory:.0f} MiB".format_map(figures))


if __name__ == "__main__":
    main()
