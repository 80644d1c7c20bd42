"""Properties of runs, paragraphs, rows and cells of a Word text, as its elements set them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from files.cells import COLUMN_LIMIT
from files.readers.docx_frames import CellState, Draft, Row, RunState
from files.readers.docx_numbering import LAST
from files.readers.docx_styles import flag, rank, small
from files.readers.office_parts import attribute

Attributes = dict[str, str]


def put(kind: str, name: str, owner: object, attributes: Attributes) -> None:
    """Set the property `name` of `owner`, which is of that kind: "run", "paragraph", "mark", "row", "cell".

    Does nothing for a property that this kind has not, and where the file puts properties in a wrong place.
    """
    setter = _SETTERS.get((kind, name))
    if setter and isinstance(owner, _OWNERS[kind]):
        setter(owner, attributes)


def _value(attributes: Attributes) -> str:
    found = attributes.get("w:val")
    return attribute(attributes, "val") if found is None else found


def _bold(run: RunState, attributes: Attributes) -> None:
    run.bold = flag(attributes)


def _italic(run: RunState, attributes: Attributes) -> None:
    run.italic = flag(attributes)


def _hidden(run: RunState, attributes: Attributes) -> None:
    run.hidden = flag(attributes)


def _run_style(run: RunState, attributes: Attributes) -> None:
    run.style = _value(attributes)


def _style(draft: Draft, attributes: Attributes) -> None:
    draft.style = _value(attributes)


def _number(draft: Draft, attributes: Attributes) -> None:
    draft.number = _value(attributes)


def _level(draft: Draft, attributes: Attributes) -> None:
    draft.level = small(_value(attributes), LAST)


def _heading(draft: Draft, attributes: Attributes) -> None:
    draft.heading = rank(_value(attributes))


def _unseen(draft: Draft, attributes: Attributes) -> None:
    draft.unseen = flag(attributes)


def _before(row: Row, attributes: Attributes) -> None:
    row.column = small(_value(attributes), COLUMN_LIMIT)


def _head(row: Row, attributes: Attributes) -> None:
    row.head = flag(attributes)


def _span(cell: CellState, attributes: Attributes) -> None:
    cell.span = max(1, small(_value(attributes), COLUMN_LIMIT, 1))


def _merged(cell: CellState, attributes: Attributes) -> None:
    cell.merged = True
    cell.below = _value(attributes) != "restart"


def _beside(cell: CellState, attributes: Attributes) -> None:
    cell.beside = _value(attributes) != "restart"


_OWNERS: Mapping[str, type] = {"run": RunState, "paragraph": Draft, "mark": Draft, "row": Row, "cell": CellState}
_SETTERS: Mapping[tuple[str, str], Callable[[Any, Attributes], None]] = {
    ("run", "b"): _bold,
    ("run", "i"): _italic,
    ("run", "vanish"): _hidden,
    ("run", "rStyle"): _run_style,
    ("paragraph", "pStyle"): _style,
    ("paragraph", "numId"): _number,
    ("paragraph", "ilvl"): _level,
    ("paragraph", "outlineLvl"): _heading,
    ("mark", "vanish"): _unseen,
    ("row", "gridBefore"): _before,
    ("row", "tblHeader"): _head,
    ("cell", "gridSpan"): _span,
    ("cell", "vMerge"): _merged,
    ("cell", "hMerge"): _beside,
}
#: The names of all properties that are read here.
PROPERTIES = frozenset(name for _kind, name in _SETTERS)
