"""Weights of lines in a search."""

from __future__ import annotations

from enum import IntEnum


class Weight(IntEnum):
    """Weight of a line: lower weights are shown first. Each has its own table on PostgreSQL (migration 0002).

    Each rank has a weight for two document types, so that the titles of both come before the lines of either.
    """

    FIRST_TITLE = 0
    SECOND_TITLE = 1
    FIRST_HEAD = 2
    SECOND_HEAD = 3
    FIRST_LINE = 4
    SECOND_LINE = 5

    @property
    def is_title(self) -> bool:
        """Return whether the line is a document's title."""
        return self < Weight.FIRST_HEAD
