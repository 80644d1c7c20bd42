"""Draft of a document on an edit page: its parts, its rows as sent, and their errors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from documents import several
from documents.document import TEXT_LIMIT, Line, clean, is_blank
from documents.limits import marks_fault
from documents.numbering import is_label
from documents.translation import AnyText
from documents.translation import mark as _

#: The kinds of part: one text, a list without numbers, or a list with printed numbers.
TEXT, LIST, NUMBERED = "text", "list", "numbered"

EMPTY = _("Teks ini tidak boleh kosong. Isi, atau hapus barisnya.")
REQUIRED = _("{title} tidak boleh kosong.")
TOO_LONG = _("Teks ini memuat {length} karakter; batasnya {limit}. Persingkat, atau bagi menjadi beberapa baris.")
LABEL = _("Nomor harus bilangan 1 sampai 999, atau bertitik seperti 1.2.")
SEVERAL = _(
    "Teks ini memuat beberapa baris. Jadikan {count} butir tersendiri, atau satukan menjadi satu teks; belum ada yang "
    "disimpan."
)
LISTED = _(
    "Teks ini memuat daftar dari {count} baris, padahal bagian ini satu teks. Satukan, atau pindahkan butirnya ke "
    "daftar; belum ada yang disimpan."
)
TWICE = _("Nomor {label} dipakai dua kali di bagian ini. Beri nomor lain.")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a document on its edit page.

    `section` is that of its lines, `title` its heading, `item` the noun for one line of a list. `head` is the title of
    the part's own text above a list, "" without such a text. A part that `comes_and_goes` can be added and removed.
    """

    section: str
    title: AnyText
    kind: str = TEXT
    required: bool = False
    limit: int = TEXT_LIMIT
    long: bool = False
    hint: AnyText = ""
    item: AnyText = ""
    head: AnyText = ""
    comes_and_goes: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a draft: `listed` if it is in a list; `origin` is its path when the page was opened."""

    section: str
    text: str = ""
    label: str = ""
    listed: bool = False
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """The rows of a document in order, valid or not."""

    rows: tuple[Row, ...]

    @classmethod
    def of(cls, lines: Iterable[Line]) -> Draft:
        """Return the draft of a stored document's lines."""
        rows = (Row(line.section, line.text, line.label, bool(line.label or line.index), line.path) for line in lines)
        return cls(tuple(rows))

    @classmethod
    def sent(cls, fields: Mapping[str, Sequence[str]]) -> Draft:
        """Return the draft that a form sent: fields `bagian`, `teks`, `nomor`, `jenis` and `asal`, one of each a row.

        Raises ValueError when the fields differ in number.
        """
        names = ("bagian", "teks", "nomor", "jenis", "asal")
        columns = zip(*(fields.get(name, ()) for name in names), strict=True)
        return cls(tuple(Row(section, text, label, kind == "butir", at) for section, text, label, kind, at in columns))

    def lines(self, parts: Iterable[Part]) -> tuple[Line, ...]:
        """Return the document's lines, cleaned, part by part; lines of lists without numbers get an index."""
        return tuple(line for part in parts for line in self._lines_of(part))

    def _lines_of(self, part: Part) -> Iterator[Line]:
        nth = 0
        for row in sorted(self.of_part(part), key=lambda row: row.listed):
            nth += row.listed
            label = clean(row.label) if row.listed and part.kind == NUMBERED else ""
            counted = nth if row.listed and part.kind == LIST else 0
            yield Line(part.section, clean(row.text), label, counted)

    def of_part(self, part: Part) -> list[Row]:
        """Return the rows of one part, in order."""
        return [row for row in self.rows if row.section == part.section]

    def faults(self, parts: Iterable[Part]) -> dict[int, AnyText]:
        """Return the errors of the rows by index; one sentence a row."""
        by_section = {part.section: part for part in parts}
        labels: dict[tuple[str, str], int] = {}
        found: dict[int, AnyText] = {}
        for place, row in enumerate(self.rows):
            part = by_section.get(row.section)
            if fault := part and (_text_fault(row, part) or _label_fault(row, part, labels, place)):
                found[place] = fault
        return found

    def added(self, part: Part) -> Draft:
        """Return the draft with an empty row at the end of a list; a numbered list gives it a free number."""
        label = self.free_label(part.section) if part.kind == NUMBERED else ""
        return self._with([*self.rows, Row(part.section, label=label, listed=True)])

    def removed(self, place: int) -> Draft:
        """Return the draft without the row at index `place`."""
        return self._with([row for index, row in enumerate(self.rows) if index != place])

    def moved(self, place: int, step: int, sections: Sequence[str]) -> Draft:
        """Return the draft with a listed row one place up (`step` -1) or down (1).

        From the end of its list it moves to the list beside it in `sections`, if any. There it gets a free number if
        its own is taken.
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
        """Return one more than the highest whole number below 999 in a list; the first free one when that is taken."""
        taken = {int(row.label) for row in self.rows if row.section == section and row.label.isdecimal()}
        following = max((number for number in taken if number < 999), default=0) + 1
        return str(following if following not in taken else next(n for n in count(1) if n not in taken))

    def with_part(self, part: Part) -> Draft:
        """Return the draft with a new part: an empty row for the part's own text."""
        return self._with([*self.rows, Row(part.section)])

    def split(self, place: int, part: Part) -> Draft:
        """Return the draft with a row for each item of the listed row at `place`; new rows get free numbers."""
        row, draft = self.rows[place], self
        first, *others = several.items(row.text) or [row.text]
        new = [replace(row, text=first)]
        for text in others:
            label = draft.free_label(row.section) if part.kind == NUMBERED else ""
            new.append(Row(row.section, text, label, listed=True))
            draft = draft._with([*draft.rows, new[-1]])
        return self._with([*self.rows[:place], *new, *self.rows[place + 1 :]])

    def joined(self, place: int) -> Draft:
        """Return the draft with the lines of the row at `place` joined to one text."""
        rows = list(self.rows)
        rows[place] = replace(rows[place], text=clean(rows[place].text))
        return self._with(rows)

    def without_part(self, section: str) -> Draft:
        """Return the draft without the rows of a part."""
        return self._with([row for row in self.rows if row.section != section])

    def _with(self, rows: Iterable[Row]) -> Draft:
        return Draft(tuple(rows))


def several_fault(text: str, *, listed: bool) -> AnyText:
    """Return the question about a text as posted that has the lines of several items, "" for one text.

    Lines without marks are one text where there is no list.
    """
    if "\n" not in text and "\r" not in text:
        return ""
    if listed:
        count = len(several.items(text))
        return SEVERAL.format(count=count) if count > 1 else ""
    return LISTED.format(count=len(several.lines(text))) if several.is_list(text) else ""


def _text_fault(row: Row, part: Part) -> AnyText:
    if question := several_fault(row.text, listed=row.listed):
        return question
    text = clean(row.text)
    if is_blank(text) and row.listed:
        return EMPTY
    if is_blank(text) and part.required:
        return REQUIRED.format(title=part.title)
    limit = TEXT_LIMIT if row.listed or part.head else part.limit
    return TOO_LONG.format(length=len(text), limit=limit) if len(text) > limit else marks_fault(text)


def _label_fault(row: Row, part: Part, labels: dict[tuple[str, str], int], place: int) -> AnyText:
    """Return the error of a row's number, "" for none; records the number in `labels`."""
    if not row.listed or part.kind != NUMBERED:
        return ""
    label = clean(row.label)
    if not is_label(label):
        return LABEL
    return "" if labels.setdefault((row.section, label), place) == place else TWICE.format(label=label)
