"""The open part of a document: which role texts without a label have there, and the lines that are added to it."""

from __future__ import annotations

from files.readers.blocks import Paragraph
from files.readers.understanding.beginnings import Beginnings
from files.readers.understanding.items import split
from files.readers.understanding.level_lines import Levels
from files.readers.understanding.listed import item_entry
from files.readers.understanding.record import Entry, Piece, Records
from files.readers.understanding.remarks import (
    ITEM_ALONE,
    JOINED,
    NO_DOCUMENT,
    TEXT_ALONE,
    WRAPPED,
)
from files.readers.understanding.titles import Titles
from files.readers.understanding.vocabulary import Kind, Role
from files.readers.understanding.words import Mark, mark

LISTS = (Kind.LIST, Kind.LEVEL_ITEM)
TEXTS = (Kind.TEXT, Kind.LEVEL_TEXT)


class OpenPart:
    """What is open below the head of a document. `open` is the role that texts without a label have."""

    def __init__(self, records: Records, titles: Titles, heads: Beginnings) -> None:
        self.records = records
        self.titles = titles
        self.heads = heads
        self.levels = Levels(records, titles)
        self.open: Role | None = None
        self.due = False  # numbered lines are levels
        self.begun = False  # the open role has a text
        self.marked = False  # its items have marks
        self.tight = False  # two of them stand without an empty line between them
        self.above = ""  # the line that could go on
        self.first = ""  # the first item of the open list
        self.untold = False  # a table stood above: marks below it belong to nothing
        self.tables = 0  # the tables above
        self.told = False  # the last one was told label by label, so that what is open still holds
        self.gap = self.indented = False
        self.seen = 0
        self.depth = 0  # that of the last item among the items of lists

    def see(self, paragraph: Paragraph, at: int) -> None:
        """Note how a paragraph stands: behind an empty line, indented, behind a table."""
        self.gap = bool(self.seen) and paragraph.number > self.seen + 1
        self.indented = paragraph.text[:1] in (" ", "\t")
        self.seen = paragraph.number
        tables = self.titles.tables[at] if at >= 0 else self.tables
        if tables != self.tables:
            self.above = ""
            if not self.told:
                self.end()
        self.tables, self.told = tables, False

    def rest(self) -> None:
        """End what is open: the next text needs a label."""
        self.open, self.due, self.begun, self.marked, self.tight = None, False, False, False, False
        self.above = self.first = ""
        self.untold = False

    def expects_items(self) -> bool:
        """Return whether items are due: a label of a list stands above, or a level without items."""
        if self.open and self.open.kind in LISTS:
            return not self.untold
        return self.levels.is_bare

    def end(self) -> None:
        """End what is open at a title that nobody knows: nothing below it belongs to the document without a label."""
        self.rest()
        self.untold = True

    def in_list(self, *, marked: bool = True) -> bool:
        """Return whether items of a labelled list go on here; those that are `marked` as such, unless it says not."""
        return self.open is not None and self.open.kind in LISTS and (self.marked or not marked)

    def lines(self, beside: list[tuple[Piece, str]], *, describes: bool = False, number: Mark | None = None) -> None:
        """Read the lines beside a label: the text of a level (`describes`), a numbered item, or what is open."""
        for piece, text in beside:
            for line in filter(str.strip, text.split("\n")):
                if self.records.record is None and not self.records.fated(piece):
                    self.records.leave(piece, NO_DOCUMENT, asks=True)
                if piece in self.records.aside:
                    break
                found = mark(line)
                if describes and not found:
                    self._describe(piece, line.strip())
                elif number and not self.begun_by(number):
                    self._add_item(piece, number._replace(text=line.strip()))
                    number = None
                elif self.open and self.open.kind in TEXTS:
                    self._text_or_mark(piece, line.strip(), found)
                elif self.open and self.open.kind is Kind.LEVEL:
                    self._level_text(piece, line.strip())
                else:
                    self._line_of_list(piece, line.strip(), found, numbered=number is not None)
                describes = describes and not found

    @staticmethod
    def begun_by(number: Mark) -> bool:
        """Return whether a number has its text already."""
        return number.text != "x"

    def _role(self, kind: Kind) -> Role:
        return self.records.vocabulary.of_kind(kind)[0]

    def _describe(self, piece: Piece, text: str) -> None:
        self.records.add(Entry(piece, self._role(Kind.LEVEL_TEXT), text, self.records.level))
        self.above = text

    def _level_text(self, piece: Piece, text: str) -> None:
        """Read the text beside a label that says "level": its number or its name."""
        self.above = self.levels.told(piece, text)
        self.open = None

    def _text_or_mark(self, piece: Piece, line: str, found: Mark | None) -> None:
        """Read a line of a text; one with a list mark goes on with no text of another piece."""
        if found and self.begun and not self.records.fated(piece):
            self.records.leave(piece, ITEM_ALONE, asks=True)
        else:
            self._add_text(piece, line)

    def _add_text(self, piece: Piece, text: str) -> None:
        role = self.open
        if role is None:
            return
        if self.begun:
            self.records.extend(Entry(piece, role, text, remark=JOINED))
        else:
            level = self.records.level if role.kind is Kind.LEVEL_TEXT else ""
            self.records.add(Entry(piece, role, text, level))
        self.begun, self.above = True, text

    def _line_of_list(self, piece: Piece, line: str, found: Mark | None, *, numbered: bool) -> None:
        if found:
            self._add_items(piece, found)
        elif self.above and line[:1].islower() and not self.first[:1].islower() and piece in self.records.read:
            self.records.extend(Entry(piece, self._role(Kind.NAME), line, remark=WRAPPED))
        elif self._item_role():
            self._add_item(piece, Mark("", "", "", line))
        else:
            self._leave(piece, line, numbered=numbered)

    def _leave(self, piece: Piece, line: str, *, numbered: bool) -> None:
        if self.records.fated(piece) and piece in self.records.read:
            self.records.extend(Entry(piece, self._role(Kind.NAME), line, remark=WRAPPED, asks=True))
        elif not self.records.fated(piece):
            self.records.leave(piece, ITEM_ALONE if numbered else TEXT_ALONE, asks=True)

    def _item_role(self) -> Role | None:
        """Return the role of an item here, None where nothing says one."""
        if self.untold or self.records.record is None:
            return None
        if self.open and self.open.kind in LISTS:
            return self.open
        if self.open is None and self.records.level:
            return self._role(Kind.LEVEL_ITEM)
        return None

    def _next_number(self) -> int:
        """Return the number that the next item of the open list would have."""
        role, record = self._item_role(), self.records.record
        if role is None or record is None:
            return 0
        return record.last.get((role.name, self.records.level if role.kind is Kind.LEVEL_ITEM else ""), 0) + 1

    def _add_items(self, piece: Piece, found: Mark) -> None:
        """Read a paragraph of a list: one item, or several whose marks plainly run on."""
        several = split(f"{found.printed} {found.text}").items
        if len(several) < 2:
            self._add_item(piece, found)
            return
        for item in several:
            self._add_item(piece, Mark("number" if item.label else "bullet", "", item.label, item.text))

    def _add_item(self, piece: Piece, found: Mark) -> None:
        role = self._item_role()
        if role is None:
            self._leave(piece, f"{found.printed} {found.text}".strip(), numbered=True)
            return
        level = self.records.level if role.kind is Kind.LEVEL_ITEM else ""
        entry = item_entry(self.records, piece, found, role, level)
        self.records.add(entry)
        self.first = self.first or entry.text
        self.marked = self.marked or bool(found.kind)
        self.begun, self.above = True, found.text
