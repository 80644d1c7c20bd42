"""Words of a changed line as HTML."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from documents.comparison.diff import Segment

register = template.Library()


@register.filter
def words(pieces: Iterable[Segment]) -> SafeString:
    """Return segments as escaped HTML: deleted words in `<del>`, inserted ones in `<ins>`; an empty one says
    "(kosong)".

    On pages in another language the whole is marked as Indonesian.
    """
    written = format_html_join("", "{}", ([_element(piece)] for piece in pieces))
    if get_language() in (settings.LANGUAGE_CODE, None):
        return written
    return format_html('<span lang="{}">{}</span>', settings.LANGUAGE_CODE, written)


def _element(piece: Segment) -> str:
    """Return a segment as HTML, or as text still to be escaped."""
    if piece.deleted:
        return format_html("<del>{}</del>", piece.text or _("(kosong)"))
    if piece.inserted:
        return format_html("<ins>{}</ins>", piece.text or _("(kosong)"))
    return piece.text
