"""Filters that turn stored text into HTML: only `*emphasis*` and `**strong**` (see `documents.emphasis`)."""

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
    """Return text as HTML: escaped, with `*x*` as `<em>` and `**x**` as `<strong>`. Other marks have no meaning.

    Stored text becomes markup only here. On pages in another language it is marked as Indonesian.
    """
    written = markup(str(value))
    ours = isinstance(value, LazyText)
    if written and not ours and get_language() not in (settings.LANGUAGE_CODE, None):
        written = f'<span lang="{settings.LANGUAGE_CODE}">{written}</span>'
    return mark_safe(written)  # noqa: S308  # escaped, and cleaned by nh3, in `markup`


@register.filter
def plain(value: str) -> str:
    """Return text without emphasis marks, for titles and descriptions. It is not HTML: the template escapes it."""
    return without_marks(str(value))
