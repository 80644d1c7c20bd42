"""Forms for the query strings of the history's pages. Invalid values are ignored; they never raise errors."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents.document import slug
from exchange import document_types
from exchange.models import FormerKey, Revision, RevisionQuerySet

#: Largest primary key that SQLite and PostgreSQL can hold.
LARGEST = 2**63 - 1


class DayField(forms.DateField):
    """Field for a calendar day, as browsers send it."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def __init__(self, label: Any) -> None:
        sensible = [MinValueValidator(date(1970, 1, 1)), MaxValueValidator(date(9998, 12, 31))]
        super().__init__(label=label, required=False, input_formats=["%Y-%m-%d"], validators=sensible)


class NumberField(forms.IntegerField):
    """Hidden field for a primary key."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False, min_value=0, max_value=LARGEST)


class QueryForm(forms.Form):
    """Form for a query string. Invalid values count as absent."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **options})

    def values(self) -> dict[str, Any]:
        """Return the valid values by field, without empty ones."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}


class PlaceForm(QueryForm):
    """Position in a list: `?sebelum=120` asks for revisions older than 120, `?sesudah=120` for newer ones."""

    sebelum = NumberField()
    sesudah = NumberField()


class VersionsForm(QueryForm):
    """Two versions of one document to compare: `?dari=12&ke=20`; 0 is the one before the first revision."""

    dari = NumberField()
    ke = NumberField()


class DocumentFilterForm(QueryForm):
    """Filter of the history of one document: by person, origin and days."""

    oleh = forms.CharField(label=_("Oleh"), required=False, max_length=150)
    lewat = forms.ChoiceField(
        label=_("Lewat"), required=False, choices=[("", _("Semua cara")), *Revision.Origin.choices]
    )
    sejak = DayField(_("Sejak"))
    sampai = DayField(_("Sampai"))

    def condition(self) -> Q:
        """Return the condition that the filtered revisions meet."""
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
        """Return the filtered revisions; no query."""
        return revisions.filter(self.condition())

    def again(self) -> DocumentFilterForm:
        """Return a form to show again, with the valid values filled in."""
        return type(self)(initial=self.values())


class FilterForm(DocumentFilterForm):
    """Filter of the history of all documents: by document and type too."""

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
            wanted &= _named("key", name) | Q(_renamed_to(name))
        if format_slug := asked.get("format"):
            wanted &= Q(format=format_slug)
        return wanted


class SetFilterForm(FilterForm):
    """Filter of the documents of one change set, which have person, origin and day in common."""

    oleh = lewat = sejak = sampai = None  # type: ignore[assignment]  # how a form leaves out inherited fields


class LinesForm(QueryForm):
    """Lines of a comparison that are shown: `?baris=semua` asks for those that stayed too."""

    baris = forms.ChoiceField(required=False, choices=[("semua", "semua")])


def _named(field: str, name: str) -> Q:
    """Return the condition that a key holds a name, as typed or as in addresses."""
    return Q((f"{field}__icontains", name)) | (Q((f"{field}__icontains", slug(name))) if slug(name) else Q())


def _renamed_to(name: str) -> Exists:
    """Return the condition that the document of a revision has such a key now, by a later rename."""
    left = FormerKey.objects.filter(format=OuterRef("format"), key=OuterRef("key"), revision__gt=OuterRef("pk"))
    return Exists(left.filter(_named("current", name)))


class RestoreForm(QueryForm):
    """Newest revision that a person saw before restoring, and a note with the reason."""

    terakhir = NumberField()
    catatan = forms.CharField(label=_("Catatan (boleh kosong)"), required=False, max_length=150)


def midnight(day: date) -> datetime:
    """Return the beginning of `day` in the current time zone."""
    return timezone.make_aware(datetime.combine(day, time.min))
