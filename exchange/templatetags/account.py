"""Lines of a file as a page shows them."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

register = template.Library()


@register.filter
def with_tabs(text: str) -> SafeString:
    """Return a text as escaped HTML, with its tabs as arrows and its lines below each other."""
    arrow = format_html('<span class="tab" role="img" aria-label="{}">→</span>', gettext("tab"))
    lines = (format_html_join(arrow, "{}", ([piece] for piece in line.split("\t"))) for line in text.splitlines())
    return format_html_join(SafeString("<br>"), "{}", ([line] for line in lines))
