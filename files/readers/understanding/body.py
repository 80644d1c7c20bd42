"""Bodies of documents: texts, lists, levels and their items, from labels, list marks and plain paragraphs."""

from __future__ import annotations

from files.readers.understanding.items import split
from files.readers.understanding.labels import LabelWords, is_property, label_of
from files.readers.understanding.listed import stripped
from files.readers.understanding.open_part import LISTS, TEXTS, OpenPart
from files.readers.understanding.record import Entry, Piece
from files.readers.understanding.remarks import (
    BARE_NUMBER,
    DEFINES,
    DESCRIBES,
    ITEM_ALONE,
    LABEL_OF_TEXT,
    NO_DOCUMENT,
    NUMBER_IS_LEVEL,
    SAME_LEVEL,
    TEXT_ALONE,
    UNDER_LEVEL,
    UNKNOWN_LABEL,
    UNKNOWN_TITLE,
    UNMARKED,
    WRAPPED,
)
from files.readers.understanding.signs import LABEL, LEVEL, MARK, PLAIN, TABLE, Sign
from files.readers.understanding.title_words import ladder_of
from files.readers.understanding.vocabulary import Kind, Role
from files.readers.understanding.words import LevelWords, Mark, mark


class Body(OpenPart):
    """Reads what stands below the head of a document, paragraph by paragraph."""

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
        found = mark(words.rest)
        if label and label.role.kind in (*LISTS, *TEXTS):
            self.levels.begin_alone(piece, words)
            self.open = label.role
            if label.text:
                self.lines([(piece, label.text)])
        elif found and len(split(words.rest).items) > 1:
            self.levels.begin_alone(piece, words)
            self._add_items(piece, found)
        else:
            bullet = found is not None and found.kind == "bullet"
            self.above = self.levels.begin(piece, words._replace(rest=found.text) if found and bullet else words, at)
        return True

    def item(self, piece: Piece, found: Mark, at: int) -> None:
        """Read a paragraph with a list mark."""
        sign = self.titles.sign(at)
        self.depth = sign.depth if sign else 0
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

    def _lacks_level(self) -> bool:
        """Return whether an item directly below a head lacks a level: it is read, so that it is refused by name."""
        return bool(self.records.vocabulary.levels) and self.heads.is_fresh() and not self.untold and self.open is None

    def plain(self, piece: Piece, sign: Sign, at: int) -> None:
        """Read a paragraph without a label or a mark in an open document."""
        text = sign.text
        above = self.begun or self.marked or bool(self.records.level)
        if above and (self._is_capital(text) or self._is_label(text) or self._heads_marks(at)):
            self.end()
            self.records.leave(piece, UNKNOWN_TITLE, asks=True)
        elif (self.begun or self.above) and is_property(text):
            self.records.leave(piece, UNKNOWN_LABEL, asks=True)
        elif self.open and self.open.kind in TEXTS:
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

    def _heads_marks(self, at: int) -> bool:
        return (self.begun or self.marked) and self.titles.heads_marks(at, self._next_number())

    def _is_capital(self, text: str) -> bool:
        """Return whether a line is one in capitals below texts that are not: a title, a signature; no text of these."""
        plain, above = text.strip(" *_"), self.above or self.first
        letters = sum(map(str.isalpha, plain))
        return letters > 3 and plain.isupper() and len(plain.split()) < 12 and not above.isupper()

    def _is_label(self, text: str) -> bool:
        """Return whether a line below a text is a label that nobody knows: "Ukuran:"."""
        plain = text.strip(" *_")
        labelled = self.open is not None and self.open.kind in TEXTS and plain.endswith(":")
        return labelled and plain[:1].isupper() and len(plain.split()) < 5

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
        if is_property(self.titles.signs[at].text) if at >= 0 else False:
            return False
        if self.open or self.untold or at < 0 or not texts or self.heads.has(texts[0]) or not self.heads.is_fresh():
            return False
        below = self.titles.sign(self.titles.below(at))
        return bool(below) and below is not None and below.kind in (LABEL, LEVEL, TABLE, PLAIN)

    def _is_apart(self) -> bool:
        """Return whether an empty line parts an item from those above, which no such line parts."""
        self.tight = self.tight or (self.begun and not self.gap)
        return self.gap and self.tight

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
            self.records.add(Entry(piece, role, text, level, "", remark, asks=not labelled or self._is_apart()))
        self.first = self.first or text
        self.begun, self.above = True, text
