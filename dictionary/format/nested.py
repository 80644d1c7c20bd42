"""A competency as nested values, for other systems: levels hold their indicators. It knows no tables.

`docs/schema/kamus-1.json` describes the same for those systems.
"""

from __future__ import annotations

from typing import Any

from dictionary.format.records import BEHAVIOUR, DEFINITION, GROUP, NAME, level_number, level_section
from documents.document import Document, Line, clean

#: The members of a competency and what each holds; one that is absent is empty.
SHAPE: dict[str, Any] = {
    "code": str,
    "name": str,
    "group": str,
    "definition": str,
    "key_behaviours": [str],
    "levels": [{"number": int, "description": str, "indicators": [{"number": str, "text": str}]}],
}


def values(document: Document) -> dict[str, Any]:
    """A competency in `SHAPE`, every member present."""
    levels = [
        {
            "number": number,
            "description": line.text,
            "indicators": [
                {"number": indicator.label, "text": indicator.text}
                for indicator in document.section(line.section)
                if indicator.label
            ],
        }
        for line in document.lines
        if not line.label and (number := level_number(line.section)) is not None
    ]
    return {
        "code": document.key,
        "name": document.text(NAME),
        "group": document.text(GROUP),
        "definition": document.text(DEFINITION),
        "key_behaviours": [line.text for line in document.section(BEHAVIOUR)],
        "levels": levels,
    }


def document(values: dict[str, Any]) -> Document:
    """The competency that `values` in `SHAPE` describe, its texts cleaned, its levels by number."""
    name = clean(values["name"])
    lines = [
        Line(GROUP, clean(values["group"])),
        Line(NAME, name),
        Line(DEFINITION, clean(values["definition"])),
    ]
    lines += [Line(BEHAVIOUR, clean(text), nth=nth) for nth, text in enumerate(values["key_behaviours"], 1)]
    for level in sorted(values["levels"], key=lambda level: int(level["number"])):
        section = level_section(level["number"])
        lines.append(Line(section, clean(level["description"])))
        lines += [Line(section, clean(each["text"]), label=clean(each["number"])) for each in level["indicators"]]
    return Document(clean(values["code"]).upper(), name, tuple(lines))


def shared(document: Document) -> tuple[str, ...]:  # noqa: ARG001  # every room's says it of a document
    """Nothing: a group is a text of each competency."""
    return ()
