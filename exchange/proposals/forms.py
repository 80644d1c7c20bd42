"""Forms of the pages of proposals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from hashlib import blake2b

from django import forms
from django.core.paginator import Page

from documents.comparison.changes import ChangeKind
from documents.comparison.three_way import Side
from documents.document import TEXT_LIMIT, clean
from exchange.proposals.choices import Choices
from exchange.proposals.comparison import Mark
from exchange.proposals.groups import tick_group
from exchange.proposals.listing import FILTERS, Listing, Numbered, ReviewPaginator
from exchange.proposals.selection import Decisions, Entry, Selection

#: The most documents on a page of the result, which are read as two versions each.
RESULT_SIZE = 50
#: What can be chosen for a line that both sides changed: the proposal's text, the site's, the base's, another one.
PROPOSED, HERE, BASE, OWN = "usulan", "situs", "semula", "tulis"


def shown_id(entry: Entry, mark: Mark) -> str:
    """Return a few letters that name a change as a page shows it, whatever its number: they end when it changes."""
    return blake2b(f"{entry.key}\n{mark.name}\n{mark.digest}".encode(), digest_size=5).hexdigest()


class PageForm(forms.Form):
    """Filter and page of a review to show, or the document whose page it is. Invalid values mean all, page one.

    `buka` is the place ("document.change", "document", or "usulan") whose field for a comment is open.
    """

    jenis = forms.ChoiceField(choices=[(kind, kind) for kind in FILTERS], required=False)
    halaman = forms.IntegerField(min_value=1, required=False)
    dokumen = forms.CharField(max_length=500, required=False)
    buka = forms.CharField(max_length=20, required=False)

    def _value(self, name: str) -> str:
        self.is_valid()
        return str(self.cleaned_data.get(name) or "")

    def kind(self) -> str:
        """Return the filter that the address asks for, one of `FILTERS`; "" for all."""
        return self._value("jenis")

    def page(self) -> int:
        """Return the number of the page that the address asks for, from 1."""
        return int(self._value("halaman") or 1)

    def opened(self) -> str:
        """Return the place whose field for a comment is open, "" without one."""
        return self._value("buka")

    def page_of(self, listing: Listing) -> Page[Numbered]:
        """Return the numbered documents of that page and filter; of the last page when there are fewer."""
        numbered = listing.numbered(self.kind())
        pages = ReviewPaginator(numbered)
        key = self._value("dokumen")
        place = next((place for place, (_, entry) in enumerate(numbered) if key and entry.key == key), None)
        return pages.get_page(self.page() if place is None else pages.page_at(place))


class ReviewForm(PageForm):
    """The fields of one page of a review.

    `rencana` is the fingerprint of the selection, `yakin` confirms the removal of documents. A change is named
    "document.change", both by number from 0. `tampil-document` lists the changes that the page showed (`shown_id`),
    `ubah` has those that are ticked. For a line that both sides changed, `putus-document.change` has the choice,
    `teks-…` another text, `semula-…` the base's. `sama` has the ticked groups of equal changes and `sama-tampil` says
    of each group shown whether it was ticked ("digest:1"); `ikut` and `ikut-tampil` do so for single places of groups.
    `semua` and `kosong` tick and untick all ("": everything, "halaman": the page, else a document).
    """

    rencana = forms.CharField(max_length=64, required=False)
    yakin = forms.BooleanField(required=False)

    def fingerprint(self) -> str:
        """Return the fingerprint of the selection that the person saw."""
        return self._value("rencana")

    def confirmed(self) -> bool:
        """Return whether the person confirmed that documents are removed."""
        return bool(self._value("yakin"))

    def seen(self) -> frozenset[str]:
        """Return the numbers of the documents that are ticked as seen."""
        return frozenset(self._list("dilihat"))

    def decide(self, selection: Selection) -> Decisions:
        """Return the decisions on `selection` after this page was sent; those of other pages stay."""
        choices = Choices(selection)
        for number, entry in self.shown(selection):
            for nth, mark in enumerate(entry.marks):
                self._decide(choices, selection, entry, mark, f"{number}.{nth}")
        tick_group(choices, selection, dict(self._turned("sama")))
        for place, ticked in self._turned("ikut"):
            if found := _at(selection, place):
                choices.tick(*found, ticked=ticked)
        self._all(choices, selection)
        return choices.decisions

    def carry(self, selection: Selection) -> Decisions:
        """Return the decisions on another selection: what the page showed, and is as it was, gets what was chosen."""
        choices = Choices(selection)
        for entry in selection.changes:
            for mark in entry.marks:
                if place := self._places.get(shown_id(entry, mark)):
                    self._decide(choices, selection, entry, mark, place)
        return choices.decisions

    def knows(self, entry: Entry) -> bool:
        """Return whether the page showed every change of a document as it is now, or nothing of it asks for care."""
        return all(mark.side is Side.PROPOSED or shown_id(entry, mark) in self._places for mark in entry.marks)

    def shown(self, selection: Selection) -> list[Numbered]:
        """Return the documents that the page showed, numbered."""
        numbers = [_number(name.removeprefix("tampil-")) for name in self.data if name.startswith("tampil-")]
        if not numbers:
            return list(self.page_of(Listing(selection)))
        return [(number, selection.changes[number]) for number in numbers if 0 <= number < len(selection.changes)]

    @cached_property
    def _places(self) -> Mapping[str, str]:
        """The places of the changes that the page showed, by their ids."""
        sent = [
            (name.removeprefix("tampil-"), value) for name, value in self.data.items() if name.startswith("tampil-")
        ]
        return {each: f"{number}.{nth}" for number, value in sent for nth, each in enumerate(value.split())}

    @cached_property
    def _ticked(self) -> frozenset[str]:
        return frozenset(self._list("ubah"))

    def _list(self, name: str) -> list[str]:
        return list(self.data.getlist(name))  # type: ignore[attr-defined]  # a QueryDict

    def _decide(self, choices: Choices, selection: Selection, entry: Entry, mark: Mark, place: str) -> None:
        if mark.side is not Side.BOTH or entry.kind is ChangeKind.REMOVED:
            choices.tick(entry, mark, ticked=place in self._ticked)
            return
        choice, text = self.data.get(f"putus-{place}", ""), self._text(f"teks-{place}")
        before = selection.text(entry, mark.name) if selection.includes(entry, mark) else None
        if text and (choice in (OWN, "") or text != before) and entry.kind is ChangeKind.CHANGED:
            choices.word(entry, mark, text)
        elif choice == BASE and (base := self._text(f"semula-{place}")):
            choices.word(entry, mark, base)
        elif choice == HERE:
            choices.keep(entry, mark)
        elif choice == PROPOSED or place in self._ticked:
            choices.tick(entry, mark, ticked=True)

    def _text(self, name: str) -> str:
        return clean(self.data.get(name, ""))[:TEXT_LIMIT]

    def _turned(self, name: str) -> Iterator[tuple[str, bool]]:
        """Yield the boxes of that name that are not as the page showed them, and whether they are ticked now."""
        ticked = set(self._list(name))
        for shown in " ".join(self._list(f"{name}-tampil")).split():
            each, _, was = shown.rpartition(":")
            if (each in ticked) is not (was == "1"):
                yield each, each in ticked

    def _all(self, choices: Choices, selection: Selection) -> None:
        """Tick or untick all changes that a pressed button names."""
        for name, ticked in (("semua", True), ("kosong", False)):
            if name in self.data:
                for _, entry in self._named(selection, self.data[name]):
                    choices.tick_all(entry, ticked=ticked)

    def _named(self, selection: Selection, name: str) -> list[Numbered]:
        """Return the documents that a button for all changes names."""
        if not name:
            return list(enumerate(selection.changes))
        return [each for each in self.shown(selection) if name == "halaman" or each[0] == _number(name)]


def _number(value: str) -> int:
    return int(value) if value.isdecimal() and len(value) < 10 else -1


def _at(selection: Selection, place: str) -> tuple[Entry, Mark] | None:
    """Return the document and the change at a place ("document.change"), None without one."""
    number, _, nth = place.partition(".")
    entries = selection.changes[_number(number) :][:1] if _number(number) >= 0 else ()
    marks = entries[0].marks[_number(nth) :][:1] if entries and _number(nth) >= 0 else ()
    return (entries[0], marks[0]) if marks else None
