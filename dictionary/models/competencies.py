"""Competencies and their key behaviours."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from itertools import accumulate

from django.db import models
from django.db.models.functions import Coalesce, Length, Replace, Upper
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dictionary.alphabet import Alphabetical, AlphabetQuerySet
from dictionary.fields import (
    ADDRESS_CHANGES,
    AT_THE_END,
    CODE_LIMIT,
    EMPHASIS,
    CodeField,
    validate_code,
)
from dictionary.format.fields import SOURCE
from dictionary.format.records import stable_uuid
from dictionary.models.levels import Indicator, Level
from documents.document import NAME_LIMIT, TEXT_LIMIT, excerpt
from documents.limits import LINE
from exchange import constraints
from exchange.fields import LineField


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list: its rows, and the codes that the pages beside it end before and start after ("": none)."""

    rows: list[Competency]
    previous: str = ""
    following: str = ""

    def cut(self, most: int, *, at_start: bool) -> Page:
        """This page with as many rows as have the `weight` `most` together, but one at least; see `weighed`.

        They are the first ones, or the last ones when it is cut `at_start`, as the page before another is.
        """
        inwards = self.rows[::-1] if at_start else self.rows
        sums = accumulate(vars(row)["weight"] for row in inwards)
        count = max(1, sum(total <= most for total in sums))
        if count >= len(self.rows):
            return self
        if at_start:
            shown = self.rows[-count:]
            return Page(shown, shown[0].code, self.following)
        return Page(self.rows[:count], self.previous, self.rows[count - 1].code)


#: The most groups that a page offers to choose from.
OFFERED = 500


def _position_of(code: str) -> models.Subquery:
    return models.Subquery(Competency.objects.filter(code=code).order_by().values("position"))


