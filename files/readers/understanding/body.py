"""Bodies of documents: texts, lists, levels and their items, from labels, list marks and plain paragraphs."""

from __future__ import annotations

from files.readers.blocks import Paragraph
from files.readers.understanding.beginnings import Beginnings
from files.readers.understanding.items import split
from files.readers.understanding.labels import LabelWords, label_of
from files.readers.understanding.level_lines import Levels
from files.readers.understanding.listed import item_entry, stripped
from files.readers.understanding.record import Entry, Piece, Records
from files.readers.understanding.remarks import (
    BARE_NUMBER,
    DEFINES,
    DESCRIBES,
    ITEM_ALONE,
    JOINED,
    LABEL_OF_TEXT,
    NO_DOCUMENT,
    NUMBER_IS_LEVEL,
    SAME_LEVEL,
    TEXT_ALONE,
    UNDER_LEVEL,
    UNKNOWN_TITLE,
    UNMARKED,
    WRAPPED,
)
from files.readers.understanding.signs import LABEL, LEVEL, MARK, PLAIN, TABLE, Sign
from files.readers.understanding.title_words import ladder_of
from files.readers.understanding.titles import Titles
from files.readers.understanding.vocabulary import Kind, Role
from files.readers.understanding.words import LevelWords, Mark, mark

_LISTS = (Kind.LIST, Kind.LEVEL_ITEM)
_TEXTS = (Kind.TEXT, Kind.LEVEL_TEXT)


