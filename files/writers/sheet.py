"""A sheet on its way out: texts that no program runs as formulas, and widths to read them by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from xml.sax.saxutils import escape

#: How many rows are looked at before the widths of the columns are set, and the widths there are, in characters.
SAMPLE = 200
NARROWEST, WIDEST = 9, 72

#: What a risky text begins with, looked at first: most texts begin otherwise, and it takes a tenth of the time.
_SIGNS = frozenset("'=+-@\t\r\n\0")
_RISKY = re.compile(r"'*[=+\-@\t\r\n\0]")
#: What XML 1.0 cannot hold at all. Nothing that `documents.clean` has seen has any of it but the last two.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table to be written: its title, the heads of its columns, and its rows, which are read once."""

    title: str
    columns: tuple[str, ...]
    rows: Iterable[Row]

    def sampled(self) -> tuple[list[int], Iterator[Row]]:
        """The width of each column by its head and first rows, and all the rows."""
        rows = iter(self.rows)
        sample = list(islice(rows, SAMPLE))
        widths = [max(map(len, column)) + 3 for column in zip(self.columns, *sample, strict=True)]
        return [min(max(width, NARROWEST), WIDEST) for width in widths], chain(sample, rows)


def looks_like_formula(text: str) -> bool:
    """Whether a program could take `text` for a formula, or has an apostrophe before one for its own mark."""
    return text[:1] in _SIGNS and _RISKY.match(text) is not None


def escape_formulas(row: Row) -> list[str]:
    """The texts of `row` for a file without types: one apostrophe goes before each that is risky.

    A bijection, so that nothing is lost: `files.readers.sheets` takes the apostrophe off again.
    """
    return [f"'{text}" if text[:1] in _SIGNS and _RISKY.match(text) else text for text in row]


def xml(text: str) -> str:
    """`text` inside an element; what XML cannot hold is left out."""
    return escape(_UNFIT.sub("", text))
