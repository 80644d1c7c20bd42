"""Shades of the levels of a competency."""

from __future__ import annotations

#: The darkest shade; the style sheet has a colour for each shade from 0.
LAST_TONE = 12


def shade_of_level(index: int, count: int) -> int:
    """Return the shade of the level at `index` (from 0) of `count`: 0 for the first, `LAST_TONE` for the last.

    A single level has the shade in the middle.
    """
    return round(index * LAST_TONE / (count - 1)) if count > 1 else LAST_TONE // 2
