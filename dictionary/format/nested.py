"""Competency as nested values for JSON: levels hold their indicators. Pure.

`docs/schema/kamus-1.json` describes these values for other systems.
"""

from __future__ import annotations

from typing import Any

from dictionary.format.fields import HEAD, LISTS, TEXTS
from dictionary.format.records import level_number, level_section
from documents.document import Document, Line, clean

#: The members of a competency and the types of their values; an absent member is empty.
SHAPE: dict[str, Any] = {
    "code": str,
    **{field.name: str for field in TEXTS},
    **{field.name: [str] for field in LISTS.values()},
    "levels": [{"number": int, "description": str, "indicators": [{"number": str, "text": str}]}],
}


def values(document: Document) -> dict[str, Any]:
    """Return a competency in `SHAPE` with all members, except optional ones that are empty."""
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
    texts = {field.name: text for field in TEXTS if (text := document.text(field.section)) or not field.optional}
    return {
        "code": document.key,
        **texts,
        **{field.name: [line.text for line in document.section(section)] for section, field in LISTS.items()},
        "levels": levels,
    }


def document(values: dict[str, Any]) -> Document:
    """Return the competency of `values` in `SHAPE`, its texts cleaned, its levels by number."""
    lines = [Line(field.section, clean(values[field.name])) for field in HEAD]
    for section, field in LISTS.items():
        lines += [Line(section, clean(text), index=nth) for nth, text in enumerate(values[field.name], 1)]
    for level in sorted(values["levels"], key=lambda level: int(level["number"])):
        section = level_section(level["number"])
        lines.append(Line(section, clean(level["description"])))
        lines += [Line(section, clean(each["text"]), label=clean(each["number"])) for each in level["indicators"]]
    return Document(clean(values["code"]).upper(), clean(values["name"]), tuple(lines))


def shared(document: Document) -> tuple[str, ...]:  # noqa: ARG001  # the signature of every `nested` module
    """Return (): competencies share no text, as each holds its own group."""
    return ()
