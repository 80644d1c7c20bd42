"""Words of a changed line as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from django import template
from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
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
    parts = groupby(emphasised(pieces), _name)
    written = format_html_join("", "{}", ([_element(name, group)] for name, group in parts))
    return format_html('<span lang="{}">{}</span>', settings.LANGUAGE_CODE, written) if _foreign() else written


#: Unchanged words beside changed ones that a shortened text shows; a run is shortened when that spares as many again.
AROUND, SPARED = 8, 16


@register.filter
def words_folded(pieces: Sequence[Segment]) -> SafeString:
    """Return segments as `words` does; the middle of a long unchanged run is folded, and says how many words it has."""
    return _shortened(pieces, '<details class="run"><summary>{} …</summary>{}</details>')


@register.filter
def words_cut(pieces: Sequence[Segment]) -> SafeString:
    """Return segments as `words` does; of a long unchanged run only the words at its ends, and how many are missing."""
    return _shortened(pieces, '<span class="soft">{} …</span>')


def _shortened(pieces: Sequence[Segment], form: str) -> SafeString:
    found = emphasised(pieces)
    if not any(piece.deleted or piece.inserted for piece in found[1:] or found):
        return words(pieces)
    parts = [_around(piece, form, first=piece is found[0], last=piece is found[-1]) for piece in found]
    written = format_html_join("", "{}", ([part] for part in parts))
    return format_html('<span lang="{}">{}</span>', settings.LANGUAGE_CODE, written) if _foreign() else written


def _around(piece: Piece, form: str, *, first: bool, last: bool) -> str:
    """Return a segment as HTML; of a long one that is unchanged, only the words beside its neighbours stand open."""
    told = piece.deleted or piece.inserted or piece.emphasised or piece.strong
    spaces = [] if told else [match.start() for match in re.finditer(r"\s+\S", piece.text)]
    if len(spaces) < 2 * AROUND + SPARED:
        return _element(_name(piece), [piece])
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


def _name(piece: Piece) -> str:
    """Return the element that says what became of a piece, "" for one that stayed."""
    return "del" if piece.deleted else "ins" if piece.inserted else ""


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
