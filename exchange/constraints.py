"""Constraints that every room's tables use, each with the sentence a person reads when it is broken."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

#: The last place that a row may have in its list.
PLACES = 1_000_000


def filled(table: str, field: str, noun: str) -> models.CheckConstraint:
    """`field` holds text."""
    return models.CheckConstraint(
        condition=~models.Q(**{field: ""}),
        name=f"{table}_{field}_filled",
        violation_error_message=f"{noun} tidak boleh kosong.",
    )


def at_most(table: str, field: str, limit: int, noun: str) -> models.CheckConstraint:
    """`field` holds at most `limit` characters, whatever wrote it."""
    return models.CheckConstraint(
        condition=LessThanOrEqual(Length(field), limit),
        name=f"{table}_{field}_length",
        violation_error_message=f"{noun} paling panjang {limit} karakter.",
    )


def text(table: str, field: str, limit: int, noun: str) -> list[models.CheckConstraint]:
    """`field` holds text of at most `limit` characters."""
    return [filled(table, field, noun), at_most(table, field, limit, noun)]


def placed(table: str) -> models.CheckConstraint:
    """`position` is a place in a list that a list can have."""
    return models.CheckConstraint(
        condition=models.Q(position__lte=PLACES),
        name=f"{table}_position_range",
        violation_error_message=f"Urutan paling besar {PLACES}.",
    )


def unique(*fields: str, name: str, message: str) -> models.UniqueConstraint:
    """No two rows have the same `fields`."""
    return models.UniqueConstraint(fields=fields, name=name, violation_error_message=message)
