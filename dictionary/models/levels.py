"""Levels of a competency, and the numbered indicators of a level."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dictionary.fields import validate_label
from dictionary.format.records import LEVELS
from documents.document import TEXT_LIMIT, excerpt
from documents.numbering import LABEL_LIMIT
from exchange import constraints
from exchange.fields import LineField


class LevelManager(models.Manager["Level"]):
    """Find a level by its natural key, for fixtures."""

    def get_by_natural_key(self, code: str, number: int) -> Level:
        return self.get(competency__code=code, number=number)


class Level(models.Model):
    """One level of a competency. Its number is an integer from 0 to 20; gaps are allowed."""

    competency = models.ForeignKey("Competency", models.CASCADE, related_name="levels", verbose_name=_("kompetensi"))
    number = models.PositiveSmallIntegerField(_("level"))
    description = LineField(_("deskripsi level"), limit=TEXT_LIMIT, blank=True, default="")

    objects = LevelManager()
    number_field, number_scope = "number", ("competency_id",)

    class Meta:
        verbose_name, verbose_name_plural = _("level"), pgettext_lazy("jamak", "level")
        ordering = ["competency_id", "number"]
        constraints = [
            constraints.unique(
                "competency",
                "number",
                name="level_number_unique",
                message=_("Level ini sudah ada di kompetensi ini."),
            ),
            models.CheckConstraint(
                condition=models.Q(number__range=(LEVELS.start, LEVELS.stop - 1)),
                name="level_number_range",
                violation_error_message=_("Level adalah bilangan bulat dari 0 sampai 20."),
            ),
            constraints.at_most("level", "description", TEXT_LIMIT, _("Deskripsi")),
        ]

    def __str__(self) -> str:
        return f"{self.competency.code} · Level {self.number}"

    def siblings(self) -> models.QuerySet[Level]:
        """Return the levels of the same competency."""
        return Level.objects.filter(competency=self.competency_id)

    def vacate(self) -> None:
        """Take a free number for the moment, so that rows can swap numbers. Raises ValidationError if none is free."""
        taken = set(self.siblings().values_list("number", flat=True))
        free = next((number for number in LEVELS if number not in taken), None)
        if free is None:
            raise ValidationError(_("Semua nomor level terpakai; hapus satu level sebelum menukar nomor."))
        self.siblings().filter(pk=self.pk).update(number=free)

    def natural_key(self) -> tuple[str, int]:
        return (self.competency.code, self.number)

    natural_key.dependencies = ["dictionary.competency"]  # type: ignore[attr-defined]  # read by the serialisers

    def get_absolute_url(self) -> str:
        return f"{self.competency.get_absolute_url()}#level-{self.number}"


class IndicatorManager(models.Manager["Indicator"]):
    """Find an indicator by its natural key, for fixtures."""

    def get_by_natural_key(self, code: str, number: int, label: str) -> Indicator:
        return self.get(level__competency__code=code, level__number=number, label=label)


class Indicator(models.Model):
    """One behavioural indicator. `label` is its printed number; `position` its rank in the level, from 1."""

    level = models.ForeignKey(Level, models.CASCADE, related_name="indicators", verbose_name=_("level"))
    label = models.CharField(_("nomor"), max_length=LABEL_LIMIT, validators=[validate_label])
    position = models.PositiveIntegerField(_("urutan"), default=0)
    text = LineField(_("teks"), limit=TEXT_LIMIT, listed=True)

    objects = IndicatorManager()
    number_field, number_scope = "label", ("level_id",)

    class Meta:
        verbose_name, verbose_name_plural = _("indikator perilaku"), pgettext_lazy("jamak", "indikator perilaku")
        ordering = ["level_id", "position", "pk"]
        constraints = [
            constraints.unique(
                "level",
                "label",
                name="indicator_label_unique",
                message=_("Nomor ini sudah dipakai di level ini."),
            ),
            *constraints.text("indicator", "label", LABEL_LIMIT, _("Nomor")),
            constraints.placed("indicator"),
            *constraints.text("indicator", "text", TEXT_LIMIT, _("Teks")),
        ]

    def __str__(self) -> str:
        return f"{self.label}. {excerpt(self.text, 60)}"

    def vacate(self) -> None:
        """Take a placeholder as printed number for the moment, so that rows can swap numbers."""
        self.siblings().filter(pk=self.pk).update(label=f"~{self.pk}")

    def natural_key(self) -> tuple[str, int, str]:
        return (*self.level.natural_key(), self.label)

    def siblings(self) -> models.QuerySet[Indicator]:
        """Return the indicators of the same level; `position` counts among them."""
        return Indicator.objects.filter(level=self.level_id)

    natural_key.dependencies = ["dictionary.level"]  # type: ignore[attr-defined]  # read by the serialisers

    def get_absolute_url(self) -> str:
        return f"{self.level.get_absolute_url()}-{self.label}"
