"""Places in a file, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from documents.document import line_words

register = template.Library()


@register.filter
def at(line: int, places: Any) -> str:
    """Return the place of a line by the places of its file; the number of the line when they do not know it."""
    known = places.get(line, "") if isinstance(places, Mapping) else ""
    return str(known) or line_words(line)