def _weight(levels: models.QuerySet[Level], field: str) -> models.Func:
    """The weight of the texts `field` of these levels, about as `documents.limits.weight` counts; 0 without any."""
    marks = Length(field) - Length(Replace(field, models.Value("*")))
    one = models.Count(field) + models.Sum(Length(field) + marks * (LINE // 2)) / LINE
    return Coalesce(models.Subquery(levels.values("competency").annotate(one=one).values("one")), 0)


class CompetencyQuerySet(AlphabetQuerySet["Competency"]):
    """Words for many competencies."""

    def with_levels(self) -> CompetencyQuerySet:
        """With their levels and each level's `indicator_count`, without their raw text; one query more."""
        levels = Level.objects.annotate(indicator_count=models.Count("indicators")).order_by("number")
        return self.defer("source").prefetch_related(models.Prefetch("levels", levels))

    def with_contents(self) -> CompetencyQuerySet:
        """With key behaviours, levels and indicators, without their raw text; three queries more."""
        return self.defer("source").prefetch_related("behaviours", "levels__indicators")

    def weighed(self, number: int | None) -> CompetencyQuerySet:
        """With the `weight` of the texts of all levels, or of level `number`.

        No query more; reads the lines of the competencies shown.
        """
        own = models.Q() if number is None else models.Q(number=number)
        levels = Level.objects.filter(own, competency=models.OuterRef("pk")).order_by()
        return self.annotate(weight=_weight(levels, "description") + _weight(levels, "indicators__text"))

    @staticmethod
    def levels_in_full(number: int | None) -> models.Prefetch[str, models.QuerySet[Level], str]:
        """The lookup of levels with indicators, of all of them or of level `number`; two queries."""
        indicators = Indicator.objects.all() if number is None else Indicator.objects.filter(level__number=number)
        levels = Level.objects.order_by("number").prefetch_related(models.Prefetch("indicators", indicators))
        return models.Prefetch("levels", levels)

    def groups(self) -> models.QuerySet[Competency, tuple[str, int, int]]:
        """The groups in order, as (name, how many competencies, first position); one query.

        Pages that offer them to choose from take `OFFERED` and one more: then a name can be typed as well.
        """
        groups = self.values_list("group").annotate(count=models.Count("*"), first=models.Min("position"))
        return groups.order_by("first", "group")

    def beyond(self, code: str) -> CompetencyQuerySet:
        """Those that follow the competency `code`, none when there is no such; no query of its own."""
        return self.after_place(_position_of(code), code)

    def after_place(self, position: int | models.Subquery, code: str) -> CompetencyQuerySet:
        """Those after a place in the order; no query of its own.

        The last condition is one that an index can begin at; PostgreSQL would read all rows for the others.
        """
        return self.filter(models.Q(position__gt=position) | models.Q(code__gt=code), position__gte=position)

    def ahead_of(self, code: str) -> CompetencyQuerySet:
        """Those that precede the competency `code`, the nearest first; no query of its own."""
        return self.before_place(_position_of(code), code)

    def before_place(self, position: int | models.Subquery, code: str) -> CompetencyQuerySet:
        """Those before a place in the order, the nearest first; no query of its own."""
        before = self.filter(models.Q(position__lt=position) | models.Q(code__lt=code), position__lte=position)
        return before.order_by("-position", "-code")

    def page(self, *, after: str = "", before: str = "", size: int) -> Page:
        """`size` rows after the code `after`, or up to `before`, or the first ones; one query and the prefetches.

        Found through the index, not by counting: the last page costs what the first does. An unknown code gives
        the first page.
        """
        if before:
            rows = list(self.ahead_of(before)[: size + 1])
            if rows:
                shown = rows[:size][::-1]
                return Page(shown, shown[0].code if len(rows) > size else "", shown[-1].code)
        rows = list((self.beyond(after) if after else self)[: size + 1])
        if after and not rows:
            return self.page(size=size)
        return Page(rows[:size], rows[0].code if after else "", rows[size - 1].code if len(rows) > size else "")

    def neighbours(self, competency: Competency) -> tuple[Competency | None, Competency | None]:
        """The competencies before and after one, None at the ends, with code and name; two queries."""
        near, place = self.only("code", "name"), (competency.position, competency.code)
        return near.before_place(*place).first(), near.after_place(*place).first()

    def get_by_natural_key(self, code: str) -> Competency:
        return self.get(code=code)


class Competency(models.Model):
    """One competency. `source` is the raw text of its record, kept for the lossless export.

    `uid` is its lasting name, for addresses that outlive its code: see `dictionary.format.records.stable_uuid`.
    """

    code = CodeField(_("kode"), max_length=CODE_LIMIT, validators=[validate_code], help_text=ADDRESS_CHANGES)
    name = LineField(_("nama"), limit=NAME_LIMIT)
    definition = LineField(_("definisi"), limit=TEXT_LIMIT, blank=True, default="", help_text=EMPHASIS)
    reference = LineField(_("sumber"), limit=NAME_LIMIT, blank=True, default="", help_text=_(SOURCE.source))
    group = LineField(_("kelompok"), limit=NAME_LIMIT, blank=True, default="")
    position = models.PositiveIntegerField(_("urutan"), default=0, help_text=AT_THE_END)
    uid = models.UUIDField(_("pengenal tetap"), default=uuid.uuid4, unique=True, editable=False)
    source = models.TextField(_("baris asli"), blank=True, default="", editable=False)

    objects = CompetencyQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("kompetensi"), pgettext_lazy("jamak", "kompetensi")
        ordering = ["position", "code"]
        indexes = [
            models.Index(fields=["position", "code"], name="competency_by_place"),
            models.Index(fields=["group", "position", "code"], name="competency_by_group"),
            models.Index(Alphabetical("name"), "code", name="competency_by_name"),
            models.Index(Alphabetical("code"), name="competency_by_code"),
        ]
        constraints = [
            constraints.unique("code", name="competency_code_unique", message=_("Kode ini sudah dipakai.")),
            models.CheckConstraint(
                condition=models.Q(code=Upper("code")),
                name="competency_code_upper_case",
                violation_error_message=_("Kode harus berhuruf besar."),
            ),
            *constraints.text("competency", "code", CODE_LIMIT, _("Kode")),
            constraints.placed("competency"),
            *constraints.text("competency", "name", NAME_LIMIT, _("Nama")),
            constraints.at_most("competency", "group", NAME_LIMIT, _("Kelompok")),
            constraints.at_most("competency", "definition", TEXT_LIMIT, _("Definisi")),
            constraints.at_most("competency", "reference", NAME_LIMIT, _("Sumber")),
        ]

    def __str__(self) -> str:
        return f"{self.code} · {self.name}"

    def clean(self) -> None:
        """Derive the lasting name of a new one, as a file would give it; one query."""
        uid = stable_uuid(self.code)
        if self._state.adding and not Competency.objects.filter(uid=uid).exists():
            self.uid = uid

    def natural_key(self) -> tuple[str]:
        return (self.code,)

    def siblings(self) -> models.QuerySet[Competency]:
        """All competencies, which its position is counted among."""
        return Competency.objects.all()

    def get_absolute_url(self) -> str:
        return str(reverse("competency", args=[self.code]))


class KeyBehaviourQuerySet(models.QuerySet["KeyBehaviour"]):
    """Words for many key behaviours."""

    def with_nth(self) -> KeyBehaviourQuerySet:
        """With `nth`, the place in the list as its page counts it, from 1; no query more."""
        same = KeyBehaviour.objects.filter(competency=models.OuterRef("competency")).order_by()
        here = models.Q(position__lt=models.OuterRef("position"))
        here |= models.Q(position=models.OuterRef("position"), pk__lte=models.OuterRef("pk"))
        places = same.filter(here).values("competency").annotate(nth=models.Count("pk")).values("nth")
        return self.annotate(nth=models.Subquery(places))

    def get_by_natural_key(self, code: str, position: int) -> KeyBehaviour:
        return self.get(competency__code=code, position=position)


class KeyBehaviour(models.Model):
    """One key behaviour of a competency; the source prints no numbers, order is all."""

    competency = models.ForeignKey(Competency, models.CASCADE, related_name="behaviours", verbose_name=_("kompetensi"))
    position = models.PositiveIntegerField(_("urutan"), default=0)
    text = LineField(_("teks"), limit=TEXT_LIMIT, listed=True)

    objects = KeyBehaviourQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("perilaku kunci"), pgettext_lazy("jamak", "perilaku kunci")
        ordering = ["competency_id", "position", "pk"]
        constraints = [
            *constraints.text("behaviour", "text", TEXT_LIMIT, _("Teks")),
            constraints.placed("behaviour"),
        ]

    def __str__(self) -> str:
        return excerpt(self.text, 60)

    def natural_key(self) -> tuple[str, int]:
        return (self.competency.code, self.position)

    def siblings(self) -> models.QuerySet[KeyBehaviour]:
        """The key behaviours of its competency, which its position is counted among."""
        return KeyBehaviour.objects.filter(competency=self.competency_id)

    natural_key.dependencies = ["dictionary.competency"]  # type: ignore[attr-defined]  # read by the serialisers

    def get_absolute_url(self) -> str:
        """Its address by its place in the list; one query, none when it was read `with_nth()`."""
        nth = vars(self).get("nth") or vars(KeyBehaviour.objects.with_nth().get(pk=self.pk))["nth"]
        return f"{self.competency.get_absolute_url()}#perilaku-{nth}"
