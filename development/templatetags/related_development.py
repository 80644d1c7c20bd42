"""What the guide adds to a competency's page."""

from __future__ import annotations

from typing import Any

from django import template
from django.db.models import Count

from dictionary.models import Competency
from exchange.permissions import EDIT

register = template.Library()

#: How many related competencies are named.
NAMED = 6


@register.inclusion_tag("development/_related_development.html", takes_context=True)
def related_development(context: template.Context, competency: Competency) -> dict[str, Any]:
    """The sub-aspects that the map joins to a competency, and the way to change that; what it joins to the same.

    One query, and one more where there are any.
    """
    sub_aspects = list(competency.sub_aspects.select_related("aspect").defer("source"))
    user = context.get("user")
    return {
        "sub_aspects": sub_aspects,
        "competency": competency,
        "may_edit": user and user.has_perm(EDIT),
        "competencies": related(competency) if sub_aspects else [],
    }


def related(competency: Competency) -> list[Competency]:
    """The competencies that the map joins to the same sub-aspects, those that share the most first; one query."""
    others = Competency.objects.filter(sub_aspects__competencies=competency).exclude(pk=competency.pk)
    shared = others.annotate(shared=Count("sub_aspects", distinct=True)).only("code", "name", "position")
    return list(shared.order_by("-shared", "position", "code")[:NAMED])
