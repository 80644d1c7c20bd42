"""What is known of the documents that can be searched. Their lines stand in `search.stores`, as the database has it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Indexed(models.Model):
    """One document in the index: its format and key, how people know it, and a print of what was indexed of it."""

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
    """A word that stands in some text, or did, by one of its plausible stems. Words are added and never removed."""

    stem = models.CharField(_("kata dasar"), max_length=80)
    word = models.CharField(_("kata"), max_length=80, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("stem", "word"), name="form_of_stem"),)

    def __str__(self) -> str:
        return f"{self.word} ({self.stem})"
