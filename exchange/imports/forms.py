"""What people send to the pages of imports, checked."""

from __future__ import annotations

from django import forms
from django.core.paginator import Page, Paginator

from documents.comparison.changes import ChangeKind, DocumentChange
from exchange.imports.selection import Exclusions, Selection

#: The kinds that a review can be filtered by, as addresses call them.
KINDS = {"": None, "baru": ChangeKind.ADDED, "berubah": ChangeKind.CHANGED, "hilang": ChangeKind.REMOVED}
#: How many documents a page of a review shows.
PAGE_SIZE = 200


class PageForm(forms.Form):
    """Which part of a review is looked at; nonsense means the whole from the beginning."""

    jenis = forms.ChoiceField(choices=[(kind, kind) for kind in KINDS], required=False)
    halaman = forms.IntegerField(min_value=1, required=False)

    def kind(self) -> str:
        """The kind that was asked for, as addresses call it; "" for all."""
        self.is_valid()
        return str(self.cleaned_data.get("jenis") or "")

    def page(self) -> int:
        """The number of the page that was asked for, from 1."""
        self.is_valid()
        return int(self.cleaned_data.get("halaman") or 1)

    def page_of(self, selection: Selection) -> Page[tuple[int, DocumentChange]]:
        """The numbered changes of the page and the kind that were asked for; the last page when there are fewer."""
        kind = KINDS[self.kind()]
        numbered = [each for each in enumerate(selection.changes) if kind in (None, each[1].kind)]
        return Paginator(numbered, PAGE_SIZE).get_page(self.page())


class ReviewForm(PageForm):
    """The boxes of one page of a review: `ubah` has the changes that are ticked, "document.change" by number."""

    rencana = forms.CharField(max_length=64, required=False)
    yakin = forms.BooleanField(required=False)
    ke = forms.CharField(max_length=20, required=False)

    def fingerprint(self) -> str:
        """The fingerprint of the selection that the person saw."""
        self.is_valid()
        return str(self.cleaned_data.get("rencana") or "")

    def confirmed(self) -> bool:
        """Whether the person confirmed that documents are removed."""
        self.is_valid()
        return bool(self.cleaned_data.get("yakin"))

    def decide(self, selection: Selection) -> Exclusions:
        """The exclusions of `selection` after this page's boxes; those of other pages stay."""
        ticked = set(self.data.getlist("ubah"))  # type: ignore[attr-defined]  # a QueryDict
        left_out, remove = dict(selection.exclusions.left_out), set(selection.exclusions.remove)
        for number, change in self.page_of(selection):
            names = {name for nth, name in enumerate(change.names) if f"{number}.{nth}" not in ticked}
            if change.kind is ChangeKind.REMOVED:
                remove = remove - {change.key} if names else remove | {change.key}
            else:
                left_out[change.key] = frozenset(names)
        return Exclusions(left_out, frozenset(remove))
