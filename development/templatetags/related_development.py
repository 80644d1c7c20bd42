"""Template tag for the sub-aspects on a competency's page."""

from __future__ import annotations

from typing import Any

from django import template
from django.db.models import Count

from dictionary.models import Competency
from exchange.permissions import EDIT

register = template.Library()

#: The most related competencies shown.
NAMED = 6


@register.inclusion_tag("development/_related_development.html", takes_context=True)
def related_development(context: template.Context, competency: Competency) -> dict[str, Any]:
    """Show the sub-aspects linked to a competency, a link to its map, and competencies linked to the same sub-aspects.

    One query, one more if there are links.
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
    """Return up to `NAMED` competencies linked to the same sub-aspects, those that share the most first; one query."""
    others = Competency.objects.filter(sub_aspects__competencies=competency).exclude(pk=competency.pk)
    shared = others.annotate(shared=Count("sub_aspects", distinct=True)).only("code", "name", "position")
    return list(shared.order_by("-shared", "position", "code")[:NAMED])
