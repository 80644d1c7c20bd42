"""Exports of the dictionary's tables in the admin."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from import_export.fields import Field

from exchange.admin.exports import DocumentRows, SheetRows


class CompetencyRows(DocumentRows):
    """Competencies with all their contents, as the sheet that can be imported again."""

    format_slug = "kamus"

    def keys(self, queryset: QuerySet[Any]) -> Iterable[str]:
        codes: QuerySet[Any, str] = queryset.values_list("code", flat=True)
        return codes.iterator()


class BehaviourRows(SheetRows):
    """Key behaviours, each with its competency and its position there."""

    title = "Perilaku kunci"
    code = Field("competency__code", "kode")
    name = Field("competency__name", "nama")
    nth = Field("nth", "urutan")
    text = Field("text", "teks")


class IndicatorRows(SheetRows):
    """Indicators, each with its competency and its level."""

    title = "Indikator perilaku"
    code = Field("level__competency__code", "kode")
    name = Field("level__competency__name", "nama")
    group = Field("level__competency__group", "kelompok")
    level = Field("level__number", "level")
    label = Field("label", "nomor")
    text = Field("text", "teks")
