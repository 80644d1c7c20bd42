"""Page of search results: groups and their counts, hits in order, and documents that the query may mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import number_format

from documents.translation import AnyText
from documents.weights import Weight
from search import query as queries
from search.query import Query, Unit
from search.stores import EVERYTHING, Found, Span, span_of_weight, spans_of_document, store

#: Number of hits on a page, and largest number that is counted.
PAGE, COUNTED = 25, 1_000
#: Beginning of a list: before the first exact line, and the first other line.
BEGINNING = (-1, -1)


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of one kind: their name in addresses, their label for people, and their weights."""

    slug: str
    label: AnyText
    weights: tuple[Weight, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """Number of lines found in a group. Above `COUNTED` it is only a lower bound."""

    group: Group
    number: int

    @property
    def text(self) -> str:
        """Return the number as text for people."""
        return number_format(COUNTED, force_grouping=True) + "+" if self.number > COUNTED else str(self.number)


@dataclass(frozen=True, slots=True)
class Results:
    """A page of the results of a query; `after` is the beginning of the next page, None on the last.

    When no line has all words of the query, `within` are the documents that some of its words name, as one line of
    each.
    """

    query: Query
    hits: list[Found]
    counts: list[Count]
    after: tuple[int, int] | None
    within: Sequence[Found] = ()

    @property
    def some(self) -> bool:
        """Return whether any group has a line."""
        return any(count.number for count in self.counts)

    @property
    def total(self) -> str:
        """Return the number of lines in all groups, as text for people."""
        number = sum(min(count.number, COUNTED) for count in self.counts)
        more = any(count.number > COUNTED for count in self.counts)
        return number_format(number, force_grouping=True) + ("+" if more else "")


def search(
    typed: str, groups: Sequence[Group], *, chosen: Group | None = None, after: tuple[int, int] = BEGINNING
) -> Results:
    """Return the results for a typed text, in all groups or in the `chosen` one. Never raises.

    Two queries: for the words, and for the hits. One more for the counts, unless the first page holds all lines; and
    more for words that are in no text, or in no line together.
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
    """Return the hits of a page and one more, and the counts of the groups.

    The hits themselves are counted when the page holds all of them; otherwise the store is asked.
    """
    spans = _spans(chosen, within)
    if not query.expression or not spans:
        return [], _counted([], groups)
    hits = store().find(query.expression, query.exact, spans, after=after, limit=PAGE + 1)
    whole = chosen is None and after == BEGINNING and len(hits) <= PAGE
    return hits, _counted(hits, groups) if whole else _counts(query, groups, within)


def _spans(group: Group | None, within: Sequence[Found] | None) -> list[Span]:
    """Return the spans of a group, or of all lines; in some documents, or in all."""
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
    """Return the numbers of the last exact line and of the last other line shown so far."""
    exact = [hit.number for hit in hits if hit.exact]
    others = [hit.number for hit in hits if not hit.exact]
    return max(exact, default=after[0]), max(others, default=after[1])


def completions(typed: str, *, limit: int) -> tuple[Query, list[Found]]:
    """Return the query for a text being typed, and its first lines. Three queries, more for words that no text has."""
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
    """Return the number of lines that each word of a query has alone, without words that have none.

    For a query that found nothing. One query for each word.
    """
    found = store()
    counted = [
        (unit, found.counts((unit.forms,), [EVERYTHING], limit=COUNTED + 1)[0]) for unit in query.units if unit.forms
    ]
    return [(unit, number) for unit, number in counted if number]
