"""A new version of a document with only some of its changes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from documents.comparison.alignment import merge
from documents.comparison.diff import pair_lines
from documents.document import Document, Line

#: A line of the picked version with its place in the old one, -1 when it has none.
Placed = tuple[int, Line]


def exclude_changes(before: Document, after: Document, left_out: Collection[str]) -> Document:
    """`after`, but as in `before` where a change named in `left_out` (see `Change.name`) would differ.

    A line that keeps its old place follows the line that it followed there. What results need not be a document
    that its format can hold (two lines may get the same number): the caller checks. Its raw text is not known.
    Costs what `compare` does.
    """
    places = {line: place for place, line in enumerate(before.lines)}
    placed: dict[str, list[Placed]] = {}
    reinserted: list[Placed] = []
    for old, new, change in pair_lines(before, after):
        wanted = old if change and change.name in left_out else new
        place = -1 if old is None else places[old]
        if wanted and wanted is old and change and (change.was or new is None):
            reinserted.append((place, wanted))
        elif wanted:
            placed.setdefault(wanted.section, []).append((place, wanted))
    for place, line in reinserted:
        _reinsert(placed.setdefault(line.section, []), place, line)
    order = merge(_sections(before), _sections(after))
    lines = [line for section in order for line in _counted([line for _, line in placed.get(section, ())])]
    return Document(before.key, after.title, tuple(lines), source_line=after.source_line)


def _sections(document: Document) -> list[str]:
    return list(dict.fromkeys(line.section for line in document.lines))


def _reinsert(placed: list[Placed], place: int, line: Line) -> None:
    """Insert a line after the nearest of those that stood before it in the old version."""
    before = [index for index, (other, _) in enumerate(placed) if -1 < other < place]
    nearest = max(before, key=lambda index: placed[index][0], default=-1)
    placed.insert(nearest + 1, (place, line))


def _counted(lines: list[Line]) -> list[Line]:
    """Lines that are known by their place in the list, known by their place in this one."""
    return [replace(line, index=nth) if line.index else line for nth, line in enumerate(lines, 1)]
