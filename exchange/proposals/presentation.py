"""Changed documents on the page of a proposal's result: rows with their words marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
from exchange.proposals.listing import ROWS


@dataclass(frozen=True, slots=True)
class DocumentDiff:
    """One document of a review or of a proposal's result: its kind of change and its rows.

    A document that is added or removed has all its non-empty lines as rows. `summary` counts the contents.
    `url` is "" when the document has no page. `revision` is that whose page shows the rows when this page has no room
    for them, else 0.
    """

    kind: ChangeKind
    document: Document
    mark: str
    rows: tuple[Row, ...]
    summary: str = ""
    url: str = ""
    revision: int = 0


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
        diff = diff_of(shown, document_type, budget, has_page=change.key in existing)
        moved = address(change.before, change.after, document_type)
        yield replace(diff, rows=(*moved, *diff.rows)) if room > 0 else replace(diff, rows=(), revision=revision.pk)


def diff_of(change: DocumentChange, document_type: DocumentType, budget: Budget, *, has_page: bool) -> DocumentDiff:
    """Return a change with its rows, whose words are marked as long as `budget` lasts."""
    document = change.document
    url = document_type.pages.url(change.key) if has_page else ""
    rows = tuple(_rows(change, document_type, budget))
    return DocumentDiff(
        change.kind,
        document,
        document_type.pages.short_label(document),
        rows,
        document_type.pages.summary(document),
        url,
    )


def _rows(change: DocumentChange, document_type: DocumentType, budget: Budget) -> Iterator[Row]:
    if change.kind is not ChangeKind.CHANGED:
        yield from (row_of_line(line) for line in change.document.lines if line.text)
        return
    if change.renames:
        yield from address(change.before, change.after, document_type)
    yield from (row(line, budget) for line in change.lines)
