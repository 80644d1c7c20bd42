"""The lines that people cite, each with its link, its copy button, and the pencil of a person who may write."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from development.models import Action
from dictionary.models import Competency, Level

register = template.Library()


@dataclass(frozen=True, slots=True)
class CitedLine:
    """One line on a page: its id there, its text, its number as printed, and how people cite it ("level 4 nomor 5").

    `link_label` and `copy_label` are the names of its link and its button, `pencil` leads to its form, "" for a person
    who may not write.
    """

    anchor: str
    text: str
    number: str
    place: str
    link_label: str
    copy_label: str
    pencil: SafeString | str


@register.inclusion_tag("_cited_lines.html")
def behaviours(competency: Competency, edit: str, line: str) -> dict[str, Any]:
    """The key behaviours of a competency; `edit` and `line` are addresses, "" for a person who may not write."""
    cited = _Lines(edit, line)
    for nth, row in enumerate(competency.behaviours.all(), 1):
        place = gettext("perilaku kunci %(order)s") % {"order": nth}
        cited.add(f"perilaku-{nth}", row.text, place, f"perilaku kunci {nth}")
    return {"lines": cited.lines}


@register.inclusion_tag("_cited_lines.html")
def indicators(level: Level, edit: str, line: str) -> dict[str, Any]:
    """The indicators of a level, likewise."""
    cited, number = _Lines(edit, line), level.number
    for row in level.indicators.all():
        place = gettext("level %(number)s nomor %(label)s") % {"number": number, "label": row.label}
        cited.add(f"level-{number}-{row.label}", row.text, place, f"level {number}, nomor {row.label}", row.label)
    return {"lines": cited.lines}


@register.inclusion_tag("_cited_lines.html")
def actions(rows: Iterable[Action], section: str, place: str, edit: str, line: str) -> dict[str, Any]:
    """Actions, likewise; `section` is that of their lines, and `place` how people call it."""
    cited = _Lines(edit, line)
    for row in rows:
        named = gettext("%(place)s nomor %(number)s") % {"place": place, "number": row.label}
        cited.add(row.anchor, row.text, named, f"{section}, nomor {row.label}", row.label)
    return {"lines": cited.lines}


class _Lines:
    """Cited lines of one document while they are collected; `edit` and `line` are the addresses of its pencils."""

    def __init__(self, edit: str, line: str) -> None:
        self.addresses = {"edit": edit, "line": line}
        self.lines: list[CitedLine] = []

    def add(self, anchor: str, text: str, place: str, path: str, number: str = "") -> None:
        """Add a line: its id, its text, how people cite it, its path, its number as printed."""
        named = {"place": place}
        pencil = self.addresses | {"path": path, "label": place}
        self.lines.append(
            CitedLine(
                anchor=anchor,
                text=text,
                number=number,
                place=place,
                link_label=gettext("Tautan ke %(place)s") % named,
                copy_label=gettext("Salin kutipan %(place)s") % named,
                pencil=render_to_string("exchange/_pencil.html", pencil) if self.addresses["edit"] else "",
            )
        )
