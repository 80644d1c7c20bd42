"""Titles: which paragraphs begin a document or a group, told from what stands below them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from files.readers.understanding.look_ahead import NEAR, LookAhead
from files.readers.understanding.signs import MARK, PLAIN, Sign
from files.readers.understanding.title_words import code_in, plain_title, same_name, stands_in
from files.readers.understanding.vocabulary import Kind, Vocabulary

_CODE = re.compile(r"[A-Z0-9][A-Z0-9._-]{0,19}")
#: The kinds of the labels of a group, and the most of them above the other labels of a document.
_OF_GROUP, _GROUPS = (Kind.GROUP, Kind.GROUP_TEXT), 3
#: What a title begins (`DOCUMENT`, `GROUP`), or that a label below it names the same document (`TWIN`).
DOCUMENT, GROUP, TWIN, LADDER = "document", "group", "twin", "ladder"


class Titles(LookAhead):
    """Tells what each title begins. Each question costs at most a few signs."""

    def __init__(self, signs: Sequence[Sign], vocabulary: Vocabulary) -> None:
        super().__init__(signs, vocabulary)
        self._led = -1, ""  # the last answer of `leads`: lines are asked for from above, then read

    def leads(self, at: int) -> str:
        """Return what a title begins by what stands below it (`DOCUMENT`, `TWIN`, `GROUP`), "" for nothing."""
        if self._led[0] != at or at < 0:
            self._led = at, LADDER if self.is_ladder(at) else self._leads(at)
        return self._led[1]

    def _leads(self, at: int) -> str:
        if not self.is_title(at):
            return ""
        below = self.below(at)
        if self.code_below(at) or self.is_number(below):
            return DOCUMENT
        if self.is_note(below):
            below = self.below(below)
        below = self._behind_groups(below)
        kind = self.label_kind(below)
        if kind in (Kind.NAME, Kind.KEY, Kind.TEXT, Kind.LIST, Kind.NUMBER):
            name = self.name_below(at)
            if name is not None:
                return TWIN if same_name(name, self.signs[at].text) else self._group(at)
            return DOCUMENT
        if kind is Kind.LEVEL:
            return DOCUMENT
        return self._group(at) if kind is Kind.GROUP else self._leads_elsewhere(at, below)

    def _behind_groups(self, at: int) -> int:
        """Return the place of the first label of a document that stands below labels of its group; else `at`."""
        place = at
        for _ in range(_GROUPS):
            sign = self.sign(place)
            if sign is None or sign.label is None or not sign.label.text or sign.label.role.kind not in _OF_GROUP:
                break
            place = self.below(place)
        told = self.label_kind(place) in (Kind.KEY, Kind.TEXT, Kind.LIST, Kind.LEVEL)
        return place if told or (place != at and self._is_defined(place)) else at

    def code_below(self, at: int) -> str:
        """Return the code that stands alone below a heading, "" for none: own exports print it there."""
        heading, below = self.sign(at), self.sign(self.below(at))
        if not heading or not heading.heading or not below or below.kind != PLAIN or below.heading:
            return ""
        code = plain_title(below.text)
        if not _CODE.fullmatch(code) or not self.vocabulary.of_kind(Kind.KEY):
            return ""
        told = heading.heading > 1 or any(map(str.isdigit, code)) or stands_in(code, plain_title(heading.text))
        return code if told else ""

    def is_number(self, at: int) -> bool:
        """Return whether a label for names below a heading only numbers it: no name, but a text, stands below."""
        sign, above = self.sign(at), self.sign(at - 1)
        if not sign or not sign.label or sign.label.role.kind is not Kind.NAME or sign.label.text:
            return False
        if not above or not above.heading or above.kind not in (PLAIN, MARK):
            return False
        below = self.below(at)
        return self.label_kind(below) is Kind.LIST or self.label_kind(self.below(below)) is Kind.LIST

    def is_note(self, at: int) -> bool:
        """Return whether a paragraph below the heading of a group gives a text of it: "Aspek Managing Self"."""
        sign, above = self.sign(at), self.sign(at - 1)
        if not sign or sign.kind != PLAIN or sign.heading or not above or not above.heading:
            return False
        return bool(self.vocabulary.of_kind(Kind.GROUP_TEXT)) and self.has_group_word(at)

    def _leads_elsewhere(self, at: int, below: int) -> str:
        """Return what a title begins that no label stands below."""
        sign = self.sign(below)
        if sign and (self._is_lettered(at) or self.has_group_word(at)) and self.is_document(below):
            return GROUP
        if sign is None or not self.is_strong(at):
            return ""
        if sign.kind == MARK and self.signs[at].heading and not sign.heading and not self.is_document(below):
            return DOCUMENT
        if self._is_beside(at, below):
            return DOCUMENT
        if self.is_document(below) or self.is_ladder(below) or self._is_above_documents(at):
            return GROUP
        return DOCUMENT if self._is_defined(below) and self.name_below(at) is None else ""

    def _is_beside(self, at: int, below: int) -> bool:
        """Return whether a heading has a code as the document has that begins below it, and the same rank."""
        above, following = self.signs[at], self.signs[below]
        keyed = bool(self.vocabulary.of_kind(Kind.KEY)) and above.heading > 0
        coded = keyed and code_in(above.text)[1] and code_in(following.text)[1]
        return bool(coded) and above.heading == following.heading

    def _is_above_documents(self, at: int) -> bool:
        """Return whether a heading stands above a document of a lower rank, with nothing but plain texts between."""
        rank = self.signs[at].heading
        for _ in range(NEAR if rank else 0):
            at = self.below(at)
            sign = self.sign(at)
            if sign is None or sign.heading or sign.kind != PLAIN:
                return bool(sign and sign.heading > rank) and self.is_document(at)
        return False

    def _is_defined(self, below: int) -> bool:
        """Return whether a plain paragraph below a title stands above the labels of a document."""
        sign = self.sign(below)
        kind = self.label_kind(self.below(below))
        return bool(sign and sign.kind == PLAIN) and kind in (Kind.LEVEL, Kind.LIST, Kind.KEY, Kind.TEXT)

    def is_document(self, at: int) -> bool:
        """Return whether a paragraph is a title with the labels of a document directly below it."""
        if at < 0 or not self.is_title(at):
            return False
        kind = self.label_kind(self.below(at))
        if kind in (Kind.TEXT, Kind.LIST, Kind.KEY, Kind.NAME) or self.code_below(at):
            return True
        if self.is_strong(at) and (kind is Kind.LEVEL or self._is_defined(self.below(at))):
            return True
        following = self.sign(self.below(at))
        return bool(self.signs[at].heading and following and following.kind == MARK and not following.heading)

    def _group(self, at: int) -> str:
        return GROUP if self.is_strong(at) or self._is_lettered(at) or self._is_numbered_anew(at) else ""

    def _is_numbered_anew(self, at: int) -> bool:
        """Return whether a plain title names a group: it has the word for it, or the first of its documents follows.

        The first document has the number 1, and no other plain line stands directly above that the title could be of.
        """
        if self.has_group_word(at):
            return True
        below, above, text = self.sign(self.below(at)), self.sign(at - 1), plain_title(self.signs[at].text)
        numbered = bool(self.vocabulary.of_kind(Kind.NUMBER)) and bool(below and below.label)
        if not numbered or below is None or below.label is None or below.label.role.kind is not Kind.NAME:
            return False
        first = below.label.number.casefold().rpartition(".")[2] in ("1", "i")
        return first and text[:1].isupper() and (not above or above.kind != PLAIN)

    def _is_lettered(self, at: int) -> bool:
        """Return whether a title has the mark of a part of a book: "A." or "II."; small letters mark items."""
        found = self.signs[at].mark
        return bool(found) and found is not None and found.kind in ("letter", "roman") and found.printed.isupper()