class Body:
    """Reads what stands below the head of a document. `open` is the role that texts without a label have."""

    def __init__(self, records: Records, titles: Titles, heads: Beginnings) -> None:
        self.records = records
        self.titles = titles
        self.heads = heads
        self.levels = Levels(records, titles)
        self.open: Role | None = None
        self.due = False  # numbered lines are levels
        self.begun = False  # the open role has a text
        self.marked = False  # its items have marks
        self.above = ""  # the line that could go on
        self.first = ""  # the first item of the open list
        self.untold = False  # a table stood above: marks below it belong to nothing
        self.tables = 0  # the tables above
        self.told = False  # the last one was told label by label, so that what is open still holds
        self.gap = self.indented = False
        self.seen = 0

    def see(self, paragraph: Paragraph, at: int) -> None:
        """Note how a paragraph stands: behind an empty line, indented, behind a table."""
        self.gap = bool(self.seen) and paragraph.number > self.seen + 1
        self.indented = paragraph.text[:1] in (" ", "\t")
        self.seen = paragraph.number
        tables = self.titles.tables[at] if at >= 0 else self.tables
        if tables != self.tables and not self.told:
            self.end()
        self.tables, self.told = tables, False

    def rest(self) -> None:
        """End what is open: the next text needs a label."""
        self.open, self.due, self.begun, self.marked = None, False, False, False
        self.above = self.first = ""
        self.untold = False

    def expects_items(self) -> bool:
        """Return whether items are due: a label of a list stands above, or a level without items."""
        if self.open and self.open.kind in _LISTS:
            return not self.untold
        return self.levels.is_bare

    def end(self) -> None:
        """End what is open at a title that nobody knows: nothing below it belongs to the document without a label."""
        self.rest()
        self.untold = True

    def in_list(self) -> bool:
        """Return whether items of a labelled list go on here."""
        return self.open is not None and self.open.kind in _LISTS and self.marked

    def label(self, piece: Piece, label: LabelWords, at: int) -> None:
        """Read a label of the body with the text beside it, or above its text."""
        if not self.begin(label, piece, at):
            self.records.leave(piece, NO_DOCUMENT, asks=True)
        elif label.text:
            self.lines([(piece, label.text)])
        elif not self.records.fated(piece):
            self.records.label(piece, UNDER_LEVEL if self.open is not label.role else LABEL_OF_TEXT)

    def begin(self, label: LabelWords, piece: Piece | None = None, at: int = -1) -> bool:
        """Open the role of a label; return False without a document."""
        if self.records.record is None:
            return False
        self.rest()
        if label.level and piece and label.level != self.records.level:
            self.levels.open(piece, label.level)
        self.open = self._meant(label.role)
        self.due = not label.text and at >= 0 and self.levels.due(label.role, at)
        return True

    def _role(self, kind: Kind) -> Role:
        return self.records.vocabulary.of_kind(kind)[0]

    def _meant(self, role: Role) -> Role:
        """Return what a label means here: a description without a level is that of the document."""
        texts = self.records.vocabulary.of_kind(Kind.TEXT)
        if role.kind is Kind.LEVEL_TEXT and not self.records.level and texts and not self.heads.has(texts[0]):
            return texts[0]
        if role.kind is Kind.LIST and self.levels.owns_list():
            return self._role(Kind.LEVEL_ITEM)
        return role

    def level(self, piece: Piece, words: LevelWords, at: int) -> bool:
        """Begin a level; return False without a document."""
        if self.records.record is None:
            return False
        if (words.number or words.name) == self.records.level and not words.rest and not self.untold:
            self.records.label(piece, SAME_LEVEL)
            return True
        if self.levels.is_named_by(words):
            self._describe(piece, words.name)
            return True
        due = self.due and bool(words.number)
        self.rest()
        self.due = due
        label = label_of(words.rest, self.records.vocabulary) if words.rest else None
        if label and label.role.kind in (*_LISTS, *_TEXTS):
            self.levels.begin_alone(piece, words)
            self.open = label.role
            if label.text:
                self.lines([(piece, label.text)])
        elif (found := mark(words.rest)) and len(split(words.rest).items) > 1:
            self.levels.begin_alone(piece, words)
            self._add_items(piece, found)
        else:
            self.above = self.levels.begin(piece, words, at)
        return True

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
                elif self.open and self.open.kind in _TEXTS:
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
            self._add_item(piece, found)
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
        if self.open and self.open.kind in _LISTS:
            return self.open
        if self.open is None and self.records.level:
            return self._role(Kind.LEVEL_ITEM)
        return None

    def item(self, piece: Piece, found: Mark, at: int) -> None:
        """Read a paragraph with a list mark."""
        if self.records.record is None:
            self.records.leave(piece, NO_DOCUMENT, asks=True)
        elif self.heads.laddered is self.records.record and (rung := ladder_of(found.text)):
            self.above = self.levels.open(piece, rung[0], rung[1], stripped(self.records, piece, found))
        elif self.due and found.kind == "number" and "." not in found.label:
            self.above = self.levels.open(piece, found.label, found.text, NUMBER_IS_LEVEL)
            self.open = None
        elif self._item_role():
            self._add_items(piece, found)
        elif self._lacks_level():
            self.open = self._role(Kind.LEVEL_ITEM)
            self._add_item(piece, found)
        else:
            self.records.leave(piece, ITEM_ALONE, asks=True)

    def _add_items(self, piece: Piece, found: Mark) -> None:
        """Read a paragraph of a list: one item, or several whose marks plainly run on."""
        several = split(f"{found.printed} {found.text}").items
        if len(several) < 2:
            self._add_item(piece, found)
            return
        for item in several:
            self._add_item(piece, Mark("number" if item.label else "bullet", "", item.label, item.text))

    def _lacks_level(self) -> bool:
        """Return whether an item directly below a head lacks a level: it is read, so that it is refused by name."""
        return bool(self.records.vocabulary.levels) and self.heads.is_fresh() and not self.untold and self.open is None

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

    def plain(self, piece: Piece, sign: Sign, at: int) -> None:
        """Read a paragraph without a label or a mark in an open document."""
        text = sign.text
        if (self.begun or self.marked) and (self._is_label(text) or self.titles.heads_marks(at, self._next_number())):
            self.end()
            self.records.leave(piece, UNKNOWN_TITLE, asks=True)
        elif self.open and self.open.kind in _TEXTS:
            self._add_text(piece, text)
        elif self.open and self.open.kind is Kind.LEVEL and not self.due:
            self._level_text(piece, text)
        elif self._goes_on(text):
            self.records.extend(Entry(piece, self._role(Kind.NAME), text, remark=WRAPPED))
            self.above = text
        elif not self.open and not self.untold and self.levels.is_described(at):
            self.records.add(Entry(piece, self._role(Kind.LEVEL_TEXT), text, self.records.level, "", DESCRIBES))
            self.above = text
        elif self._defines(at):
            role = self._role(Kind.TEXT)
            self.records.add(Entry(piece, role, text, remark=DEFINES))
            self.open, self.begun, self.above = role, True, text
        elif self._item_role():
            self._unmarked(piece, text, at)
        else:
            self.records.leave(piece, TEXT_ALONE, asks=True)

    def _is_label(self, text: str) -> bool:
        """Return whether a line below a text is a label that nobody knows: "Ukuran:"."""
        plain = text.strip(" *_")
        labelled = self.open is not None and self.open.kind in _TEXTS and plain.endswith(":")
        return labelled and plain[:1].isupper() and len(plain.split()) < 5

    def _next_number(self) -> int:
        """Return the number that the next item of the open list would have."""
        role, record = self._item_role(), self.records.record
        if role is None or record is None:
            return 0
        return record.last.get((role.name, self.records.level if role.kind is Kind.LEVEL_ITEM else ""), 0) + 1

    def _goes_on(self, text: str) -> bool:
        """Return whether a line goes on with the one above: that is no whole sentence, and this begins like no item."""
        if not self.above or self.gap or self.above.rstrip()[-1:] in ".;!?:":
            return False
        if self.records.record is None or not self.records.record.entries:
            return False
        return (text[:1].islower() and not self.first[:1].islower()) or (self.indented and self.marked)

    def _defines(self, at: int) -> bool:
        """Return whether a plain paragraph directly below a head is the definition of the document."""
        texts = self.records.vocabulary.of_kind(Kind.TEXT)
        if self.open or self.untold or at < 0 or not texts or self.heads.has(texts[0]) or not self.heads.is_fresh():
            return False
        below = self.titles.sign(self.titles.below(at))
        return bool(below) and below is not None and below.kind in (LABEL, LEVEL, TABLE, PLAIN)

    def _unmarked(self, piece: Piece, text: str, at: int) -> None:
        """Read a line without a mark as an item of its own; between marked ones a person has to look.

        Behind the last marked one it is none: pages end with such lines.
        """
        below = self.titles.sign(self.titles.below(at))
        number = mark(text.replace(" ", ". ", 1)) if text[:1].isdigit() else None
        role = self._item_role()
        if role is None:
            return
        level = self.records.level if role.kind is Kind.LEVEL_ITEM else ""
        if number and number.label == str(self._next_number()):
            self.records.add(Entry(piece, role, number.text, level, number.label, BARE_NUMBER, asks=True))
        elif self.marked and (self.gap or not below or below.kind != MARK):
            self.records.leave(piece, TEXT_ALONE, asks=True)
            return
        else:
            labelled = self.open is not None and not self.marked
            remark = "" if labelled else (UNMARKED if self.marked else UNDER_LEVEL)
            self.records.add(Entry(piece, role, text, level, "", remark, asks=not labelled))
        self.first = self.first or text
        self.begun, self.above = True, text
