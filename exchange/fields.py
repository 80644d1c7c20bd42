"""A model field for one line of text, cleaned as everything that comes from files and forms is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.document import NAME_LIMIT, clean, is_blank


def validate_visible(value: str) -> None:
    """Refuse text in which a reader would see nothing. Raises ValidationError."""
    if value and is_blank(value):
        raise ValidationError(_("Teks ini hanya berisi karakter yang tidak terlihat."), code="invisible")


class LineField(models.TextField[str, str]):
    """One line of clean text of at most `limit` characters, drawn as a text area that may grow.

    Values are normalised by `documents.document.clean` whenever a form or a fixture brings them in.
    """

    default_validators = [validate_visible]

    def __init__(self, *args: Any, limit: int, **options: Any) -> None:
        self.limit = limit
        super().__init__(*args, **options)
        self.validators.append(MaxLengthValidator(limit))

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, options = super().deconstruct()
        return name, path, list(args), {**options, "limit": self.limit}

    def to_python(self, value: Any) -> Any:
        """The cleaned text."""
        value = super().to_python(value)
        return clean(value) if isinstance(value, str) else value

    def formfield(self, **options: Any) -> Any:
        """One line for a name, else a text area of two rows; told the limit, so that a form refuses what is longer.

        The admin would put a text area of ten rows in its place: what it passes for TextField is not taken.
        """
        name = self.limit <= NAME_LIMIT
        area = forms.Textarea({"class": "line", "rows": 2, "lang": settings.LANGUAGE_CODE})
        widget = forms.TextInput({"class": "vTextField line"}) if name else area
        field: Any = super().formfield(**{"max_length": self.limit, **options, "widget": widget})
        field.widget.attrs.pop("maxlength", None)  # a browser would cut a pasted text without a word
        return field
