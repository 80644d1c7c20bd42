"""The care list: stored documents that break quality rules, each with the line and the page that repairs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from exchange import document_types
from exchange.history.forms import QueryForm
from exchange.permissions import may_edit
from exchange.quality.rules import Finding, Rule, all_rules, findings

#: The number of documents of a rule that the whole list shows, and that a page of one rule shows.
FEW, SHOWN = 3, 50


class CareForm(QueryForm):
    """`?jenis=…&isi=…`: one rule, the documents of one type, both by their slugs."""

    jenis = forms.ChoiceField(label=_("Jenis"), required=False)
    isi = forms.ChoiceField(label=_("Isi"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        titles: dict[str, list[str]] = {}
        for rule in all_rules():
            titles.setdefault(rule.slug, []).append(str(rule.title))
        every = [(slug, " / ".join(dict.fromkeys(each))) for slug, each in titles.items()]
        formats = [(document_type.slug, document_type.label) for document_type in document_types.all_types()]
        fields: Any = self.fields
        fields["jenis"].choices = [("", _("Semua jenis")), *every]
        fields["isi"].choices = [("", _("Semua isi")), *formats]

    def wanted(self) -> list[Rule]:
        """Return the rules that the form selects."""
        jenis, isi = (self.values().get(field, "") for field in ("jenis", "isi"))
        return [rule for rule in all_rules() if jenis in ("", rule.slug) and isi in ("", rule.type_slug)]


@dataclass(frozen=True, slots=True)
class Group:
    """One rule on the page: the number of documents that break it, and the findings of some."""

    rule: Rule
    count: int
    findings: list[Finding]

    @property
    def noun(self) -> str:
        """The noun for this number of documents."""
        return self.rule.document_type.pages.noun_of(self.count)

    @property
    def rest(self) -> int:
        """The number of documents that only the page of this rule shows."""
        return max(0, self.count - FEW)


@may_edit
@require_safe
def care(request: HttpRequest) -> HttpResponse:
    """Return the care list: for each rule its count and first documents; for a single rule all its documents, paged.

    A constant number of queries, at most eight a rule and those for the person. The other costs grow with the documents
    shown (a millisecond each). Only a `costly` rule and counting read more: at 14,000 documents with 336,000 lines the
    whole list takes a second, most of it for numbers that do not follow each other.
    """
    form = CareForm(request.GET)
    wanted = form.wanted()
    context: dict[str, Any] = {"form": CareForm(initial=form.values()), "narrowed": bool(form.values())}
    if len(wanted) == 1:
        page: Page[str] = Paginator(wanted[0].keys(), SHOWN).get_page(request.GET.get("halaman"))
        group = Group(wanted[0], page.paginator.count, findings(wanted[0], list(page)))
        return render(request, "exchange/care.html", context | {"groups": [group][: group.count], "page": page})
    groups = [group for rule in wanted if (group := _group(rule)).count]
    return render(request, "exchange/care.html", context | {"groups": groups})


def _group(rule: Rule) -> Group:
    page = Paginator(rule.keys(), FEW).page(1)
    return Group(rule, page.paginator.count, findings(rule, list(page)))
