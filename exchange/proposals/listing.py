"""Documents of a review: filtered, counted, on pages, and as the list at the side."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.core.paginator import Page, Paginator

from documents.comparison.changes import ChangeKind
from documents.comparison.three_way import Side
from exchange.proposals.selection import Entry, Selection

#: The most rows on a page, and the most documents.
ROWS, PAGE_SIZE = 2_000, 10
#: The most documents at the side, the most pages that are named there, and how many pages beside the shown one are
#: listed document by document where there are more documents.
LISTED, NAMED, BESIDE = 200, 12, 2
#: Kinds of change that a review can be filtered by, by their names in addresses.
KINDS = {"baru": ChangeKind.ADDED, "berubah": ChangeKind.CHANGED, "hilang": ChangeKind.REMOVED}
#: All filters, by their names in addresses: "" is all documents.
FILTERS = ("", "putuskan", "situs", *KINDS, "komentar", "belum")
#: A document of a selection with its number in it, from 0.
Numbered = tuple[int, Entry]


class ReviewPaginator(Paginator[Numbered]):
    """Pages of numbered documents, each of up to `PAGE_SIZE` documents and `ROWS` rows, but one document at least."""

    def __init__(self, numbered: Sequence[Numbered]) -> None:
        super().__init__(numbered, PAGE_SIZE)
        self.starts = [0]
        rows = 0
        for place, (_, entry) in enumerate(numbered):
            if place > self.starts[-1] and (place - self.starts[-1] == PAGE_SIZE or rows + entry.weight > ROWS):
                self.starts.append(place)
                rows = 0
            rows += entry.weight

    @property
    def num_pages(self) -> int:
        """Return the number of pages, one at least."""
        return len(self.starts)

    def bounds(self, number: int) -> tuple[int, int]:
        """Return where a page begins and ends among the documents."""
        return self.starts[number - 1], [*self.starts, len(self.object_list)][number]

    def page(self, number: int | str) -> Page[Numbered]:
        """Return a page by its number from 1. Raises EmptyPage for another number."""
        number = self.validate_number(number)
        return Page(self.object_list[slice(*self.bounds(number))], number, self)

    def page_at(self, place: int) -> int:
        """Return the number of the page that has the document at this place."""
        return bisect_right(self.starts, place)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a person should know of a document: its lines to decide, those changed here, its comments, and if seen."""

    undecided: int = 0
    here: int = 0
    comments: int = 0
    seen: bool = False


def _shows(kind: str, facts: Facts) -> bool:
    """Return whether a filter shows a document of these facts."""
    match kind:
        case "putuskan":
            return facts.undecided > 0
        case "situs":
            return facts.here > 0
        case "komentar":
            return facts.comments > 0
        case "belum":
            return not facts.seen
    return True


@dataclass(frozen=True, slots=True)
class SideItem:
    """A document at the side: its number in the selection, its entry and its facts."""

    number: int
    entry: Entry
    facts: Facts


@dataclass(frozen=True, slots=True)
class SidePage:
    """Pages at the side: numbers of the first and the last, of their documents from 1; their items, () if unlisted."""

    number: int
    last: int
    begin: int
    end: int
    items: tuple[SideItem, ...] = ()


@dataclass(frozen=True)
class Listing:
    """The documents to decide on, with what one person saw (`seen`, primary keys) and comments, counted by keys."""

    selection: Selection
    seen: Collection[int] = frozenset()
    comments: Mapping[str, int] = field(default_factory=dict)

    def facts(self, entry: Entry) -> Facts:
        """Return what a person should know of a document."""
        undecided = sum(self.selection.is_undecided(entry, mark) for mark in entry.marks)
        here = sum(mark.side is Side.HERE for mark in entry.marks)
        return Facts(undecided, here, self.comments.get(entry.key, 0), entry.row.pk in self.seen)

    @cached_property
    def all(self) -> tuple[Facts, ...]:
        """The facts of all documents, in order."""
        return tuple(self.facts(entry) for entry in self.selection.changes)

    def numbered(self, kind: str = "") -> list[Numbered]:
        """Return the numbered documents that a filter shows."""
        everything = enumerate(self.selection.changes)
        if kind in KINDS:
            return [each for each in everything if each[1].kind is KINDS[kind]]
        return [each for each in everything if _shows(kind, self.all[each[0]])]

    @cached_property
    def counts(self) -> dict[str, int]:
        """How much each filter shows: changes, lines to decide, lines changed here, else documents."""
        facts = self.all
        return {
            "": sum(len(entry.marks) for entry in self.selection.changes),
            "putuskan": sum(each.undecided for each in facts),
            "situs": sum(each.here for each in facts),
            **{name: self.selection.kinds[kind] for name, kind in KINDS.items()},
            "komentar": sum(bool(each.comments) for each in facts),
            "belum": sum(not each.seen for each in facts),
        }

    def side(self, page: Page[Numbered]) -> Iterator[SidePage]:
        """Yield the pages at the side: their documents, or only those around the shown page where there are many."""
        pages = page.paginator
        assert isinstance(pages, ReviewPaginator)
        few = pages.count <= LISTED
        near = range(1, pages.num_pages + 1) if few else range(page.number - BESIDE, page.number + BESIDE + 1)
        step = max(1, -(-pages.num_pages // NAMED))
        number = 1
        while number <= pages.num_pages:
            if number in near:
                begin, end = pages.bounds(number)
                shown = pages.object_list[begin:end]
                items = tuple(SideItem(nth, entry, self.all[nth]) for nth, entry in shown)
                yield SidePage(number, number, begin + 1, end, items)
                number += 1
                continue
            last = min(number + step - 1, pages.num_pages, *([near.start - 1] if number < near.start else []))
            yield SidePage(number, last, pages.bounds(number)[0] + 1, pages.bounds(last)[1])
            number = last + 1
