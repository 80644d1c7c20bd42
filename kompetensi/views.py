"""Pages that need both the dictionary and the guide, or neither."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, IntegerField, Model, Subquery, Value
from django.templatetags.static import static
from django.utils.decorators import method_decorator
from django.views.generic import RedirectView, TemplateView

from development.models import Action, Aspect, SubAspect
from dictionary.models import Competency, Indicator


class HomeView(TemplateView):
    """Front page: the first competencies, and the first aspects of the guide. Four queries."""

    template_name = "home.html"
    #: The number of competencies, and of aspects.
    shown, shown_aspects = 8, 24

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        competencies = list(Competency.objects.with_levels().annotate(total=_count(Competency))[: self.shown])
        counts = {f"{model._meta.model_name}_total": _count(model) for model in (Aspect, SubAspect, Action)}  # noqa: SLF001
        aspects = list(Aspect.objects.as_cards().annotate(**counts)[: self.shown_aspects])
        first = vars(aspects[0]) if aspects else dict.fromkeys(counts, 0)
        return super().get_context_data(
            competencies=competencies,
            competency_count=vars(competencies[0])["total"] if competencies else 0,
            aspects=aspects,
            aspect_count=first["aspect_total"],
            sub_aspect_count=first["subaspect_total"],
            action_count=first["action_total"],
            **context,
        )


def _count(model: type[Model]) -> Subquery:
    """Return the number of all rows of a table, as part of another query."""
    rows = model._default_manager.order_by().values(one=Value(1)).annotate(count=Count("pk")).values("count")  # noqa: SLF001
    return Subquery(rows, output_field=IntegerField())


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
