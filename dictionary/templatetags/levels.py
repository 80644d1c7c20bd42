"""How any number of levels shares the colours of one ramp."""

from __future__ import annotations

from django import template

from dictionary.format.colours import shade_of_level

register = template.Library()

register.simple_tag(shade_of_level, name="tone")


@register.simple_tag
def columns(count: int) -> int:
    """How many columns set `count` levels out evenly: all of them up to five, else rows of three to five."""
    if count <= 5:
        return max(count, 1)
    return next((width for width in (4, 5, 3) if count % width == 0), 4)
