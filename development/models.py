"""Tables of the guide: aspects, their sub-aspects, the actions that develop them, and the map to competencies."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from development.format.headings import can_be_aspect, can_be_sub_aspect
from development.format.records import aspect_slug, sub_aspect_slug
from dictionary.fields import ADDRESS_CHANGES, AT_THE_END, EMPHASIS, validate_label
from dictionary.models import Competency
from documents.document import NAME_LIMIT, TEXT_LIMIT, excerpt
from documents.numbering import LABEL_LIMIT, is_label
from exchange import constraints
from exchange.fields import LineField

#: The longest slug: that of a name, and the ending that distinguishes it from a reserved word.
SLUG_LIMIT = NAME_LIMIT + 10
#: Message for a name that a file would read as another kind of line ("Sub Aspek 2", or one within asterisks).
UNWRITABLE = _("Nama ini akan terbaca sebagai hal lain di berkas panduan. Ubah kata-kata atau tandanya.")
#: Words that become lower case in a title made from a name in capitals.
_PARTICLES = frozenset(["dan", "atau", "di", "ke", "dari", "yang", "untuk", "pada", "dalam", "bagi"])


def readable(name: str) -> str:
    """Return a name in capitals in title case; words that may be abbreviations stay in capitals."""
    if not name.isupper():
        return name
    return " ".join(_titled(word) for word in name.split(" "))


def _titled(word: str) -> str:
    if word.lower() in _PARTICLES:
        return word.lower()
    vowels = sum(letter in "AEIOU" for letter in word)
    return word.capitalize() if word.isalpha() and len(word) > 3 and vowels / len(word) > 0.28 else word


def check_slug(row: Aspect | SubAspect, others: models.QuerySet[Any], message: Any) -> None:
    """Raise ValidationError on the field `name` for an empty slug, or when `others` has another row; one query."""
    if not row.slug:
        raise ValidationError({"name": _("Nama harus memuat huruf atau angka.")})
    if others.exclude(pk=row.pk).exists():
        raise ValidationError({"name": message})


#: The most sub-aspects on the card of an aspect.
CARD = 50


class AspectQuerySet(models.QuerySet["Aspect"]):
    """Queries over aspects."""

    def as_cards(self) -> AspectQuerySet:
        """With `sub_aspect_count`, and `first_sub_aspects`, up to `CARD` of them in order; one more query."""
        first = SubAspect.objects.order_by("position", "slug")[:CARD]
        counted = self.annotate(sub_aspect_count=models.Count("sub_aspects")).order_by("position", "slug")
        return counted.prefetch_related(models.Prefetch("sub_aspects", first, to_attr="first_sub_aspects"))

    def get_by_natural_key(self, slug: str) -> Aspect:
        return self.get(slug=slug)


class Aspect(models.Model):
    """One aspect of the guide. `name` is as printed ("KERJA SAMA"), `domain` is its ranah ("Managing Others")."""

    name = LineField(_("nama"), limit=NAME_LIMIT, help_text=ADDRESS_CHANGES)
    domain = LineField(_("ranah"), limit=NAME_LIMIT, blank=True, default="")
    slug = models.SlugField(_("alamat"), max_length=SLUG_LIMIT, allow_unicode=True, editable=False)
    position = models.PositiveIntegerField(_("urutan"), default=0, db_index=True, help_text=AT_THE_END)

    objects = AspectQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("aspek"), pgettext_lazy("jamak", "aspek")
        ordering = ["position", "slug"]
        constraints = [
            constraints.unique("slug", name="aspect_slug_unique", message=_("Aspek dengan nama ini sudah ada.")),
            *constraints.text("aspect", "slug", SLUG_LIMIT, _("Alamat")),
            constraints.placed("aspect"),
            *constraints.text("aspect", "name", NAME_LIMIT, _("Nama")),
            constraints.at_most("aspect", "domain", NAME_LIMIT, _("Ranah")),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """Return the name for headings, in title case if it is printed in capitals ("Kerja Sama")."""
        return readable(self.name)

    def clean(self) -> None:
        """Derive the slug; one query.

        Raises ValidationError for a name that no file can hold, or that another aspect has.
        """
        if not can_be_aspect(self.name, self.domain):
            raise ValidationError({"name": UNWRITABLE})
        self.slug = aspect_slug(self.name)
        check_slug(self, Aspect.objects.filter(slug=self.slug), _("Aspek dengan nama ini sudah ada."))

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def siblings(self) -> models.QuerySet[Aspect]:
        """Return all aspects; `position` counts among them."""
        return Aspect.objects.all()

    def get_absolute_url(self) -> str:
        return reverse("aspect", args=[self.slug])


class SubAspectQuerySet(models.QuerySet["SubAspect"]):
    """Queries over sub-aspects."""

    def with_actions(self) -> SubAspectQuerySet:
        """Prefetch the actions in order; one more query."""
        return self.prefetch_related("actions")

    def get_by_natural_key(self, aspect: str, slug: str) -> SubAspect:
        return self.get(aspect__slug=aspect, slug=slug)


class SubAspect(models.Model):
    """One sub-aspect. `label` is its printed number, `source` the raw text of its record, for exports."""

    aspect = models.ForeignKey(Aspect, models.CASCADE, related_name="sub_aspects", verbose_name=_("aspek"))
    label = models.CharField(_("nomor"), max_length=LABEL_LIMIT, blank=True, default="", validators=[validate_label])
    name = LineField(_("nama"), limit=NAME_LIMIT, help_text=ADDRESS_CHANGES)
    slug = models.SlugField(_("alamat"), max_length=SLUG_LIMIT, allow_unicode=True, editable=False)
    description = LineField(_("deskripsi"), limit=TEXT_LIMIT, blank=True, default="", help_text=EMPHASIS)
    position = models.PositiveIntegerField(_("urutan"), default=0)
    source = models.TextField(_("baris asli"), blank=True, default="", editable=False)
    competencies = models.ManyToManyField(
        Competency, related_name="sub_aspects", blank=True, verbose_name=_("kompetensi terkait")
    )

    objects = SubAspectQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("sub aspek"), pgettext_lazy("jamak", "sub aspek")
        ordering = ["aspect__position", "aspect__slug", "position", "slug"]
        constraints = [
            constraints.unique(
                "aspect",
                "slug",
                name="sub_aspect_slug_unique",
                message=_("Sub aspek dengan nama ini sudah ada."),
            ),
            *constraints.text("sub_aspect", "slug", SLUG_LIMIT, _("Alamat")),
            constraints.at_most("sub_aspect", "label", LABEL_LIMIT, _("Nomor")),
            constraints.placed("sub_aspect"),
            *constraints.text("sub_aspect", "name", NAME_LIMIT, _("Nama")),
            constraints.at_most("sub_aspect", "description", TEXT_LIMIT, _("Deskripsi")),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def clean(self) -> None:
        """Derive the slug; one query.

        Raises ValidationError for a name that no file can hold, or that a sibling has.
        """
        if (not self.label or is_label(self.label)) and not can_be_sub_aspect(self.label, self.name):
            raise ValidationError({"name": UNWRITABLE})
        self.slug = sub_aspect_slug(self.name)
        siblings = SubAspect.objects.filter(aspect=self.aspect_id, slug=self.slug)
        check_slug(self, siblings, _("Sub aspek dengan nama ini sudah ada di aspek ini."))

    def natural_key(self) -> tuple[str, str]:
        return (self.aspect.slug, self.slug)

    def siblings(self) -> models.QuerySet[SubAspect]:
        """Return the sub-aspects of the same aspect; `position` counts among them."""
        return SubAspect.objects.filter(aspect=self.aspect_id)

    natural_key.dependencies = ["development.aspect"]  # type: ignore[attr-defined]  # read by the serialisers

    def get_absolute_url(self) -> str:
        return reverse("sub-aspect", args=[self.aspect.slug, self.slug])


class ActionManager(models.Manager["Action"]):
    """Find an action by its natural key, for fixtures."""

    def get_by_natural_key(self, aspect: str, slug: str, way: str, label: str) -> Action:
        return self.get(sub_aspect__aspect__slug=aspect, sub_aspect__slug=slug, way=way, label=label)


class Action(models.Model):
    """One action that develops a sub-aspect, by oneself or through assignment."""

    class Way(models.TextChoices):
        """The two ways to develop, one for each list of actions."""

        SELF = "self", _("Pengembangan mandiri")
        ASSIGNMENT = "assignment", _("Pengembangan melalui penugasan")

    sub_aspect = models.ForeignKey(SubAspect, models.CASCADE, related_name="actions", verbose_name=_("sub aspek"))
    way = models.CharField(_("cara"), max_length=10, choices=Way.choices)
    label = models.CharField(_("nomor"), max_length=LABEL_LIMIT, validators=[validate_label])
    position = models.PositiveIntegerField(_("urutan"), default=0)
    text = LineField(_("teks"), limit=TEXT_LIMIT, listed=True)

    objects = ActionManager()
    number_field, number_scope = "label", ("sub_aspect_id", "way")

    class Meta:
        verbose_name, verbose_name_plural = _("tindakan pengembangan"), pgettext_lazy("jamak", "tindakan pengembangan")
        ordering = ["sub_aspect_id", "-way", "position", "pk"]
        constraints = [
            constraints.unique(
                "sub_aspect",
                "way",
                "label",
                name="action_label_unique",
                message=_("Nomor ini sudah dipakai di daftar ini."),
            ),
            models.CheckConstraint(
                condition=models.Q(way__in=["self", "assignment"]),
                name="action_way_known",
                violation_error_message=_("Pilih mandiri atau penugasan."),
            ),
            *constraints.text("action", "label", LABEL_LIMIT, _("Nomor")),
            constraints.placed("action"),
            *constraints.text("action", "text", TEXT_LIMIT, _("Teks")),
        ]

    def __str__(self) -> str:
        return f"{self.label}. {excerpt(self.text, 60)}"

    def vacate(self) -> None:
        """Take a placeholder as printed number for the moment, so that rows can swap numbers."""
        self.siblings().filter(pk=self.pk).update(label=f"~{self.pk}")

    def natural_key(self) -> tuple[str, str, str, str]:
        return (*self.sub_aspect.natural_key(), self.way, self.label)

    def siblings(self) -> models.QuerySet[Action]:
        """Return the actions of the same list; `position` counts among them."""
        return Action.objects.filter(sub_aspect=self.sub_aspect_id, way=self.way)

    natural_key.dependencies = ["development.subaspect"]  # type: ignore[attr-defined]  # read by the serialisers

    @property
    def anchor(self) -> str:
        """Return the anchor on the page of the sub-aspect: `mandiri-1`, `penugasan-2`."""
        return f"{'mandiri' if self.way == self.Way.SELF else 'penugasan'}-{self.label}"

    def get_absolute_url(self) -> str:
        return f"{self.sub_aspect.get_absolute_url()}#{self.anchor}"
