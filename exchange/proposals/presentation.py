"""Changed documents on the pages of a proposal: rows with their words marked, and checkboxes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from documents.comparison.changes import ChangeKind, DocumentChange
from documents.comparison.diff import Budget
from documents.document import Document
from exchange.document_types import DocumentType
from exchange.history.presentation import Row, row, row_of_line
from exchange.history.recording import change_of
from exchange.history.versions import address
from exchange.models import Revision
from exchange.proposals.comparison import weight
from exchange.proposals.rows import changes_of
from exchange.proposals.selection import Entry, Selection

#: The most rows on a page.
ROWS = 2_000


@dataclass(frozen=True, slots=True)
class DocumentDiff:
    """One document of a review or of an import's result: its kind of change and its rows.

    A document that is added or removed has all its non-empty lines as rows. `summary` counts the contents.
    `url` is "" when the document has no page. `value` is the value of its first checkbox; `ticked` says whether any of
    its changes is selected. `revision` is that whose page shows the rows when this page has no room for them, else 0.
    """

    kind: ChangeKind
    document: Document
    mark: str
    rows: tuple[Row, ...]
    summary: str = ""
    url: str = ""
    value: str = ""
    ticked: bool = True
    revision: int = 0


def diffs_of_selection(selection: Selection, numbered: Sequence[tuple[int, Entry]]) -> Iterator[DocumentDiff]:
    """Yield the diffs of some numbered documents of a selection, in order. Queries as `changes_of`.

    One `Budget` of time serves for marking the words of all of them.
    """
    budget, document_type = Budget(), selection.document_type
    changes = changes_of(document_type, [entry.row for _, entry in numbered])
    for (number, entry), change in zip(numbered, changes, strict=True):
        ticks = [(f"{number}.{nth}", ticked) for nth, ticked in enumerate(selection.ticks(entry))]
        found = _diff(change, document_type, ticks, budget, has_page=change.before is not None)
        yield replace(found, value=ticks[0][0], ticked=any(ticked for _, ticked in ticks))


def diffs_of_revisions(
    revisions: Iterable[Revision], document_type: DocumentType, existing: set[str]
) -> Iterator[DocumentDiff]:
    """Yield the changes that revisions made, in order; documents of the keys `existing` have a page.

    After `ROWS` rows, as `weight` counts them, documents come without rows.
    """
    budget, room = Budget(), ROWS
    for revision in revisions:
        change = change_of(revision)
        room -= weight(change)
        shown = change if room > 0 else DocumentChange(change.before, change.after)
        ticks = [("", True)] * len(shown.lines)
        diff = _diff(shown, document_type, ticks, budget, has_page=change.key in existing)
        moved = address(change.before, change.after, document_type)
        yield replace(diff, rows=(*moved, *diff.rows)) if room > 0 else replace(diff, rows=(), revision=revision.pk)


def _diff(
    change: DocumentChange,
    document_type: DocumentType,
    ticks: Sequence[tuple[str, bool]],
    budget: Budget,
    *,
    has_page: bool,
) -> DocumentDiff:
    document = change.document
    url = document_type.pages.url(change.key) if has_page else ""
    rows = tuple(_rows(change, document_type, ticks, budget))
    return DocumentDiff(
        change.kind,
        document,
        document_type.pages.short_label(document),
        rows,
        document_type.pages.summary(document),
        url,
    )


def _rows(
    change: DocumentChange, kind: DocumentType, ticks: Sequence[tuple[str, bool]], budget: Budget
) -> Iterator[Row]:
    if change.kind is not ChangeKind.CHANGED:
        yield from (row_of_line(line) for line in change.document.lines if line.text)
        return
    boxes = iter(ticks)
    if change.renames:
        value, ticked = next(boxes)
        yield from (replace(each, value=value, ticked=ticked) for each in address(change.before, change.after, kind))
    for line, (value, ticked) in zip(change.lines, boxes, strict=True):
        yield replace(row(line, budget), value=value, ticked=ticked)
