"""Pages of the guide."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import DetailView, TemplateView, View

from development.models import Action, Aspect, SubAspect
from dictionary.models import Competency
from exchange.editing.inline import write_line
from exchange.editing.views import edit
from exchange.history.archive import archive
from exchange.history.views import DocumentHistoryView


class GuideView(TemplateView):
    """Aspects with their first sub-aspects, page by page; three queries."""

    template_name = "development/aspect_list.html"
    page_size = 50

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        page = Paginator(Aspect.objects.as_cards(), self.page_size).get_page(self.request.GET.get("halaman"))
        return super().get_context_data(page=page, aspects=list(page), **context)


class LowerCaseMixin(View):
    """Redirect an address with capitals to the only address of the page, in lower case."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.path != request.path.lower():
            return redirect(request.get_full_path().replace(request.path, request.path.lower(), 1))
        return super().dispatch(request, *args, **kwargs)


class AspectView(LowerCaseMixin, DetailView[Aspect]):
    """One aspect, its sub-aspects with their descriptions, page by page; three queries."""

    model = Aspect
    template_name = "development/aspect_detail.html"
    context_object_name = "aspect"
    page_size = 100

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        rows = self.object.sub_aspects.order_by("position", "slug").defer("source")
        page = Paginator(rows, self.page_size).get_page(self.request.GET.get("halaman"))
        return super().get_context_data(page=page, **context)


class SubAspectView(LowerCaseMixin, DetailView[SubAspect]):
    """One sub-aspect with its actions of both ways; five queries, those of the template included."""

    template_name = "development/sub_aspect_detail.html"
    context_object_name = "sub_aspect"

    def get_queryset(self) -> QuerySet[SubAspect]:
        competencies = Prefetch("competencies", Competency.objects.only("code", "name"))
        sub_aspects = SubAspect.objects.filter(aspect__slug=self.kwargs["aspect"]).select_related("aspect")
        return sub_aspects.with_actions().prefetch_related(competencies)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        rows = SubAspect.objects.filter(aspect=self.object.aspect_id).order_by("position", "slug")
        siblings = list(rows.values_list("slug", "name"))
        place = siblings.index((self.object.slug, self.object.name))
        return super().get_context_data(
            aspect=self.object.aspect,
            place=place + 1,
            count=len(siblings),
            previous=self.sibling(*siblings[place - 1]) if place else None,
            following=self.sibling(*siblings[place + 1]) if place + 1 < len(siblings) else None,
            self_actions=self.actions(Action.Way.SELF),
            assignment_actions=self.actions(Action.Way.ASSIGNMENT),
            **context,
        )

    def sibling(self, slug: str, name: str) -> SubAspect:
        """Return another sub-aspect of the same aspect, for a link; no query."""
        return SubAspect(aspect=self.object.aspect, slug=slug, name=name)

    def actions(self, way: str) -> list[Action]:
        """Return the actions of one way, in order; no query."""
        return [action for action in self.object.actions.all() if action.way == way]


class SubAspectHistoryView(DocumentHistoryView):
    """History of one sub-aspect."""

    format_slug = "panduan"

    def key(self) -> str:
        return "{aspect}/{slug}".format(**self.kwargs).lower()


def write(request: HttpRequest, aspect: str = "", slug: str = "") -> HttpResponseBase:
    """Edit a sub-aspect; without names, a new one."""
    return edit(request, "panduan", f"{aspect}/{slug}" if slug else "")


def line(request: HttpRequest, aspect: str, slug: str) -> HttpResponseBase:
    """Edit one line of a sub-aspect."""
    return write_line(request, reverse("sub-aspect-edit", args=[aspect, slug]), "panduan", f"{aspect}/{slug}")


def archive_sub_aspect(request: HttpRequest, aspect: str, slug: str) -> HttpResponseBase:
    """Take a sub-aspect off the site."""
    return archive(request, "panduan", f"{aspect}/{slug}")
