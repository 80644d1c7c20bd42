"""Sub-aspect as nested values for JSON: each way to develop holds its actions. Pure.

`docs/schema/panduan-1.json` describes these values for other systems.
"""

from __future__ import annotations

from typing import Any

from development.format.fields import ASPECT, DOMAIN, HEAD, LISTS
from development.format.records import key_of, name_text
from documents.document import Document, Line, clean

_ACTIONS = [{"number": str, "text": str}]
#: The members of a sub-aspect and the types of their values; an absent member is empty.
SHAPE: dict[str, Any] = {
    **{field.name: str for field in HEAD},
    **{field.name: _ACTIONS for field in LISTS.values()},
}


def values(document: Document) -> dict[str, Any]:
    """Return a sub-aspect in `SHAPE` with all members."""
    actions = {
        field.name: [{"number": line.label, "text": line.text} for line in document.section(section)]
        for section, field in LISTS.items()
    }
    return {field.name: document.text(field.section) for field in HEAD} | actions


def document(values: dict[str, Any]) -> Document:
    """Return the sub-aspect of `values` in `SHAPE`, its texts cleaned."""
    texts = {field.name: clean(values[field.name]) for field in HEAD}
    texts |= {member: name_text(texts[member]) for member in ("aspect", "name")}
    lines = [Line(field.section, texts[field.name]) for field in HEAD]
    for section, field in LISTS.items():
        lines += [Line(section, clean(each["text"]), label=clean(each["number"])) for each in values[field.name]]
    return Document(key_of(texts["aspect"], texts["name"]), texts["name"], tuple(lines))


def shared(document: Document) -> tuple[str, ...]:
    """Return slug, name and domain of the aspect: all sub-aspects of one aspect share them."""
    return document.key.partition("/")[0], document.text(ASPECT), document.text(DOMAIN)
