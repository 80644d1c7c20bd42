"""Build a new version of a document with only some of its changes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from documents.comparison.alignment import merge
from documents.comparison.diff import Change, pair_lines
from documents.document import Document, Line

#: A line of the resulting version with its index in the old one, -1 without one.
Placed = tuple[int, Line]


def exclude_changes(
    before: Document, after: Document, left_out: Collection[str], texts: Mapping[str, str] | None = None
) -> Document:
    """Return `after` without the changes named in `left_out` (see `Change.name`), which stay as in `before`.

    `texts` are other texts for lines whose changes stay in, by their names; a line that `after` lacks then stays too.
    A line that keeps its old place follows the line that it followed there. The result need not be a document that its
    type can hold (two lines may get the same number): the caller checks. Its raw text is unknown (None).
    Costs as much as `compare`.
    """
    places = {line: place for place, line in enumerate(before.lines)}
    placed: dict[str, list[Placed]] = {}
    reinserted: list[Placed] = []
    for old, new, change in pair_lines(before, after):
        left = change is not None and change.name in left_out
        wanted = old if left else _worded(old, new, change, texts or {})
        place = -1 if old is None else places[old]
        if wanted and change and (new is None or (left and change.was)):
            reinserted.append((place, wanted))
        elif wanted:
            placed.setdefault(wanted.section, []).append((place, wanted))
    for place, line in reinserted:
        _reinsert(placed.setdefault(line.section, []), place, line)
    order = merge(_sections(before), _sections(after))
    lines = [line for section in order for line in _counted([line for _, line in placed.get(section, ())])]
    return Document(before.key, after.title, tuple(lines), source_line=after.source_line)


def _worded(old: Line | None, new: Line | None, change: Change | None, texts: Mapping[str, str]) -> Line | None:
    line = new or old
    return replace(line, text=texts[change.name]) if line and change and change.name in texts else new


def _sections(document: Document) -> list[str]:
    return list(dict.fromkeys(line.section for line in document.lines))


def _reinsert(placed: list[Placed], place: int, line: Line) -> None:
    """Insert a line after the nearest of the lines before it in the old version."""
    before = [index for index, (other, _) in enumerate(placed) if -1 < other < place]
    nearest = max(before, key=lambda index: placed[index][0], default=-1)
    placed.insert(nearest + 1, (place, line))


def _counted(lines: list[Line]) -> list[Line]:
    """Return the lines of a list, with a new index for those that have one."""
    return [replace(line, index=nth) if line.index else line for nth, line in enumerate(lines, 1)]
