"""Words of a changed line as HTML."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from django import template
from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from documents.comparison.diff import Segment
from documents.comparison.emphasised import Piece, emphasised

register = template.Library()


@register.filter
def words(pieces: Iterable[Segment]) -> SafeString:
    """Return segments as escaped HTML: deleted words in `<del>`, inserted ones in `<ins>`; an empty one says
    "(kosong)".

    Emphasis is shown, its marks are not. On pages in another language the whole is marked as Indonesian.
    """
    parts = groupby(emphasised(pieces), lambda piece: "del" if piece.deleted else "ins" if piece.inserted else "")
    written = format_html_join("", "{}", ([_element(name, group)] for name, group in parts))
    if get_language() in (settings.LANGUAGE_CODE, None):
        return written
    return format_html('<span lang="{}">{}</span>', settings.LANGUAGE_CODE, written)


def _element(name: str, pieces: Iterable[Piece]) -> SafeString:
    """Return pieces that stand together in a text as HTML, in an element of this name unless it is ""."""
    inside = format_html_join("", "{}", ([_looking(piece)] for piece in pieces))
    return format_html("<{0}>{1}</{0}>", name, inside or _("(kosong)")) if name else inside


def _looking(piece: Piece) -> SafeString:
    """Return the text of a piece as HTML, with its emphasis."""
    written = format_html("{}", piece.text)
    if piece.emphasised:
        written = format_html("<em>{}</em>", written)
    return format_html("<strong>{}</strong>", written) if piece.strong else written
