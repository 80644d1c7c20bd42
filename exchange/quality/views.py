"""The care list: what the stored documents lack, kind by kind, each with the line and the page that mends it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from documents.translation import gettext_noop as _
from exchange.document_types import all_formats
from exchange.history.forms import AskedForm
from exchange.permissions import may_edit
from exchange.quality.rules import Finding, Kind, findings, kinds

#: How many documents of a kind the whole list shows, and a page of one kind.
FEW, SHOWN = 3, 50


class CareForm(AskedForm):
    """`?jenis=…&isi=…`: one kind of flaw, the documents of one format, both by their slugs."""

    jenis = forms.ChoiceField(label=_("Jenis"), required=False)
    isi = forms.ChoiceField(label=_("Isi"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        titles: dict[str, list[str]] = {}
        for kind in kinds():
            titles.setdefault(kind.slug, []).append(kind.title)
        every = [(slug, " / ".join(dict.fromkeys(map(str, each)))) for slug, each in titles.items()]
        formats = [(format_.slug, format_.label) for format_ in all_formats()]
        fields: Any = self.fields
        fields["jenis"].choices = [("", _("Semua jenis")), *every]
        fields["isi"].choices = [("", _("Semua isi")), *formats]

    def wanted(self) -> list[Kind]:
        """The kinds that are asked for."""
        jenis, isi = (self.asked().get(field, "") for field in ("jenis", "isi"))
        return [kind for kind in kinds() if jenis in ("", kind.slug) and isi in ("", kind.format)]


@dataclass(frozen=True, slots=True)
class Group:
    """One kind of flaw on the page: how many documents have it, and the flaws of some of them."""

    kind: Kind
    count: int
    findings: list[Finding]

    @property
    def noun(self) -> str:
        """What so many documents are called."""
        return self.kind.source.noun_of(self.count)

    @property
    def rest(self) -> int:
        """How many documents are left to the page of this kind."""
        return max(0, self.count - FEW)


@may_edit
@require_safe
def care(request: HttpRequest) -> HttpResponse:
    """What needs care: of each kind the count and the first documents, of one kind alone everything, paged.

    A constant number of queries, at most eight a kind and those for the person. What a page costs besides grows with
    the documents it shows (a millisecond each); only a `costly` kind, and counting, read more: at 14,000 documents
    with 336,000 lines the whole list takes a second, most of it for numbers that do not follow each other.
    """
    form = CareForm(request.GET)
    wanted = form.wanted()
    context: dict[str, Any] = {"form": CareForm(initial=form.asked()), "narrowed": bool(form.asked())}
    if len(wanted) == 1:
        page: Page[str] = Paginator(wanted[0].keys(), SHOWN).get_page(request.GET.get("halaman"))
        group = Group(wanted[0], page.paginator.count, findings(wanted[0], list(page)))
        return render(request, "exchange/care.html", context | {"groups": [group][: group.count], "page": page})
    groups = [group for kind in wanted if (group := _group(kind)).count]
    return render(request, "exchange/care.html", context | {"groups": groups})


def _group(kind: Kind) -> Group:
    page = Paginator(kind.keys(), FEW).page(1)
    return Group(kind, page.paginator.count, findings(kind, list(page)))
