"""How stored text becomes HTML: `*emphasis*` and `**strong**` (see `exchange.emphasis`), and nothing else."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

from exchange.emphasis import markup
from exchange.emphasis import plain as without_marks

register = template.Library()


@register.filter
def emphasis(value: str) -> SafeString:
    """Text as HTML: escaped, with `*x*` as `<em>` and `**x**` as `<strong>`; no other mark means anything.

    The only place where stored text becomes markup.
    """
    return mark_safe(markup(value))  # noqa: S308  # escaped, and cleaned by nh3, just there


@register.filter
def plain(value: str) -> str:
    """Text without its emphasis marks, for titles and descriptions; not HTML, so it is escaped where it is put."""
    return without_marks(value)
