"""Sub-aspects as a sheet: one row for each line. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from development.format import text as textfile
from development.format.fields import ASPECT, DESCRIPTION, DOMAIN, NUMBER, PARTS, TITLES
from development.format.messages import SHEET_MESSAGES
from development.format.records import Aspect, Item, Record, aspect_slug, name_text, sub_aspect_slug
from development.format.validation import Checks
from documents.document import NAME_LIMIT, RECORD_LIMIT, Document, Line, Parsed, Problems, clean, excerpt, line_words
from files.cells import Row
from files.readers.decoding import suspicious_characters
from files.readers.numerals import Decimals

COLUMNS: tuple[str, ...] = ("aspek", "ranah", "nomor sub aspek", "sub aspek", "bagian", "nomor", "teks")


def rows(document: Document) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a sub-aspect, as `COLUMNS`; at least one, with an empty description if it has no other."""
    head = (document.text(ASPECT), document.text(DOMAIN), document.text(NUMBER), document.title)
    lines = [line for line in document.lines if line.section in PARTS and line.text]
    for line in lines or [Line(DESCRIPTION, "")]:
        yield (*head, line.section, line.label, line.text)


def parse(rows: Iterable[Row], place: Callable[[int], str] = line_words) -> Parsed:
    """Return every sub-aspect of a sheet's rows (cells as `COLUMNS`) and every problem, both in the order of rows.

    Documents are those that a text gives, without raw text; those that no text can hold are refused. The rows of a
    sub-aspect need not be adjacent. An empty aspek or sub aspek continues the row above, and so does an empty bagian
    within a sub-aspect, as merged cells leave them empty; nothing goes on in the first row of a further sheet. Whole
    numbers that a program wrote with decimals are read without them. `place` gives the words for a row's number. Never
    raises. Linear.
    """
    return _Reader(place).read(rows)


class _Reader:
    """Read the rows of one sheet; `record` and `part` are those of the row above."""

    def __init__(self, place: Callable[[int], str]) -> None:
        self.problems = Problems(SHEET_MESSAGES, place)
        self.decimals = Decimals(self.problems)
        self.checks = Checks(self.problems)
        self.aspects: dict[str, Aspect] = {}
        self.first: dict[str, int] = {}
        self.records: dict[tuple[str, str], Record] = {}
        self.record: Record | None = None
        self.words = self.part = ""
        self.printed: dict[str, str] = {}
        self.told: set[tuple[str, ...]] = set()

    def read(self, rows: Iterable[Row]) -> Parsed:
        for row in rows:
            for oddity in {oddity for cell in row.cells for oddity in suspicious_characters(cell)}:
                self.problems.add(row.number, oddity)
            if row.begins:
                self.record, self.words, self.part = None, "", ""
            aspect, domain, number, name, part, label, text = map(clean, row.cells)
            number = self.decimals.read(row.number, COLUMNS[2], number)
            label = self.decimals.read(row.number, COLUMNS[5], label)
            aspect, domain, name = name_text(aspect), name_text(domain), name_text(name)
            record = self.record_of(row.number, aspect, number.rstrip("."), name)
            if len(self.records) > RECORD_LIMIT:
                break
            self.take_aspect(row.number, aspect, domain)
            if part or label or text:
                self.take(record, row.number, part, label, text)
        for (words, _), record in self.records.items():
            record.aspect = self.aspects.get(words, record.aspect)
            self.checks.check_record(record)
        self.checks.finish(len(self.records))
        return self.finished(list(self.records.values()))

    def finished(self, records: list[Record]) -> Parsed:
        """Return the result; without errors, documents that no text can hold are refused."""
        if len(records) > RECORD_LIMIT:
            self.problems.add(records[RECORD_LIMIT].source_line, "E_TOO_MANY", limit=RECORD_LIMIT)
        documents = [record.document for record in records]
        for document in () if self.problems.fatal else documents:
            for problem in textfile.refusals(document):
                self.problems.note(replace(problem, line=document.source_line))
        return self.problems.limited(documents)

    def take_aspect(self, number: int, name: str, domain: str) -> None:
        """Read name and domain of an aspect: one of each in a sheet, the domain possibly in some of its rows only."""
        known = self.aspects.get(self.words)
        if known is None:
            if not self.words and not name:
                return
            self.aspects[self.words] = Aspect(name, domain)
            self.first[self.words] = number
            self.checks.check_aspect(self.words, name, domain, number)
        elif name not in ("", known.name) or (known.domain and domain not in ("", known.domain)):
            if (self.words, name, domain) not in self.told:
                first = self.first[self.words]
                self.problems.add(number, "E_DUP_ASPECT", name=excerpt(name or known.name), first=first)
            self.told.add((self.words, name, domain))
        elif domain and not known.domain:
            self.aspects[self.words] = Aspect(known.name, domain)
            self.checks.check_length(domain, number, "Ranah aspek", NAME_LIMIT)

    def record_of(self, number: int, aspect: str, printed: str, name: str) -> Record:
        """Return the sub-aspect of a row; a new one if its name is new in the aspect."""
        above, words = self.record, aspect_slug(aspect) if aspect else self.words
        same_aspect, self.words = words == self.words, words
        if above and same_aspect and not name and printed in ("", above.number):
            return above
        key = words, sub_aspect_slug(name) if name else f"baris {number}"
        record = self.record = self.records.get(key) or self.opened(key, number, Aspect(aspect), name)
        if record is not above:
            self.part = ""
        if printed and not record.number:
            record.number = printed
            self.printed[words] = self.checks.check_number(record, self.printed.get(words, "0"))
        elif printed not in ("", record.number) or (record.name and name not in ("", record.name.text)):
            if (*key, printed, name) not in self.told:
                self.problems.add(number, "E_DUP_NAMA", name=excerpt(name), first=record.source_line)
            self.told.add((*key, printed, name))
        return record

    def opened(self, key: tuple[str, str], number: int, aspect: Aspect, name: str) -> Record:
        """Add a record for a new key and check its name."""
        record = self.records[key] = Record(number, 0, self.aspects.get(key[0], aspect), "")
        if not key[0] and not aspect.name:
            self.problems.add(number, "E_NO_ASPECT")
        if name:
            record.name = Item([name], number, number)
            self.checks.check_name(record, record.name)
        return record

    def take(self, record: Record, number: int, part: str, label: str, text: str) -> None:
        """Read one line of a sub-aspect."""
        part = self.part = part.casefold() or self.part
        item = Item([text], number, number)
        if part not in PARTS:
            self.problems.add(number, "E_UNRECOGNISED", text=excerpt(part), parts=", ".join(PARTS))
        elif part != DESCRIPTION:
            record.titles.setdefault(part, number)
            self.checks.add_action(record, part, record.actions[part], label.rstrip(".)"), item)
        elif record.description:
            first = record.description.first
            self.problems.add(number, "E_DUP_FIELD", field=TITLES[part], first=first)
        else:
            record.description = item
            if label:
                self.problems.add(number, "W_EXTRA_CELL", column="nomor", part=part, text=excerpt(label))
