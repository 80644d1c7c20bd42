"""When a document last changed, for its page."""

from __future__ import annotations

from django import template

from exchange.models import Revision

register = template.Library()


@register.inclusion_tag("exchange/_last_changed.html")
def last_changed(slug: str, key: str, history: str = "") -> dict[str, object]:
    """The day and the door of a document's newest revision, and the way to its `history` for who may see it; one query.

    Nothing for what was never recorded.
    """
    revisions = Revision.objects.of(slug, key).order_by("-pk").only("at", "door")
    return {"revision": revisions.first(), "history": history}
