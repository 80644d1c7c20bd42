"""Competencies as a sheet: one row for each line. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from dictionary.format.fields import BODY, DEFINITION, GROUP, LEVEL, LISTS, NAME
from dictionary.format.messages import SHEET_MESSAGES
from dictionary.format.records import Item, LevelItem, Record, level_number
from dictionary.format.validation import Checks
from documents.document import RECORD_LIMIT, Document, Line, Parsed, Problems, clean, excerpt, line_words
from files.cells import Row
from files.readers.decoding import suspicious_characters
from files.readers.numerals import Decimals

COLUMNS: tuple[str, ...] = ("kode", "nama", "bagian", "level", "nomor", "teks")
#: The words of the column `bagian` for the description of a level and for its indicators.
DESCRIPTION, INDICATOR = "deskripsi level", "indikator"
#: The parts that are sections of lines, and all parts.
_FIELDS = (GROUP, *BODY, *LISTS)
PARTS = (*_FIELDS, DESCRIPTION, INDICATOR)
#: Other words that are read as these parts.
_SYNONYMS = {"indikator perilaku": INDICATOR}


def rows(document: Document) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a competency, as `COLUMNS`; at least one.

    Empty lines have no row, except the description of a level without indicators. A competency without any other row
    gets one with an empty definition.
    """
    head = (document.key, document.title)
    filled = {line.section for line in document.lines if line.label}
    lines = [line for line in document.lines if line.section != NAME and (line.text or _bare(line, filled))]
    for line in lines or [Line(DEFINITION, "")]:
        yield (*head, *_cells(line), line.text)


def _bare(line: Line, filled: set[str]) -> bool:
    return level_number(line.section) is not None and line.section not in filled


def _cells(line: Line) -> tuple[str, str, str]:
    """Return the cells bagian, level and nomor of a line. Raises KeyError for a section that no competency has."""
    if line.section in _FIELDS:
        return line.section, "", ""
    number = level_number(line.section)
    if number is None:
        raise KeyError(line.section)
    return INDICATOR if line.label else DESCRIPTION, str(number), line.label


def parse(rows: Iterable[Row], place: Callable[[int], str] = line_words) -> Parsed:
    """Return every competency of a sheet's rows (cells as `COLUMNS`) and every problem, both in the order of rows.

    Documents are those that a text gives, without raw text. The rows of a competency need not be adjacent. An empty
    kode continues the row above, and so do an empty bagian and level within a competency, as merged cells leave them
    empty; nothing goes on in the first row of a further sheet. Whole numbers that a program wrote with decimals are
    read without them. `place` gives the words for a row's number. Never raises. Linear.
    """
    return _Reader(place).read(rows)


class _Reader:
    """Read the rows of one sheet; `record`, `part` and `level` are those of the row above."""

    def __init__(self, place: Callable[[int], str]) -> None:
        self.problems = Problems(SHEET_MESSAGES, place)
        self.decimals = Decimals(self.problems)
        self.checks = Checks(self.problems)
        self.records: dict[str, Record] = {}
        self.record: Record | None = None
        self.part = self.level = ""
        self.renamed: set[tuple[str, str]] = set()
        self.described: set[tuple[str, int]] = set()

    def read(self, rows: Iterable[Row]) -> Parsed:
        for row in rows:
            for oddity in {oddity for cell in row.cells for oddity in suspicious_characters(cell)}:
                self.problems.add(row.number, oddity)
            if row.begins:
                self.record, self.part, self.level = None, "", ""
            code, name, *others = map(clean, row.cells)
            others[1:3] = (self.decimals.read(row.number, COLUMNS[at], others[at - 2]) for at in (3, 4))
            record = self.record_of(row.number, code, name)
            if len(self.records) > RECORD_LIMIT:
                break
            if any(others):
                self.take(record, row.number, *others)
        records = list(self.records.values())
        for record in records:
            if record.name is None and record.code:
                self.problems.add(record.source_line, "E_NO_NAMA")
            self.checks.check_record(record)
        self.checks.finish(len(records))
        if len(records) > RECORD_LIMIT:
            self.problems.add(records[RECORD_LIMIT].source_line, "E_TOO_MANY", limit=RECORD_LIMIT)
        return self.problems.limited(record.document for record in records)

    def record_of(self, number: int, code: str, name: str) -> Record:
        """Return the competency of a row; a new one if its code is new."""
        above = self.record
        if above and not code and name in ("", above.name and above.name.text):
            return above
        key = (code.upper() if code.isascii() else code) or f"baris {number}"
        self.record = record = self.records.get(key) or self.opened(key, number, code)
        if record is not above:
            self.part = self.level = ""
        if name and record.name is None:
            record.name = Item("", name, number, number)
            self.checks.check_name(record.name)
        elif record.name and name not in ("", record.name.text) and (key, name) not in self.renamed:
            self.renamed.add((key, name))
            self.problems.add(number, "E_DUP_KODE", code=excerpt(code), first=record.source_line)
        return record

    def opened(self, key: str, number: int, code: str) -> Record:
        """Add a record for a new key and check its code."""
        record = self.records[key] = Record(number, 0, "")
        if code:
            record.code = Item("", code, number, number)
            self.checks.check_code(record, record.code)
        return record

    def take(self, record: Record, number: int, part: str, level: str, label: str, text: str) -> None:
        """Read one line of a competency."""
        part = part.casefold()
        part = self.part = _SYNONYMS.get(part, part) or self.part
        item = Item(label.rstrip(".)"), text, number, number)
        if part not in PARTS:
            self.problems.add(number, "E_UNRECOGNISED", text=excerpt(part), parts=", ".join(PARTS))
        elif part == INDICATOR:
            self.checks.add_indicator(record, self.level_of(record, number, level), item)
        elif part == DESCRIPTION:
            self.take_description(record, self.level_of(record, number, level), item)
        else:
            self.warn_extra(number, part, "level", level)
            self.take_field(record, part, item)
        if part != INDICATOR:
            self.warn_extra(number, part, "nomor", label)

    def warn_extra(self, number: int, part: str, column: str, text: str) -> None:
        """Warn of a filled cell that its part does not use."""
        if text:
            self.problems.add(number, "W_EXTRA_CELL", column=column, part=part, text=excerpt(text))

    def take_field(self, record: Record, part: str, item: Item) -> None:
        if part != GROUP:
            self.checks.add_field(record, part, item)
        elif record.group_at:
            self.problems.add(item.first, "E_DUP_FIELD", field=part.capitalize(), first=record.group_at)
        else:
            record.group, record.group_at = item.text, item.first
            self.checks.check_group(item.text, item.first)

    def level_of(self, record: Record, number: int, printed: str) -> LevelItem | None:
        """Return the level that the row names, else that of the row above; None without either."""
        self.level = printed.casefold().removeprefix(LEVEL).strip() or self.level
        if not self.level:
            return None
        level = LevelItem(self.checks.level_number(self.level, number), Item("", "", number, number))
        if level.number not in record.levels and level.number >= 0:
            self.checks.add_level(record, level)
        return record.levels.get(level.number, level)

    def take_description(self, record: Record, level: LevelItem | None, item: Item) -> None:
        if level is None:
            self.problems.add(item.first, "E_NO_LEVEL")
        elif level.number >= 0 and (record.key, level.number) in self.described:
            self.problems.add(item.first, "E_DUP_LEVEL", level=level.number, first=level.item.first)
        else:
            self.described.add((record.key, level.number))
            level.item = item
