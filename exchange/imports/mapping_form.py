"""The mapping page as it was sent: the answers of a person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from django.http import QueryDict

from documents.document import clean
from exchange.imports.answers import LONGEST, MOST
from exchange.imports.mapping import IGNORED
from exchange.imports.questions import slugs
from files.readers.understanding.codes import LONGEST as CODE
from files.readers.understanding.record import Answers
from files.readers.understanding.vocabulary import Kind

_ROW = re.compile("[1-9][0-9]{0,6}")
Value = TypeVar("Value")
#: The highest number that a level can get.
HIGHEST = 20


def answers_from(data: QueryDict, before: Answers) -> Answers:
    """Return the answers of a page that was sent: those of `before`, and each field that a person changed.

    Each field has a hidden twin with the value that was shown. What no field can hold is ignored. Columns of another
    document type mean nothing in the one that is chosen now.
    """
    roles = _role_values()
    columns = {name: value for name, value in changed(data, "kolom ") if value in roles}
    chosen = {name: clean(value)[:CODE].upper() for name, value in changed(data, "kode ")}
    document_type = data.get("jenis", before.document_type)
    if document_type != before.document_type:
        columns, before = {}, replace(before, columns={}, lines={})
    return Answers(
        _merged(before.columns, {name: "" if value == IGNORED else value for name, value in columns.items()}),
        _level_numbers(data, before.levels),
        {name: code for name, code in _merged(before.codes, chosen).items() if code},
        document_type if document_type in slugs() else before.document_type,
        before.lines,
        _merged(before.heads, _head_rows(data)),
    )


def changed(data: QueryDict, prefix: str) -> Iterator[tuple[str, str]]:
    """Yield the names and values of the fields of a kind that are not as they were shown."""
    for name in data:
        if name.startswith(prefix):
            for value, shown in zip(data.getlist(name), data.getlist(f"semula {name}"), strict=False):
                if value != shown:
                    yield clean(name.removeprefix(prefix))[:LONGEST], value


def _head_rows(data: QueryDict) -> dict[str, int]:
    """Return the rows that a person says hold the heads of tables, by the numbers of these."""
    changes = changed(data, "judul ")
    return {name: int(row) for name, row in changes if _ROW.fullmatch(name) and _ROW.fullmatch(row)}


def _merged(before: Mapping[str, Value], given: Mapping[str, Value]) -> dict[str, Value]:
    return dict(list((dict(before) | dict(given)).items())[:MOST])


def role_names() -> set[str]:
    """Return the names of all roles of the types that a file may hold."""
    vocabularies = (each.vocabulary for each in slugs().values())
    return {role.name for vocabulary in vocabularies if vocabulary for role in vocabulary.roles}


def _role_values() -> set[str]:
    """Return the values that a select of a column can have."""
    found = {IGNORED, *role_names()}
    for document_type in slugs().values():
        if vocabulary := document_type.vocabulary:
            items = vocabulary.of_kind(Kind.LEVEL_ITEM, Kind.LEVEL_TEXT) if vocabulary.levels else ()
            found |= {f"{role.name}:{number}" for role in items for number in range(HIGHEST + 1)}
    return found


def _level_numbers(data: QueryDict, before: Mapping[str, int]) -> dict[str, int]:
    """Return the numbers of named levels: all of them, as soon as one is another than was shown."""
    found = {}
    for name in (each for each in data if each.startswith("level ")):
        sent, shown = str(data[name]), str(data.get(f"semula {name}", ""))
        if valid := next(filter(_is_level, (sent, shown)), ""):
            found[clean(name.removeprefix("level "))[:LONGEST]] = int(valid)
    if "balik" in data:
        found = dict(zip(found, sorted(found.values(), reverse=True), strict=True))
    elif not any(True for _ in changed(data, "level ")):
        return dict(before)
    return dict(before) | found


def _is_level(sent: str) -> bool:
    return sent.isascii() and sent.isdecimal() and len(sent) < 4 and int(sent) <= HIGHEST
