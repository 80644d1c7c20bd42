"""Change sets: the revisions that one recording wrote, counted and listed as one.

A set has the number that its revisions keep, a content version. Rows from before that was kept have none: those of one
import through one door are a set, every other is a set alone, and its number is the primary key of its newest
revision. Content versions are times in microseconds and primary keys are small, so that numbers stand in the order of
time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.core.paginator import Page as NumberedPage
from django.core.paginator import Paginator
from django.db.models import Case, Count, F, Max, Min, Q, UUIDField, When, Window
from django.db.models.functions import RowNumber

from exchange import document_types
from exchange.models import Revision, RevisionQuerySet

#: Change sets on a page, documents of each that are shown there, and documents on a page of one set.
SETS, LISTED, DOCUMENTS = 20, 5, 25
#: What revisions of one set have in common: the number; in rows without one the import and the door, or the row.
COMMON = ("change_set", "file", "way", "alone")
Common = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """One change set, with its numbers to ask from for newer and for older sets."""

    common: Common
    newest: int
    oldest: int

    @property
    def numbered(self) -> bool:
        """Whether its revisions keep a number."""
        return self.common[0] is not None

    def members(self) -> Q:
        """Return the condition that its revisions meet."""
        number, file, way, alone = self.common
        if self.numbered:
            return Q(change_set=number)
        return Q(change_set=None, source=file, door=way) if file else Q(change_set=None, pk=alone)


@dataclass(frozen=True, slots=True)
class Spans:
    """Some change sets, newest first, with the numbers to ask from for newer and older ones; 0 at the ends.

    `first` is the place of the first among `total`, from 1.
    """

    spans: tuple[Span, ...] = ()
    newer: int = 0
    older: int = 0
    first: int = 0
    total: int = 0

    @property
    def last(self) -> int:
        """Return the place of the last."""
        return self.first + len(self.spans) - 1


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of the documents of one format in a change set; the format is "" for those that are gone."""

    format: str
    every: int
    added: int
    removed: int

    @property
    def changed(self) -> int:
        """Return how many were there before and after."""
        return self.every - self.added - self.removed


@dataclass(frozen=True, slots=True)
class Contents:
    """What a change set holds, and how many of its documents meet the condition that was asked."""

    tallies: tuple[Tally, ...]
    matched: int


def page(revisions: RevisionQuerySet, *, before: int = 0, after: int = 0, size: int) -> Spans:
    """Return the newest `size` sets of `revisions`, or those older than the number `before` or newer than `after`.

    Returns the newest ones as well when none is older than `before`, or when at most `size` are newer than `after`.
    Five queries for any number of revisions, two more in these two cases. They read numbers and no text.
    """
    found = _nearest(revisions, before=before, after=after, size=size + 1)
    more, shown = len(found) > size, sorted(found[:size], key=lambda span: span.newest, reverse=True)
    if (before and not shown) or (after and not before and not more):
        return page(revisions, size=size)
    if not shown:
        return Spans()
    newer = before or (after and more)
    older = more or (after and not before)
    first, total = _place(revisions, shown[0])
    return Spans(tuple(shown), shown[0].newest if newer else 0, shown[-1].oldest if older else 0, first, total)


def _nearest(revisions: RevisionQuerySet, *, before: int, after: int, size: int) -> list[Span]:
    """Return the next sets in one direction, the nearest first; two queries."""
    up = bool(after and not before)
    numbered, old = revisions.filter(change_set__isnull=False), revisions.filter(change_set=None)
    if before:
        numbered, old = numbered.filter(change_set__lt=before), old.filter(pk__lt=before)
    elif after:
        numbered, old = numbered.filter(change_set__gt=after), old.filter(pk__gt=after)
    order = "" if up else "-"
    numbers = numbered.order_by(f"{order}change_set").values_list("change_set", flat=True).distinct()[:size]
    groups = _common(old).annotate(newest=Max("pk"), oldest=Min("pk")).order_by(f"{order}newest")[:size]
    spans = [_numbered(number) for number in numbers if number]
    spans += [Span(tuple(row[name] for name in COMMON), row["newest"], row["oldest"]) for row in groups]
    return sorted(spans, key=lambda span: span.newest, reverse=not up)[:size]


def _numbered(number: int) -> Span:
    return Span((number, None, None, None), number, number)


def _place(revisions: RevisionQuerySet, first: Span) -> tuple[int, int]:
    """Return the place of a set among those of `revisions`, from 1, and how many there are; three queries."""
    numbered, old = revisions.filter(change_set__isnull=False), revisions.filter(change_set=None)
    newer = numbered.filter(change_set__gt=first.newest) if first.numbered else old.filter(pk__gt=first.newest)
    counted = numbered.order_by().aggregate(sets=Count("change_set", distinct=True))["sets"]
    place = _common(newer).order_by().distinct().count() + (0 if first.numbered else counted)
    return place + 1, counted + _common(old).order_by().distinct().count()


