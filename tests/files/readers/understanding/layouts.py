"""Blocks of tables for tests: from lists of rows, from sheets and from Word files; and what was read of them."""

import csv
import io
from collections import Counter

import openpyxl
from docx import Document
from docx.table import Table

from development.format.vocabulary import VOCABULARY as GUIDE
from dictionary.format.vocabulary import VOCABULARY as DICTIONARY
from documents.document import clean
from files.readers.blocks import Cell, Paragraph, Place, TableRow
from files.readers.understanding.reading import understand
from files.readers.understanding.record import Answers

#: In a list of rows: a cell that goes on with the merged cell above, and one that goes on with the cell at its left.
DOWN, LEFT = object(), object()


def rows(*lines, table=1, sheet="", first=1):
    """Table rows of lists of texts; `None` and "" are empty cells, `DOWN` and `LEFT` are merged ones."""
    found = []
    for number, line in enumerate(lines, first):
        cells = []
        for column, text in enumerate(line):
            if text is LEFT:
                cells[-1] = cells[-1]._replace(span=cells[-1].span + 1)
            elif text is DOWN:
                cells.append(Cell(column, "", continues=True))
            elif text not in (None, ""):
                cells.append(Cell(column, str(text)))
        if cells:
            place = Place(number, 0 if sheet else table, sheet)
            found.append(TableRow(number, place, table, tuple(cells)))
    return found


def markdown(text, **more):
    """Table rows of lines with cells apart by "|"; "^" goes on with the cell above, "<" with that at the left."""
    signs = {"^": DOWN, "<": LEFT}
    lines = [[signs.get(cell.strip(), cell.strip().replace("\\n", "\n")) for cell in line.split("|")] for line in
             text.strip("\n").splitlines()]  # fmt: skip
    return rows(*lines, **more)


def of_csv(data, delimiter):
    """Blocks of a CSV file."""
    return rows(*csv.reader(io.StringIO(data), delimiter=delimiter))


def of_xlsx(path):
    """Blocks of the visible sheets of a workbook."""
    book = openpyxl.load_workbook(path)
    visible = [sheet for sheet in book if sheet.sheet_state == "visible"]
    found = []
    for table, sheet in enumerate(visible, 1):
        spans = {(area.min_row, area.min_col): area.max_col - area.min_col + 1 for area in sheet.merged_cells.ranges}
        below = {
            (row, area.min_col)
            for area in sheet.merged_cells.ranges
            for row in range(area.min_row + 1, area.max_row + 1)
        }
        for line in sheet.iter_rows():
            cells = [
                Cell(cell.column - 1, str(cell.value or ""), spans.get((cell.row, cell.column), 1), at in below)
                for cell in line
                if cell.value is not None or (at := (cell.row, cell.column)) in below
                if (at := (cell.row, cell.column))
            ]
            if cells:
                place = Place(line[0].row, 0, sheet.title if len(visible) > 1 else "")
                found.append(TableRow(len(found) + 1, place, table, tuple(cells)))
    return found


def of_docx(path):
    """Blocks of a Word file: paragraphs and tables in order, without its numbering."""
    found, tables = [], 0
    for part in Document(path).iter_inner_content():
        if isinstance(part, Table):
            tables += 1
            for number, line in enumerate(part.rows, 1):
                cells = [Cell(at, cell.text) for at, cell in enumerate(line.cells) if cell.text.strip()]
                if cells:
                    found.append(TableRow(len(found) + 1, Place(number, tables), tables, tuple(cells)))
        elif part.text.strip():
            found.append(Paragraph(len(found) + 1, Place(len(found) + 1), part.text))
    return found


def read(blocks, vocabulary=DICTIONARY, answers=None, stored=None):
    """What a file with these blocks says."""
    return understand(blocks, vocabulary, answers or Answers(), lambda: stored or {})


def guide(blocks, answers=None):
    """What a guide with these blocks says."""
    return read(blocks, GUIDE, answers)


def told(result):
    """What was read as lines of text: the code and the name of each document, and its lines with their paths."""
    return [
        line
        for document in result.parsed.documents
        for line in (f"{document.key} {document.title}", *(f"{one.path}: {one.text}" for one in document.lines))
    ]


def lines(result, key=None):
    """The paths and texts of one document, by default of the only one."""
    (document,) = [one for one in result.parsed.documents if key in (None, one.key)]
    return {line.path: line.text for line in document.lines if line.text}


def counts(result):
    """How many lines of each section were read: "indikator" and "level" over all levels."""
    found = Counter()
    for document in result.parsed.documents:
        levels = set()
        for line in document.lines:
            if line.section.startswith("level"):
                levels.add(line.section)
                found["indicators" if line.label else "level_descriptions"] += bool(line.text)
            elif line.text:
                found[line.section] += 1
        found["levels"] += len(levels)
    return found


def asked(result):
    """The texts that a person has to look at."""
    return [clean(fate.text) for fate in result.account if fate.asks]


def left(result):
    """The texts that were left out and not asked about, with the reasons."""
    return {clean(fate.text): str(fate.reason) for fate in result.account if fate.left_out and not fate.asks}


def problems(result):
    """The codes of the problems, without those that every short example has."""
    usual = {"W_NO_DEFINITION", "W_NO_KEY_BEHAVIOUR", "W_EMPTY_LEVEL", "W_LEVEL_GAP"}
    return [problem.code for problem in result.parsed.problems if problem.code not in usual]
