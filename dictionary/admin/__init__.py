"""The dictionary in the admin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import npgettext

from dictionary.admin.actions import CompetencyActions
from dictionary.admin.exports import BehaviourRows, CompetencyRows, IndicatorRows
from dictionary.format.fields import BODY, TEXTS
from dictionary.models import Competency, Indicator, KeyBehaviour, Level
from exchange.admin.base import RecordedAdmin
from exchange.admin.exports import ExportAdmin
from exchange.admin.forms import NamedForm


def children_link(viewname: str, query: str, count: int, noun: str) -> str:
    """Return a link with a count and a noun to the list of the rows counted."""
    return format_html('<a href="{}?{}">{} {}</a>', reverse(viewname), query, count, noun)


def parent_link(viewname: str, row: Any, name: str = "") -> str:
    """Return a link to a row's page in the admin; its text is `name`, or the row's own when that is empty."""
    return format_html('<a href="{}">{}</a>', reverse(viewname, args=[row.pk]), name or row)


class DictionaryAdmin(RecordedAdmin):
    """Base of the admin classes of the dictionary."""

    format_slug = "kamus"
    #: The lookups that the links of `children_link` use.
    parent_lookups: Sequence[str] = ()
    list_per_page = 50

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Allow `parent_lookups` besides the filters: a filter that lists every parent would not scale."""
        return lookup in self.parent_lookups or super().lookup_allowed(lookup, value, request)  # type: ignore[arg-type]

    @admin.display(description=_("situs"))
    def on_site(self, row: Any) -> str:
        """Return a link to the row's public page."""
        return format_html('<a href="{}">{}</a>', row.get_absolute_url(), _("Lihat di situs"))


class KeyBehaviourInline(admin.TabularInline[KeyBehaviour, Competency]):
    """Key behaviours below their competency."""

    model = KeyBehaviour
    form = NamedForm
    fields = ["position", "text"]
    ordering = ["position", "pk"]
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[KeyBehaviour]:
        return KeyBehaviour.objects.with_nth().order_by(*self.ordering)


class LevelInline(admin.TabularInline[Level, Competency]):
    """Levels below their competency, each with a link to the page of its indicators."""

    model = Level
    form = NamedForm
    fields = ["number", "description"]
    ordering = ["number"]
    extra = 0
    show_change_link = True


class IndicatorInline(admin.TabularInline[Indicator, Level]):
    """Indicators below their level."""

    model = Indicator
    form = NamedForm
    fields = ["position", "label", "text"]
    ordering = ["position", "pk"]
    extra = 0


@admin.register(Competency)
class CompetencyAdmin(CompetencyActions, ExportAdmin, DictionaryAdmin):
    """Competencies with their key behaviours and levels."""

    names_documents = True
    resource_classes = [CompetencyRows]
    list_display = ["code", "name", "group", "position", "levels_link", "indicators_link", "on_site"]
    list_display_links = ["code", "name"]
    list_filter = ["group"]
    search_fields = ["code", "name", *(field.name for field in BODY.values())]
    ordering = ["position", "code"]
    fields = ["code", *(field.name for field in TEXTS), "position"]
    inlines = [KeyBehaviourInline, LevelInline]

    def keys_of(self, row: Competency) -> Iterable[str]:
        return [row.code]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Competency]:
        counts = {
            "level_count": Count("levels", distinct=True),
            "indicator_count": Count("levels__indicators", distinct=True),
        }
        rows: QuerySet[Competency] = super().get_queryset(request).defer("source").annotate(**counts)
        return rows

    @admin.display(description=_("level"), ordering="level_count")
    def levels_link(self, row: Any) -> str:
        """Return a link to the levels of the competency, with their number."""
        query = f"competency__id__exact={row.pk}"
        return children_link(
            "admin:dictionary_level_changelist",
            query,
            row.level_count,
            npgettext("hitungan", "level", "level", row.level_count),
        )

    @admin.display(description=_("indikator"), ordering="indicator_count")
    def indicators_link(self, row: Any) -> str:
        """Return a link to the indicators of the competency, with their number."""
        query = f"level__competency__id__exact={row.pk}"
        return children_link(
            "admin:dictionary_indicator_changelist",
            query,
            row.indicator_count,
            npgettext("hitungan", "indikator", "indikator", row.indicator_count),
        )


