"""Printed numbers of the items of a list: 1 to 999, or several such numbers with dots between.

The first of several may be 0: "0.1" is the first item of a level 0.
"""

from __future__ import annotations

import re
from functools import lru_cache

#: The longest printed number, in characters.
LABEL_LIMIT = 20
_LABEL = re.compile(r"(?:[1-9][0-9]{0,2}|0(?=\.))(?:\.[1-9][0-9]{0,2})*")


def is_label(text: str) -> bool:
    """Return whether `text` is a valid printed number: 1 to 999 or dotted, in ASCII digits, up to `LABEL_LIMIT`."""
    return len(text) <= LABEL_LIMIT and _is_number(text)


@lru_cache(maxsize=1024)
def _is_number(text: str) -> bool:
    return _LABEL.fullmatch(text) is not None


@lru_cache(maxsize=1024)
def numbering_problem(before: str, label: str) -> str:
    """Return the code of a warning if `label` does not follow `before` ("0" for none), else "".

    The order of numbers with dots is that of all their parts; gaps are looked for in the last part only, between
    numbers that agree in the others.
    """
    if before.isdigit() and label.isdigit():
        step = int(label) - int(before)
        return "W_NUMBER_ORDER" if step < 0 else "W_NUMBER_GAP" if step > 1 else ""
    old, new = [[int(part) for part in text.split(".")] for text in (before, label)]
    if new < old:
        return "W_NUMBER_ORDER"
    same_list = len(old) == len(new) and old[:-1] == new[:-1]
    return "W_NUMBER_GAP" if same_list and new[-1] > old[-1] + 1 else ""
