"""Back office actions on many competencies at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dictionary.models import Competency
from documents.document import NAME_LIMIT, clean
from exchange.admin.actions import DocumentActions, changed, sent


class GroupForm(forms.Form):
    """Form that asks for a group: an existing one, a new name, or none."""

    there = forms.ChoiceField(label=_("Kelompok yang ada"), required=False)
    new = forms.CharField(
        label=_("Atau kelompok baru"), required=False, max_length=NAME_LIMIT, help_text=_("Diisi hanya bila belum ada.")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **options})
        names = Competency.objects.order_by("group").values_list("group", flat=True).distinct()
        choices = [("", _("Tanpa kelompok")), *((name, name) for name in names if name)]
        self.fields["there"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def clean_new(self) -> str:
        """Return the cleaned name. Raises ValidationError for a name that the field `group` of a competency refuses."""
        name = clean(self.cleaned_data["new"]).lstrip("# ")
        Competency._meta.get_field("group").clean(name, None)  # noqa: SLF001  # Django's name for it
        return name

    def group(self) -> str:
        """Return the group: the new name, else the existing one, else ""."""
        return str(self.cleaned_data["new"] or self.cleaned_data["there"])


class CompetencyActions(DocumentActions):
    """Actions for the list of competencies."""

    actions = ["move_to_group", "export_selected"]

    @admin.action(description=_("Pindahkan ke kelompok …"), permissions=["change"])
    def move_to_group(self, request: HttpRequest, queryset: QuerySet[Competency]) -> HttpResponse | None:
        """Ask for a group, then move the selected competencies there."""
        form = GroupForm(sent(request))
        if not form.is_valid():
            title = gettext("Pindahkan ke kelompok")
            return self.ask(request, queryset, form=form, action="move_to_group", title=title)
        keys = self.keys_to_change(queryset)
        request.recording.snapshot(*keys)  # type: ignore[attr-defined]  # set by `RecordedAdmin.recorded`
        Competency.objects.filter(code__in=keys).update(group=form.group())
        self.tell(request, changed(keys, request))
        return None
