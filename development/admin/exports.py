"""Exports of the guide's tables in the admin."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from import_export.fields import Field

from exchange.admin.exports import DocumentRows, SheetRows


class SubAspectRows(DocumentRows):
    """Sub-aspects with all their contents, as the sheet that can be imported again."""

    format_slug = "panduan"

    def keys(self, queryset: QuerySet[Any]) -> Iterable[str]:
        return (f"{aspect}/{slug}" for aspect, slug in queryset.values_list("aspect__slug", "slug"))


class ActionRows(SheetRows):
    """Actions, each with its sub-aspect and aspect."""

    title = "Tindakan"
    aspect = Field("sub_aspect__aspect__name", "aspek")
    sub_aspect = Field("sub_aspect__name", "sub aspek")
    way = Field("get_way_display", "cara")
    label = Field("label", "nomor")
    text = Field("text", "teks")
