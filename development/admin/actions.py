"""Back office actions on many sub-aspects at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from development.models import SubAspect
from dictionary.models import Competency
from documents.document import Document, excerpt
from exchange.admin.actions import DocumentActions, changed, sent

ADD, REPLACE = "tambah", "ganti"
_BETWEEN = re.compile(r"[\s,;]+")


class MapForm(forms.Form):
    """Form that asks for the codes of competencies, and whether to add them to the linked ones or replace those."""

    codes = forms.CharField(
        label=_("Kode kompetensi"),
        required=False,
        max_length=5_000,
        help_text=_("Dipisahkan koma atau spasi, misalnya: DEVO, CUSF."),
    )
    mode = forms.ChoiceField(
        label=_("Cara"),
        choices=[(ADD, _("Tambahkan ke yang sudah ada")), (REPLACE, _("Ganti semuanya (kosong: lepas semua)"))],
        initial=ADD,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **options})

    def clean_codes(self) -> frozenset[str]:
        """Return the codes in upper case. Raises ValidationError that lists unknown codes."""
        asked = {code.upper() for code in _BETWEEN.split(self.cleaned_data["codes"]) if code}
        there = set(Competency.objects.filter(code__in=asked).values_list("code", flat=True))
        if unknown := sorted(asked - there):
            raise ValidationError(
                gettext("Tidak ada kompetensi dengan kode {codes}.").format(codes=excerpt(", ".join(unknown), 200))
            )
        return frozenset(asked)

    def clean(self) -> dict[str, Any]:
        """Raise ValidationError when there is nothing to add."""
        fields: dict[str, Any] = super().clean() or {}
        if "codes" in fields and not fields["codes"] and fields.get("mode") == ADD:
            raise ValidationError({"codes": _("Sebutkan sedikitnya satu kode.")})
        return fields

    def joined(self, document: Document) -> tuple[str, ...]:
        """Return the codes of the competencies to link to a sub-aspect, sorted."""
        kept = document.related or () if self.cleaned_data["mode"] == ADD else ()
        return tuple(sorted({*kept, *self.cleaned_data["codes"]}))


class SubAspectActions(DocumentActions):
    """Actions for the list of sub-aspects."""

    actions = ["join_competencies", "export_selected"]

    @admin.action(description=_("Tetapkan kompetensi terkait …"), permissions=["change"])
    def join_competencies(self, request: HttpRequest, queryset: QuerySet[SubAspect]) -> HttpResponse | None:
        """Ask for competencies, then link the selected sub-aspects to them."""
        form = MapForm(sent(request))
        if not form.is_valid():
            title = gettext("Tetapkan kompetensi terkait")
            return self.ask(request, queryset, form=form, action="join_competencies", title=title)
        keys = self.keys_to_change(queryset)
        request.recording.store(list(self._joined(keys, form)))  # type: ignore[attr-defined]  # set by `RecordedAdmin`
        self.tell(request, changed(keys, request))
        return None

    def _joined(self, keys: list[str], form: MapForm) -> Iterator[Document]:
        for document in self.document_type.repository.load(keys):
            yield replace(document, related=form.joined(document))
