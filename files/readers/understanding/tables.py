"""Tables: rows below heads that a vocabulary knows, a person chose or their content tells; forms; levels as columns."""

from __future__ import annotations

from collections.abc import Iterable

from files.readers.blocks import TableRow
from files.readers.understanding.outline import Outline
from files.readers.understanding.record import Answers, Records, TableReading


def read_table(rows: Iterable[TableRow], records: Records, outline: Outline, answers: Answers) -> TableReading | None:
    """Read one table: each of its cells gets a fate. Return its columns, None for a table without a head.

    A table without a head whose rows are a label and a text is told to `outline` line by line. Linear.
    """
    raise NotImplementedError
