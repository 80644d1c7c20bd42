"""Dictionaries of any size with the words of the real one: `python -m benchmarks.generator 1000 > kamus.md`."""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from pathlib import Path

DICTIONARY = Path(__file__).resolve().parent.parent / "fixtures" / "kamus.md"
LEVELS, INDICATORS, BEHAVIOURS = 4, 6, 8
#: Number of competencies in one group.
GROUP = 100


class Words:
    """Generator of sentences with the lengths and words of the real ones; the same in every run."""

    def __init__(self) -> None:
        rows = DICTIONARY.read_text().splitlines()
        texts = [row.partition("|")[2].split() for row in rows if "|" in row]
        self.texts = [text for text in texts if len(text) > 2]
        self.words = [word.strip(".,()") for text in self.texts for word in text]
        self.random = random.Random(38)

    def sentence(self) -> str:
        """Return one sentence, as long as one of the real texts."""
        words = self.random.choices(self.words, k=len(self.random.choice(self.texts)))
        return " ".join(words).capitalize() + "."

    def name(self) -> str:
        """Return a name of three words."""
        return " ".join(self.random.choices(self.words, k=3)).title()


def dictionary(count: int, *, edit_every: int = 0) -> Iterator[str]:
    """Yield the text of a dictionary of `count` competencies, one piece for each.

    Each has `BEHAVIOURS` key behaviours and `LEVELS` levels of `INDICATORS` indicators: 3.5 kB. With `edit_every`, one
    competency in so many, beginning with the first, has one more word in one indicator; the rest is the same.
    """
    words = Words()
    for number in range(count):
        heading = f"# KELOMPOK {number // GROUP + 1}\n\n" if number % GROUP == 0 else ""
        text = heading + _competency(number, words)
        if edit_every and number % edit_every == 0:
            before, row, after = text.partition("\n3 | ")
            text = f"{before}{row}Selalu {after}"
        yield text


def hostile(word: str, other: str, *, size: int = 10 * 1024 * 1024) -> Iterator[str]:
    """Yield a dictionary of at most `size` bytes. Each indicator is these two words in turn, 4,999 characters."""
    text = (f"{word} {other} " * 5000)[:4999]
    rows = [f"Level {level} |\n" + "".join(f"{label} | {text}\n" for label in range(1, 10)) for level in range(1, 5)]
    piece = "Nama | K{0}\nKode | K{0}\nDefinisi | d\nPerilaku Kunci | p\n" + "".join(rows)
    for number in range(size // len(piece)):
        yield piece.format(number)


def _competency(number: int, words: Words) -> str:
    rows = [f"Nama  | {words.name()} {number}", ":-----|:----", f"Kode  | K{number:05}"]
    rows.append(f"Definisi | {words.sentence()}")
    rows += [f"Perilaku Kunci | {words.sentence()}" for _ in range(BEHAVIOURS)]
    for level in range(1, LEVELS + 1):
        rows.append(f"Level {level} |")
        rows += [f"{label} | {words.sentence()}" for label in range(1, INDICATORS + 1)]
    return "\n".join(rows) + "\n\n"


def main() -> None:
    """Write one dictionary to the standard output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=2)
    parser.add_argument("--edit-every", type=int, default=0)
    parser.add_argument("--hostile", nargs=2, metavar="WORD", help="these two words and nothing else; 10 MiB")
    options = parser.parse_args()
    text = hostile(*options.hostile) if options.hostile else dictionary(options.count, edit_every=options.edit_every)
    sys.stdout.writelines(text)


if __name__ == "__main__":
    main()
