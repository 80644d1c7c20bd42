"""Parts of a text of Word that hold others while they are read: paragraphs, tables, rows, cells, text boxes."""

from __future__ import annotations

from dataclasses import dataclass, field

from files.readers.blocks import Cell, Paragraph, TableRow
from files.readers.docx_runs import Run

#: What a finished part gives: a block whose number is not known yet; within a cell, it becomes lines of its text.
Item = Paragraph | TableRow


@dataclass(slots=True)
class RunState:
    """A run: its texts so far, what it says itself, its style."""

    pieces: list[str] = field(default_factory=list)
    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    style: str = ""


@dataclass(slots=True)
class Frame:
    """An open part; what is finished within it goes to `inside`."""

    inside: list[Item]


@dataclass(slots=True)
class Draft(Frame):
    """A paragraph, in a cell or not; text boxes and the like that stand in it go to `inside`, and
    come after it in `target`.

    `deleted` and `unseen` say that its mark is deleted or hidden; `instructions` holds, for each field that is open,
    whether its instruction still goes on, and `waiting` the number of these. `plain` is the text of a paragraph with
    so many runs that their looks are no longer kept.
    """

    target: list[Item]
    in_cell: bool
    style: str = ""
    number: str | None = None
    level: int | None = None
    heading: int | None = None
    deleted: bool = False
    unseen: bool = False
    runs: list[Run] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)
    instructions: list[bool] = field(default_factory=list)
    waiting: int = 0


@dataclass(slots=True)
class Table(Frame):
    """A table: which one of the file it is; its rows so far; the columns merged downwards."""

    serial: int
    rows: int = 0
    merged: frozenset[int] = frozenset()


@dataclass(slots=True)
class Row(Frame):
    """A row of `table`: the next column, the cells so far, the columns merged on into the next row.

    `frames` holds what stands in the cells with a text.
    """

    table: Table
    column: int = 0
    cells: list[Cell] = field(default_factory=list)
    frames: list[list[Item]] = field(default_factory=list)
    merged: set[int] = field(default_factory=set)
    head: bool = False
    gone: bool = False


@dataclass(slots=True)
class CellState(Frame):
    """A cell of `row`: the columns that it covers; whether it is merged with cells above or below, and goes on from the
    one above; whether it goes on from the one beside it.
    """

    row: Row
    span: int = 1
    merged: bool = False
    below: bool = False
    beside: bool = False
    gone: bool = False
