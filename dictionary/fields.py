"""Fields and validators of the dictionary's tables, and what people who edit a row are told about them."""

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
    """Raises ValidationError for what no reader of files would take for a code."""
    if not CODE_PATTERN.fullmatch(value):
        message = _("Pakai 1–20 huruf A–Z, angka, titik, garis bawah, atau tanda hubung.")
        raise ValidationError(message, code="code")


def validate_label(value: str) -> None:
    """Raises ValidationError for what may not be printed before an indicator."""
    if not is_label(value):
        raise ValidationError(_("Pakai nomor 1 sampai 999, boleh bertitik (1.2)."), code="label")


#: What people who edit a row are told about its fields.
ADDRESS_CHANGES = _("Mengubahnya mengubah alamat halaman; tautan lama tidak berlaku lagi.")
EMPHASIS = _("Penekanan: *miring* atau **tebal**.")
AT_THE_END = _("Urutan tampil; 0 berarti di akhir daftar.")


class CodeField(models.CharField[str, str]):
    """A competency's code: stripped and in upper case whatever brings it in."""

    def to_python(self, value: Any) -> Any:
        """The code in upper case."""
        value = super().to_python(value)
        return value.strip().upper() if isinstance(value, str) and value.isascii() else value
