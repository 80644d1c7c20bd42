"""Constraints that every room's tables use, each with the sentence a person reads when it is broken."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual


def filled(field: str, *, name: str, message: str) -> models.CheckConstraint:
    """`field` holds text."""
    return models.CheckConstraint(condition=~models.Q(**{field: ""}), name=name, violation_error_message=message)


def at_most(field: str, limit: int, *, name: str, message: str) -> models.CheckConstraint:
    """`field` holds at most `limit` characters, whatever wrote it."""
    condition = LessThanOrEqual(Length(field), limit)
    return models.CheckConstraint(condition=condition, name=name, violation_error_message=message)


def unique(*fields: str, name: str, message: str) -> models.UniqueConstraint:
    """No two rows have the same `fields`."""
    return models.UniqueConstraint(fields=fields, name=name, violation_error_message=message)
