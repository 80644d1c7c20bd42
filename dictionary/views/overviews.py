"""Pages that show many competencies at once: the matrix of levels, and the index from A to Z."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import prefetch_related_objects
from django.views.generic import TemplateView

from dictionary.alphabet import LETTERS, begins_with, letter_of
from dictionary.forms import IndexForm, MatrixForm
from dictionary.models import Competency, Level
from dictionary.models.competencies import OFFERED, Page


@dataclass(frozen=True, slots=True)
class Choice:
    """One view of a page: its label, its address, and whether it is the one shown."""

    label: str
    url: str
    current: bool


class MatrixView(TemplateView):
    """Competencies by levels, of one group or all, with all levels or one, page by page; four queries.

    The columns are the levels of the competencies on the page, so the cost does not depend on the other competencies.
    Long competencies make pages of fewer rows.
    """

    template_name = "dictionary/matrix.html"
    #: The most competencies on one page, and the most lines, as `CompetencyQuerySet.weighed` counts them.
    page_size, page_weight = 25, 3_000

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        form = MatrixForm(self.request.GET)
        level, full = form.chosen(), form.value("isi") == "lengkap"
        kept = {"kelompok": form.value("kelompok"), "level": level, "isi": form.value("isi")}
        page, group = self.page(form, level), kept["kelompok"]
        numbers = sorted({row.number for competency in page.rows for row in competency.levels.all()})
        columns = numbers if level is None else [level]
        others = {name: value for name, value in kept.items() if name != "kelompok" and value not in ("", None)}
        groups = list(Competency.objects.groups()[: OFFERED + 1])
        context |= {"folded": _address(kept, isi=""), "unfolded": _address(kept, isi="lengkap"), "full": full}
        return super().get_context_data(
            rows=[(competency, _cells(competency, columns)) for competency in page.rows],
            columns=columns,
            levels=_levels(kept, sorted({*numbers, *columns})),
            groups=groups if len(groups) > 1 else [],
            kept=others.items(),
            rest=f"&{urlencode(others)}" if others else "",
            every=_address(others),
            level=level,
            group=group,
            previous=page.previous and _address(kept, sebelum=page.previous),
            following=page.following and _address(kept, setelah=page.following),
            **context,
        )

    def page(self, form: MatrixForm, level: int | None) -> Page:
        """Return the competencies that the form asks for, with their levels; three queries."""
        competencies = Competency.objects.defer("source", "definition").weighed(level)
        if group := form.value("kelompok"):
            competencies = competencies.filter(group=group)
        before = form.value("sebelum")
        page = competencies.page(after=form.value("setelah"), before=before, size=self.page_size)
        page = page.cut(self.page_weight, at_start=bool(before))
        prefetch_related_objects(page.rows, Competency.objects.levels_in_full(level))
        return page


def _address(kept: dict[str, Any], **other: Any) -> str:
    """Return the query string of another view of the page, "?" alone when it has no values."""
    asked = {**kept, **other}
    return "?" + urlencode({name: value for name, value in asked.items() if value not in ("", None)})


def _levels(kept: dict[str, Any], numbers: Sequence[int]) -> list[Choice]:
    """Return a choice for all levels, and one for each level."""
    each = [Choice(str(number), _address(kept, level=number), kept["level"] == number) for number in numbers]
    return [Choice("", _address(kept, level=None), kept["level"] is None), *each]


def _cells(competency: Competency, columns: Sequence[int]) -> list[tuple[int, Level | None]]:
    """Return the levels of a competency by `columns`, None for a level it lacks; no query."""
    levels = {row.number: row for row in competency.levels.all()}
    return [(number, levels.get(number)) for number in columns]


class IndexView(TemplateView):
    """Names, or codes, from A to Z: up to `page_size` on one page, else a page a letter; three queries."""

    template_name = "dictionary/index.html"
    #: The most competencies on one page.
    page_size = 300

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        form = IndexForm(self.request.GET)
        field = "code" if form.value("menurut") == "kode" else "name"
        rows = Competency.objects.all().alphabetical(field)
        whole = not Competency.objects.order_by("code").values("pk")[self.page_size : self.page_size + 1].exists()
        there = Competency.objects.all().initials(field)
        letter = "" if whole else form.value("huruf") or next(iter(there), "")
        if letter:
            rows = rows.filter(begins_with(letter))
        begun = bool(letter and form.value("setelah"))
        if begun:
            rows = rows.later(form.value("setelah"))
        shown = list(rows[: self.page_size + 1])
        kept = {"menurut": form.value("menurut"), "huruf": letter}
        more = len(shown) > self.page_size
        return super().get_context_data(
            by_code=field == "code",
            letter=letter,
            whole=whole,
            letters=[
                (each, each in there, f"#huruf-{each}" if whole else _address(kept, huruf=each)) for each in LETTERS
            ],
            parts=_parts(shown[: self.page_size]),
            begun=begun and _address(kept),
            following=_address(kept, setelah=shown[self.page_size - 1].code) if more else "",
            **context,
        )


def _parts(rows: Sequence[Competency]) -> list[tuple[str, list[Competency]]]:
    """Group the rows by letter, in the order of `LETTERS`."""
    parts: dict[str, list[Competency]] = {letter: [] for letter in LETTERS}
    for row in rows:
        parts[letter_of(vars(row)["sort"])].append(row)
    return [(letter, part) for letter, part in parts.items() if part]
