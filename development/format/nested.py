"""A sub-aspect as nested values, for other systems: each way to develop holds its actions. It knows no tables.

`docs/schema/panduan-1.json` describes the same for those systems.
"""

from __future__ import annotations

from typing import Any

from development.format.records import ASPECT, ASSIGNMENT, DESCRIPTION, DOMAIN, NAME, NUMBER, SELF, key_of, name_text
from documents.document import Document, Line, clean

#: The members that hold one text each, and those that hold the actions of one way.
TEXTS = {"aspect": ASPECT, "domain": DOMAIN, "number": NUMBER, "name": NAME, "description": DESCRIPTION}
WAYS = {"self_development": SELF, "development_through_assignment": ASSIGNMENT}
_ACTIONS = [{"number": str, "text": str}]
#: The members of a sub-aspect and what each holds; one that is absent is empty.
SHAPE: dict[str, Any] = dict.fromkeys(TEXTS, str) | dict.fromkeys(WAYS, _ACTIONS)


def values(document: Document) -> dict[str, Any]:
    """A sub-aspect in `SHAPE`, every member present."""
    actions = {
        way: [{"number": line.label, "text": line.text} for line in document.section(section)]
        for way, section in WAYS.items()
    }
    return {member: document.text(section) for member, section in TEXTS.items()} | actions


def document(values: dict[str, Any]) -> Document:
    """The sub-aspect that `values` in `SHAPE` describe, its texts cleaned."""
    texts = {member: clean(values[member]) for member in TEXTS}
    texts |= {member: name_text(texts[member]) for member in ("aspect", "name")}
    lines = [Line(section, texts[member]) for member, section in TEXTS.items()]
    for way, section in WAYS.items():
        lines += [Line(section, clean(action["text"]), label=clean(action["number"])) for action in values[way]]
    return Document(key_of(texts["aspect"], texts["name"]), texts["name"], tuple(lines))


def shared(document: Document) -> tuple[str, ...]:
    """The aspect as keys know it, its name and its domain: the same in all its sub-aspects."""
    return document.key.partition("/")[0], document.text(ASPECT), document.text(DOMAIN)
