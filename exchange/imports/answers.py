"""Answers to what a file leaves open: kept with its import, and remembered for files with the same heads."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from files.readers.understanding.reading import Understanding
from files.readers.understanding.record import Answers

#: The most answers of one kind that are kept, and the longest text of one.
MOST, LONGEST = 20_000, 1_000
_MEMBERS = {"columns", "levels", "codes", "document_type", "lines", "heads"}


def as_json(answers: Answers) -> dict[str, Any]:
    """Return answers as plain values, without what is empty."""
    values = {
        "columns": dict(answers.columns),
        "levels": dict(answers.levels),
        "codes": dict(answers.codes),
        "document_type": answers.document_type,
        "lines": dict(answers.lines),
        "heads": dict(answers.heads),
    }
    return {name: value for name, value in values.items() if value}


def from_json(value: object) -> Answers:
    """Return the answers of plain values, as `as_json` gives them or a person wrote them. Raises ValueError."""
    if not isinstance(value, Mapping) or set(value) - _MEMBERS:
        raise ValueError(", ".join(sorted(_MEMBERS)))
    document_type = value.get("document_type", "")
    if not isinstance(document_type, str):
        raise ValueError("document_type")
    levels = {name: int(number) for name, number in _texts(value, "levels", (int, str)).items()}
    columns, codes, lines = (_texts(value, name, (str,)) for name in ("columns", "codes", "lines"))
    heads = {table: int(row) for table, row in _texts(value, "heads", (int, str)).items()}
    return Answers(columns, levels, codes, document_type, lines, heads)


def _texts(value: Mapping[str, Any], name: str, kinds: tuple[type, ...]) -> dict[str, Any]:
    found = value.get(name, {})
    if not isinstance(found, Mapping) or len(found) > MOST:
        raise ValueError(name)
    for key, each in found.items():
        if not isinstance(key, str) or not isinstance(each, kinds) or isinstance(each, bool):
            raise ValueError(name)
        if len(key) > LONGEST or len(str(each)) > LONGEST:
            raise ValueError(name)
    return dict(found)


def digest(understanding: Understanding | None) -> str:
    """Return a digest of the heads of a file's tables; "" for a file without one."""
    heads = [[column.title for column in table.columns] for table in understanding.tables] if understanding else []
    return hashlib.sha256(json.dumps(heads).encode()).hexdigest() if heads else ""
