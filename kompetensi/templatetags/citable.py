"""The lines that people cite, each with its link, its copy button, and the pencil of who may write.

They are made here and not by templates, as a page has dozens: those took half of its time, and ten times as long.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from development.models import Action
from dictionary.models import Competency, Level
from kompetensi.templatetags.text import emphasis

register = template.Library()


@register.simple_tag
def behaviours(competency: Competency, edit: str, line: str) -> SafeString:
    """The key behaviours of a competency as list items; `edit` and `line` are addresses, "" for who may not write."""
    items = _Items(edit, line)
    for nth, row in enumerate(competency.behaviours.all(), 1):
        place = gettext("perilaku kunci %(order)s") % {"order": nth}
        items.add(f"perilaku-{nth}", row.text, place, f"perilaku kunci {nth}")
    return items.html()


@register.simple_tag
def indicators(level: Level, edit: str, line: str) -> SafeString:
    """The indicators of a level, likewise."""
    items, number = _Items(edit, line), level.number
    said = gettext("level %(number)s nomor %(label)s")
    for row in level.indicators.all():
        place = said % {"number": number, "label": row.label}
        items.add(f"level-{number}-{row.label}", row.text, place, f"level {number}, nomor {row.label}", row.label)
    return items.html()


@register.simple_tag
def actions(rows: Iterable[Action], section: str, place: str, edit: str, line: str) -> SafeString:
    """Actions, likewise; `section` is that of their lines, and `place` how people call it."""
    items = _Items(edit, line)
    said = gettext("%(place)s nomor %(number)s")
    for row in rows:
        cited = said % {"place": place, "number": row.label}
        items.add(row.anchor, row.text, cited, f"{section}, nomor {row.label}", row.label)
    return items.html()


class _Items:
    """List items while they are made, with the words that all of them have."""

    def __init__(self, edit: str, line: str) -> None:
        self.addresses = {"edit": edit, "line": line}
        self.made: list[str] = []
        self.to, self.quote = gettext("Tautan ke %(place)s"), gettext("Salin kutipan %(place)s")
        self.link, self.copy = escape(gettext("Tautan")), escape(gettext("Salin kutipan"))

    def add(self, anchor: str, text: str, place: str, path: str, number: str = "") -> None:
        """Add a line: its id, its text, how people cite it ("level 4 nomor 5"), its path, its number as printed."""
        pencil = self.addresses | {"path": path, "label": place}
        anchor, printed = escape(anchor), f'<span class="no">{escape(number)}</span>' if number else ""
        to, quote = escape(self.to % {"place": place}), escape(self.quote % {"place": place})
        self.made.append(
            f'<li class="line" id="{anchor}">{printed}<span class="text">{emphasis(text)}</span>'
            f"{render_to_string('exchange/_pencil.html', pencil) if self.addresses['edit'] else ''}"
            f'<span class="marks"><a href="#{anchor}" data-copy="link" aria-label="{to}" title="{self.link}">#</a>'
            f'<button class="copy" type="button" data-copy="quote" data-place="{escape(place)}" aria-label="{quote}" '
            f'title="{self.copy}"></button></span></li>'
        )

    def html(self) -> SafeString:
        """All of them."""
        return mark_safe("\n".join(self.made))  # noqa: S308  # all that is put in is escaped above
