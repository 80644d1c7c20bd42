"""Read the dictionary's text format line by line: raw rows become records with their positions in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dictionary.format.fields import CODE, LEVEL, NAME, TITLES
from dictionary.format.messages import MESSAGES
from dictionary.format.records import LEVELS, Item, LevelItem, Record, split_row
from dictionary.format.validation import Checks
from documents.document import RECORD_LIMIT, Problems, clean, excerpt, raw_lines
from files.readers.decoding import suspicious_characters

_RANK = {kind: rank for rank, kind in enumerate(TITLES)}
_ORDER = ", ".join(TITLES.values())
_FIELDS = frozenset(TITLES) - {LEVEL}
_RULE_MARKS = "|:=+- "
_LEVEL_ROW = re.compile(r"level(?: (.+)|(-?\d+.*))?")
#: A label made of words. Below a level, any other unknown label may be a number that would be lost.
_WORDS = re.compile(r"(?![ivxlc]+$)[^\W\d]+(?:[ /-]+[^\W\d]+)*")
_LEVEL_WORDS = re.compile(r"[*_]*level ?[0-9]", re.IGNORECASE)
_BARE_LEVEL = re.compile(r"[*_]*level ?([0-9]+) ?:?[*_]*", re.IGNORECASE)


class Reader:
    """Read one text, line by line. The meaning of a row depends on the record and the item before it.

    After `read()`: `records` in order, `problems`, and `group`, the group in effect at the end. `each()` yields the
    records one by one instead. Linear; nothing is read behind the record that is one too many.
    """

    def __init__(self, text: str, group: str = "") -> None:
        self.text = text
        self.group = group
        self.group_at = 0
        self.problems = Problems(MESSAGES)
        self.checks = Checks(self.problems)
        self.records: list[Record] = []
        self.record: Record | None = None
        self.finished: Record | None = None  # its lines are read, its raw text may continue
        self.complete: list[Record] = []
        self.count = 0
        self.level: LevelItem | None = None
        self.item: Item | None = None  # the item that a line without a label continues
        self.heading: tuple[int, int] | None = None  # offset and line of a heading without a record yet
        self.blank_before = True
        self.number = 0
        self.offset = 0

    def read(self) -> Reader:
        """Read the whole text into `records`. Returns itself."""
        self.records = list(self.each())
        return self

    def each(self) -> Iterator[Record]:
        """Yield the records of the text, each as soon as the next begins, so that memory need not hold them all."""
        for number, raw in enumerate(raw_lines(self.text), 1):
            self.number = number
            body = raw.rstrip("\r\n")
            self.take(body if self.offset else body.removeprefix("\ufeff"))
            self.offset += len(raw)
            if self.complete:
                yield self.complete.pop()
            if self.count > RECORD_LIMIT:
                self.record = None
                break
        self.finish_record()
        self.complete_record(len(self.text))
        yield from self.complete

    def take(self, body: str) -> None:
        """Read one line, given without its line end."""
        stripped = clean(body)
        if not stripped:
            self.blank_before = True
            return
        if stripped != body:
            for code in suspicious_characters(body):
                self.problems.add(self.number, code)
        if not stripped.strip(_RULE_MARKS):
            if self.record and self.record.rank <= _RANK[CODE]:
                self.record.head = self.number
        elif stripped[0] == "#":
            self.take_heading(stripped)
        elif "|" in stripped:
            self.take_row(body, stripped)
        else:
            self.take_plain(body, stripped)
        self.blank_before = False

    def take_heading(self, stripped: str) -> None:
        """Read a group heading; it ends the record and holds for those that follow."""
        self.finish_record()
        self.group = clean(stripped.lstrip("#"))
        self.checks.check_group(self.group, self.number)
        self.group_at = self.number
        self.heading = (self.heading[0] if self.heading else self.offset, self.number)

    def take_row(self, body: str, stripped: str) -> None:
        """Read a row with a pipe: a field, a level, an indicator, a continuation, or an unknown label."""
        label, text = split_row(stripped)
        number = self.number
        if label in _FIELDS:
            self.take_field(label, Item("", text, number, number))
        elif label.lstrip("-")[:1].isnumeric():
            self.take_indicator(Item(label.rstrip(".)"), text, number, number), body)
        elif match := _LEVEL_ROW.fullmatch(label):
            self.take_level(match[1] or match[2] or "", Item("", text, number, number), body)
        elif self.item and not self.blank_before and (not label or body[:1] in " \t"):
            self.take_continuation(clean(body.strip(" \t|")))
        elif self.record is None:
            self.problems.add(self.number, "E_UNRECOGNISED", text=excerpt(body))
        elif self.level and not _WORDS.fullmatch(label):
            self.problems.add(self.number, "E_NUMBER_RANGE", label=excerpt(label))
        else:
            self.problems.add(self.number, "W_UNKNOWN_FIELD", label=excerpt(label))
            self.item = Item("", "", self.number, self.number)

    def take_plain(self, body: str, stripped: str) -> None:
        """Read a line without a pipe: a bare level row or a continuation."""
        if match := _BARE_LEVEL.fullmatch(stripped):
            self.problems.add(self.number, "W_LEVEL_NO_PIPE", level=match[1][:4])
            self.take_level(match[1], Item("", "", self.number, self.number), body)
        elif self.item and not self.blank_before and (body[:1].isspace() or not _LEVEL_WORDS.match(stripped)):
            self.take_continuation(stripped)
        else:
            self.problems.add(self.number, "E_UNRECOGNISED", text=excerpt(body))

    def take_continuation(self, text: str) -> None:
        """Append a line to the open item, with a warning."""
        assert self.item is not None
        self.problems.add(self.number, "W_CONTINUATION", first=self.item.first)
        self.item.continued(text, self.number)

    def take_field(self, kind: str, item: Item) -> None:
        """Read a field.

        A record opens with a name, with any field while none is open, or with a second code after a blank line below
        levels.
        """
        starts_anew = kind == CODE and self.record and self.record.code and self.record.levels and self.blank_before
        if kind == NAME or self.record is None or starts_anew:
            self.open_record()
            if kind != NAME:
                self.problems.add(self.number, "E_NO_NAMA")
        assert self.record is not None
        self.check_order(self.record, kind)
        self.item = item
        if kind == NAME:
            self.take_name(self.record, item)
        elif kind == CODE:
            self.take_code(self.record, item)
        else:
            self.checks.add_field(self.record, kind, item)

    def open_record(self) -> None:
        """Open a record; its raw text begins with the headings directly before it."""
        self.finish_record()
        offset, heading = self.heading or (self.offset, 0)
        self.complete_record(offset)
        self.count += 1
        if self.count == RECORD_LIMIT + 1:
            self.problems.add(self.number, "E_TOO_MANY", limit=RECORD_LIMIT)
        self.record = Record(
            self.number, offset if self.count > 1 else 0, self.group, self.group_at, heading, head=self.number
        )
        self.heading = None

    def complete_record(self, end: int) -> None:
        """Set the raw text of the finished record, which ends at the offset `end`."""
        if self.finished:
            self.finished.source = self.text[self.finished.begin : end]
            self.complete.append(self.finished)
        self.finished = None

    def check_order(self, record: Record, kind: str) -> None:
        """Warn of a field outside the usual order."""
        if _RANK[kind] < record.rank:
            self.problems.add(self.number, "W_FIELD_ORDER", field=TITLES[kind], order=_ORDER)
        record.rank = max(record.rank, _RANK[kind])

    def take_name(self, record: Record, item: Item) -> None:
        record.name = item
        self.checks.check_name(item)

    def take_code(self, record: Record, item: Item) -> None:
        self.item = None
        if record.code:
            self.problems.add(self.number, "E_DUP_FIELD", field=TITLES[CODE], first=record.code.first)
            return
        record.code, record.head = item, self.number
        self.checks.check_code(record, item)

    def take_level(self, printed: str, item: Item, body: str) -> None:
        record = self.record
        if record is None:
            self.problems.add(self.number, "E_UNRECOGNISED", text=excerpt(body))
            return
        self.check_order(record, LEVEL)
        number = self.checks.level_number(printed, self.number)
        self.level, self.item = LevelItem(number, item), item
        if number in record.levels:
            first = record.levels[number].item.first
            self.problems.add(self.number, "E_DUP_LEVEL", level=number, first=first)
        elif number in LEVELS:
            self.checks.add_level(record, self.level)

    def take_indicator(self, item: Item, body: str) -> None:
        self.item = item
        if self.record is None:
            self.problems.add(self.number, "E_UNRECOGNISED", text=excerpt(body))
        else:
            self.checks.add_indicator(self.record, self.level, item)

    def finish_record(self) -> None:
        """End the open record and check it as a whole; its raw text may continue."""
        record, self.record, self.level, self.item = self.record, None, None, None
        if record:
            self.finished = record
            self.checks.check_record(record)
