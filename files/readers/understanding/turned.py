"""Tables that hold a document in each column, their labels at the left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from documents.document import clean
from files.readers.blocks import Block, Cell, TableRow
from files.readers.understanding.form_titles import label_role
from files.readers.understanding.level_words import worded
from files.readers.understanding.vocabulary import Kind, Vocabulary

#: The kinds of the first labels of a document.
BEGINNINGS = (Kind.KEY, Kind.NAME, Kind.GROUP)
#: The fewest rows of such a table, and the most cells of a row that may be pairs of labels and texts.
_FEWEST, _PAIRS = 3, 4


def is_turned(rows: Sequence[TableRow], vocabulary: Vocabulary) -> bool:
    """Return whether a table holds a document in each column: labels and levels at its left, names beside the first."""
    first = next((cells for cells in map(_filled, rows) if len(cells) > 1), [])
    role = label_role(first[0].text, vocabulary) if len(first) > _PAIRS else None
    if role is None or role.kind not in BEGINNINGS:
        return False
    lines = [cells for cells in map(_filled, rows) if len(cells) > 1]
    roles = [label_role(cells[0].text, vocabulary) for cells in lines]
    known = all(role or worded(cells[0].text, vocabulary) for role, cells in zip(roles, lines, strict=True))
    body = sum(1 for role in roles if role is None or role.kind not in BEGINNINGS)
    names = [clean(cell.text) for cell in first[1:]]
    differ = role.kind is Kind.GROUP or len(set(names)) == len(names)
    enough = len(lines) >= _FEWEST and known and body > 0 and differ
    return enough and not any(label_role(text, vocabulary) for text in names)


def looks_turned(blocks: Iterable[Block], vocabulary: Vocabulary) -> bool:
    """Return whether a table has labels or levels at its left alone, with several texts beside each. Linear."""
    rows = [block for block in blocks if isinstance(block, TableRow)]
    return any(_has_labels(list(table), vocabulary) for _number, table in groupby(rows, lambda row: row.table))


def _has_labels(rows: Sequence[TableRow], vocabulary: Vocabulary) -> bool:
    wide = [cells for cells in map(_filled, rows) if len(cells) >= _FEWEST]
    told = [cells for cells in wide if _is_told(cells[0].text, vocabulary)]
    alone = not any(label_role(cell.text, vocabulary) for cells in told for cell in cells[1:])
    return len(told) >= _FEWEST and len(told) * 2 > len(wide) and alone and _differ(told)


def _filled(row: TableRow) -> list[Cell]:
    return [cell for cell in row.cells if cell.text.strip()]


def _is_told(text: str, vocabulary: Vocabulary) -> bool:
    return label_role(text, vocabulary) is not None or worded(text, vocabulary) is not None


def _differ(told: Sequence[Sequence[Cell]]) -> bool:
    """Return whether each label stands once, as levels of rows do not."""
    return len({clean(cells[0].text) for cells in told}) == len(told)
