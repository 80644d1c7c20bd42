"""Forms of the pages of imports."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from django import forms
from django.core.paginator import Page, Paginator

from documents.comparison.changes import ChangeKind, DocumentChange
from exchange.imports.presentation import ROWS, weight
from exchange.imports.selection import Exclusions, Selection

#: Kinds of change that a review can be filtered by, by their names in addresses.
KINDS = {"": None, "baru": ChangeKind.ADDED, "berubah": ChangeKind.CHANGED, "hilang": ChangeKind.REMOVED}
#: The most documents on a page of a review, and on a page of the result, whose documents are read as two versions each.
PAGE_SIZE, RESULT_SIZE = 200, 50


class ReviewPaginator(Paginator[tuple[int, DocumentChange]]):
    """Pages of numbered changes, each of up to `PAGE_SIZE` documents and `ROWS` rows, but one document at least.

    Reads every change once.
    """

    def __init__(self, numbered: Sequence[tuple[int, DocumentChange]]) -> None:
        super().__init__(numbered, PAGE_SIZE)
        self.starts = [0]
        rows = 0
        for place, (_, change) in enumerate(numbered):
            more = weight(change)
            if place > self.starts[-1] and (place - self.starts[-1] == PAGE_SIZE or rows + more > ROWS):
                self.starts.append(place)
                rows = 0
            rows += more

    @property
    def num_pages(self) -> int:
        """Return the number of pages, one at least."""
        return len(self.starts)

    def page(self, number: int | str) -> Page[tuple[int, DocumentChange]]:
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

    def page_of(self, selection: Selection) -> Page[tuple[int, DocumentChange]]:
        """Return the numbered changes of that page and kind; of the last page when there are fewer."""
        kind = KINDS[self.kind()]
        numbered = [each for each in enumerate(selection.changes) if kind in (None, each[1].kind)]
        pages = ReviewPaginator(numbered)
        key = self.cleaned_data.get("dokumen")
        place = next((place for place, (_, change) in enumerate(numbered) if key and change.key == key), None)
        return pages.get_page(self.page() if place is None else bisect_right(pages.starts, place))


class ReviewForm(PageForm):
    """Checkboxes of one page of a review.

    `ubah` lists the ticked changes as "document.change", both by number from 0. `rencana` is the fingerprint of the
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

    def decide(self, selection: Selection) -> Exclusions:
        """Return the exclusions of `selection` after the checkboxes of this page; those of other pages stay."""
        ticked = set(self.data.getlist("ubah"))  # type: ignore[attr-defined]  # a QueryDict
        left_out, remove = dict(selection.exclusions.left_out), set(selection.exclusions.remove)
        for number, change in self.page_of(selection):
            names = {name for nth, name in enumerate(change.names) if f"{number}.{nth}" not in ticked}
            if change.kind is ChangeKind.REMOVED:
                remove = remove - {change.key} if names else remove | {change.key}
            else:
                left_out[change.key] = frozenset(names)
        return Exclusions(left_out, frozenset(remove))
