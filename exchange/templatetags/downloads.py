"""The choice of files that a page offers to take away."""

from __future__ import annotations

from django import template
from django.urls import reverse

from exchange.writers import WRITERS, Writer

register = template.Library()


@register.inclusion_tag("exchange/_downloads.html")
def downloads(label: str, slug: str, key: str = "") -> dict[str, object]:
    """A menu named `label` of every kind of file, for all of the format `slug` or its document `key`."""
    return {"label": label, "choices": [(writer, _address(slug, key, writer)) for writer in WRITERS]}


def _address(slug: str, key: str, writer: Writer) -> str:
    name = {"slug": slug, "extension": writer.extension}
    return reverse("export-one", kwargs={**name, "key": key}) if key else reverse("export", kwargs=name)
