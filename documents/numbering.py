"""Numbers as they are printed before the items of a list: 1 to 999, or such numbers with dots between."""

from __future__ import annotations

import re
from functools import lru_cache

#: The longest printed number, in characters.
LABEL_LIMIT = 20
_LABEL = re.compile(r"[1-9][0-9]{0,2}(?:\.[1-9][0-9]{0,2})*")


def is_label(text: str) -> bool:
    """Whether `text` may be printed before an item: 1 to 999 or dotted, in ASCII digits."""
    return len(text) <= LABEL_LIMIT and _is_number(text)


@lru_cache(maxsize=1024)
def _is_number(text: str) -> bool:
    return _LABEL.fullmatch(text) is not None


@lru_cache(maxsize=1024)
def numbering_problem(before: str, label: str) -> str:
    """The code of a warning when `label` does not follow `before` ("0" for none), else "".

    Numbers with dots are held against each other in their last part only.
    """
    if before.isdigit() and label.isdigit():
        step = int(label) - int(before)
        return "W_NUMBER_ORDER" if step < 0 else "W_NUMBER_GAP" if step > 1 else ""
    old, new = [[int(part) for part in text.split(".")] for text in (before, label)]
    if new < old:
        return "W_NUMBER_ORDER"
    same_list = len(old) == len(new) and old[:-1] == new[:-1]
    return "W_NUMBER_GAP" if same_list and new[-1] > old[-1] + 1 else ""
