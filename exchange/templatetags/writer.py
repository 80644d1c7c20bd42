"""Signature of the person who writes a form, so that a stashed draft belongs to this person alone."""

from __future__ import annotations

from typing import Any

from django import template

from exchange.editing.stash import sign

register = template.Library()


@register.filter
def signed(user: Any) -> str:
    """Return the person's signature; see `exchange.editing.stash`."""
    return sign(user)
