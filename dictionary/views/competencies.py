"""Pages of competencies."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import DetailView, TemplateView

from dictionary.forms import LevelForm, ListForm
from dictionary.models import Competency, KeyBehaviour
from dictionary.models.competencies import OFFERED
from exchange.editing.inline import write_line
from exchange.editing.views import edit
from exchange.history.archive import archive
from exchange.history.views import DocumentHistoryView


class CompetencyListView(TemplateView):
    """List of competencies in order, of one group or all, page by page; three queries, independent of their number."""

    template_name = "dictionary/competency_list.html"
    page_size = 50

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        form = ListForm(self.request.GET)
        group = form.value("kelompok")
        competencies = Competency.objects.with_levels()
        if group:
            competencies = competencies.filter(group=group)
        page = competencies.page(after=form.value("setelah"), before=form.value("sebelum"), size=self.page_size)
        groups = list(Competency.objects.groups()[: OFFERED + 1])
        return super().get_context_data(page=page, group=group, groups=groups, **context)


class CompetencyView(DetailView[Competency]):
    """One competency with all its levels, or the level of `?level=`; at most eight queries, with the template's.

    A competency without key behaviours costs one more: the page names them only if some competency has them.
    """

    queryset = Competency.objects.with_contents()
    template_name = "dictionary/competency_detail.html"
    context_object_name = "competency"
    slug_field = slug_url_kwarg = "code"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the page, or redirect a code in lower case to the only address of the competency."""
        code = self.kwargs["code"]
        if code != code.upper() and Competency.objects.filter(code=code.upper()).exists():
            query = request.GET.urlencode()
            return redirect(reverse("competency", args=[code.upper()]) + (f"?{query}" if query else ""))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        competency = self.object
        levels = list(competency.levels.all())
        chosen = LevelForm(self.request.GET).chosen()
        level = next((level for level in levels if level.number == chosen), None)
        previous, following = Competency.objects.all().neighbours(competency)
        return super().get_context_data(
            suffix=f", level {level.number}" if level else "",
            query=f"?level={level.number}" if level else "",
            levels=levels,
            level=level,
            with_behaviours=bool(competency.behaviours.all()) or KeyBehaviour.objects.exists(),
            indicator_count=sum(len(level.indicators.all()) for level in levels),
            previous=previous,
            following=following,
            **context,
        )


class CompetencyHistoryView(DocumentHistoryView):
    """History of one competency."""

    format_slug = "kamus"

    def key(self) -> str:
        return str(self.kwargs["code"]).upper()


def write(request: HttpRequest, code: str = "") -> HttpResponseBase:
    """Edit a competency; without `code`, a new one."""
    return edit(request, "kamus", code.upper())


def line(request: HttpRequest, code: str) -> HttpResponseBase:
    """Edit one line of a competency."""
    return write_line(request, reverse("competency-edit", args=[code]), "kamus", code.upper())


def archive_competency(request: HttpRequest, code: str) -> HttpResponseBase:
    """Take a competency off the site."""
    return archive(request, "kamus", code.upper())
