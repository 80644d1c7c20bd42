"""Menu of the files that a page offers for download."""

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
    """Return the menu named `label` with every kind of file: of all documents of the type `slug`, of a `scope`, or of
    `key`.

    The page to print comes first; `book` is false on that page itself.
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
    """Return the query string that limits an address to a group or a volume."""
    asked = {document_types.get(slug).pages.group_parameter: scope.part, "jilid": scope.volume}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"?{query}" if query else ""
