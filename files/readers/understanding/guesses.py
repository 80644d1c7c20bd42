"""Guesses: columns of a table beyond the words of their heads, told from their neighbours and what stands in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from documents.document import clean
from files.readers.blocks import TableRow
from files.readers.understanding import heads as head_rows
from files.readers.understanding.columns import CONTENT
from files.readers.understanding.heads import CHOSEN, GUESSED, KNOWN, UNKNOWN, Head, by_kind
from files.readers.understanding.items import split
from files.readers.understanding.level_words import in_scale, is_word, level_cell, worded
from files.readers.understanding.title_words import is_code
from files.readers.understanding.vocabulary import Kind, Role, Vocabulary
from files.readers.understanding.words import role_of, title

#: The kinds that a document has once, and that several columns can hold.
_ONCE = (
    Kind.GROUP,
    Kind.KEY,
    Kind.NAME,
    Kind.NUMBER,
    Kind.TEXT,
    Kind.PART,
    Kind.PART_TEXT,
    Kind.ITEM_NUMBER,
)
#: The kinds that a column of parts names, and the columns that may be one.
_PARTS = (Kind.TEXT, Kind.LIST, Kind.LEVEL_TEXT, Kind.LEVEL_ITEM)
_UNSURE = (UNKNOWN, GUESSED)
_LONG = 40
#: A sentence that ends before another one begins.
_SENTENCES = re.compile(r"[^\W\d]{3}[.;!?]\s+[^\W\d_]")


class Guess:
    """Settles the columns of one table by its first rows. `inside` says that a document is open above the table."""

    def __init__(
        self, heads: Sequence[Head], sample: Sequence[TableRow], vocabulary: Vocabulary, *, inside: bool
    ) -> None:
        self.heads = list(heads)
        self.vocabulary = vocabulary
        self.inside = inside
        places = {head.at for head in heads}
        self.values: dict[int, list[str]] = {place: [] for place in places}
        self.rows = [head_rows.texts_of(row) for row in sample]
        for texts in self.rows:
            for place, text in texts.items():
                if len(texts) > 1:
                    self.values.setdefault(place, []).append(clean(text))

    def settled(self) -> tuple[Head, ...]:
        """Return the columns, with those that only their content or neighbours tell."""
        self._add_bare()
        self._settle_parts()
        self._settle_names()
        self._settle_numbers()
        self._settle_levels()
        self._settle_descriptions()
        self._drop_second()
        self._guess_heads()
        self._guess_items()
        self._guess_texts()
        self._settle_level_columns()
        self._drop_bare_levels()
        return tuple(self.heads)

    def _drop_bare_levels(self) -> None:
        """Leave levels without any text to the reader of the file: they say which level a job needs."""
        level = self._first(Kind.LEVEL)
        others = [head for head in self.heads if head.level or head.is_of(*CONTENT)]
        if level is None or others != [level] or not self._first(Kind.NAME):
            return
        found = [level_cell(value, self.vocabulary) for value in self.values[level.at]]
        if found and not any(one is None or one.name for one in found):
            self._set(level, None, UNKNOWN)

    def _add_bare(self) -> None:
        """Add columns that have no head but are filled in several rows."""
        known = {head.at for head in self.heads}
        for place in sorted(self.values.keys() - known):
            if len(self.values[place]) > 1:
                self.heads.append(Head(place, "", head_rows.bare_title(place)))
        self.heads.sort(key=lambda head: head.at)

    def _set(self, head: Head, role: Role | None, origin: str = GUESSED) -> None:
        if head.origin != CHOSEN:
            self.heads[self.heads.index(head)] = replace(head, role=role, origin=origin, level="", name="", exact=True)

    def _first(self, *kinds: Kind) -> Head | None:
        return next(iter(by_kind(self.heads, *kinds)), None)

    def _role(self, kind: Kind) -> Role | None:
        return next(iter(self.vocabulary.of_kind(kind)), None)

    def _settle_parts(self) -> None:
        """Tell the column that names the part of each row by its words, and beside it the only one of texts."""
        part, text = self._role(Kind.PART), self._role(Kind.PART_TEXT)
        if part is None or text is None:
            return
        known = self._first(Kind.PART)
        levels = sum(1 for head in self.heads if head.level) > 1
        found = [known] if known else [head for head in self.heads if self._may_be_parts(head, levels=levels)]
        head = next((head for head in found if self._names_parts(head, least=1 if levels else 2)), None)
        if head is None:
            return
        if head is not known:
            self._set(head, part)
        beside = [other for other in self.heads if other.at > head.at]
        texts = list(filter(self._may_be_texts, beside)) or [other for other in beside if other in self._unknown()]
        if not self._first(Kind.PART_TEXT) and len(texts) == 1:
            self._set(texts[0], text)

    @staticmethod
    def _may_be_parts(head: Head, *, levels: bool) -> bool:
        """Return whether a column may name parts: one nobody is sure of, or a corner beside columns of `levels`."""
        return head.origin in _UNSURE or (levels and not head.level and head.is_of(*_PARTS, Kind.LEVEL))

    def _may_be_texts(self, head: Head) -> bool:
        """Return whether a column holds texts of several parts, where another one names them."""
        return head.is_of(*_PARTS) or (head in self._unknown() and self._is_long(head))

    def _names_parts(self, head: Head, *, least: int) -> bool:
        """Return whether every text of a column is a word for a part, or a level, and `least` parts are named."""
        values = set(self.values.get(head.at, ()))
        if any(len(value) > _LONG for value in values):
            return False
        roles = {value: role_of(value, self.vocabulary) for value in values}
        named = {role.name for role in roles.values() if role and role.kind in _PARTS}
        known = all((role and role.kind in _PARTS) or worded(value, self.vocabulary) for value, role in roles.items())
        return known and len(named) >= least

    def _settle_names(self) -> None:
        """Tell the column of names from one of their kinds, which has fewer values: "Jenis Kompetensi | Kompetensi"."""
        names = by_kind(self.heads, Kind.NAME)
        if len(names) < 2:
            return
        name = max(names, key=lambda head: (len(set(self.values[head.at])), head.at))
        for head in names:
            if head is not name:
                fewer = len(set(self.values[head.at])) < len(set(self.values[name.at]))
                grouped = (head.at < name.at or fewer) and not self._first(Kind.GROUP)
                self._set(head, self._role(Kind.GROUP) if grouped else None, GUESSED if grouped else UNKNOWN)

    def _settle_numbers(self) -> None:
        """Tell running numbers of rows from numbers of items: those stand left of a name, these of the items."""
        name = self._first(Kind.NAME, Kind.KEY)
        number = self._first(Kind.ITEM_NUMBER)
        if number and name and number.at < name.at:
            self._set(number, None, KNOWN)
        if self._first(Kind.ITEM_NUMBER):
            return
        for left, right in zip(self.heads, self.heads[1:], strict=False):
            beside = right.is_of(Kind.LEVEL_ITEM, Kind.PART_TEXT) and left.at > (name.at if name else -1)
            if beside and left.role is None and left.origin == KNOWN and not left.level and self._all_numbers(left):
                self._set(left, self._role(Kind.ITEM_NUMBER))

    def _all_numbers(self, head: Head) -> bool:
        values = self.values[head.at]
        return bool(values) and all(value.rstrip(".)").replace(".", "").isdecimal() for value in values)

    def _settle_levels(self) -> None:
        """Tell columns of numbered items from columns of levels, and a column of levels from one of names or parts."""
        level = self._first(Kind.LEVEL)
        columns = [head for head in self.heads if head.level]
        if level and columns and all(head.bare and head.exact for head in columns):
            for head in columns:
                self._set(head, head.role, KNOWN)
        elif level and len(columns) > 1:
            parts = all(is_word(value, self.vocabulary) for value in self.values[level.at])
            if not self._first(Kind.NAME, Kind.KEY):
                self._set(level, self._role(Kind.PART if parts else Kind.NAME))
            else:
                self._set(level, None, UNKNOWN)

    def _settle_descriptions(self) -> None:
        """Tell the description of a document from that of a level, which people call by the same words."""
        texts = by_kind(self.heads, Kind.LEVEL_TEXT)
        definition = self._role(Kind.TEXT)
        if not texts or definition is None or self._first(Kind.PART):
            return
        level, name = self._first(Kind.LEVEL), self._first(Kind.NAME, Kind.KEY)
        if level and len(texts) > 1 and texts[0].at > level.at:
            self._set(min(texts, key=self._size), self._role(Kind.LEVEL))
            return
        if self._first(Kind.TEXT):
            return
        if level is None:
            if name and not any(len(row) == 1 and self._names_level(row.values()) for row in self.rows):
                self._set(texts[0], definition)
        elif len(texts) > 1 or (name and name.at < texts[0].at < level.at and not self._varies(texts[0], name)):
            self._set(texts[0], definition)

    def _names_level(self, texts: Iterable[str]) -> bool:
        return any(worded(text, self.vocabulary) for text in texts)

    def _varies(self, head: Head, by: Head) -> bool:
        """Return whether the texts of a column differ within one value of another column."""
        first: dict[str, str] = {}
        value = ""
        for row in self.rows:
            value = clean(row.get(by.at, value))
            text = clean(row.get(head.at, ""))
            if text and first.setdefault(value, text) != text:
                return True
        return False

    def _drop_second(self) -> None:
        """Leave the second column of a kind that a document has once to the reader of the file, a guessed one first."""
        seen: set[str] = set()
        for head in sorted(self.heads, key=lambda head: (head.origin == GUESSED, head.at)):
            if head.role and not head.level and head.role.kind in (*_ONCE, Kind.LEVEL_TEXT):
                if head.role.name in seen:
                    self._set(head, None, UNKNOWN)
                seen.add(head.role.name)

    def _unknown(self) -> list[Head]:
        return [head for head in self.heads if head.origin == UNKNOWN and self.values.get(head.at)]

    def _guess(self, kind: Kind, fits: Callable[[str], bool], but: Sequence[Head] = ()) -> None:
        """Give a kind that no column has to the first unknown column whose texts all fit, `but` none of these."""
        role = self._role(kind)
        if role is None or self._first(kind):
            return
        unknown = (head for head in self._unknown() if head not in but)
        found = next((head for head in unknown if all(map(fits, self.values[head.at]))), None)
        if found:
            self._set(found, role)

    def _guess_heads(self) -> None:
        """Guess the columns of levels and names by what stands in them."""
        if self.vocabulary.levels and not any(head.level for head in self.heads):
            self._guess(Kind.LEVEL, lambda text: bool(worded(text, self.vocabulary)) or in_scale(text, self.vocabulary))
        content = self._first(*CONTENT) or any(head.level for head in self.heads)
        if not self._first(Kind.NAME) and content and not self.inside:
            first = min((head.at for head in self.heads if head.is_of(*CONTENT) or head.level), default=0)
            self._guess(Kind.NAME, lambda text: len(text) <= _LONG * 2 and not text.replace(".", "").isdecimal())
            name = self._first(Kind.NAME)
            if name and name.origin == GUESSED and name.at > first:
                self._set(name, None, UNKNOWN)
        if self._first(Kind.NAME):
            self._guess_codes()

    def _guess_codes(self) -> None:
        """Guess the column of codes, which say the same for each row of one name: others are codes of items."""
        name = self._first(Kind.NAME)
        varied = [head for head in self._unknown() if name and self._varies(head, name)]
        self._guess(Kind.KEY, is_code, but=varied)

    def _guess_items(self) -> None:
        """Guess the only unknown column whose head begins with a word for items of levels: "Perilaku yang Teramati"."""
        role = self._role(Kind.LEVEL_ITEM)
        if role is None or self._first(Kind.LEVEL_ITEM) or not self._first(Kind.LEVEL):
            return
        words = tuple(f"{word} " for word in role.words if " " not in word)
        found = [head for head in self._unknown() if title(head.text).startswith(words) and self._is_long(head)]
        if len(found) == 1:
            self._set(found[0], role)

    def _guess_texts(self) -> None:
        """Guess the only unknown column of long texts: beside a level its items, before it the definition."""
        if not self._first(Kind.NAME, Kind.KEY) or self._first(Kind.PART):
            return
        long = [head for head in self._unknown() if self._is_long(head)]
        level = self._first(Kind.LEVEL) or next((head for head in self.heads if head.level), None)
        if len(long) != 1 or level is None:
            return
        if long[0].at > level.at and not level.level and not self._first(Kind.LEVEL_TEXT, Kind.LEVEL_ITEM):
            several = any(split(text).several for row in self.rows if (text := row.get(long[0].at, "")))
            self._set(long[0], self._role(Kind.LEVEL_ITEM if several else Kind.LEVEL_TEXT))
        elif long[0].at < level.at and not self._first(Kind.TEXT):
            self._set(long[0], self._role(Kind.TEXT))

    def _settle_level_columns(self) -> None:
        """Say whether columns of one level each hold descriptions or items, where no head says so.

        They hold items when most are lists, or when lines without marks make one a list and no line has two sentences.
        """
        texts = [text for head in self.heads if head.level and not head.role for text in self._texts(head)]
        found = [split(text) for text in texts]
        several = sum(1 for one in found if one.several)
        plain = not any(one.marked or any(_SENTENCES.search(item.text) for item in one.items) for one in found)
        listed = several * 2 > len(texts) or (several > 0 and plain)
        role = self._role(Kind.LEVEL_ITEM if listed else Kind.LEVEL_TEXT)
        self.heads = [replace(head, role=head.role or role) if head.level else head for head in self.heads]

    def _texts(self, head: Head) -> list[str]:
        return [row[head.at] for row in self.rows if head.at in row]

    def _size(self, head: Head) -> int:
        """Return the length of all texts of a column that were looked at."""
        return sum(map(len, self.values[head.at]))

    def _is_long(self, head: Head) -> bool:
        return self._size(head) > _LONG * len(self.values[head.at])
