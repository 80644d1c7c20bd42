"""Fields, validators and help texts of the dictionary's tables."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from dictionary.format.records import CODE_PATTERN
from documents.numbering import is_label

#: The longest code, in characters.
CODE_LIMIT = 20


def validate_code(value: str) -> None:
    """Raise ValidationError for a text that the readers of files refuse as a code."""
    if not CODE_PATTERN.fullmatch(value):
        message = _("Pakai 1–20 huruf A–Z, angka, titik, garis bawah, atau tanda hubung.")
        raise ValidationError(message, code="code")


def validate_label(value: str) -> None:
    """Raise ValidationError for a text that cannot be a printed number."""
    if not is_label(value):
        raise ValidationError(_("Pakai nomor 1 sampai 999, boleh bertitik (1.2)."), code="label")


#: Help texts of fields in forms.
ADDRESS_CHANGES = _("Mengubahnya mengubah alamat halaman; alamat lama mengantar ke yang baru.")
EMPHASIS = _("Penekanan: *miring* atau **tebal**.")
AT_THE_END = _("Urutan tampil; 0 berarti di akhir daftar.")


class CodeField(models.CharField[str, str]):
    """Code of a competency: stripped and in upper case in every form."""

    def to_python(self, value: Any) -> Any:
        """Return the value stripped and in upper case; text with characters beyond ASCII stays as it is."""
        value = super().to_python(value)
        return value.strip().upper() if isinstance(value, str) and value.isascii() else value
