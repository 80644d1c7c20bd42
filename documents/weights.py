"""How soon a search shows a line."""

from __future__ import annotations

from enum import IntEnum


class Weight(IntEnum):
    """The weight of a line: lower ones are shown first. Each is a table of its own on PostgreSQL (migration 0002).

    Two document types take turns in each rank, so that titles of both come before the lines of either.
    """

    FIRST_TITLE = 0
    SECOND_TITLE = 1
    FIRST_HEAD = 2
    SECOND_HEAD = 3
    FIRST_LINE = 4
    SECOND_LINE = 5

    @property
    def is_title(self) -> bool:
        """Whether the line is a document's title."""
        return self < Weight.FIRST_HEAD
