"""Page that compares competencies, or levels of one, side by side, and finds those that were typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.utils.translation import gettext
from django.views.generic import TemplateView

from dictionary.comparison import FEWEST, MOST, Row, Side, of_competency, of_level, rows_of_competencies, rows_of_levels
from dictionary.forms import Asked
from dictionary.models import Competency
from dictionary.views.overviews import Choice


class ComparisonView(TemplateView):
    """Two to four competencies, or levels of one, side by side; a form to choose them while there are fewer.

    At most eight queries, independent of the number of competencies stored.
    """

    template_name = "dictionary/comparison.html"
    #: How many competencies the fields offer, and how many are suggested for unknown names.
    offered, suggested = 100, 6

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        asked = Asked.of(self.request.GET)
        codes, unknown = find(asked.names)
        chosen = in_order(codes[:MOST])
        sides, rows = of_levels(chosen[0], asked.levels) if len(chosen) == 1 else of_competencies(chosen, asked.levels)
        return super().get_context_data(
            title=_title(sides),
            chosen=chosen,
            fields=[*codes[:MOST], *[""] * MOST][:MOST],
            sides=sides,
            rows=rows,
            asked=asked,
            levels=_levels_to_choose(chosen, asked),
            missing=[number for number in asked.levels if number not in _numbers(chosen)] if chosen else [],
            unknown=unknown,
            suggestions=suggestions(unknown, self.suggested),
            left_out=codes[MOST:],
            offers=Competency.objects.order_by("code").values_list("code", "name")[: self.offered],
            marked=any(text.pieces for row in rows for cell in row.cells for text in cell),
            **context,
        )


def _title(sides: Sequence[Side]) -> str:
    """Return the title of the page, made of the names of its columns."""
    named = gettext(" dan ").join(dict.fromkeys(side.name for side in sides))
    levels = ", ".join(side.title for side in sides if side.title != side.name)
    return ": ".join(filter(None, (named, levels))) or gettext("Bandingkan kompetensi")


def find(names: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the codes of the codes or whole names typed, each once, and the names not found. At most two queries."""
    codes = {name.upper() for name in names}
    known = set(Competency.objects.filter(code__in=codes).values_list("code", flat=True)) if codes else set()
    found = {name: name.upper() for name in names if name.upper() in known}
    if others := [name for name in names if name not in found]:
        wanted = Q()
        for name in others:
            wanted |= Q(name__iexact=name)
        by_name = {
            name.casefold(): code for code, name in Competency.objects.filter(wanted).values_list("code", "name")
        }
        found |= {name: by_name[name.casefold()] for name in others if name.casefold() in by_name}
    codes_found = dict.fromkeys(found[name] for name in names if name in found)
    return list(codes_found), [name for name in names if name not in found]


def suggestions(names: Sequence[str], most: int) -> list[Competency]:
    """Return up to `most` competencies with one of `names` in the name or at the start of the code.

    One query, none without names.
    """
    wanted = Q()
    for name in names:
        wanted |= Q(name__icontains=name) | Q(code__istartswith=name)
    return list(Competency.objects.filter(wanted).only("code", "name")[:most]) if names else []


def in_order(codes: Sequence[str]) -> list[Competency]:
    """Return the competencies of `codes` with their contents, in that order; four queries, none without codes."""
    rows = {row.code: row for row in Competency.objects.with_contents().filter(code__in=codes)} if codes else {}
    return [rows[code] for code in codes if code in rows]


def _numbers(competencies: Sequence[Competency]) -> list[int]:
    """Return the numbers of the levels that any of these competencies has, in order."""
    return sorted({level.number for competency in competencies for level in competency.levels.all()})


def of_competencies(competencies: Sequence[Competency], levels: Sequence[int]) -> tuple[list[Side], list[Row]]:
    """Return the columns and rows of two or more competencies, none for fewer.

    Rows are those of `levels`; all rows if none of the competencies has such a level.
    """
    if len(competencies) < FEWEST:
        return [], []
    numbers = _numbers(competencies)
    wanted = [number for number in numbers if number in levels]
    sides = [of_competency(competency) for competency in competencies]
    return sides, rows_of_competencies(sides, wanted or numbers, general=not wanted)


def of_levels(competency: Competency, levels: Sequence[int]) -> tuple[list[Side], list[Row]]:
    """Return the columns and rows of two or more of the `levels` of one competency, none for fewer."""
    sides = [of_level(competency, level) for level in competency.levels.all() if level.number in levels][:MOST]
    return (sides, rows_of_levels(sides)) if len(sides) >= FEWEST else ([], [])


def _levels_to_choose(competencies: Sequence[Competency], asked: Asked) -> list[Choice]:
    """Return the choices of level: all levels, or each alone; for a single competency its levels, to tick."""
    codes = [("k", competency.code) for competency in competencies]
    each = [
        Choice(str(number), "?" + urlencode([*codes, ("level", number)]), number in asked.levels)
        for number in _numbers(competencies)
    ]
    every = Choice("", "?" + urlencode(codes), not any(choice.current for choice in each))
    return [every, *each] if len(competencies) > 1 else each
