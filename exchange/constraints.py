"""Constraints that the tables of every room use, each with the sentence that people read when it is broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    #: Text for people, translated when it is shown.
    Words = str | _StrPromise

#: Largest position of a row in its list.
PLACES = 1_000_000


def filled(table: str, field: str, noun: Words) -> models.CheckConstraint:
    """Return a constraint: `field` is not empty."""
    return models.CheckConstraint(
        condition=~models.Q(**{field: ""}),
        name=f"{table}_{field}_filled",
        violation_error_message=format_lazy(_("{noun} tidak boleh kosong."), noun=noun),
    )


def at_most(table: str, field: str, limit: int, noun: Words) -> models.CheckConstraint:
    """Return a constraint: `field` holds at most `limit` characters. The database checks it for every writer."""
    return models.CheckConstraint(
        condition=LessThanOrEqual(Length(field), limit),
        name=f"{table}_{field}_length",
        violation_error_message=format_lazy(_("{noun} paling panjang {limit} karakter."), noun=noun, limit=limit),
    )


def text(table: str, field: str, limit: int, noun: Words) -> list[models.CheckConstraint]:
    """Return two constraints: `field` is not empty and holds at most `limit` characters."""
    return [filled(table, field, noun), at_most(table, field, limit, noun)]


def placed(table: str) -> models.CheckConstraint:
    """Return a constraint: `position` is at most `PLACES`."""
    return models.CheckConstraint(
        condition=models.Q(position__lte=PLACES),
        name=f"{table}_position_range",
        violation_error_message=format_lazy(_("Urutan paling besar {most}."), most=PLACES),
    )


def unique(*fields: str, name: str, message: Words) -> models.UniqueConstraint:
    """Return a constraint: no two rows have the same `fields`."""
    return models.UniqueConstraint(fields=fields, name=name, violation_error_message=message)
