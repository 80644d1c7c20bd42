"""Tables of the documents that can be searched. `search.stores` holds their lines, as each database needs them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Indexed(models.Model):
    """Document in the index: document type (`format`), key, title, short label, and a digest of its indexed text."""

    format = models.CharField(_("format"), max_length=50)
    key = models.CharField(_("kunci"), max_length=450)
    title = models.TextField(_("judul"))
    mark = models.TextField(_("tanda"))
    digest = models.CharField(_("sidik"), max_length=32)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("format", "key"), name="indexed_document"),)

    def __str__(self) -> str:
        return f"{self.format} {self.key}"


class Form(models.Model):
    """Word of some text, by one of its plausible stems. Words are added and never removed, so its texts may be gone."""

    stem = models.CharField(_("kata dasar"), max_length=80)
    word = models.CharField(_("kata"), max_length=80, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("stem", "word"), name="form_of_stem"),)

    def __str__(self) -> str:
        return f"{self.word} ({self.stem})"
