"""A document while a person writes it: its parts, its rows as they were sent, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from documents.document import TEXT_LIMIT, Line, clean, is_blank
from documents.numbering import is_label
from documents.translation import mark as _

#: What a part is: one text, a list without numbers, or a list with printed numbers.
TEXT, LIST, NUMBERED = "text", "list", "numbered"

EMPTY = _("Teks ini tidak boleh kosong. Isi, atau hapus barisnya.")
REQUIRED = _("{title} tidak boleh kosong.")
TOO_LONG = _("Teks ini memuat {length} karakter; batasnya {limit}. Persingkat, atau bagi menjadi beberapa baris.")
LABEL = _("Nomor harus bilangan 1 sampai 999, atau bertitik seperti 1.2.")
TWICE = _("Nomor {label} dipakai dua kali di bagian ini. Beri nomor lain.")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a document as its editor shows it.

    `section` is that of its lines, `title` its heading, `item` what one line of a list is called. `head` is the
    title of the part's own text above a list, "" when it has none. A part that `comes_and_goes` can be removed.
    """

    section: str
    title: str
    kind: str = TEXT
    required: bool = False
    limit: int = TEXT_LIMIT
    long: bool = False
    hint: str = ""
    item: str = ""
    head: str = ""
    comes_and_goes: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line as it is written: `listed` when it stands in a list; `origin` its address when the page was opened."""

    section: str
    text: str = ""
    label: str = ""
    listed: bool = False
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """The rows of a document in their order, whatever is wrong with them."""

    rows: tuple[Row, ...]

    @classmethod
    def of(cls, lines: Iterable[Line]) -> Draft:
        """A stored document's lines, ready to be edited."""
        rows = (Row(line.section, line.text, line.label, bool(line.label or line.index), line.path) for line in lines)
        return cls(tuple(rows))

    @classmethod
    def sent(cls, fields: Mapping[str, Sequence[str]]) -> Draft:
        """The rows that a form sent: `bagian`, `teks`, `nomor`, `jenis` and `asal`, one of each a row.

        Raises ValueError when their numbers differ.
        """
        names = ("bagian", "teks", "nomor", "jenis", "asal")
        columns = zip(*(fields.get(name, ()) for name in names), strict=True)
        return cls(tuple(Row(section, text, label, kind == "butir", at) for section, text, label, kind, at in columns))

    def lines(self, parts: Iterable[Part]) -> tuple[Line, ...]:
        """The document's lines, cleaned, part by part; lists without numbers are counted."""
        return tuple(line for part in parts for line in self._lines_of(part))

    def _lines_of(self, part: Part) -> Iterator[Line]:
        nth = 0
        for row in sorted(self.of_part(part), key=lambda row: row.listed):
            nth += row.listed
            label = clean(row.label) if row.listed and part.kind == NUMBERED else ""
            counted = nth if row.listed and part.kind == LIST else 0
            yield Line(part.section, clean(row.text), label, counted)

    def of_part(self, part: Part) -> list[Row]:
        """The rows of one part, in order."""
        return [row for row in self.rows if row.section == part.section]

    def faults(self, parts: Iterable[Part]) -> dict[int, str]:
        """What is wrong with the rows, by their place; one sentence a row."""
        by_section = {part.section: part for part in parts}
        labels: dict[tuple[str, str], int] = {}
        found: dict[int, str] = {}
        for place, row in enumerate(self.rows):
            part = by_section.get(row.section)
            if fault := part and (_text_fault(row, part) or _label_fault(row, part, labels, place)):
                found[place] = fault
        return found

    def added(self, part: Part) -> Draft:
        """With an empty row at the end of a list, numbered one more than the highest."""
        label = self.free_label(part.section) if part.kind == NUMBERED else ""
        return self._with([*self.rows, Row(part.section, label=label, listed=True)])

    def removed(self, place: int) -> Draft:
        """Without the row at a place."""
        return self._with([row for index, row in enumerate(self.rows) if index != place])

    def moved(self, place: int, step: int, sections: Sequence[str]) -> Draft:
        """With a listed row one place up (-1) or down (1); past the end of its list it goes to the next of `sections`.

        There it gets a free number when its own is taken.
        """
        row = self.rows[place]
        others = [index for index, other in enumerate(self.rows) if other.section == row.section and other.listed]
        at = others.index(place) + step
        if 0 <= at < len(others):
            rows = list(self.rows)
            rows[place], rows[others[at]] = rows[others[at]], row
            return self._with(rows)
        return self._to_neighbour(place, step, sections)

    def _to_neighbour(self, place: int, step: int, sections: Sequence[str]) -> Draft:
        row = self.rows[place]
        at = sections.index(row.section) + step if row.section in sections else -1
        if not 0 <= at < len(sections):
            return self
        section = sections[at]
        taken = {other.label for other in self.rows if other.section == section}
        label = self.free_label(section) if row.label and row.label in taken else row.label
        moved, rest = replace(row, section=section, label=label), self.removed(place).rows
        return self._with([*rest, moved] if step < 0 else [moved, *rest])

    def free_label(self, section: str) -> str:
        """One more than the highest whole number in a list."""
        numbers = [int(row.label) for row in self.rows if row.section == section and row.label.isdecimal()]
        return str(max((number for number in numbers if number < 999), default=0) + 1)

    def with_part(self, part: Part) -> Draft:
        """With the own text of a part that was not there."""
        return self._with([*self.rows, Row(part.section)])

    def without_part(self, section: str) -> Draft:
        """Without all rows of a part."""
        return self._with([row for row in self.rows if row.section != section])

    def _with(self, rows: Iterable[Row]) -> Draft:
        return Draft(tuple(rows))


def _text_fault(row: Row, part: Part) -> str:
    text = clean(row.text)
    if is_blank(text) and row.listed:
        return EMPTY
    if is_blank(text) and part.required:
        return REQUIRED.format(title=part.title)
    limit = TEXT_LIMIT if row.listed or part.head else part.limit
    return TOO_LONG.format(length=len(text), limit=limit) if len(text) > limit else ""


def _label_fault(row: Row, part: Part, labels: dict[tuple[str, str], int], place: int) -> str:
    """Also remembers the number in `labels`."""
    if not row.listed or part.kind != NUMBERED:
        return ""
    label = clean(row.label)
    if not is_label(label):
        return LABEL
    return "" if labels.setdefault((row.section, label), place) == place else TWICE.format(label=label)
