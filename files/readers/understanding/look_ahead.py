"""Look-ahead over the signs of a file: what stands below a line, and whether it can be a title at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise

from files.readers.understanding.labels import is_property
from files.readers.understanding.signs import FURNITURE, LEVEL, MARK, PLAIN, TABLE, Sign
from files.readers.understanding.title_words import code_in, is_subtitle, ladder_of, plain_title
from files.readers.understanding.vocabulary import Kind, Vocabulary
from files.readers.understanding.words import begins, roles_by_words, title

#: The longest title, in characters and in words.
LONGEST, _WORDS = 150, 16
#: How many signs below a title are looked at for its label.
NEAR = 8
_APART = re.compile(r"\t|\s:(?=\s)")
_HEADS = frozenset({Kind.KEY, Kind.NAME, Kind.GROUP, Kind.NUMBER})


class LookAhead:
    """The signs of a file in order. Each question costs at most a few signs."""

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
        if not text or len(text) > LONGEST or len(text.split()) > _WORDS or not any(map(str.isalpha, text)):
            return False
        set_off = sign.heading or sign.bold or text.isupper() or code_in(text)[1]
        if _APART.search(text) or self._begins_by_label(text) or (not set_off and is_property(text)):
            return False
        return bool(sign.heading) or text[-1] not in ".;,?!" or text.isupper()

    def _is_outline(self, at: int) -> bool:
        """Return whether an item of a list has the levels or the labels of a document deeper below it."""
        below = self.sign(self.below(at))
        deeper = below is not None and below.depth > self.signs[at].depth > 0
        return deeper and self.label_kind(self.below(at)) in (Kind.LEVEL, Kind.TEXT, Kind.KEY)

    def _begins_by_label(self, text: str) -> bool:
        """Return whether a text begins with the word of a label that lost its sign: "Definisi Kemampuan …"."""
        if not begins(text, self.vocabulary):
            return False
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

    def is_file_title(self, at: int) -> bool:
        """Return whether a title names the whole file, by its first or its last word."""
        words = title(plain_title(self.signs[at].text)).split()
        if not words:
            return False
        named = not {words[0], words[-1]}.isdisjoint(self.vocabulary.titles) or self._names_kind(words)
        return named or is_subtitle(self.signs[at].text)

    def _names_kind(self, words: Sequence[str]) -> bool:
        """Return whether a title names the kind of file anywhere, as behind the name of a company."""
        return self.vocabulary.titles[0] in words and len(words) > 1

    def is_ladder(self, at: int) -> bool:
        """Return whether a paragraph is a name and a text above bullets that name levels: "People: …" "* Learns: …"."""
        sign = self.signs[at]
        if sign.kind != PLAIN or not self.vocabulary.levels or not ladder_of(sign.text):
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

    def has_group_word(self, at: int) -> bool:
        """Return whether a title begins with the word for groups, and a name follows: "Aspek Kerja Sama"."""
        groups = self.vocabulary.of_kind(Kind.GROUP)
        word, _space, rest = plain_title(self.signs[at].text).partition(" ")
        named = bool(groups) and title(word) == groups[0].words[0] and rest.strip(" :-–—*_")[:1].isupper()
        return named and self.is_title(at)

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
        place, keyed = at, False
        for _ in range(NEAR):
            place = self.below(place)
            sign = self.sign(place)
            kind = self.label_kind(place)
            if kind is Kind.GROUP and keyed and sign and sign.label:
                continue
            keyed = keyed or kind is Kind.KEY
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
        for _ in range(NEAR):
            place = self.below(place)
            kind = self.label_kind(place)
            if kind is Kind.KEY:
                return True
            if place < 0 or kind not in (None, Kind.NAME, Kind.TEXT, Kind.GROUP, Kind.NUMBER):
                return False
        return False

    def heads_marks(self, at: int, expected: int) -> bool:
        """Return whether a line without a mark heads the marks below: capital first, no end, no number that goes on.

        An item of a list, which has a depth, heads none.
        """
        if at < 0 or self.signs[at].depth or not self.is_title(at):
            return False
        below = self.sign(self.below(at))
        text = plain_title(self.signs[at].text)
        if not below or not below.mark or below.kind != MARK or not text[:1].isupper():
            return False
        return not (below.mark.label and below.mark.label.rpartition(".")[2] == str(expected))


def _is_falling(signs: Sequence[Sign]) -> bool:
    """Return whether the levels of a file stand highest first: more of their steps go down by one than up."""
    numbers = [int(sign.level.number) for sign in signs if sign.level and sign.level.number.isdecimal()]
    steps = [second - first for first, second in pairwise(numbers)]
    return steps.count(-1) > steps.count(1)


def _next_signs(signs: Sequence[Sign]) -> list[int]:
    """Return the place of the next sign that is no furniture and no further row of a table, -1 for none; for each."""
    found, following = [-1] * len(signs), -1
    for at in range(len(signs) - 1, -1, -1):
        found[at] = following
        sign = signs[at]
        if sign.kind != FURNITURE and not (sign.kind == TABLE and not sign.kinds and not sign.text):
            following = at
    return found
