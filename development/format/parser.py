"""Read the guide's text format line by line: raw lines become records with their positions in the text."""

from __future__ import annotations

from itertools import pairwise

from development.format.fields import ASPECT, DESCRIPTION, NAME, TITLES, WAYS
from development.format.messages import MESSAGES
from development.format.records import (
    ACTION,
    PLAIN,
    RULE,
    SUB_ASPECT,
    Aspect,
    Item,
    Record,
    Sign,
    aspect_slug,
    is_unknown_heading,
    name_text,
    recognise,
)
from development.format.validation import Checks
from documents.document import RECORD_LIMIT, Problems, clean, excerpt, raw_lines
from documents.marks import is_heading, opens_item
from documents.spelling import Speller, may_be_spelled, pieces, without_anchor
from files.readers.decoding import suspicious_characters

_NO_ASPECT = Aspect()


def is_running_text(sign: Sign, text: str) -> bool:
    """Return whether a line directly below a text continues it, although it reads like a heading.

    Examples: "sub aspek ini …" in lower case without a number, "… (Aspek hukum)" without marks or capitals.
    """
    if "*" in text or "_" in text or text.startswith("#"):
        return False
    if sign.kind == SUB_ASPECT:
        return text[0].islower() and not sign.label
    return sign.kind == ASPECT and not sign.text.isupper()


def begins(text: str, *, indented: bool) -> bool:
    """Return whether a line below a text begins like an item, a label or a heading, and so never continues it."""
    return opens_item(text) or is_unknown_heading(text) or (not indented and is_heading(text))


