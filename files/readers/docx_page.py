"""The page that a text of Word gives: paragraphs and rows as they end, in the order that a person reads them.

Knows no XML. A paragraph whose mark is deleted goes on in the next one. A table within a cell gives lines of the cell,
its cells parted by TABs; but a cell that stands alone in its row merely frames the table in it, and is left out. What
stands in a text box comes after the paragraph that holds the box.
"""

from __future__ import annotations

from documents.translation import grouped
from files.cells import CELL_WEIGHT, COLUMN_LIMIT, WEIGHT_LIMIT
from files.readers.blocks import Block, Cell, Paragraph, Place, TableRow
from files.readers.docx_frames import CellState, Draft, Frame, Item, Row, RunState, Table
from files.readers.docx_numbering import BULLET, NONE, Mark, Numbering
from files.readers.docx_runs import Run, joined, typed_marks
from files.readers.docx_styles import Style, Styles
from files.zip_guard import ArchiveError

#: The deepest nesting of paragraphs, tables, rows, cells and text boxes; people stay below twenty.
DEPTH_LIMIT = 100
#: The most paragraphs, runs, tables, rows, cells and text boxes of a file together; a thousand documents have 250,000.
PART_LIMIT = 300_000
#: The most runs of a paragraph whose looks are kept; one with more has no emphasis. Long, much edited ones have 500.
RUN_LIMIT = 5_000
_NOWHERE = Place(0)


