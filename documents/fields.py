"""The fields that documents of one type have: what its readers, writers, editor, print and search loop over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from documents.document import TEXT_LIMIT, Line
from documents.draft import TEXT, Part
from documents.weights import Weight


@dataclass(frozen=True, slots=True)
class Field:
    """One text, or one list of texts, of a document.

    `section` is that of its lines and its word in files; `name` its name in code: the member of JSON and, of a text
    in the type's own table, the column; `label` its name on pages. `kind`, `limit`, `required`, `long`, `hint` and
    `item` are those of its part in the editor. `none` is the sentence on paper where it is empty. `optional` leaves
    it out of JSON where it is empty. `weight` is that of its lines in a search, None for text that is not searched.
    """

    section: str
    name: str
    label: str
    kind: str = TEXT
    limit: int = TEXT_LIMIT
    required: bool = False
    long: bool = False
    hint: str = ""
    item: str = ""
    none: str = ""
    optional: bool = False
    weight: Weight | None = None

    @property
    def title(self) -> str:
        """Its word in files as they print it: "Perilaku Kunci"."""
        return self.section.title()

    @property
    def part(self) -> Part:
        """Its part in the editor."""
        return Part(
            self.section, self.label, self.kind, self.required, self.limit, self.long, hint=self.hint, item=self.item
        )


def with_head_lines(lines: Iterable[Line], head: Sequence[Field]) -> tuple[Line, ...]:
    """`lines` with the head lines that they lack, empty and in their place.

    A document has a line for each field of its head, whether it holds text or not. One that was kept before a field
    existed has no such line; with it, it equals a document in which the field is empty.
    """
    lines = tuple(lines)
    sections = [field.section for field in head]
    if [line.section for line in lines[: len(sections)]] == sections:
        return lines
    known = {line.section: line for line in reversed(lines)}
    rest = (line for line in lines if line.section not in sections)
    return (*(known.get(section) or Line(section, "") for section in sections), *rest)
