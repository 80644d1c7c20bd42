"""Levels in paragraphs: where each begins, whether its text is its name, and what stands directly below it."""

from __future__ import annotations

from documents.translation import AnyText
from files.readers.understanding.level_words import level_cell
from files.readers.understanding.record import LEVEL_NAME, LEVEL_NAME_DROPPED, Entry, Piece, Record, Records
from files.readers.understanding.signs import LABEL, LEVEL, MARK, TABLE
from files.readers.understanding.titles import Titles
from files.readers.understanding.vocabulary import Kind, Role
from files.readers.understanding.words import LevelWords, title


class Levels:
    """Opens the levels of documents. Each call costs what the signs directly below cost."""

    def __init__(self, records: Records, titles: Titles) -> None:
        self.records = records
        self.titles = titles
        self.opened: tuple[Record | None, int] = (None, 0)  # a document, and how many of its levels were opened

    def _role(self, kind: Kind) -> Role:
        return self.records.vocabulary.of_kind(kind)[0]

    def open(self, piece: Piece, level: str, text: str = "", remark: AnyText = "") -> str:
        """Begin a level with its number or name and its text; return the text that a line below may go on with."""
        record, count = self.opened
        self.opened = self.records.record, count + 1 if record is self.records.record else 1
        self.records.open_level(Entry(piece, self._role(Kind.LEVEL), text, level, "", remark))
        return "" if remark == LEVEL_NAME else text

    def begin(self, piece: Piece, words: LevelWords, at: int) -> str:
        """Begin a level with its words; its name is its text where it has no other."""
        if not words.name and words.rest and self._is_name(words.rest, at):
            words = LevelWords(words.number, words.rest, "")
        remark = LEVEL_NAME_DROPPED if words.name and words.rest else _of_name(words.name)
        return self.open(piece, words.number or words.name, words.rest or words.name, remark)

    def begin_alone(self, piece: Piece, words: LevelWords) -> None:
        """Begin a level whose text is a label of its own: "Level 1: Indikator"."""
        self.open(piece, words.number or words.name, words.name, _of_name(words.name))

    def told(self, piece: Piece, text: str) -> str:
        """Begin the level that stands beside a word for levels: "2", "II", "2 (Menengah)", "Menengah"."""
        found = level_cell(text, self.records.vocabulary)
        if found is None:
            return self.open(piece, text)
        return self.open(piece, found.key, found.name, _of_name(found.name))

    def _is_name(self, text: str, at: int) -> bool:
        """Return whether the text of a level is its name: a scale has it, or its description stands below."""
        below = self.titles.label_kind(self.titles.below(at)) if at >= 0 else None
        scales = self.records.vocabulary.scales
        return any(title(text) in scale for scale in scales) or below is Kind.LEVEL_TEXT

    def _last(self) -> Entry | None:
        """Return the level that nothing was read below, None for none."""
        record = self.records.record
        last = record.entries[-1] if record and record.entries else None
        return last if last and last.role.kind is Kind.LEVEL else None

    @property
    def is_bare(self) -> bool:
        """Whether nothing was read below the last level yet."""
        return self._last() is not None

    def is_named_by(self, words: LevelWords) -> bool:
        """Return whether the name of a scale stands directly below the number of its level: "Level 1", "Dasar"."""
        last = self._last()
        return bool(last and not last.text and last.level.isdecimal() and not words.number and not words.rest)

    def owns_list(self) -> bool:
        """Return whether a list directly below a level is of that level: it is the first, or others have items too."""
        record = self.records.record
        if record is None or not self.is_bare:
            return False
        items = self._role(Kind.LEVEL_ITEM).name
        return (self.opened[0] is record and self.opened[1] == 1) or any(name == items for name, _ in record.last)

    def due(self, role: Role, at: int) -> bool:
        """Return whether the numbered lines below a label are levels: it says so, or bullets stand below each."""
        if role.kind is Kind.LEVEL:
            return True
        if role.kind is not Kind.LEVEL_ITEM or self.records.level:
            return False
        first = self.titles.sign(self.titles.below(at))
        second = self.titles.sign(self.titles.below(self.titles.below(at)))
        numbered = first and first.mark and first.mark.kind == "number"
        return bool(numbered and second and second.mark and second.mark.kind != "number")

    def is_described(self, at: int) -> bool:
        """Return whether a plain paragraph directly below a level is its text: items, a label or a level come next."""
        last = self._last()
        if last is None or at < 0 or not self.records.level or (last.text and last.remark != LEVEL_NAME):
            return False
        below = self.titles.below(at)
        sign = self.titles.sign(below)
        return sign is None or sign.kind in (MARK, LABEL, LEVEL, TABLE) or bool(self.titles.leads(below))


def _of_name(name: str) -> AnyText:
    return LEVEL_NAME if name else ""
