"""Making a table's rows what they shall be, in bulk."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)
Item = TypeVar("Item")

#: How many documents are read or stored at a time.
CHUNK = 500


def chunked(items: Iterable[Item], size: int = CHUNK) -> Iterator[list[Item]]:
    """`items` in lists of at most `size`."""
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk


def settle(
    manager: models.Manager[Row],
    existing: Iterable[Row],
    wanted: Sequence[Row],
    *,
    identity: Callable[[Row], Hashable],
    fields: Sequence[str],
) -> None:
    """Make `wanted` of the `existing` rows of one table.

    Rows are the same when their `identity` is; those keep their primary key, which `wanted` receives, and are
    updated where one of `fields` differs. The others are created and deleted. At most three statements for a
    batch of rows the database takes at once.
    """
    rows: dict[Hashable, Row] = {}
    surplus = [row for row in existing if rows.setdefault(identity(row), row) is not row]
    new, changed = [], []
    for row in wanted:
        old = rows.pop(identity(row), None)
        if old is None:
            new.append(row)
            continue
        row.pk = old.pk
        if any(getattr(row, field) != getattr(old, field) for field in fields):
            changed.append(row)
    if gone := [*rows.values(), *surplus]:
        manager.filter(pk__in=[row.pk for row in gone]).delete()
    manager.bulk_update(changed, fields, batch_size=CHUNK)
    manager.bulk_create(new)