def _with_common(revisions: RevisionQuerySet) -> RevisionQuerySet:
    file = Case(When(change_set=None, then=F("source_id")), output_field=UUIDField())
    way = Case(When(change_set=None, source__isnull=False, then=F("door")))
    return revisions.annotate(file=file, way=way, alone=Case(When(change_set=None, source=None, then=F("pk"))))


def _common(revisions: RevisionQuerySet) -> Any:
    return _with_common(revisions).values(*COMMON)


def common_of(revision: Revision) -> Common:
    """Return what a revision has in common with those of its set."""
    if revision.change_set is not None:
        return (revision.change_set, None, None, None)
    return (None, revision.source_id, revision.door, None) if revision.source_id else (None, None, None, revision.pk)


def find(number: int) -> Span | None:
    """Return the set of a number, None when there is none; one query, two for rows without a number.

    Every primary key in a set without a number finds it.
    """
    if Revision.objects.filter(change_set=number).exists():
        return _numbered(number)
    revision = Revision.objects.filter(change_set=None, pk=number).defer("before", "after").first()
    return Span(common_of(revision), number, number) if revision else None


def number_of(revision: Revision) -> int:
    """Return the number of the set that a revision is in."""
    return int(revision.change_set or revision.pk)


def size_of(revision: Revision) -> int:
    """Return the number of revisions in the set of a revision; one query."""
    span = Span(common_of(revision), revision.pk, revision.pk)
    return Revision.objects.filter(span.members()).count()


def contents(spans: Iterable[Span], condition: Q) -> dict[Common, Contents]:
    """Return what each set holds, by what its revisions have in common; a query, two if some have no number.

    Grouped by the set and not by the format, in the order of an index: no database sorts texts.
    """
    numbered, old = _parted(spans)
    slugs = [document_type.slug for document_type in document_types.all_types()]
    formats = {slug: Q(format=slug) for slug in slugs} | {"": ~Q(format__in=slugs)}
    counts: dict[str, Any] = {"matched": Count("pk", filter=condition) if condition else Count("pk")}
    for slug, of_format in formats.items():
        counts[f"{slug}_begin"] = Min("pk", filter=of_format)
        counts[f"{slug}_every"] = Count("pk", filter=of_format)
        counts[f"{slug}_added"] = Count("pk", filter=of_format & Q(before__isnull=True))
        counts[f"{slug}_removed"] = Count("pk", filter=of_format & Q(after__isnull=True))
    rows = list(numbered.values("change_set").annotate(**counts).order_by()) if numbered is not None else []
    rows += _common(old).annotate(**counts).order_by() if old is not None else []
    return {tuple(row.get(name) for name in COMMON): _contents(row, list(formats)) for row in rows}


def _contents(row: Mapping[str, Any], slugs: Sequence[str]) -> Contents:
    """Return what the counts of a set say, the formats in the order in which they were written."""
    found = sorted((slug for slug in slugs if row[f"{slug}_every"]), key=lambda slug: row[f"{slug}_begin"])
    tallies = (Tally(slug, *(row[f"{slug}_{name}"] for name in ("every", "added", "removed"))) for slug in found)
    return Contents(tuple(tallies), row["matched"])


def beginnings(spans: Iterable[Span], condition: Q, size: int) -> dict[Common, list[Revision]]:
    """Return the first `size` revisions of each set that meet `condition`; two queries.

    Numbers alone are sorted, no text.
    """
    numbered, old = _parted(spans)
    listed = Q(pk__in=())
    for revisions, common in ((numbered, ["change_set"]), (old, list(COMMON))):
        if revisions is not None:
            place = Window(RowNumber(), partition_by=[F(name) for name in common], order_by="pk")
            every = _with_common(revisions.filter(condition)) if revisions is old else revisions.filter(condition)
            listed |= Q(pk__in=every.annotate(place=place).filter(place__lte=size).order_by().values("pk"))
    found: dict[Common, list[Revision]] = {}
    for revision in Revision.objects.filter(listed).for_pages().order_by("pk"):
        found.setdefault(common_of(revision), []).append(revision)
    return found


def _parted(spans: Iterable[Span]) -> tuple[RevisionQuerySet | None, RevisionQuerySet | None]:
    """Return the revisions of the sets with a number and of those without; None where there is no such set.

    Compare with None: asking whether a query set is true reads it.
    """
    spans = list(spans)
    numbers = [span.common[0] for span in spans if span.numbered]
    numbered = Revision.objects.filter(change_set__in=numbers) if numbers else None
    members = [span.members() for span in spans if not span.numbered]
    return numbered, Revision.objects.filter(reduce(or_, members)) if members else None


def documents(span: Span, condition: Q, number: str | None, size: int) -> tuple[NumberedPage[int], Sequence[Revision]]:
    """Return a numbered page of the revisions of a set that meet `condition`, as they were written.

    Four queries.
    """
    numbers = Revision.objects.filter(span.members()).filter(condition).order_by("pk").values_list("pk", flat=True)
    found = Paginator(numbers, size).get_page(number)
    return found, list(Revision.objects.filter(pk__in=list(found)).for_pages().order_by("pk"))
