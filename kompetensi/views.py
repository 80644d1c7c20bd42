"""Pages that need both the dictionary and the guide, or neither."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, IntegerField, Subquery, Value
from django.templatetags.static import static
from django.utils.decorators import method_decorator
from django.views.generic import RedirectView, TemplateView

from development.models import Aspect
from dictionary.models import Competency, Indicator


class HomeView(TemplateView):
    """Front page: the first competencies and an overview of the whole guide. Four queries."""

    template_name = "home.html"
    shown = 8

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        everything = Competency.objects.order_by().values(one=Value(1)).annotate(count=Count("pk")).values("count")
        total = Subquery(everything, output_field=IntegerField())
        competencies = list(Competency.objects.with_levels().annotate(total=total)[: self.shown])
        aspects = list(Aspect.objects.with_sub_aspects().annotate(action_count=Count("sub_aspects__actions")))
        return super().get_context_data(
            competencies=competencies,
            competency_count=vars(competencies[0])["total"] if competencies else 0,
            aspects=aspects,
            sub_aspect_count=sum(len(aspect.sub_aspects.all()) for aspect in aspects),
            action_count=sum(vars(aspect)["action_count"] for aspect in aspects),
            **context,
        )


class HelpView(TemplateView):
    """Help page, which explains the site and how to cite an indicator, with a stored one as example. One query."""

    template_name = "help.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        first = Subquery(Competency.objects.values("pk")[:1])
        indicators = Indicator.objects.filter(level__competency=first).select_related("level__competency")
        example = indicators.order_by("-level__number", "position", "pk").first()
        return super().get_context_data(example=example, **context)


@method_decorator(login_not_required, name="dispatch")
class FaviconView(RedirectView):
    """Redirect /favicon.ico to the icon."""

    permanent = True
    http_method_names = ["get", "head", "options"]

    def get_redirect_url(self, *args: Any, **kwargs: Any) -> str:
        return static("favicon.ico")
