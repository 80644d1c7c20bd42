"""How stored text becomes HTML: `*emphasis*` and `**strong**` through Markdown's inline rules, and nothing else."""

from __future__ import annotations

import html
import threading
from typing import Any

import markdown
import nh3
from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_TAGS = {"em", "strong", "code", "br"}
_local = threading.local()


def _converter() -> markdown.Markdown:
    """This thread's converter, reading emphasis only; one shared between threads mixes their texts up."""
    if not hasattr(_local, "converter"):
        converter = markdown.Markdown()
        kept = {"paragraph", "inline", "em_strong"}
        registries: list[Any] = [
            converter.preprocessors,
            converter.parser.blockprocessors,
            converter.inlinePatterns,
            converter.treeprocessors,
            converter.postprocessors,
        ]
        for registry in registries:
            for name in [item.name for item in registry._priority if item.name not in kept]:  # noqa: SLF001  # no other list
                registry.deregister(name)
        if converter.delimiters:
            converter.delimiters.remove("_")
        _local.converter = converter
    converter_: markdown.Markdown = _local.converter
    return converter_


@register.filter
def emphasis(value: str) -> SafeString:
    """Text as HTML: escaped, with `*x*` as `<em>` and `**x**` as `<strong>`; no other mark means anything.

    The only place where stored text becomes markup; what Markdown gives passes through nh3. About 1 µs for text
    without an asterisk, 150 µs with.
    """
    escaped = escape(value)
    if "*" not in value:
        return escaped
    marked = _converter().reset().convert(escaped)
    return mark_safe(nh3.clean(marked, tags=_TAGS, attributes={}))  # noqa: S308  # cleaned by nh3 just here


@register.filter
def plain(value: str) -> str:
    """Text without its emphasis marks, for titles and descriptions; not HTML, so it is escaped where it is put."""
    if "*" not in value:
        return value
    return html.unescape(nh3.clean(emphasis(value), tags=set()))
