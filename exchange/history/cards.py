"""Change sets as pages of the history show them: who, when, what they did in words, and their documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext

from documents.comparison.diff import Budget
from documents.emphasis import plain
from exchange.history import change_sets
from exchange.history.change_sets import Contents, Span, Tally
from exchange.history.versions import Entry, entries, entry, known
from exchange.models import Revision

#: The most documents of a set whose fold is open at once.
OPEN = 3


@dataclass(frozen=True, slots=True)
class Card:
    """A change set with some of its documents, in the order in which they were written, and the `first` of all."""

    number: int
    contents: Contents
    first: Entry
    entries: tuple[Entry, ...]

    @property
    def revision(self) -> Revision:
        """Return the revision that says who, when, why, and by which way."""
        return self.first.revision

    @property
    def url(self) -> str:
        """Return the address of the set's page."""
        return reverse("change-set", args=[self.number])

    @property
    def total(self) -> int:
        """Return the number of its documents."""
        return sum(tally.every for tally in self.contents.tallies)

    @property
    def matched(self) -> int:
        """Return the number of its documents that meet what was asked."""
        return self.contents.matched

    @property
    def unlisted(self) -> int:
        """Return how many of these are not shown."""
        return self.matched - len(self.entries)

    @property
    def only(self) -> Entry | None:
        """Return its only document; None if it has several."""
        return self.first if self.total == 1 else None

    @property
    def unfolded(self) -> bool:
        """Return whether its documents are shown at once."""
        return self.matched <= OPEN

    @property
    def title(self) -> str:
        """Return what it is called: the file that came in or was undone, or its first document and how many more."""
        revision = self.revision
        if revision.source and revision.door == Revision.Origin.IMPORT:
            return gettext("Impor {name}").format(name=revision.source.name)
        if revision.source and revision.door == Revision.Origin.UNDO:
            return gettext("Pembatalan impor {name}").format(name=revision.source.name)
        title, more = plain(self.first.document.title), self.total - 1
        return gettext("{title} dan {count} lainnya").format(title=title, count=_number(more)) if more else title

    @property
    def done(self) -> str:
        """Return what it did, in words: "148 kompetensi berubah, 2 baru, 1 diarsipkan; 3 sub aspek berubah"."""
        return "; ".join(_done(tally) for tally in self.contents.tallies)


def cards(spans: Iterable[Span], condition: Q) -> list[Card]:
    """Return the cards of sets, with their first documents that meet `condition`; at most four queries.

    All of them share one budget for comparing, as `exchange.history.versions.entries`.
    """
    spans = list(spans)
    contents = change_sets.contents(spans, condition)
    revisions = change_sets.beginnings(spans, condition, change_sets.LISTED)
    found = iter(entries(revision for span in spans for revision in revisions[span.common]))
    listed = {span: tuple(next(found) for _ in revisions[span.common]) for span in spans}
    return [Card(span.newest, contents[span.common], listed[span][0], listed[span]) for span in spans]


def card(span: Span, condition: Q, revisions: Sequence[Revision]) -> Card:
    """Return the card of a set with these of its revisions; three queries."""
    (contents,) = change_sets.contents([span], condition).values()
    (first,) = change_sets.beginnings([span], Q(), 1)[span.common]
    return Card(span.newest, contents, entry(first, Budget()), tuple(entries(revisions)))


def _done(tally: Tally) -> str:
    """Return what a set did to the documents of one format; the first part names them."""
    document_type = known(tally.format)
    said = [
        (tally.changed, gettext("{number} {noun} berubah"), gettext("{number} berubah")),
        (tally.added, gettext("{number} {noun} baru"), gettext("{number} baru")),
        (tally.removed, gettext("{number} {noun} diarsipkan"), gettext("{number} diarsipkan")),
    ]
    parts: list[str] = []
    for count, named, alone in said:
        if count:
            noun = document_type.pages.noun_of(count) if document_type else gettext("dokumen")
            parts.append((alone if parts else named).format(number=_number(count), noun=noun))
    return ", ".join(parts)


def _number(count: int) -> str:
    return number_format(count, use_l10n=True, force_grouping=True)
