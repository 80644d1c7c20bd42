"""Fields of the documents of a type; its readers, writers, editor, layout and search loop over them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from documents.document import TEXT_LIMIT, Line
from documents.draft import TEXT, Part
from documents.translation import AnyText
from documents.weights import Weight


@dataclass(frozen=True, slots=True)
class Field:
    """One text, or one list of texts, of a document.

    `section` is that of its lines and its word in files. `name` is its name in code: the member of JSON and, for a text
    in the type's own table, the column. `label` is its name on pages. `kind`, `limit`, `required`, `long`, `hint` and
    `item` are those of its part in the editor. `none` is the sentence on paper for an empty field. `optional` leaves
    an empty field out of JSON. `weight` is that of its lines in a search, None for a field that is not searched.
    """

    section: str
    name: str
    label: AnyText
    kind: str = TEXT
    limit: int = TEXT_LIMIT
    required: bool = False
    long: bool = False
    hint: AnyText = ""
    item: AnyText = ""
    none: AnyText = ""
    optional: bool = False
    weight: Weight | None = None

    @property
    def title(self) -> str:
        """Return its word as files print it: "Perilaku Kunci"."""
        return self.section.title()

    @property
    def part(self) -> Part:
        """Return its part in the editor."""
        return Part(
            self.section, self.label, self.kind, self.required, self.limit, self.long, hint=self.hint, item=self.item
        )


def with_head_lines(lines: Iterable[Line], head: Sequence[Field]) -> tuple[Line, ...]:
    """Return `lines` with the missing lines of the head, empty and in their place.

    A document has a line for each field of its head, even without text. A document stored before a field existed lacks
    the line; with it, it equals a document whose field is empty.
    """
    lines = tuple(lines)
    sections = [field.section for field in head]
    if [line.section for line in lines[: len(sections)]] == sections:
        return lines
    known = {line.section: line for line in reversed(lines)}
    rest = (line for line in lines if line.section not in sections)
    return (*(known.get(section) or Line(section, "") for section in sections), *rest)
