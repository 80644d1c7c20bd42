"""How any number of levels shares the colours of one ramp."""

from __future__ import annotations

from django import template

register = template.Library()

#: The last step of the ramp; the style sheet has a colour for each from 0.
LAST_TONE = 12


@register.simple_tag
def tone(index: int, count: int) -> int:
    """The step on the ramp of the level at `index` (from 0) among `count`: the first is 0, the last `LAST_TONE`."""
    return round(index * LAST_TONE / (count - 1)) if count > 1 else LAST_TONE // 2


@register.simple_tag
def columns(count: int) -> int:
    """How many columns set `count` levels out evenly: all of them up to five, else rows of three to five."""
    if count <= 5:
        return max(count, 1)
    return next((width for width in (4, 5, 3) if count % width == 0), 4)
