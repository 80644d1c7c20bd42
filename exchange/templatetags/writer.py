"""Who writes a form, so that what it sends waits for them alone when their session ended."""

from __future__ import annotations

from typing import Any

from django import template

from exchange.editing.stash import sign

register = template.Library()


@register.filter
def signed(user: Any) -> str:
    """The person, signed; see `exchange.editing.stash`."""
    return sign(user)
