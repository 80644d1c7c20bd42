"""What a file made to be slow costs: `python -m benchmarks.hostile`. Texts "a b a b …" become "b a b a …"."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.loading import generate, step


def main() -> None:
    """Bring one file in, then review the other and mark the words of its first page; seconds of that."""
    with tempfile.TemporaryDirectory() as folder:
        generate(Path(folder) / "before.md", "--hostile", "a", "b")
        generate(Path(folder) / "after.md", "--hostile", "b", "a")
        step(folder, "migrate")
        step(folder, "apply", "before.md")
        figures = step(folder, "page", "after.md")
    print("review and first page: {cpu:.2f} s of CPU, {wall:.2f} s, {memory:.0f} MiB".format_map(figures))


if __name__ == "__main__":
    main()
