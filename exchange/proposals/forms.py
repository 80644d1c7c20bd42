"""Forms of the pages of proposals."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from django import forms
from django.core.paginator import Page, Paginator

from documents.comparison.changes import ChangeKind
from documents.comparison.three_way import Side
from documents.document import TEXT_LIMIT, clean
from exchange.proposals.presentation import ROWS
from exchange.proposals.selection import Decisions, Entry, Selection

#: Kinds of change that a review can be filtered by, by their names in addresses.
KINDS = {"": None, "baru": ChangeKind.ADDED, "berubah": ChangeKind.CHANGED, "hilang": ChangeKind.REMOVED}
#: The most documents on a page of a review, and on a page of the result, whose documents are read as two versions each.
PAGE_SIZE, RESULT_SIZE = 10, 50


class ReviewPaginator(Paginator[tuple[int, Entry]]):
    """Pages of numbered documents, each of up to `PAGE_SIZE` documents and `ROWS` rows, but one document at least."""

    def __init__(self, numbered: Sequence[tuple[int, Entry]]) -> None:
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

    def page(self, number: int | str) -> Page[tuple[int, Entry]]:
        """Return a page by its number from 1. Raises EmptyPage for another number."""
        number = self.validate_number(number)
        shown = slice(self.starts[number - 1], [*self.starts, None][number])
        return Page(self.object_list[shown], number, self)


class PageForm(forms.Form):
    """Kind and page of a review to show, or the document whose page it is. Invalid values mean all kinds, page one."""

    jenis = forms.ChoiceField(choices=[(kind, kind) for kind in KINDS], required=False)
    halaman = forms.IntegerField(min_value=1, required=False)
    dokumen = forms.CharField(max_length=500, required=False)

    def kind(self) -> str:
        """Return the kind that the address asks for, a key of `KINDS`; "" for all."""
        self.is_valid()
        return str(self.cleaned_data.get("jenis") or "")

    def page(self) -> int:
        """Return the number of the page that the address asks for, from 1."""
        self.is_valid()
        return int(self.cleaned_data.get("halaman") or 1)

    def page_of(self, selection: Selection) -> Page[tuple[int, Entry]]:
        """Return the numbered documents of that page and kind; of the last page when there are fewer."""
        kind = KINDS[self.kind()]
        numbered = [each for each in enumerate(selection.changes) if kind in (None, each[1].kind)]
        pages = ReviewPaginator(numbered)
        key = self.cleaned_data.get("dokumen")
        place = next((place for place, (_, entry) in enumerate(numbered) if key and entry.key == key), None)
        return pages.get_page(self.page() if place is None else bisect_right(pages.starts, place))


class ReviewForm(PageForm):
    """Checkboxes of one page of a review.

    `ubah` lists the ticked changes as "document.change", both by number from 0; `teks-document.change` is a person's
    own wording of a line that both sides changed. `rencana` is the fingerprint of the
    selection, `yakin` confirms the removal of documents, and `ke` is the page to go to next.
    """

    rencana = forms.CharField(max_length=64, required=False)
    yakin = forms.BooleanField(required=False)
    ke = forms.CharField(max_length=20, required=False)

    def fingerprint(self) -> str:
        """Return the fingerprint of the selection that the person saw."""
        self.is_valid()
        return str(self.cleaned_data.get("rencana") or "")

    def confirmed(self) -> bool:
        """Return whether the person confirmed that documents are removed."""
        self.is_valid()
        return bool(self.cleaned_data.get("yakin"))

    def decide(self, selection: Selection) -> Decisions:
        """Return the decisions on `selection` after this page was sent; those of other pages stay."""
        found = selection.decisions
        left_out, remove = dict(found.left_out), set(found.remove)
        taken, texts = dict(found.taken), dict(found.texts)
        for number, entry in self.page_of(selection):
            ticked = self._ticked(number, entry)
            if entry.kind is ChangeKind.REMOVED:
                remove = remove | {entry.key} if ticked else remove - {entry.key}
                continue
            left_out[entry.key] = frozenset(
                mark.name for mark in entry.marks if mark.name not in ticked and mark.side is Side.PROPOSED
            )
            taken[entry.key] = {
                mark.name: mark.digest for mark in entry.marks if mark.name in ticked and mark.side is not Side.PROPOSED
            }
            texts[entry.key] = self._texts(number, entry, ticked)
        return Decisions(left_out, frozenset(remove), taken, texts)

    def _ticked(self, number: int, entry: Entry) -> set[str]:
        """Return the names of the changes of a document whose boxes are ticked."""
        values = set(self.data.getlist("ubah"))  # type: ignore[attr-defined]  # a QueryDict
        return {mark.name for nth, mark in enumerate(entry.marks) if f"{number}.{nth}" in values}

    def _texts(self, number: int, entry: Entry, ticked: set[str]) -> dict[str, str]:
        """Return the person's own wordings of ticked lines that both sides changed."""
        sent = {
            mark.name: clean(self.data.get(f"teks-{number}.{nth}", ""))[:TEXT_LIMIT]
            for nth, mark in enumerate(entry.marks)
            if mark.side is Side.BOTH and mark.name in ticked
        }
        return {name: text for name, text in sent.items() if text}
