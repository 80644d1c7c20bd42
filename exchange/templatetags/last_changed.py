"""Day and origin of a document's last change, for its page."""

from __future__ import annotations

from django import template

from exchange.models import Revision

register = template.Library()


@register.inclusion_tag("exchange/_last_changed.html")
def last_changed(slug: str, key: str, history: str = "") -> dict[str, object]:
    """Return the newest revision of a document, for its day and its origin; one query.

    `history` is the address of its history, "" for people who may not see it. A document without revisions shows
    nothing.
    """
    revisions = Revision.objects.of(slug, key).order_by("-pk").only("at", "door")
    return {"revision": revisions.first(), "history": history}
