"""Titles inside forms: a row of one text above the labels of a document names it, its group, or nothing known."""

from __future__ import annotations

import re
from collections.abc import Sequence

from documents.document import clean
from files.readers.blocks import Cell
from files.readers.understanding.level_words import NAME_LENGTH, worded
from files.readers.understanding.record import Records
from files.readers.understanding.remarks import TWIN_TITLE
from files.readers.understanding.row_names import group_entry, plain, without_word
from files.readers.understanding.sections import LONGEST, TITLE, Sections
from files.readers.understanding.title_words import is_subtitle
from files.readers.understanding.vocabulary import Kind, Role, Vocabulary
from files.readers.understanding.words import mark, role_of, title

#: A row: the number of its block and its filled cells.
Line = tuple[int, Sequence[Cell]]
#: The kinds of labels that stand at the left of a form.
_LABELS = frozenset(Kind) - {Kind.PART, Kind.PART_TEXT, Kind.ITEM_NUMBER}
#: A code of capitals, with or without digits; and the most words of a name beside it.
_CODE, _WORDS = re.compile(r"[A-Z][A-Z0-9]{1,9}(?:[._/-][A-Z0-9]{1,6})*"), 12
#: How many rows below a title are looked at for the name of its document.
_NEAR = 4


def label_role(text: str, vocabulary: Vocabulary) -> Role | None:
    """Return the role that a label names, with or without a colon behind it; None for no label."""
    if len(text) > NAME_LENGTH:
        return None
    role = role_of(text, vocabulary)
    return role if role and role.kind in _LABELS else None


class FormTitles:
    """Reads the rows of one text that stand directly above the labels of a document."""

    def __init__(self, records: Records) -> None:
        self.records, self.vocabulary = records, records.vocabulary
        self.sections = Sections(records, (), 0)
        self.named = False  # whether a label of the form names documents

    def begin(self, lines: Sequence[Line]) -> None:
        """Begin a form of these rows. Linear."""
        self.named = any(self._kind(cells) in (Kind.NAME, Kind.KEY) for _number, cells in lines)

    def take(self, lines: Sequence[Line], at: int) -> bool:
        """Read the row at this place if it is such a title; return whether it is. Looks at a few rows."""
        number, cells = lines[at]
        below = lines[at + 1][1] if at + 1 < len(lines) else ()
        if not self.named and self._kind(below) is not None and self.take_card(number, cells):
            return True
        if len(cells) != 1 or not below or below[0].column != cells[0].column or not self._is_title(cells[0].text):
            return False
        kind = self._kind(below)
        piece, text = (number, cells[0].column), plain(cells[0].text)
        if kind in (Kind.NAME, Kind.KEY):
            self._above_names(piece, text, self._name(lines[at + 1 : at + _NEAR]))
        elif kind is Kind.TEXT and not self.named:
            self.sections.open_document(piece, text)
        else:
            return False
        return True

    def take_card(self, number: int, cells: Sequence[Cell]) -> bool:
        """Begin a document if a row is the code and the name of one without labels; return whether it is."""
        if not self._is_card(cells):
            return False
        name, code = self._named(cells)
        self.sections.open_coded((number, name.column), name.text, (number, code.column), clean(code.text))
        return True

    def _is_card(self, cells: Sequence[Cell]) -> bool:
        """Return whether a row is a code and a name without labels: "PML | Pemeliharaan Mesin"."""
        if len(cells) != 2 or not self.vocabulary.of_kind(Kind.KEY):
            return False
        codes = [bool(_CODE.fullmatch(clean(cell.text))) for cell in cells]
        name = self._named(cells)[0].text
        return any(codes) and len(name.split()) < _WORDS and self._is_title(name)

    @staticmethod
    def _named(cells: Sequence[Cell]) -> tuple[Cell, Cell]:
        """Return the cells of the name and of the code; a name in capitals is longer than its code."""
        first, second = cells
        return (second, first) if _CODE.fullmatch(clean(first.text)) else (first, second)

    def _is_title(self, text: str) -> bool:
        """Return whether a text can be a title: short, no label, no level, no list mark but a number or a letter."""
        plain_text = plain(text)
        found = mark(plain_text)
        head = plain_text.partition(":")[0]
        if len(plain_text) > LONGEST or (found and found.kind == "bullet") or plain_text.endswith((".", ";", ",")):
            return False
        return not (label_role(head, self.vocabulary) or worded(plain_text, self.vocabulary))

    def _kind(self, cells: Sequence[Cell]) -> Kind | None:
        role = label_role(cells[0].text.partition(":")[0], self.vocabulary) if cells else None
        return role.kind if role and (len(cells) > 1 or ":" in cells[0].text) else None

    def _name(self, lines: Sequence[Line]) -> str:
        """Return the name that a label in these rows gives, "" for none."""
        for _number, cells in lines:
            if self._kind(cells) is Kind.NAME:
                return cells[1].text if len(cells) > 1 else cells[0].text.partition(":")[2]
        return ""

    def _above_names(self, piece: tuple[int, int], text: str, name: str) -> None:
        """Read a title above the name of a document: the same name, a group, the title of the file, or a doubt.

        A group is set in capitals, or has its word or a letter.
        """
        found, roles = mark(text), self.vocabulary.of_kind(Kind.GROUP)
        if title(found.text if found and found.text else text) == title(clean(name)):
            self.records.label(piece, TWIN_TITLE)
            return
        lettered = found is not None and found.kind in ("letter", "roman") and bool(found.text)
        told = is_subtitle(text) or any(word in self.vocabulary.titles for word in title(text).split())
        capitals = text.isupper() and not told
        if roles and (lettered or capitals or without_word(text, roles[0], alone=True)):
            self.records.open_group(group_entry(*piece, text, roles[0], alone=True))
        else:
            self.records.leave(piece, TITLE, asks=not told)
