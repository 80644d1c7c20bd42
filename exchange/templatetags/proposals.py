"""What waits: for a decision on one document, and for a person."""

from __future__ import annotations

from typing import Any

from django import template

from exchange.permissions import UPLOAD
from exchange.proposals.deciding import visible_to
from exchange.proposals.desk import number_waiting

register = template.Library()


@register.inclusion_tag("exchange/_waiting.html", takes_context=True)
def waiting_proposals(context: dict[str, Any], slug: str, key: str) -> dict[str, Any]:
    """Return how many proposals wait for a document that this person may see, and the newest; two queries for several.

    Who may not propose sees none, and costs no query. No more than two rows are read.
    """
    user = context.get("user")
    if user is None or not user.has_perm(UPLOAD):
        return {"number": 0}
    waiting = visible_to(user).open().filter(format=slug, documents__stored_key=key).distinct()
    found = list(waiting[:2])
    number = waiting.order_by().count() if len(found) > 1 else len(found)
    return {"number": number, "proposal": found[0] if found else None, "key": key, "slug": slug, "user": user}


@register.simple_tag(takes_context=True)
def waiting_number(context: dict[str, Any]) -> int:
    """Return how many proposals wait for the person whose page it is; queries as `desk.number_waiting`."""
    return number_waiting(context.get("user"))
