"""What the pages of the history may be asked for; nonsense falls back, it never fails."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q
from django.utils import timezone

from documents.document import slug
from documents.translation import mark as _
from exchange import document_types
from exchange.models import Revision, RevisionQuerySet

#: The largest primary key that both databases know.
LARGEST = 2**63 - 1


class DayField(forms.DateField):
    """A day of the calendar, as browsers send it."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def __init__(self, label: str) -> None:
        sensible = [MinValueValidator(date(1970, 1, 1)), MaxValueValidator(date(9998, 12, 31))]
        super().__init__(label=label, required=False, input_formats=["%Y-%m-%d"], validators=sensible)


class NumberField(forms.IntegerField):
    """A primary key, which nobody types in."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False, min_value=0, max_value=LARGEST)


class QueryForm(forms.Form):
    """A form in an address: what makes no sense there is as good as not asked for."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **options})

    def values(self) -> dict[str, Any]:
        """The values that make sense, by field; no empty ones."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}


class PlaceForm(QueryForm):
    """`?sebelum=120`: from there on, older ones; `?sesudah=120`: newer ones."""

    sebelum = NumberField()
    sesudah = NumberField()


class VersionsForm(QueryForm):
    """`?dari=12&ke=20`: two versions of one document to compare; 0 is the one before its first revision."""

    dari = NumberField()
    ke = NumberField()


class DocumentFilterForm(QueryForm):
    """Who changed one document, through which door and when."""

    oleh = forms.CharField(label=_("Oleh"), required=False, max_length=150)
    lewat = forms.ChoiceField(
        label=_("Lewat"), required=False, choices=[("", _("Semua cara")), *Revision.Origin.choices]
    )
    sejak = DayField(_("Sejak"))
    sampai = DayField(_("Sampai"))

    def condition(self) -> Q:
        """What the revisions asked for have in common."""
        asked = self.values()
        wanted = Q()
        if person := asked.get("oleh"):
            wanted &= Q(user_name__icontains=person)
        if door := asked.get("lewat"):
            wanted &= Q(door=door)
        if first := asked.get("sejak"):
            wanted &= Q(at__gte=midnight(first))
        if last := asked.get("sampai"):
            wanted &= Q(at__lt=midnight(last + timedelta(days=1)))
        return wanted

    def narrow(self, revisions: RevisionQuerySet) -> RevisionQuerySet:
        """The revisions asked for; no query."""
        return revisions.filter(self.condition())

    def again(self) -> DocumentFilterForm:
        """A form to fill in anew, with what was asked for and made sense."""
        return type(self)(initial=self.values())


class FilterForm(DocumentFilterForm):
    """The same for all documents, and which."""

    dokumen = forms.CharField(label=_("Dokumen"), required=False, max_length=200)
    format = forms.ChoiceField(label=_("Isi"), required=False)
    field_order = ["dokumen", "format", "oleh", "lewat", "sejak", "sampai"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [
            ("", _("Semua isi")),
            *((document_type.slug, document_type.label) for document_type in document_types.all_types()),
        ]
        self.fields["format"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField, as above

    def condition(self) -> Q:
        asked = self.values()
        wanted = super().condition()
        if name := asked.get("dokumen"):
            wanted &= Q(key__icontains=name) | (Q(key__icontains=slug(name)) if slug(name) else Q())
        if format_slug := asked.get("format"):
            wanted &= Q(format=format_slug)
        return wanted


class RestoreForm(QueryForm):
    """The newest revision that a person saw before restoring, and why they do it."""

    terakhir = NumberField()
    catatan = forms.CharField(label=_("Catatan (boleh kosong)"), required=False, max_length=150)


def midnight(day: date) -> datetime:
    """When `day` begins here."""
    return timezone.make_aware(datetime.combine(day, time.min))
