"""A sub-aspect as nested values, for other systems: each way to develop holds its actions. It knows no tables.

`docs/schema/panduan-1.json` describes the same for those systems.
"""

from __future__ import annotations

from typing import Any

from development.format.fields import ASPECT, DOMAIN, HEAD, LISTS
from development.format.records import key_of, name_text
from documents.document import Document, Line, clean

_ACTIONS = [{"number": str, "text": str}]
#: The members of a sub-aspect and what each holds; one that is absent is empty.
SHAPE: dict[str, Any] = {
    **{field.name: str for field in HEAD},
    **{field.name: _ACTIONS for field in LISTS.values()},
}


def values(document: Document) -> dict[str, Any]:
    """A sub-aspect in `SHAPE`, every member present."""
    actions = {
        field.name: [{"number": line.label, "text": line.text} for line in document.section(section)]
        for section, field in LISTS.items()
    }
    return {field.name: document.text(field.section) for field in HEAD} | actions


def document(values: dict[str, Any]) -> Document:
    """The sub-aspect that `values` in `SHAPE` describe, its texts cleaned."""
    texts = {field.name: clean(values[field.name]) for field in HEAD}
    texts |= {member: name_text(texts[member]) for member in ("aspect", "name")}
    lines = [Line(field.section, texts[field.name]) for field in HEAD]
    for section, field in LISTS.items():
        lines += [Line(section, clean(each["text"]), label=clean(each["number"])) for each in values[field.name]]
    return Document(key_of(texts["aspect"], texts["name"]), texts["name"], tuple(lines))


def shared(document: Document) -> tuple[str, ...]:
    """The aspect as keys know it, its name and its domain: the same in all its sub-aspects."""
    return document.key.partition("/")[0], document.text(ASPECT), document.text(DOMAIN)
