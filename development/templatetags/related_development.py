"""What the guide adds to a competency's page."""

from __future__ import annotations

from typing import Any

from django import template

from dictionary.models import Competency

register = template.Library()


@register.inclusion_tag("development/_related_development.html")
def related_development(competency: Competency) -> dict[str, Any]:
    """The sub-aspects that the map joins to a competency; one query."""
    return {"sub_aspects": list(competency.sub_aspects.select_related("aspect").defer("source"))}
