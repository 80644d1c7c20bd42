"""The choice of files that a page offers to take away."""

from __future__ import annotations

from urllib.parse import urlencode

from django import template
from django.urls import reverse

from exchange import document_types
from exchange.exports.kinds import kinds_of
from exchange.exports.scope import EVERYTHING, Scope

register = template.Library()


@register.inclusion_tag("exchange/_downloads.html")
def downloads(
    label: str, slug: str, key: str = "", *, scope: Scope = EVERYTHING, book: bool = True
) -> dict[str, object]:
    """A menu named `label` of every kind of file, for all of the format `slug`, a `scope` of it or its document `key`.

    The page to print comes first, unless the menu stands on it (`book`).
    """
    query = _query(slug, scope)
    document_type = document_types.get(slug)
    choices = [
        (kind, _address("export", slug, key, extension=kind.extension) + query) for kind in kinds_of(document_type)
    ]
    printed = _address("book", slug, key) if book and document_type.layout else ""
    return {"label": label, "choices": choices, "book": printed, "key": key}


def _address(name: str, slug: str, key: str, **more: str) -> str:
    given = {"slug": slug, **more}
    return reverse(f"{name}-one", kwargs={**given, "key": key}) if key else reverse(name, kwargs=given)


def _query(slug: str, scope: Scope) -> str:
    """What an address says to take no more than a part or a volume."""
    asked = {document_types.get(slug).pages.group_parameter: scope.part, "jilid": scope.volume}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"?{query}" if query else ""
