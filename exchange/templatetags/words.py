"""Words of a changed line as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django import template
from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
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
    return format_html('<span lang="{}">{}</span>', settings.LANGUAGE_CODE, written) if _foreign() else written


#: Unchanged words beside changed ones that a shortened text shows; a run is shortened when that spares as many again.
AROUND, SPARED = 8, 16


@register.filter
def words_folded(pieces: Iterable[Segment]) -> SafeString:
    """Return segments as `words` does; the middle of a long unchanged run is folded, and says how many words it has."""
    return _shortened(pieces, '<details class="run"><summary>{} …</summary>{}</details>')


@register.filter
def words_cut(pieces: Iterable[Segment]) -> SafeString:
    """Return segments as `words` does; of a long unchanged run only the words at its ends, and how many are missing."""
    return _shortened(pieces, '<span class="soft">{} …</span>')


def _shortened(pieces: Iterable[Segment], form: str) -> SafeString:
    found = list(pieces)
    if not any(piece.deleted or piece.inserted for piece in found[1:] or found):
        return words(found)
    parts = [_around(piece, form, first=piece is found[0], last=piece is found[-1]) for piece in found]
    written = format_html_join("", "{}", ([part] for part in parts))
    return format_html('<span lang="{}">{}</span>', settings.LANGUAGE_CODE, written) if _foreign() else written


def _around(piece: Segment, form: str, *, first: bool, last: bool) -> str:
    """Return a segment as HTML; of a long one that is unchanged, only the words beside its neighbours stand open."""
    spaces = [] if piece.deleted or piece.inserted else [match.start() for match in re.finditer(r"\s+\S", piece.text)]
    if len(spaces) < 2 * AROUND + SPARED:
        return _element(piece)
    begin = 0 if first else spaces[AROUND - 1]
    end = len(piece.text) if last else spaces[-AROUND]
    middle = piece.text[begin:end]
    count = len(middle.split())
    said = ngettext("… {count} kata tetap", "… {count} kata tetap", count).format(count=count)
    return format_html("{}" + f" {form} " + "{}", piece.text[:begin], said, *_held(middle, form), piece.text[end:])


def _held(text: str, form: str) -> list[str]:
    return [text] if form.count("{}") == 2 else []


def _foreign() -> bool:
    return get_language() not in (settings.LANGUAGE_CODE, None)


def _element(piece: Segment) -> str:
    """Return a segment as HTML, or as text still to be escaped."""
    if piece.deleted:
        return format_html("<del>{}</del>", piece.text or _("(kosong)"))
    if piece.inserted:
        return format_html("<ins>{}</ins>", piece.text or _("(kosong)"))
    return piece.text
