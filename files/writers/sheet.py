"""A sheet to be written: guards against formulas, and column widths."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from xml.sax.saxutils import escape

from files.cells import FORMULA_SIGNS

#: The number of rows that set the widths of the columns, and the limits of a width, in characters.
SAMPLE = 200
NARROWEST, WIDEST = 9, 72

#: First characters of risky texts. Checked first: most texts begin otherwise, and it takes a tenth of the time.
_SIGNS = frozenset("'" + FORMULA_SIGNS)
_RISKY = re.compile(f"'*[{re.escape(FORMULA_SIGNS)}]")
_GUARDED = re.compile(f"'+[{re.escape(FORMULA_SIGNS)}]")
#: Characters that XML 1.0 cannot hold. `documents.document.clean` leaves none of them but lone surrogates.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table to be written: its title, the heads of its columns, and its rows, which are read once."""

    title: str
    columns: tuple[str, ...]
    rows: Iterable[Row]

    def sampled(self) -> tuple[list[int], Iterator[Row]]:
        """Return the width of each column, by its head and first rows, and all rows."""
        rows = iter(self.rows)
        sample = list(islice(rows, SAMPLE))
        widths = [max(map(len, column)) + 3 for column in zip(self.columns, *sample, strict=True)]
        return [min(max(width, NARROWEST), WIDEST) for width in widths], chain(sample, rows)


def looks_like_formula(text: str) -> bool:
    """Return whether a program could read `text` as a formula, or its first apostrophe as a mark of its own."""
    return text[:1] in _SIGNS and _RISKY.match(text) is not None


def escape_formulas(row: Row) -> list[str]:
    """Return the texts of `row` for a file without types, with one apostrophe before each risky text.

    The mapping is reversible: `files.cells.unescape_formula` removes the apostrophe again.
    """
    return [f"'{text}" if text[:1] in _SIGNS and _RISKY.match(text) else text for text in row]


def escape_apostrophe(text: str) -> str:
    """Return a text for a file with types, where a formula sign is no risk, with one apostrophe more before such a
    sign that has one already.

    Whoever saves our CSV as a workbook keeps the apostrophes of `escape_formulas`, so every reader takes one off.
    """
    return f"'{text}" if text[:1] == "'" and _GUARDED.match(text) else text


def xml(text: str) -> str:
    """Return `text` for the inside of an element, without characters that XML cannot hold."""
    return escape(_UNFIT.sub("", text))
