"""The development guide in the admin."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import npgettext

from development.admin.actions import SubAspectActions
from development.admin.exports import ActionRows, SubAspectRows
from development.models import Action, Aspect, SubAspect
from dictionary.admin import DictionaryAdmin, children_link, parent_link
from exchange.admin.exports import ExportAdmin
from exchange.admin.forms import NamedForm


class GuideAdmin(DictionaryAdmin):
    """Base of the admin classes of the guide."""

    format_slug = "panduan"


class SubAspectFormSet(BaseInlineFormSet[SubAspect, Aspect, ModelForm[SubAspect]]):
    """Formset that refuses two sub-aspects with the same name in one form."""

    def clean(self) -> None:
        """Raise ValidationError for names that give the same slug."""
        super().clean()
        kept = [form.instance for form in self.forms if form not in self.deleted_forms and form.instance.name]
        slugs = [row.slug for row in kept if row.slug]
        if len(slugs) != len(set(slugs)):
            raise ValidationError(_("Ada dua sub aspek dengan nama yang sama."))


class SubAspectInline(admin.TabularInline[SubAspect, Aspect]):
    """Sub-aspects below their aspect, each with a link to the page of its actions."""

    model = SubAspect
    form = NamedForm
    formset = SubAspectFormSet
    fields = ["position", "label", "name"]
    ordering = ["position", "pk"]
    extra = 0
    show_change_link = True


class ActionInline(admin.TabularInline[Action, SubAspect]):
    """Actions below their sub-aspect."""

    model = Action
    form = NamedForm
    fields = ["way", "position", "label", "text"]
    ordering = ["-way", "position", "pk"]
    extra = 0


@admin.register(Aspect)
class AspectAdmin(GuideAdmin):
    """Aspects with their sub-aspects."""

    names_documents = True
    list_display = ["name", "domain", "position", "sub_aspects_link", "on_site"]
    list_filter = ["domain"]
    search_fields = ["name", "domain"]
    ordering = ["position", "slug"]
    fields = ["name", "domain", "position"]
    inlines = [SubAspectInline]

    def keys_of(self, row: Aspect) -> Iterable[str]:
        slugs = row.sub_aspects.values_list("slug", flat=True) if row.pk else ()
        return [f"{row.slug}/{slug}" for slug in slugs]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Aspect]:
        rows: QuerySet[Aspect] = super().get_queryset(request).annotate(sub_aspect_count=Count("sub_aspects"))
        return rows

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001
        """Save the sub-aspects, and warn when there are none: files hold an aspect only through its sub-aspects."""
        super().save_related(request, form, formsets, change)
        if not form.instance.sub_aspects.exists():
            text = _("Aspek ini belum punya sub aspek, jadi belum ikut diekspor. Tambahkan satu sub aspek.")
            self.message_user(request, text, messages.WARNING)

    def touch_children(self, request: HttpRequest, parent: Aspect, rows: Iterable[SubAspect]) -> None:
        olds = SubAspect.objects.filter(pk__in=[row.pk for row in rows if row.pk]).values_list("pk", "slug")
        slugs = {row.pk: row.slug for row in rows}
        request.recording.snapshot(*(f"{parent.slug}/{row.slug}" for row in rows))  # type: ignore[attr-defined]
        self.note_renames(request, [(f"{parent.slug}/{old}", f"{parent.slug}/{slugs[pk]}") for pk, old in olds])

    @admin.display(description=_("sub aspek"), ordering="sub_aspect_count")
    def sub_aspects_link(self, row: Any) -> str:
        """Return a link to the sub-aspects of the aspect, with their number."""
        query = f"aspect__id__exact={row.pk}"
        return children_link(
            "admin:development_subaspect_changelist",
            query,
            row.sub_aspect_count,
            npgettext("hitungan", "sub aspek", "sub aspek", row.sub_aspect_count),
        )


@admin.register(SubAspect)
class SubAspectAdmin(SubAspectActions, ExportAdmin, GuideAdmin):
    """Sub-aspects with their actions."""

    names_documents = True
    resource_classes = [SubAspectRows]
    list_display = ["name", "aspect_link", "label", "position", "actions_link", "on_site"]
    list_filter = ["aspect"]
    list_select_related = ["aspect"]
    search_fields = ["name", "description", "aspect__name"]
    ordering = ["aspect__position", "aspect__slug", "position", "pk"]
    fields = ["aspect", "label", "name", "description", "position", "map_link"]
    readonly_fields = ["map_link"]
    autocomplete_fields = ["aspect"]
    inlines = [ActionInline]

    def keys_of(self, row: SubAspect) -> Iterable[str]:
        return [f"{row.aspect.slug}/{row.slug}"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[SubAspect]:
        rows: QuerySet[SubAspect] = (
            super().get_queryset(request).defer("source").annotate(action_count=Count("actions"))
        )
        return rows

    @admin.display(description=_("kompetensi terkait"))
    def map_link(self, row: SubAspect) -> str:
        """Return the codes of the linked competencies and a link to the map of the sub-aspect; one query."""
        if row.pk is None:
            return _("Simpan dulu, lalu petakan.")
        codes = ", ".join(row.competencies.order_by("code").values_list("code", flat=True))
        address = reverse("sub-aspect-map", args=row.natural_key())
        return format_html('{} <a href="{}">{}</a>', codes or _("Belum ada."), address, _("Ubah peta"))

    @admin.display(description=_("aspek"), ordering="aspect__position")
    def aspect_link(self, row: SubAspect) -> str:
        """Return a link to the aspect."""
        return parent_link("admin:development_aspect_change", row.aspect)

    @admin.display(description=_("tindakan"), ordering="action_count")
    def actions_link(self, row: Any) -> str:
        """Return a link to the actions of the sub-aspect, with their number."""
        query = f"sub_aspect__id__exact={row.pk}"
        return children_link(
            "admin:development_action_changelist",
            query,
            row.action_count,
            npgettext("hitungan", "tindakan", "tindakan", row.action_count),
        )


@admin.register(Action)
class ActionAdmin(ExportAdmin, GuideAdmin):
    """Actions, editable in the list."""

    resource_classes = [ActionRows]
    list_display = ["place", "sub_aspect_link", "label", "text", "on_site"]
    list_editable = ["label", "text"]
    list_filter = ["way", "sub_aspect__aspect"]
    parent_lookups = ["sub_aspect__id__exact"]
    list_select_related = ["sub_aspect__aspect"]
    search_fields = ["text", "sub_aspect__name"]
    ordering = ["sub_aspect__aspect__position", "sub_aspect__position", "-way", "position", "pk"]
    autocomplete_fields = ["sub_aspect"]
    fields = ["sub_aspect", "way", "label", "text", "position"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Action]:
        return super().get_queryset(request).select_related("sub_aspect__aspect").defer("sub_aspect__source")

    def keys_of(self, row: Action) -> Iterable[str]:
        return [f"{row.sub_aspect.aspect.slug}/{row.sub_aspect.slug}"]

    @admin.display(description=_("tempat"), ordering="way")
    def place(self, row: Action) -> str:
        """Return the position in words: "mandiri 2"."""
        return row.anchor.replace("-", " ")

    @admin.display(description=_("sub aspek"), ordering="sub_aspect__position")
    def sub_aspect_link(self, row: Action) -> str:
        """Return a link to the sub-aspect."""
        return parent_link("admin:development_subaspect_change", row.sub_aspect)
