"""How long ago something was, in words."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext

register = template.Library()


@register.filter
def ago(moment: datetime) -> str:
    """Return how long ago a moment was by its largest unit; "just now" below a minute and for what is to come."""
    if (timezone.now() - moment).total_seconds() < 60:
        return gettext("baru saja")
    return gettext("{time} yang lalu").format(time=timesince(moment, depth=1))
