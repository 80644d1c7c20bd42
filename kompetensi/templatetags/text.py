"""How stored text becomes HTML: `*emphasis*` and `**strong**` (see `documents.emphasis`), and nothing else."""

from __future__ import annotations

from django import template
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from documents.emphasis import markup
from documents.emphasis import plain as without_marks
from documents.translation import LazyText

register = template.Library()


@register.filter
def emphasis(value: str) -> SafeString:
    """Text as HTML: escaped, with `*x*` as `<em>` and `**x**` as `<strong>`; no other mark means anything.

    The only place where stored text becomes markup. It is said to be Indonesian on pages that are not.
    """
    written = markup(str(value))
    ours = isinstance(value, LazyText)
    if written and not ours and get_language() not in (settings.LANGUAGE_CODE, None):
        written = f'<span lang="{settings.LANGUAGE_CODE}">{written}</span>'
    return mark_safe(written)  # noqa: S308  # escaped, and cleaned by nh3, just there


@register.filter
def plain(value: str) -> str:
    """Text without its emphasis marks, for titles and descriptions; not HTML, so it is escaped where it is put."""
    return without_marks(str(value))
