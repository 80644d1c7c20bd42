"""Outline: paragraphs become documents by their labels, headings, levels and list marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from documents.translation import AnyText
from files.readers.blocks import Block, Paragraph
from files.readers.understanding import titles
from files.readers.understanding.beginnings import Beginnings
from files.readers.understanding.body import Body
from files.readers.understanding.labels import LabelWords, UnknownLabel, unknown_label
from files.readers.understanding.level_words import parted_level
from files.readers.understanding.listed import marks_problem
from files.readers.understanding.pipes import number_of, piped
from files.readers.understanding.record import Piece, Records
from files.readers.understanding.refusals import levels_as_groups
from files.readers.understanding.remarks import (
    BESIDE_UNKNOWN,
    BETWEEN_TITLES,
    FILE_TITLE,
    IGNORED_LABEL,
    ITEM_NUMBER,
    LABEL_OF_TEXT,
    NO_DOCUMENT,
    TWIN_TITLE,
    UNKNOWN_LABEL,
    UNKNOWN_TITLE,
)
from files.readers.understanding.settled_names import settle_names
from files.readers.understanding.signs import FURNITURE, LABEL, LEVEL, MARK, PLAIN, Sign, absences_of, sign_of, signs_of
from files.readers.understanding.soundness import unnamed_level, unsound
from files.readers.understanding.tabbed import with_tabbed_tables
from files.readers.understanding.title_words import is_subtitle
from files.readers.understanding.titles import Titles
from files.readers.understanding.vocabulary import Kind, Role
from files.readers.understanding.words import title

__all__ = ["Outline", "with_tabbed_tables"]


class Outline:
    """Reader of paragraphs, in order. What a paragraph means depends on what stands above and below it.

    `blocks` are all blocks of the file, for the view below.
    """

    def __init__(self, records: Records, blocks: Sequence[Block] = ()) -> None:
        self.records = records
        self.vocabulary = records.vocabulary
        self.absences = absences_of(records.vocabulary)
        self.numbers = [block.number for block in blocks]
        self.places = {block.number: at for at, block in enumerate(blocks)}
        self.titles = Titles(signs_of(blocks, self.vocabulary), self.vocabulary)
        self.heads = Beginnings(records, self.titles)
        self.body = Body(records, self.titles, self.heads)
        self.named: set[str] = set()  # the titles of the file
        self.unnamed: tuple[int, str] | None = None  # the first level that stands below no name

    @property
    def open(self) -> Role | None:
        """The role that texts below have by a label above them, None without one."""
        return self.body.open

    @property
    def expects_items(self) -> bool:
        """Whether the items of a list or of a level are due."""
        return self.body.expects_items()

    def take(self, paragraph: Paragraph) -> None:
        """Read one paragraph: it gets a fate. Linear."""
        at = self.places.get(paragraph.number, -1)
        piece = (paragraph.number, -1)
        sign = self.titles.sign(at) or self._sign(paragraph.text, heading=paragraph.heading, bold=paragraph.bold)
        if not sign.furniture:
            self.body.see(paragraph, at)
        self._read(piece, sign, at, paragraph.text)

    def _sign(self, text: str, *, heading: int = 0, bold: bool = False) -> Sign:
        return sign_of(text, self.vocabulary, heading=heading, bold=bold, absences=self.absences)

    def _read(self, piece: Piece, sign: Sign, at: int, text: str) -> None:
        if sign.furniture:
            self.records.leave(piece, sign.furniture.reason, asks=sign.furniture.asks)
            if sign.heading:
                self.records.group = {}
        elif self.heads.waits() and sign.kind in (PLAIN, MARK):
            self.heads.fill(piece, sign.text)
        elif sign.kind == LEVEL and sign.level:
            self._level(piece, sign, at)
        elif sign.kind == LABEL and sign.label:
            self._label(piece, sign, at)
        elif found := piped(text):
            self._beside(piece, *found)
        elif not (self._is_beside_title(piece, sign, at) or (at >= 0 and self._title(piece, at))):
            self._text(piece, sign, at, text)

    def _is_beside_title(self, piece: Piece, sign: Sign, at: int) -> bool:
        return at > 0 and sign.kind == PLAIN and self.heads.beside_title(piece, at)

    def _text(self, piece: Piece, sign: Sign, at: int, text: str) -> None:
        if sign.kind == MARK and sign.mark:
            self.body.item(piece, sign.mark, at)
        else:
            self._plain(piece, sign, at, text)

    def _level(self, piece: Piece, sign: Sign, at: int) -> None:
        if sign.level and not self.body.level(piece, sign.level, at):
            self.records.leave(piece, NO_DOCUMENT, asks=True)
            self.unnamed = self.unnamed or (piece[0], sign.text)

    def _label(self, piece: Piece, sign: Sign, at: int) -> None:
        """Read a label with the text beside it, or one that stands above its text."""
        label = sign.label
        if label is None:
            return
        if sign.mark and self._is_item(sign, label):
            self.body.item(piece, sign.mark, at)
        elif label.role.kind is Kind.NAME and self._names_file(label.text):
            self.records.leave(piece, FILE_TITLE)
        elif label.role.kind in (Kind.NAME, Kind.KEY, Kind.NUMBER, Kind.GROUP, Kind.GROUP_TEXT):
            self.body.rest()
            self.heads.take(piece, label, at)
        else:
            self.body.label(piece, label, at)

    def _names_file(self, text: str) -> bool:
        """Return whether a name above the first document is the title of the file: "title: Kamus Kompetensi"."""
        words = title(text).split()
        return self.records.record is None and words[:1] == [self.vocabulary.titles[0]]

    def _is_item(self, sign: Sign, label: LabelWords) -> bool:
        """Return whether a label alone behind a bullet is an item of the open list: one word that ranks as those do."""
        bare = sign.mark is not None and sign.mark.kind == "bullet" and not label.text and ":" not in sign.text
        if not bare or not self.body.in_list() or 0 < sign.depth < self.body.depth:
            return False
        return " " not in title(sign.mark.text if sign.mark else "") and label.role is not self.body.open

    def _title(self, piece: Piece, at: int) -> bool:
        """Read a paragraph that begins a document or a group, or names the file; return whether it does."""
        leads = self.titles.leads(at)
        if self._is_file_title(at, leads):
            self._file_title(piece, title(self.titles.signs[at].text))
            return True
        if leads == titles.TWIN:
            self.heads.twin(at)
            self.records.label(piece, TWIN_TITLE)
        elif leads == titles.LADDER and not self.body.in_list():
            self.heads.open_ladder(piece, at)
        elif leads == titles.GROUP and not self.heads.is_inside(at) and not self._closes(at):
            self.heads.open_group(piece, at)
        elif leads == titles.DOCUMENT and self.heads.may_begin(at):
            if self.unnamed and self.records.record is None and not self.titles.is_strong(at):
                self.records.problems.append(unnamed_level(self.records, *self.unnamed))
            self.heads.open_title(piece, at)
        else:
            return False
        self.body.rest()
        return True

    def _closes(self, at: int) -> bool:
        """Return whether a line in capitals stands at the end of the items above it, an empty line below it."""
        sign, number = self.titles.signs[at], self.numbers[at]
        alone = sign.kind == PLAIN and not sign.heading and not sign.bold and sign.text.isupper()
        below = self.numbers[at + 1] if at + 1 < len(self.numbers) else number
        return alone and bool(self.body.above) and not self.body.gap and below > number + 1

    def _file_title(self, piece: Piece, words: str) -> None:
        """Leave the title of a file; below a document another one begins something else, such as a glossary."""
        if self.records.record is not None and words not in self.named:
            self.body.end()
        else:
            self.body.rest()
        self.named.add(words)
        self.records.leave(piece, FILE_TITLE, asks=self.records.record is not None)

    def _is_file_title(self, at: int, leads: str) -> bool:
        """Return whether a paragraph names the whole file; below the first document only one that is set off."""
        if not (self.titles.is_file_title(at) and self.titles.is_title(at)):
            return False
        sign = self.titles.signs[at]
        if is_subtitle(sign.text):
            return True
        if leads == titles.DOCUMENT and self.titles.label_kind(self.titles.below(at)):
            return False
        return self.records.record is None or bool(sign.heading or sign.text.isupper())

    def _plain(self, piece: Piece, sign: Sign, at: int, text: str) -> None:
        if found := unknown_label(text, self.vocabulary):
            self._unknown(piece, found)
        elif self.records.record is None:
            sentence = at >= 0 and not self.titles.is_title(at)
            asks = sentence and bool(self.titles.leads(self.titles.below(at)))
            self.records.leave(piece, NO_DOCUMENT, asks=asks)
        elif at >= 0 and sign.heading:
            self.body.end()
            self.heads.end_group(at)
            self.records.leave(piece, BETWEEN_TITLES, asks=True)
        else:
            self.body.plain(piece, sign, at)

    def _unknown(self, piece: Piece, found: UnknownLabel) -> None:
        ignored = title(found.head) in self.vocabulary.ignored
        self.records.leave(piece, IGNORED_LABEL if ignored else UNKNOWN_LABEL, asks=not ignored)

    def rest(self) -> None:
        """End what is open, where a table begins: its rows are no texts of the label above it."""
        self.body.rest()

    def take_labelled(self, label: tuple[Piece, str], texts: Iterable[tuple[Piece, str]]) -> None:
        """Read a label and the texts beside it, such as the cells of a row; each piece gets a fate."""
        piece, words = label
        self.body.told = True
        beside = [(at, text) for at, text in texts if text.strip()]
        if not beside:
            self._alone(piece, words)
            return
        self._row(piece, words, beside)

    def _alone(self, piece: Piece, words: str) -> None:
        """Read the only text of a row, at the place of its label: it goes on with nothing that stands above."""
        sign = self._sign(words) if words.strip() else None
        if sign and sign.kind == PLAIN and self.body.begun and not self.heads.waits():
            self.body.end()
            self.records.leave(piece, UNKNOWN_TITLE, asks=True)
        elif sign:
            self._read(piece, sign, -1, words)

    def _beside(self, piece: Piece, words: str, text: str) -> None:
        """Read a paragraph with a pipe: a label and a text in one piece."""
        self._row(piece, words, [(piece, text)] if text.strip() else [])

    def _row(self, piece: Piece, words: str, beside: list[tuple[Piece, str]]) -> None:
        words, described = parted_level(words, self.vocabulary)
        own = bool(words.strip()) and all(piece != at for at, _ in beside)
        sign = self._sign(words) if words.strip() else None
        number = number_of(words) if sign else None
        if self.records.record is None and not (sign and sign.label):
            self._leave_row(piece, sign, beside, own=own)
        elif sign and sign.kind == LEVEL and sign.level:
            self._level(piece, sign, -1)
            if described:
                self.body.lines([(piece, described)], describes=True)
            self._items(beside, describes=not described)
        elif sign and sign.kind == LABEL and sign.label:
            self._labelled(piece, sign, beside, own=own)
        elif number:
            if own:
                self.records.label(piece, ITEM_NUMBER)
            self.body.lines(beside, number=number)
        elif not words.strip():
            self.body.lines(beside)
        else:
            self._leave_row(piece, sign, beside, own=own)

    def _labelled(self, piece: Piece, sign: Sign, beside: list[tuple[Piece, str]], *, own: bool) -> None:
        label = sign.label
        if label is None:
            return
        if own:
            self.records.label(piece, LABEL_OF_TEXT)
        if label.role.kind in (Kind.NAME, Kind.KEY, Kind.NUMBER, Kind.GROUP, Kind.GROUP_TEXT):
            self.body.rest()
            (at, text), *others = beside
            self.heads.take(at, label._replace(text=" ".join(text.split())), -1)
            for other, _text in others:
                self.records.leave(other, BESIDE_UNKNOWN, asks=True)
        elif self.body.begin(label, beside[0][0]):
            self._items(beside)
        else:
            for at, _text in beside:
                self.records.leave(at, NO_DOCUMENT, asks=True)

    def _items(self, beside: list[tuple[Piece, str]], *, describes: bool = False) -> None:
        """Read the texts beside a label; a number in a cell of its own is that of the item behind it."""
        listed = describes or self.body.in_list(marked=False)
        number = number_of(beside[0][1]) if len(beside) > 1 and listed else None
        if number is None:
            self.body.lines(beside, describes=describes)
        else:
            self.records.label(beside[0][0], ITEM_NUMBER)
            self.body.lines(beside[1:], number=number)

    def _leave_row(self, piece: Piece, sign: Sign | None, beside: list[tuple[Piece, str]], *, own: bool) -> None:
        """Leave out a row whose label nobody knows."""
        ignored = bool(sign) and self.vocabulary.says_nothing(title(sign.text if sign else ""))
        reason: AnyText = IGNORED_LABEL if ignored else UNKNOWN_LABEL
        if sign and sign.kind == FURNITURE and sign.furniture and not own:
            reason = sign.furniture.reason
        for at in dict.fromkeys([*([piece] if own else []), *(at for at, _ in beside)]):
            self.records.leave(at, reason, asks=not ignored or len(beside) > 1)

    def finish(self) -> None:
        """End the file: what still waits for its meaning gets a fate, and a reading that cannot be right is refused."""
        settle_names(self.records)
        if problem := levels_as_groups(self.records):
            self.records.problems.append(problem)
        self.records.problems.extend(unsound(self.records))
        if said := marks_problem(self.records):
            self.records.problems.append(said)
        self.heads.finish()