class Reader:
    """Read one text, line by line. The meaning of a plain line depends on the part and the text before it.

    `aspect` is the aspect in effect where the text begins. After `read()`: `records` in order, `problems`, and
    `aspect`, the one in effect at the end. `aspects` holds the first line of each aspect that the text names, by slug,
    and `headings` the lines of all their headings. Linear; nothing is read behind the record that is one too many.
    """

    def __init__(self, text: str, aspect: Aspect = _NO_ASPECT) -> None:
        self.text = text
        self.aspect = aspect
        self.problems = Problems(MESSAGES)
        self.checks = Checks(self.problems)
        self.spelling = Speller(text)
        self.records: list[Record] = []
        self.record: Record | None = None
        self.part = ""  # the open part of the record: NAME until the name is read, or one of PARTS
        self.item: Item | None = None  # the item that a continuation line continues
        self.actions: dict[str, Item] = {}
        self.headings: list[int] = []
        self.heading = 0  # line of the newest aspect heading, 0 once a sub-aspect follows it
        self.begin: int | None = None  # offset of the first aspect heading without a sub-aspect so far
        self.blank_before = True
        self.number = 0
        self.offset = 0
        self.printed = "0"  # the printed number of the sub-aspect before
        self.aspects: dict[str, int] = {}

    def read(self) -> Reader:
        """Read the whole text. Returns itself."""
        for number, raw in enumerate(raw_lines(self.text), 1):
            self.number = number
            self.take(raw.rstrip("\r\n"))
            self.offset += len(raw)
            if len(self.records) > RECORD_LIMIT:
                break
        self.finish_record()
        self.finish_aspect()
        self.checks.finish(len(self.records))
        self.spelling.report(self.problems)
        borders = [0, *(record.begin for record in self.records[1:]), len(self.text)]
        for record, (begin, end) in zip(self.records, pairwise(borders), strict=bool(self.records)):
            record.source = self.text[begin:end]
        if len(self.records) > RECORD_LIMIT:
            self.problems.add(self.records[RECORD_LIMIT].source_line, "E_TOO_MANY", limit=RECORD_LIMIT)
        return self

    def take(self, body: str) -> None:
        """Read one line, given without its line end."""
        text = clean(body)
        if self.spelling.used and may_be_spelled(text):
            text = self.read_spelled(text)
        sign = recognise(text) if text else Sign(RULE)
        self.blank_before, blank_before = sign.kind == RULE, self.blank_before
        if sign.kind == RULE:
            return
        if self.item and not blank_before and is_running_text(sign, text):
            sign = Sign(PLAIN, text)
        for code in suspicious_characters(body.removeprefix("\ufeff") if self.number == 1 else body):
            self.problems.add(self.number, code)
        if sign.kind == ASPECT:
            self.take_aspect(sign)
        elif sign.kind == SUB_ASPECT:
            self.take_sub_aspect(sign)
        elif sign.kind in TITLES and self.record is None:
            self.refuse(text)
        elif sign.kind in TITLES:
            self.take_title(self.record, sign)
        else:
            self.take_text(sign, text, attached=not blank_before, indented=body[:1].isspace())

    def read_spelled(self, text: str) -> str:
        """Return a line without Markdown's spelling. Breaks within a text are spaces.

        Breaks between items are refused, as one raw line cannot hold several.
        """
        parts = pieces(text)
        if len(parts) > 1 and (self.part in WAYS or any(map(opens_item, parts))):
            self.problems.add(self.number, "E_BREAK", count=len(parts))
        heading = without_anchor(text) if text.startswith("#") else text
        self.spelling.note(text, heading, self.number)
        return self.spelling.read(heading, self.number)

    def take_aspect(self, sign: Sign) -> None:
        """Read the heading of an aspect; it ends the record."""
        self.finish_record()
        self.finish_aspect()
        self.aspect = Aspect(sign.text, sign.label)
        self.heading, self.printed = self.number, "0"
        self.checks.numbers.clear()
        self.begin = self.offset if self.begin is None else self.begin
        self.headings.append(self.number)
        words = aspect_slug(sign.text)
        if words and words in self.aspects:
            first = self.aspects[words]
            self.problems.add(self.number, "E_DUP_ASPECT", name=excerpt(sign.text), first=first)
        self.aspects.setdefault(words, self.number)
        self.checks.check_aspect(words, sign.text, sign.label, self.number)

    def take_sub_aspect(self, sign: Sign) -> None:
        """Read the heading of a sub-aspect; it opens a record."""
        self.finish_record()
        begin = self.offset if self.begin is None else self.begin
        self.record = Record(self.number, begin, self.aspect, sign.label, self.heading)
        self.heading, self.begin, self.part = 0, None, NAME
        if self.aspect == _NO_ASPECT:
            self.problems.add(self.number, "E_NO_ASPECT")
        if sign.text:
            self.take_name(self.record, sign.text)
        if sign.label:
            self.printed = self.checks.check_number(self.record, self.printed)

    def take_name(self, record: Record, text: str) -> None:
        self.part = ""
        record.name = Item([text], self.number, self.number)
        self.checks.check_name(record, record.name)

    def take_title(self, record: Record | None, sign: Sign) -> None:
        assert record is not None
        part, self.part, self.item = sign.kind, sign.kind, None
        again = part in record.titles
        if again:
            first = record.titles[part]
            self.problems.add(self.number, "E_DUP_FIELD", field=TITLES[part], first=first)
        record.titles.setdefault(part, self.number)
        if part in WAYS:
            self.actions = {} if again else record.actions[part]
        elif sign.text:
            self.take_description(record, sign.text)

    def take_text(self, sign: Sign, text: str, *, attached: bool, indented: bool) -> None:
        """Read a line that is no heading: a name, a description, an action or a continuation."""
        record = self.record
        if record and self.part == NAME:
            self.take_name(record, name_text(text.lstrip("#")))
        elif record and self.part == DESCRIPTION and self.item is None and not is_unknown_heading(text):
            self.take_description(record, text)
        elif record and sign.kind == ACTION and self.part in WAYS:
            self.item = Item([sign.text], self.number, self.number)
            self.checks.add_action(record, self.part, self.actions, sign.label, self.item)
        elif self.item and (attached or indented or self.part == DESCRIPTION) and not begins(text, indented=indented):
            self.problems.add(self.number, "W_CONTINUATION", first=self.item.first)
            self.item.pieces.append(text)
            self.item.last = self.number
        else:
            self.refuse(text)

    def take_description(self, record: Record, text: str) -> None:
        self.item = Item([text], self.number, self.number)
        record.description = record.description or self.item

    def refuse(self, text: str) -> None:
        """Note a line that means nothing here; no line continues it."""
        self.item = None
        self.problems.add(self.number, "E_UNRECOGNISED", text=excerpt(text))

    def finish_aspect(self) -> None:
        """Warn of an aspect that ended without a sub-aspect."""
        if self.heading:
            self.problems.add(self.heading, "W_EMPTY_ASPECT", name=excerpt(self.aspect.name))

    def finish_record(self) -> None:
        """End the open record and check it as a whole."""
        record, self.record, self.part, self.item = self.record, None, "", None
        if record:
            self.records.append(record)
            self.checks.check_record(record)
