"""Changed documents as pages show them: where each line stands, its words marked, and what may be ticked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from documents.comparison.diff import Budget, Change, Segment, compare, diff_words
from documents.document import Document
from exchange.document_types import DocumentType
from exchange.history.recording import after_of, before_of
from exchange.imports.selection import Entry, Plan
from exchange.models import Revision


@dataclass(frozen=True, slots=True)
class Row:
    """One changed line: its address, its words, its line of the file (0: none), the address it had (""): none.

    `value` names it in a form, and `ticked` says whether it will be made.
    """

    place: str
    pieces: tuple[Segment, ...]
    at: int = 0
    was: str = ""
    value: str = ""
    ticked: bool = True


@dataclass(frozen=True, slots=True)
class Block:
    """One document of a review or of the history: its kind (`added`, `changed`, `missing`) and its rows.

    A document that is new or missing has its `summary` and all its lines as rows. `url` is "" where no page is.
    """

    kind: str
    document: Document
    mark: str
    rows: tuple[Row, ...]
    summary: str = ""
    url: str = ""
    value: str = ""
    ticked: bool = True


def blocks_of_plan(plan: Plan, entries: Iterable[tuple[int, Entry]], document_type: DocumentType) -> Iterator[Block]:
    """The blocks of some numbered entries of a plan, in order; at most one `Budget` of time for all their words."""
    budget = Budget()
    for number, entry in entries:
        ticks = [(f"{number}.{nth}", plan.takes(entry, name)) for nth, name in enumerate(entry.names)]
        stored = entry.document if entry.kind == "missing" else entry.before
        yield Block(
            entry.kind,
            entry.document,
            document_type.pages.short_label(entry.document),
            tuple(_rows(entry, ticks, budget)),
            document_type.pages.summary(entry.document),
            document_type.pages.url(entry.document.key) if stored else "",
            ticks[0][0],
            any(ticked for _, ticked in ticks),
        )


def blocks_of_revisions(
    revisions: Iterable[Revision], document_type: DocumentType, existing: set[str]
) -> Iterator[Block]:
    """What revisions changed, in order; those of `existing` keys have a page."""
    budget = Budget()
    for revision in revisions:
        entry = entry_of(revision)
        key = entry.document.key
        yield Block(
            entry.kind,
            entry.document,
            document_type.pages.short_label(entry.document),
            tuple(_rows(entry, [("", True)] * len(entry.lines), budget)),
            document_type.pages.summary(entry.document),
            document_type.pages.url(key) if key in existing else "",
        )


def entry_of(revision: Revision) -> Entry:
    """What a revision did, as one entry. Raises no error for a revision of raw lines alone: it has no lines."""
    before, after = before_of(revision), after_of(revision)
    if after is None:
        assert before is not None
        return Entry("missing", before)
    return Entry("changed", after, compare(before, after), before) if before else Entry("added", after)


def _rows(entry: Entry, ticks: list[tuple[str, bool]], budget: Budget) -> Iterator[Row]:
    if entry.kind != "changed":
        for line in entry.document.lines:
            if line.text:
                yield Row(_capital(line.path), (Segment(line.text),), line.at)
        return
    for change, (value, ticked) in zip(entry.lines, ticks, strict=True):
        yield replace(row(change, budget), value=value, ticked=ticked)


def row(change: Change, budget: Budget) -> Row:
    """A changed line with its words marked within `budget`."""
    return Row(_capital(change.path), _pieces(change, budget), change.at, _capital(change.was))


def _pieces(change: Change, budget: Budget) -> tuple[Segment, ...]:
    if change.before is None:
        return (Segment(change.after or "", inserted=True),)
    if change.after is None:
        return (Segment(change.before, deleted=True),)
    return diff_words(change.before, change.after, budget)


def _capital(path: str) -> str:
    return path[:1].upper() + path[1:]
