"""Model field for one line of text, cleaned in the same way as text from files and forms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.document import NAME_LIMIT, clean, is_blank
from documents.draft import several_fault
from documents.limits import marks_fault


def validate_visible(value: str) -> None:
    """Raise ValidationError for text in which a reader would see nothing. Empty text is accepted."""
    if value and is_blank(value):
        raise ValidationError(_("Teks ini hanya berisi karakter yang tidak terlihat."), code="invisible")


def validate_marks(value: str) -> None:
    """Raise ValidationError for text with more emphasis marks than `documents.limits` allows."""
    if fault := marks_fault(value):
        raise ValidationError(str(fault), code="marks")


SEVERAL = _("Tulisan ini memuat beberapa baris. Tulis satu butir saja di sini, lalu tambahkan baris untuk butir lain.")


class LineFormField(forms.CharField):
    """Form field for one line; it refuses the lines of several items, which would run together as one text."""

    def __init__(self, *args: Any, listed: bool = False, **options: Any) -> None:
        self.listed = listed
        super().__init__(*args, **options)

    def to_python(self, value: Any) -> str | None:
        """Raise ValidationError for a text of several items. Where it is `listed`, each line is one."""
        if isinstance(value, str) and several_fault(value, listed=self.listed):
            raise ValidationError(SEVERAL, code="several")
        return super().to_python(value)


class LineField(models.TextField[str, str]):
    """Field for one line of clean text of at most `limit` characters, `listed` if it is an item of a list.

    `documents.document.clean` normalises values that come from forms and fixtures.
    """

    default_validators = [validate_visible, validate_marks]

    def __init__(self, *args: Any, limit: int, listed: bool = False, **options: Any) -> None:
        self.limit, self.listed = limit, listed
        super().__init__(*args, **options)
        self.validators.append(MaxLengthValidator(limit))

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, options = super().deconstruct()
        return name, path, list(args), {**options, "limit": self.limit}

    def to_python(self, value: Any) -> Any:
        """Return the cleaned text."""
        value = super().to_python(value)
        return clean(value) if isinstance(value, str) else value

    def formfield(self, **options: Any) -> Any:
        """Return a form field: a text input up to `NAME_LIMIT` characters, else a text area of two rows that may grow.

        The field knows the limit, so that a form refuses longer text. A widget in `options` is ignored: the admin
        passes a text area of ten rows for every TextField.
        """
        name = self.limit <= NAME_LIMIT
        area = forms.Textarea({"class": "line", "rows": 2, "lang": settings.LANGUAGE_CODE})
        widget = forms.TextInput({"class": "vTextField line"}) if name else area
        ours = {"widget": widget, "form_class": LineFormField, "listed": self.listed}
        field: Any = super().formfield(**{"max_length": self.limit, **options, **ours})
        field.widget.attrs.pop("maxlength", None)  # a browser would cut pasted text silently
        return field
