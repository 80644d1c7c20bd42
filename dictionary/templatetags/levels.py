"""Template tags for the colours and columns of levels."""

from __future__ import annotations

from django import template

from dictionary.format.colours import shade_of_level

register = template.Library()

register.simple_tag(shade_of_level, name="tone")


@register.simple_tag
def columns(count: int) -> int:
    """Return the number of columns for `count` levels.

    Up to five levels have a column each. More have the first of 4, 5, 3 that divides `count`, else 4.
    """
    if count <= 5:
        return max(count, 1)
    return next((width for width in (4, 5, 3) if count % width == 0), 4)