class Page:
    """Builder of the blocks of a text.

    `counts` are the times that something was done or left out, by the code of its note; `firsts` the numbers of the
    blocks where.
    """

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.styles, self.numbering = styles, numbering
        self.ready: list[Item] = []
        self.frames: list[Frame] = []
        self.carried: Draft | None = None
        self.deleted = self.cells = 0
        self.parts = self.weight = self.number = self.paragraphs = self.tables = 0
        self.numbers: dict[int, int] = {}
        self.counts: dict[str, int] = {}
        self.firsts: dict[str, int] = {}

    def note(self, code: str) -> None:
        """Count something that was done or left out here."""
        self.counts[code] = self.counts.get(code, 0) + 1
        self.firsts.setdefault(code, self.number + len(self.ready) + 1)

    def taken(self) -> list[Block]:
        """Return the finished blocks, each once, with their numbers and places."""
        blocks: list[Block] = []
        for item in self.ready:
            self.number += 1
            if isinstance(item, Paragraph):
                self.paragraphs += 1
                place = Place(self.paragraphs)
                blocks.append(Paragraph(self.number, place, item.text, item.heading, item.depth, item.bold))
            else:
                table = self.numbers.setdefault(item.table, len(self.numbers) + 1)
                blocks.append(TableRow(self.number, Place(item.place.row, table), table, item.cells, item.head))
        self.ready.clear()
        return blocks

    def inside(self) -> list[Item]:
        """Return the list that takes what ends here."""
        return self.frames[-1].inside if self.frames else self.ready

    def innermost(self) -> Frame | None:
        """Return the innermost open part."""
        return self.frames[-1] if self.frames else None

    def push(self, frame: Frame) -> None:
        """Open a part. Raises ArchiveError when parts are too many, or stand too deep in each other."""
        self.count_part()
        if len(self.frames) >= DEPTH_LIMIT:
            raise ArchiveError("E_ARCHIVE_BROKEN")
        self.frames.append(frame)

    def count_part(self) -> None:
        """Count a part or a run. Raises ArchiveError when they are too many."""
        self.parts += 1
        if self.parts > PART_LIMIT:
            raise ArchiveError("E_ARCHIVE_PARTS", limit=grouped(PART_LIMIT))

    def weigh(self, text: str) -> None:
        """Count a text. Raises ArchiveError when all texts together are too long."""
        self.weight += len(text) + CELL_WEIGHT
        if self.weight > WEIGHT_LIMIT:
            raise ArchiveError("E_ARCHIVE_SIZE", limit=WEIGHT_LIMIT // 1024 // 1024)

    def begin_paragraph(self) -> Draft:
        """Open a paragraph; it begins with what was carried on from the one before."""
        target = self.inside()
        draft = Draft([], target, self.cells > 0)
        if self.carried and self.carried.target is target:
            draft.runs, draft.plain, draft.inside = self.carried.runs, self.carried.plain, self.carried.inside
            self.carried = None
        self.settle()
        self.push(draft)
        return draft

    def end_paragraph(self, draft: Draft) -> None:
        """End the innermost open part, a paragraph."""
        self.settle()
        self.frames.pop()
        if draft.deleted:
            self.carried = draft
        else:
            self.put(draft)

    def settle(self) -> None:
        """End a paragraph that was to be carried on, where no other follows it."""
        draft, self.carried = self.carried, None
        if draft:
            self.put(draft, counted=False)

    def put(self, draft: Draft, *, counted: bool = True) -> None:
        """Give a paragraph that ended, and what stood in it."""
        style = self.style(draft)
        if draft.plain:
            _flatten(draft)
            draft.runs = [Run("".join(draft.plain))]
        text, bold = joined(draft.runs, bold=style.bold is True, italic=style.italic is True)
        mark = self.mark(draft, style) if counted and not (draft.unseen and not text) else NONE
        shown = f"{mark.text}\t{text}" if mark.text and text else text or (mark.text if mark.text != BULLET else "")
        if shown and style.contents and not draft.in_cell:
            self.note("W_WORD_CONTENTS")
        elif shown:
            self.weigh(shown)
            if "*" in text and typed_marks(draft.runs):
                self.note("W_WORD_ASTERISKS")
            heading = draft.heading if draft.heading is not None else style.heading or 0
            depth = mark.depth if mark.text and not heading else 0
            draft.target.append(Paragraph(0, _NOWHERE, shown, heading, depth, bold))
        draft.target.extend(draft.inside)

    def style(self, draft: Draft) -> Style:
        """Return the style of a paragraph."""
        return self.styles.get(draft.style or self.styles.normal)

    def mark(self, draft: Draft, style: Style) -> Mark:
        """Return the printed number or bullet of a paragraph, and count it."""
        number = draft.number if draft.number is not None else style.number
        if number is None or self.deleted:
            return NONE
        names = (draft.style or self.styles.normal, style.numbered or "") if draft.number is None else ()
        mark = self.numbering.mark(number, draft.level, names, style.level or 0)
        return mark._replace(depth=style.depth) if style.depth and mark.depth == 1 and not draft.number else mark

    def add_run(self, draft: Draft, run: RunState) -> None:
        """Add a run to a paragraph, unless it is hidden. Raises ArchiveError as `count_part`."""
        self.count_part()
        text = "".join(run.pieces)
        run.pieces = []
        named = self.styles.get(run.style)
        hidden = run.hidden if run.hidden is not None else bool(self.style(draft).hidden) != bool(named.hidden)
        if not text:
            return
        if not hidden:
            if len(draft.runs) >= RUN_LIMIT:
                _flatten(draft)
            draft.runs.append(Run(text, run.bold, run.italic, named.bold is True, named.italic is True))
        elif text.strip():
            self.note("W_HIDDEN_TEXT")

    def begin_box(self) -> None:
        """Open a text box; it gives what it holds to the paragraph that it stands in."""
        self.push(Frame(self.inside()))

    def begin_table(self) -> None:
        """Open a table. It gets its number with its first row that is a block."""
        self.settle()
        self.tables += 1
        self.push(Table(self.inside(), self.tables))

    def begin_row(self) -> None:
        """Open a row, where a table is open."""
        above = self.innermost()
        self.push(Row(above.inside, above) if isinstance(above, Table) else Frame(self.inside()))

    def begin_cell(self) -> None:
        """Open a cell, where a row is open."""
        above = self.innermost()
        self.push(CellState([], above) if isinstance(above, Row) else Frame(self.inside()))
        self.cells += isinstance(above, Row)

    def drop_row(self) -> None:
        """Leave out the open row, which is deleted or hidden."""
        if isinstance(row := self.innermost(), Row) and not row.gone:
            row.gone = True
            self.deleted += 1

    def drop_cell(self) -> None:
        """Leave out the open cell, which is deleted."""
        if isinstance(cell := self.innermost(), CellState) and not cell.gone:
            cell.gone = True
            self.deleted += 1

    def end(self) -> None:
        """End the innermost open part: a table, a row, a cell."""
        self.settle()
        frame = self.frames.pop()
        if isinstance(frame, CellState):
            self.cells -= 1
            self.end_cell(frame, frame.row)
        elif isinstance(frame, Row):
            self.end_row(frame, frame.table)

    def end_cell(self, cell: CellState, row: Row) -> None:
        """Add a cell to its row. Raises ArchiveError beyond the last column."""
        text = "\n".join(map(_line, cell.inside))
        if cell.gone:
            self.deleted -= 1
            return
        if cell.beside and row.cells and not text:
            row.column += cell.span
            row.cells[-1] = row.cells[-1]._replace(span=min(row.column, COLUMN_LIMIT) - row.cells[-1].column)
            return
        if row.column >= COLUMN_LIMIT:
            raise ArchiveError("E_ARCHIVE_MEMBERS", limit=COLUMN_LIMIT)
        span = min(cell.span, COLUMN_LIMIT - row.column)
        below = cell.below and row.column in row.table.merged
        if cell.merged:
            row.merged.add(row.column)
        if below and text:
            self.note("W_HIDDEN_TEXT")
        if below or text:
            row.cells.append(Cell(row.column, "" if below else text, span, below))
            row.frames += [] if below else [cell.inside]
        row.column += span

    def end_row(self, row: Row, table: Table) -> None:
        """Give a row that has text."""
        if row.gone:
            self.deleted -= 1
            return
        table.rows += 1
        table.merged = frozenset(row.merged)
        self.weigh("")
        if len(row.frames) == 1 and any(isinstance(item, TableRow) for item in row.frames[0]):
            row.inside.extend(row.frames[0])
        elif row.frames:
            place = Place(table.rows, table.serial)
            row.inside.append(TableRow(0, place, table.serial, tuple(row.cells), row.head))


def _line(item: Item) -> str:
    """Return the lines of a cell that an item in it becomes: a paragraph its own, a row its cells."""
    return item.text if isinstance(item, Paragraph) else "\t".join(cell.text for cell in item.cells if cell.text)


def _flatten(draft: Draft) -> None:
    """Keep the texts of a paragraph's runs without their looks."""
    draft.plain.append("".join(run.text for run in draft.runs))
    draft.runs.clear()
