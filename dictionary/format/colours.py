"""The ramp that the levels of a competency share, however many they are."""

from __future__ import annotations

#: The last step of the ramp; the style sheet has a colour for each from 0.
LAST_TONE = 12


def shade_of_level(index: int, count: int) -> int:
    """The step on the ramp of the level at `index` (from 0) among `count`: the first is 0, the last `LAST_TONE`."""
    return round(index * LAST_TONE / (count - 1)) if count > 1 else LAST_TONE // 2
