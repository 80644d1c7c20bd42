"""The list of proposals: filtered, paged with its place."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from exchange import document_types
from exchange.history.forms import QueryForm
from exchange.models import Proposal, ProposalQuerySet, ProposedDocument, Revision
from exchange.permissions import may_upload, publishes
from exchange.proposals.deciding import visible_to
from exchange.proposals.desk import tasks_of

#: The proposals on a page.
SIZE = 25


class ListForm(QueryForm):
    """`?keadaan=…&siapa=…&dokumen=…&isi=…`: the state, whose, a document's key or a name, and its type."""

    keadaan = forms.ChoiceField(
        label=_("Keadaan"),
        required=False,
        choices=[("", _("Semua keadaan")), ("menunggu", _("Menunggu")), ("selesai", _("Sudah diputuskan"))],
    )
    siapa = forms.ChoiceField(
        label=_("Dari"), required=False, choices=[("", _("Semua orang")), ("saya", _("Saya sendiri"))]
    )
    dokumen = forms.CharField(label=_("Dokumen atau berkas"), required=False, max_length=200)
    isi = forms.ChoiceField(label=_("Isi"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        fields["isi"].choices = [
            ("", _("Semua isi")),
            *((each.slug, each.label) for each in document_types.all_types()),
        ]

    def narrow(self, proposals: ProposalQuerySet, user: Any) -> ProposalQuerySet:
        """Return the filtered proposals; no query."""
        asked = self.values()
        if state := asked.get("keadaan"):
            open_ones = Q(state__in=Proposal.OPEN)
            proposals = proposals.filter(open_ones if state == "menunggu" else ~open_ones)
        if asked.get("siapa"):
            proposals = proposals.filter(author=user)
        if slug := asked.get("isi"):
            proposals = proposals.filter(format=slug)
        return proposals.filter(_about(name)) if (name := asked.get("dokumen")) else proposals


def _about(name: str) -> Q:
    """Return the condition of proposals of that name, or with a document of that key, waiting or applied."""
    keys = [name, name.upper(), name.lower()]
    waiting = ProposedDocument.objects.filter(stored_key__in=keys).values("proposal")
    applied = Revision.objects.filter(key__in=keys, source__isnull=False).values("source")
    return Q(name__icontains=name) | Q(pk__in=waiting) | Q(pk__in=applied)


@may_upload
@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """Return a page of the proposals that a person may see, newest first; four queries, and those for the person."""
    form = ListForm(request.GET)
    found = form.narrow(visible_to(request.user), request.user)
    page = Paginator(found, SIZE).get_page(request.GET.get("halaman"))
    again = ListForm(initial=form.values())
    if not publishes(request.user):
        del again.fields["siapa"]
    tasks = tasks_of(list(page), request.user)
    context = {
        "form": again,
        "narrowed": bool(form.values()),
        "page": page,
        "tasks": list(tasks.values()),
        "publishes": publishes(request.user),
    }
    return render(request, "exchange/proposal_list.html", context)
