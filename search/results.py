"""A page of what a search found: groups and their counts, hits in their order, and what else might have been meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import number_format

from documents.weights import Weight
from search import query as queries
from search.query import Query, Unit
from search.stores import EVERYTHING, Found, Span, span_of_weight, spans_of_document, store

#: How many hits a page shows, and up to how many are counted.
PAGE, COUNTED = 25, 1_000
#: Where a list begins: before the first exact line, and the first other line.
BEGINNING = (-1, -1)


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of one kind: how it is named in addresses and by people, and their weights."""

    slug: str
    label: str
    weights: tuple[Weight, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many lines of a group were found, counted up to `COUNTED`."""

    group: Group
    number: int

    @property
    def text(self) -> str:
        """As people read it."""
        return number_format(COUNTED, force_grouping=True) + "+" if self.number > COUNTED else str(self.number)


@dataclass(frozen=True, slots=True)
class Results:
    """What was found for a query, a page of it; `after` is where the next page begins, None on the last.

    `within` are the documents that words of the query name, where no line has all its words: by one line of each.
    """

    query: Query
    hits: list[Found]
    counts: list[Count]
    after: tuple[int, int] | None
    within: Sequence[Found] = ()

    @property
    def some(self) -> bool:
        """Whether there is anything in any group."""
        return any(count.number for count in self.counts)

    @property
    def total(self) -> str:
        """How many lines were found in all groups, as people read it."""
        number = sum(min(count.number, COUNTED) for count in self.counts)
        more = any(count.number > COUNTED for count in self.counts)
        return number_format(number, force_grouping=True) + ("+" if more else "")


def search(
    typed: str, groups: Sequence[Group], *, chosen: Group | None = None, after: tuple[int, int] = BEGINNING
) -> Results:
    """What is found for what a person typed: in all groups, or in the `chosen` one. Never raises.

    Two queries: for the words, and the hits; one more for the counts where a page does not hold everything, and more
    for words that are in no text, or in no line together.
    """
    query, within = queries.read(typed), list[Found]()
    hits, counts = _found(query, groups, chosen, after)
    if not any(count.number for count in counts):
        query = queries.living(query)
        hits, counts = _found(query, groups, chosen, after)
    if not any(count.number for count in counts):
        rest, within = queries.within(query)
        hits, counts = _found(rest, groups, chosen, after, within)
    return Results(query, hits[:PAGE], counts, _following(hits[:PAGE], after) if len(hits) > PAGE else None, within)


def _found(
    query: Query,
    groups: Sequence[Group],
    chosen: Group | None,
    after: tuple[int, int],
    within: Sequence[Found] | None = None,
) -> tuple[list[Found], list[Count]]:
    """The hits of a page and one more, and the counts of the groups: by themselves where the page holds everything."""
    spans = _spans(chosen, within)
    if not query.expression or not spans:
        return [], _counted([], groups)
    hits = store().find(query.expression, query.exact, spans, after=after, limit=PAGE + 1)
    whole = chosen is None and after == BEGINNING and len(hits) <= PAGE
    return hits, _counted(hits, groups) if whole else _counts(query, groups, within)


def _spans(group: Group | None, within: Sequence[Found] | None) -> list[Span]:
    """The lines of a group, or all; of some documents, or all."""
    if within is None:
        return [span_of_weight(weight) for weight in group.weights] if group else [EVERYTHING]
    return [span for line in within for span in spans_of_document(line.document, *([group.weights] if group else []))]


def _counted(hits: Sequence[Found], groups: Sequence[Group]) -> list[Count]:
    return [Count(group, sum(hit.weight in group.weights for hit in hits)) for group in groups]


def _counts(query: Query, groups: Sequence[Group], within: Sequence[Found] | None) -> list[Count]:
    spans = [(group, span) for group in groups for span in _spans(group, within)]
    numbers = store().counts(query.expression, [span for _, span in spans], limit=COUNTED + 1)
    totals = dict.fromkeys(groups, 0)
    for (group, _), number in zip(spans, numbers, strict=True):
        totals[group] += number
    return [Count(group, number) for group, number in totals.items()]


def _following(hits: Sequence[Found], after: tuple[int, int]) -> tuple[int, int]:
    """The numbers of the last exact and of the last other line that were shown so far."""
    exact = [hit.number for hit in hits if hit.exact]
    others = [hit.number for hit in hits if not hit.exact]
    return max(exact, default=after[0]), max(others, default=after[1])


def completions(typed: str, *, limit: int) -> tuple[Query, list[Found]]:
    """The first lines for what is being typed, and what was searched; three queries, more for odd words."""
    query = queries.read(typed, typing=True)
    if found := _first(query, limit):
        return query, found
    query = queries.living(query)
    if found := _first(query, limit):
        return query, found
    rest, within = queries.within(query)
    return query, _first(rest, limit, within)


def _first(query: Query, limit: int, within: Sequence[Found] | None = None) -> list[Found]:
    spans = _spans(None, within)
    if not query.expression or not spans:
        return []
    return store().find(query.expression, query.exact, spans, after=BEGINNING, limit=limit)


def apart(query: Query) -> list[tuple[Unit, int]]:
    """How many lines each word of a query has by itself, for those that have any; for a query that found nothing."""
    found = store()
    counted = [
        (unit, found.counts((unit.forms,), [EVERYTHING], limit=COUNTED + 1)[0]) for unit in query.units if unit.forms
    ]
    return [(unit, number) for unit, number in counted if number]
