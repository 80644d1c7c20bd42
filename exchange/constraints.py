"""Constraints that every room's tables use, each with the sentence a person reads when it is broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    #: What people read, in the language of whoever does.
    Words = str | _StrPromise

#: The last place that a row may have in its list.
PLACES = 1_000_000


def filled(table: str, field: str, noun: Words) -> models.CheckConstraint:
    """`field` holds text."""
    return models.CheckConstraint(
        condition=~models.Q(**{field: ""}),
        name=f"{table}_{field}_filled",
        violation_error_message=format_lazy(_("{noun} tidak boleh kosong."), noun=noun),
    )


def at_most(table: str, field: str, limit: int, noun: Words) -> models.CheckConstraint:
    """`field` holds at most `limit` characters, whatever wrote it."""
    return models.CheckConstraint(
        condition=LessThanOrEqual(Length(field), limit),
        name=f"{table}_{field}_length",
        violation_error_message=format_lazy(_("{noun} paling panjang {limit} karakter."), noun=noun, limit=limit),
    )


def text(table: str, field: str, limit: int, noun: Words) -> list[models.CheckConstraint]:
    """`field` holds text of at most `limit` characters."""
    return [filled(table, field, noun), at_most(table, field, limit, noun)]


def placed(table: str) -> models.CheckConstraint:
    """`position` is a place in a list that a list can have."""
    return models.CheckConstraint(
        condition=models.Q(position__lte=PLACES),
        name=f"{table}_position_range",
        violation_error_message=format_lazy(_("Urutan paling besar {most}."), most=PLACES),
    )


def unique(*fields: str, name: str, message: Words) -> models.UniqueConstraint:
    """No two rows have the same `fields`."""
    return models.UniqueConstraint(fields=fields, name=name, violation_error_message=message)
