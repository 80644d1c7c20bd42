"""Titles: which paragraphs begin a document or a group, told from what stands below them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise

from files.readers.understanding.signs import FURNITURE, LEVEL, MARK, PLAIN, TABLE, Sign
from files.readers.understanding.vocabulary import Kind, Vocabulary
from files.readers.understanding.words import roles_by_words, title

#: The longest title, in characters and in words.
_LONGEST, _WORDS = 150, 16
#: How many signs below a title are looked at for its label.
_NEAR = 8
_CODE_BEHIND = re.compile(r"(.*\S)\s*[(\[]([A-Z][A-Z0-9]*(?:[._-][A-Z0-9]+)*)[)\]]")
_CODE_BEFORE = re.compile(r"[(\[]?([A-Z]{1,8}[._-]?\d{1,4}(?:[._-]\d{1,4})*)[)\]]?(?:\s*[-–—:|]\s*|\t\s*|\s+)(\S.*)")
_APART = re.compile(r"\t|\s:(?=\s)")
_CODE = re.compile(r"[A-Z0-9][A-Z0-9._-]{0,19}")
_LADDER = re.compile(r"([^:.]{2,60}):\s+(\S.*)")
#: What a title begins (`DOCUMENT`, `GROUP`), or that a label below it names the same document (`TWIN`).
DOCUMENT, GROUP, TWIN, LADDER = "document", "group", "twin", "ladder"
_HEADS = frozenset({Kind.KEY, Kind.NAME, Kind.GROUP, Kind.NUMBER})


def plain_title(text: str) -> str:
    """Return a title without the emphasis, the "#" and the colon around it."""
    return text.strip().strip("#").strip(" *_\t").rstrip(": ").strip(" *_")


def code_in(text: str) -> tuple[str, str]:
    """Return the name and the code of a title: "Audit (AUDT)", "T.01 Audit"; the code is "" without one."""
    plain = plain_title(text)
    if (found := _CODE_BEHIND.fullmatch(plain)) and len(found[2]) <= 20 and len(found[2]) > 1:
        return found[1].strip(" *_"), found[2]
    if found := _CODE_BEFORE.fullmatch(plain):
        return found[2].strip(" *_"), found[1]
    return plain, ""


def ladder_of(text: str) -> tuple[str, str] | None:
    """Return the name and the text of "Adopts: learns the tools", None for another text."""
    found = _LADDER.fullmatch(plain_title(text))
    return (found[1].strip(" *_"), found[2].strip()) if found else None


class Titles:
    """Look-ahead over the signs of a file. Each question costs at most a few signs."""

    def __init__(self, signs: Sequence[Sign], vocabulary: Vocabulary) -> None:
        self.signs = signs
        self.vocabulary = vocabulary
        self.after = _next_signs(signs)
        self.tables = list(accumulate(sign.kind == TABLE for sign in signs))
        self.falling = _is_falling(signs)

    def below(self, at: int) -> int:
        """Return the place of the next sign that is no furniture, -1 for none."""
        return self.after[at] if 0 <= at < len(self.after) else -1

    def sign(self, at: int) -> Sign | None:
        """Return the sign at a place, None for -1."""
        return self.signs[at] if 0 <= at < len(self.signs) else None

    def is_title(self, at: int) -> bool:
        """Return whether the paragraph can be a title: short, no sentence, no bullet without a document below."""
        sign = self.signs[at]
        bullet = bool(sign.mark) and sign.mark is not None and sign.mark.kind == "bullet" and not sign.heading
        if sign.kind not in (PLAIN, MARK) or (bullet and not self._is_outline(at)):
            return False
        text = plain_title(sign.text)
        if not text or len(text) > _LONGEST or len(text.split()) > _WORDS or not any(map(str.isalpha, text)):
            return False
        if _APART.search(text) or self._begins_by_label(text):
            return False
        return bool(sign.heading) or text[-1] not in ".;,?!" or text.isupper()

    def _is_outline(self, at: int) -> bool:
        """Return whether an item of a list has the levels or the labels of a document deeper below it."""
        below = self.sign(self.below(at))
        deeper = below is not None and below.depth > self.signs[at].depth > 0
        return deeper and self.label_kind(self.below(at)) in (Kind.LEVEL, Kind.TEXT, Kind.KEY)

    def _begins_by_label(self, text: str) -> bool:
        """Return whether a text begins with the word of a label that lost its sign: "Definisi Kemampuan …"."""
        words = title(text).split()
        roles = roles_by_words(self.vocabulary)
        found = (roles.get(" ".join(words[:count])) for count in range(1, min(len(words), 4)))
        return any(role.kind in (Kind.KEY, Kind.TEXT) for role in found if role)

    def is_strong(self, at: int) -> bool:
        """Return whether a title is set off as one: heading, bold, capitals, a code."""
        sign = self.signs[at]
        text = plain_title(sign.text)
        letters = sum(map(str.isalpha, text))
        return bool(sign.heading or sign.bold or (letters > 2 and text.isupper()) or code_in(text)[1])

    def heads_marks(self, at: int, expected: int) -> bool:
        """Return whether a line without a mark heads the marks below: capital first, no end, no number that goes on."""
        if at < 0 or not self.is_title(at):
            return False
        below = self.sign(self.below(at))
        text = plain_title(self.signs[at].text)
        if not below or not below.mark or below.kind != MARK or not text[:1].isupper():
            return False
        return not (below.mark.label and below.mark.label.rpartition(".")[2] == str(expected))

    def is_file_title(self, at: int) -> bool:
        """Return whether a title names the whole file: "KAMUS KOMPETENSI MANAJERIAL"."""
        words = title(plain_title(self.signs[at].text)).split()
        if not words:
            return False
        return not {words[0], words[-1]}.isdisjoint(self.vocabulary.titles) or self._names_kind(words)

    def _names_kind(self, words: Sequence[str]) -> bool:
        """Return whether a title names the kind of file anywhere: "PT PLASTINDO JAYA - KAMUS KOMPETENSI PRODUKSI"."""
        return self.vocabulary.titles[0] in words and len(words) > 1

    def is_ladder(self, at: int) -> bool:
        """Return whether a paragraph is a name and a text above bullets that name levels: "People: …" "* Learns: …"."""
        sign = self.signs[at]
        if sign.kind != PLAIN or not self.vocabulary.levels or not _LADDER.fullmatch(plain_title(sign.text)):
            return False
        first = self.below(at)
        return self.is_rung(first) and self.is_rung(self.below(first))

    def is_rung(self, at: int) -> bool:
        """Return whether a list item is a name of a few words and a text."""
        sign = self.sign(at)
        if not sign or sign.kind != MARK:
            return False
        found = ladder_of(sign.text)
        return found is not None and len(found[0].split()) < 4

    def label_kind(self, at: int) -> Kind | None:
        """Return the kind of a sign that belongs to a document below its title, None for another sign."""
        sign = self.sign(at)
        if sign and sign.label:
            return sign.label.role.kind
        if sign and sign.kind == LEVEL:
            return Kind.LEVEL
        if sign and sign.kind == TABLE and sign.kinds:
            return self._kind_of_table(sign)
        return None

    @staticmethod
    def _kind_of_table(sign: Sign) -> Kind:
        if sign.kinds & {Kind.NAME, Kind.KEY} and not sign.form:
            return Kind.GROUP
        order = (Kind.NAME, Kind.KEY, Kind.TEXT, Kind.LIST, Kind.LEVEL)
        return next((kind for kind in order if kind in sign.kinds), Kind.LEVEL_ITEM)

    def name_below(self, at: int) -> str | None:
        """Return the name that a label below a title gives, None without one before another title."""
        place = at
        for _ in range(_NEAR):
            place = self.below(place)
            sign = self.sign(place)
            kind = self.label_kind(place)
            if sign and sign.kind == TABLE and sign.form and Kind.NAME in sign.kinds:
                return sign.text
            if sign and kind is Kind.NAME:
                following = self.sign(self.below(place))
                text = sign.label.text if sign.label else sign.text
                return text or (following.text if following else "")
            if sign is None or (kind is None and sign.kind != PLAIN) or kind in (Kind.LEVEL, Kind.GROUP):
                return None
            if kind is None and self.is_title(place) and self.is_strong(place):
                return None
        return None

    def key_below(self, at: int) -> bool:
        """Return whether a label below a title, before its levels and lists, gives a code."""
        place = at
        for _ in range(_NEAR):
            place = self.below(place)
            kind = self.label_kind(place)
            if kind is Kind.KEY:
                return True
            if place < 0 or kind not in (None, Kind.NAME, Kind.TEXT, Kind.GROUP, Kind.NUMBER):
                return False
        return False

    def leads(self, at: int) -> str:
        """Return what a title begins by what stands below it (`DOCUMENT`, `TWIN`, `GROUP`), "" for nothing."""
        if self.is_ladder(at):
            return LADDER
        below = self.below(at)
        if not self.is_title(at) or self.code_below(at) or self.is_number(below):
            return DOCUMENT if self.is_title(at) else ""
        if self.is_note(below):
            below = self.below(below)
        kind = self.label_kind(below)
        if kind in (Kind.NAME, Kind.KEY, Kind.TEXT, Kind.LIST, Kind.NUMBER):
            name = self.name_below(at)
            if name is not None:
                return TWIN if _same(name, self.signs[at].text) else self._group(at)
            return DOCUMENT
        if kind is Kind.LEVEL:
            return DOCUMENT
        return self._group(at) if kind is Kind.GROUP else self._leads_elsewhere(at, below)

    def code_below(self, at: int) -> str:
        """Return the code that stands alone below a heading, "" for none: own exports print it there."""
        heading, below = self.sign(at), self.sign(self.below(at))
        if not heading or not heading.heading or not below or below.kind != PLAIN or below.heading:
            return ""
        code = plain_title(below.text)
        if not _CODE.fullmatch(code) or not self.vocabulary.of_kind(Kind.KEY):
            return ""
        told = heading.heading > 1 or any(map(str.isdigit, code)) or _stands_in(code, plain_title(heading.text))
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

    def has_group_word(self, at: int) -> bool:
        """Return whether a title begins with the word for groups, and a name follows: "Aspek Kerja Sama"."""
        groups = self.vocabulary.of_kind(Kind.GROUP)
        word, _space, rest = plain_title(self.signs[at].text).partition(" ")
        named = bool(groups) and title(word) == groups[0].words[0] and rest.strip(" :-–—*_")[:1].isupper()
        return named and self.is_title(at)

    def _leads_elsewhere(self, at: int, below: int) -> str:
        """Return what a title begins that no label stands below."""
        sign = self.sign(below)
        if sign and self._is_lettered(at) and self.is_document(below):
            return GROUP
        if sign is None or not self.is_strong(at):
            return ""
        if sign.kind == MARK and self.signs[at].heading and not sign.heading and not self.is_document(below):
            return DOCUMENT
        if self.is_document(below) or self.is_ladder(below) or self._is_above_documents(at):
            return GROUP
        return DOCUMENT if self._is_defined(below) and self.name_below(at) is None else ""

    def _is_above_documents(self, at: int) -> bool:
        """Return whether a heading stands above a document of a lower rank, with nothing but plain texts between."""
        rank = self.signs[at].heading
        for _ in range(_NEAR if rank else 0):
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
        return below.label.number.casefold() in ("1", "i") and text[:1].isupper() and (not above or above.kind != PLAIN)

    def _is_lettered(self, at: int) -> bool:
        """Return whether a title has the mark of a part of a book: "A." or "II."; small letters mark items."""
        found = self.signs[at].mark
        return bool(found) and found is not None and found.kind in ("letter", "roman") and found.printed.isupper()


def _is_falling(signs: Sequence[Sign]) -> bool:
    """Return whether the levels of a file stand highest first: more of their steps go down by one than up."""
    numbers = [int(sign.level.number) for sign in signs if sign.level and sign.level.number.isdecimal()]
    steps = [second - first for first, second in pairwise(numbers)]
    return steps.count(-1) > steps.count(1)


def _stands_in(code: str, name: str) -> bool:
    """Return whether the letters of a code stand in a name, in their order."""
    letters = iter(name.upper())
    return all(letter in letters for letter in code)


def _same(name: str, text: str) -> bool:
    return title(code_in(name)[0]) == title(code_in(text)[0]) or title(name) == title(plain_title(text))


def _next_signs(signs: Sequence[Sign]) -> list[int]:
    """Return the place of the next sign that is no furniture and no further row of a table, -1 for none; for each."""
    found, following = [-1] * len(signs), -1
    for at in range(len(signs) - 1, -1, -1):
        found[at] = following
        sign = signs[at]
        if sign.kind != FURNITURE and not (sign.kind == TABLE and not sign.kinds and not sign.text):
            following = at
    return found
