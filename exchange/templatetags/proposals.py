"""What waits for a decision on one document, for its page."""

from __future__ import annotations

from typing import Any

from django import template

from exchange.permissions import UPLOAD
from exchange.proposals.deciding import visible_to

register = template.Library()


@register.inclusion_tag("exchange/_waiting.html", takes_context=True)
def waiting_proposals(context: dict[str, Any], slug: str, key: str) -> dict[str, Any]:
    """Return the proposals that wait for a document and that this person may see, with the person; one query.

    Who may not propose sees none, and costs no query.
    """
    user = context.get("user")
    if user is None or not user.has_perm(UPLOAD):
        return {"proposals": []}
    waiting = visible_to(user).open().filter(format=slug, documents__stored_key=key).distinct()
    return {"proposals": list(waiting), "key": key, "user": user}
