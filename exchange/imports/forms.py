"""What people send to the pages of imports, checked."""

from __future__ import annotations

from django import forms

from exchange.imports.selection import Choices, Entry, Plan

#: The kinds that a review can be filtered by, as addresses call them.
KINDS = {"": "", "baru": "added", "berubah": "changed", "hilang": "missing"}
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


class ReviewForm(PageForm):
    """The boxes of one page of a review: `ubah` has the changes that are ticked, "entry.change" by number."""

    rencana = forms.CharField(max_length=64, required=False)
    yakin = forms.BooleanField(required=False)
    ke = forms.CharField(max_length=20, required=False)

    def fingerprint(self) -> str:
        """The print of the plan that the person saw."""
        self.is_valid()
        return str(self.cleaned_data.get("rencana") or "")

    def confirmed(self) -> bool:
        """Whether the person confirmed that documents are removed."""
        self.is_valid()
        return bool(self.cleaned_data.get("yakin"))

    def decide(self, plan: Plan) -> Choices:
        """The choices of `plan` with what this page's boxes say; what stands on other pages stays."""
        ticked = set(self.data.getlist("ubah"))  # type: ignore[attr-defined]  # a QueryDict
        left_out, remove = dict(plan.choices.left_out), set(plan.choices.remove)
        for number, entry in entries_of(plan, self.kind(), self.page()):
            key = entry.document.key
            names = {name for nth, name in enumerate(entry.names) if f"{number}.{nth}" not in ticked}
            if entry.kind == "missing":
                remove = remove - {key} if names else remove | {key}
            else:
                left_out[key] = frozenset(names)
        return Choices(left_out, frozenset(remove))


def entries_of(plan: Plan, kind: str, page: int) -> list[tuple[int, Entry]]:
    """The numbered entries of one page of a plan, of one kind or all; the last page when there are fewer."""
    numbered = [(number, entry) for number, entry in enumerate(plan.entries) if KINDS[kind] in ("", entry.kind)]
    first = min((page - 1) * PAGE_SIZE, max(0, (len(numbered) - 1) // PAGE_SIZE * PAGE_SIZE))
    return numbered[first : first + PAGE_SIZE]