@admin.register(KeyBehaviour)
class KeyBehaviourAdmin(ExportAdmin, DictionaryAdmin):
    """Key behaviours, editable in the list."""

    resource_classes = [BehaviourRows]
    list_display = ["place", "competency_link", "position", "text", "on_site"]
    list_editable = ["position", "text"]
    list_filter = ["competency__group"]
    search_fields = ["text", "competency__code", "competency__name"]
    ordering = ["competency__position", "competency__code", "position", "pk"]
    autocomplete_fields = ["competency"]

    def keys_of(self, row: KeyBehaviour) -> Iterable[str]:
        return [row.competency.code]

    def get_queryset(self, request: HttpRequest) -> QuerySet[KeyBehaviour]:
        return KeyBehaviour.objects.with_nth().select_related("competency").defer("competency__source")

    @admin.display(description=_("tempat"))
    def place(self, row: Any) -> str:
        """Return the position in words: "DEVO, 2"."""
        return f"{row.competency.code}, {row.nth}"

    @admin.display(description=_("kompetensi"), ordering="competency__position")
    def competency_link(self, row: KeyBehaviour) -> str:
        """Return a link to the competency."""
        return parent_link("admin:dictionary_competency_change", row.competency, row.competency.code)


@admin.register(Level)
class LevelAdmin(DictionaryAdmin):
    """Levels with their indicators."""

    list_display = ["number", "competency_link", "description", "indicators_link", "on_site"]
    list_filter = ["number", "competency__group"]
    parent_lookups = ["competency__id__exact"]
    list_select_related = ["competency"]
    search_fields = ["competency__code", "competency__name", "description"]
    ordering = ["competency__position", "competency__code", "number"]
    autocomplete_fields = ["competency"]
    inlines = [IndicatorInline]

    def keys_of(self, row: Level) -> Iterable[str]:
        return [row.competency.code]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Level]:
        levels = super().get_queryset(request).select_related("competency").defer("competency__source")
        rows: QuerySet[Level] = levels.annotate(indicator_count=Count("indicators"))
        return rows

    @admin.display(description=_("kompetensi"), ordering="competency__position")
    def competency_link(self, row: Level) -> str:
        """Return a link to the competency."""
        return parent_link("admin:dictionary_competency_change", row.competency, row.competency.code)

    @admin.display(description=_("indikator"), ordering="indicator_count")
    def indicators_link(self, row: Any) -> str:
        """Return a link to the indicators of the level, with their number."""
        query = f"level__id__exact={row.pk}"
        return children_link(
            "admin:dictionary_indicator_changelist",
            query,
            row.indicator_count,
            npgettext("hitungan", "indikator", "indikator", row.indicator_count),
        )


@admin.register(Indicator)
class IndicatorAdmin(ExportAdmin, DictionaryAdmin):
    """Behavioural indicators, editable in the list."""

    resource_classes = [IndicatorRows]
    list_display = ["place", "level_link", "label", "text", "on_site"]
    list_editable = ["label", "text"]
    parent_lookups = ["level__id__exact", "level__competency__id__exact"]
    list_filter = ["level__number", "level__competency__group"]
    list_select_related = ["level__competency"]
    search_fields = ["text", "level__competency__code", "level__competency__name"]
    ordering = ["level__competency__position", "level__competency__code", "level__number", "position", "pk"]
    autocomplete_fields = ["level"]
    fields = ["level", "label", "text", "position"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Indicator]:
        return super().get_queryset(request).select_related("level__competency").defer("level__competency__source")

    def keys_of(self, row: Indicator) -> Iterable[str]:
        return [row.level.competency.code]

    @admin.display(description=_("tempat"), ordering="level__competency__position")
    def place(self, row: Indicator) -> str:
        """Return the position in words: "DEVO 4.5" for level 4, number 5."""
        return f"{row.level.competency.code} {row.level.number}.{row.label}"

    @admin.display(description=_("level"), ordering="level__number")
    def level_link(self, row: Indicator) -> str:
        """Return a link to the level."""
        return parent_link("admin:dictionary_level_change", row.level, f"Level {row.level.number}")
