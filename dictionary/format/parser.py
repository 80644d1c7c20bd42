"""Read the dictionary's text format line by line: raw rows become records with their positions in the text."""

from __future__ import annotations

from collections.abc import Iterator

from dictionary.format.fields import BODY, CODE, LEVEL, NAME, TITLES
from dictionary.format.labels import BARE_LEVEL, KNOWN, LEVEL_ROW, LIKE_KNOWN, WORDS
from dictionary.format.messages import MESSAGES
from dictionary.format.records import LEVELS, Item, LevelItem, Record, split_row
from dictionary.format.validation import Checks
from documents.document import RECORD_LIMIT, Problems, clean, excerpt, raw_lines
from documents.marks import is_heading, opens_item
from documents.spelling import Speller, heading_understood, may_be_spelled, pieces
from files.readers.decoding import suspicious_characters

_RANK = {kind: rank for rank, kind in enumerate(TITLES)}
_ORDER = ", ".join(TITLES.values())
_FIELDS = frozenset(TITLES) - {LEVEL}
_RULE_MARKS = "|:=+- "


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
        self.spelling = Speller(text)
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
        self.checks.finish(self.count)
        self.spelling.report(self.problems)
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
        heading = clean(stripped.lstrip("#"))
        self.group = heading_understood(heading)
        self.spelling.note(heading, self.group, self.number)
        self.checks.check_group(self.group, self.number)
        self.group_at = self.number
        self.heading = (self.heading[0] if self.heading else self.offset, self.number)

    def take_row(self, body: str, stripped: str) -> None:
        """Read a row with a pipe: a field, a level, an indicator, a continuation, or an unknown label."""
        label, text = split_row(stripped)
        number = self.number
        if self.spelling.used and may_be_spelled(stripped):
            self.check_breaks(label, text)
            label, text = self.spelling.read(label, number), self.spelling.read(text, number)
        if label in _FIELDS:
            self.take_field(label, Item("", text, number, number))
        elif label.lstrip("-")[:1].isnumeric():
            self.take_indicator(Item(label.rstrip(".)"), text, number, number), body)
        elif match := LEVEL_ROW.fullmatch(label):
            self.take_level(match[1] or match[2] or "", Item("", text, number, number), body)
        elif self.item and not self.blank_before and (not label or body[:1] in " \t"):
            self.take_unlabelled(body, self.spelling.read(clean(body.strip(" \t|")), number), in_row=not label)
        elif self.record is None or not label or LIKE_KNOWN.fullmatch(label):
            self.refuse(body)
        elif self.level and not WORDS.fullmatch(label):
            self.item = None
            self.problems.add(number, "E_NUMBER_RANGE", label=excerpt(label))
        elif opens_item(label + " "):
            self.refuse(body)
        else:
            self.problems.add(number, "W_UNKNOWN_FIELD", label=excerpt(label))
            self.item = Item("", "", number, number)

    def check_breaks(self, label: str, text: str) -> None:
        """Refuse breaks between items, as one raw line cannot hold several; within one text they are spaces."""
        parts = pieces(text)
        single = label in BODY or label in (NAME, CODE) or LEVEL_ROW.fullmatch(label)
        if len(parts) > 1 and (not single or any(map(opens_item, parts))):
            self.problems.add(self.number, "E_BREAK", count=len(parts))

    def take_plain(self, body: str, stripped: str) -> None:
        """Read a line without a pipe: a bare level row or a continuation."""
        text = self.spelling.read(stripped, self.number)
        if match := BARE_LEVEL.fullmatch(text):
            self.problems.add(self.number, "W_LEVEL_NO_PIPE", level=match[1][:4])
            self.take_level(match[1], Item("", "", self.number, self.number), body)
        elif self.item and not self.blank_before:
            self.take_unlabelled(body, text, in_row=False)
        else:
            self.refuse(body)

    def take_unlabelled(self, body: str, text: str, *, in_row: bool) -> None:
        """Read a line below an item: it continues the item, unless it begins like an item, a label or a heading.

        A row without a label, below a whole sentence of a list, may be the next item as well.
        """
        assert self.item is not None
        indented = body[:1].isspace() or in_row
        above = self.item.more[-1] if self.item.more else self.item.start
        begins = in_row and self.in_list() and above.endswith((".", ";", "!", "?")) and text[:1].isupper()
        if begins or opens_item(text) or KNOWN.match(body.lstrip(" \t|")) or (not indented and is_heading(text)):
            self.refuse(body)
        else:
            self.take_continuation(text)

    def in_list(self) -> bool:
        """Return whether the open item is one of a list: an indicator or a key behaviour."""
        lists = self.record.lists.values() if self.record else ()
        return bool(self.item and self.item.label) or any(items[-1] is self.item for items in lists)

    def refuse(self, body: str) -> None:
        """Note a line that means nothing here; no line continues it."""
        self.item = None
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
            self.refuse(body)
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
            self.refuse(body)
        else:
            self.checks.add_indicator(self.record, self.level, item)

    def finish_record(self) -> None:
        """End the open record and check it as a whole; its raw text may continue."""
        record, self.record, self.level, self.item = self.record, None, None, None
        if record:
            self.finished = record
            self.checks.check_record(record)
