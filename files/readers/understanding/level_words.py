"""Levels as cells and heads name them: "2", "II", "Level 2: Paham", "2 (Paham)", "Paham", "Junior (L1-L2)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from documents.document import clean
from files.readers.understanding.vocabulary import Kind, Role, Vocabulary
from files.readers.understanding.words import ROMAN, first_words, level_of, role_of, roles_by_words, title

#: The longest name of a level, in characters; a longer text is none.
NAME_LENGTH = 80
#: The most words of a line below a level that goes on with its name.
_WORDS = 3
_BARE = re.compile(r"\(?\s*(-?\d{1,3}|[ivx]{1,5})\s*[.):]?", re.IGNORECASE)
_NUMBER_AND_NAME = re.compile(
    r"\(?(-?\d{1,3}|[IVX]{1,5})(?:\s*[.):=–—-]+\s*|\s*(?=\()|\s+)\(?(?=[^\W\d])(.+?)\)?", re.DOTALL
)
_NAME_AND_NUMBER = re.compile(r"(.*[^\W\d].*?)\s*[(\[](.+)[)\]]\s*\+?", re.DOTALL)

#: Words with the number of one of several columns: "Perilaku 2".
_COUNTED = re.compile(r"(.*[^\W\d])\s*\d{1,2}")
#: Letters and a number in brackets that are a code, although the letters are a word for levels: "Kredit (TK-07)".
_CODE = re.compile(r"[A-Z]{1,8}(?:[-.]\d{1,4}|0\d{0,3}|\d{3,4})(?:[-.]\d{1,4})*")


class LevelName(NamedTuple):
    """A level: its number as text, "" for none, its name, "" for none, and the text behind both.

    `bare` says that it is a level only where one is due: a number or a name alone.
    """

    number: str
    name: str = ""
    bare: bool = False

    @property
    def key(self) -> str:
        """The level of an entry: its number, without one its name."""
        return self.number or self.name


def level_cell(text: str, vocabulary: Vocabulary) -> LevelName | None:
    """Return the level of a cell in a column for levels; None for a text that is too long for one."""
    text = clean(text)
    if found := worded(text, vocabulary):
        return found
    if found := _numbered(text):
        return found
    return LevelName("", text, bare=True) if text and len(text) <= NAME_LENGTH else None


def with_text(text: str, vocabulary: Vocabulary) -> tuple[LevelName | None, str]:
    """Return the level of a cell and the sentence on the lines below it: "Level 1: Dasar", "Memahami …"; "" without."""
    lines = [clean(line) for line in text.split("\n") if clean(line)]
    first = level_cell(lines[0], vocabulary) if len(lines) > 1 else None
    if first and (first.number or in_scale(first.name, vocabulary)):
        named = len(lines) > 2 and not first.name and not _is_sentence(lines[1])
        rest = " ".join(lines[1 + named :])
        if _is_sentence(rest):
            return first._replace(name=lines[1].strip("()") if named else first.name), rest
    return level_cell(text, vocabulary), ""


def parted_level(text: str, vocabulary: Vocabulary) -> tuple[str, str]:
    """Return the words of a level and the sentence on the lines below them; any other text as it is, and ""."""
    if "\n" not in text or not worded(text.partition("\n")[0], vocabulary):
        return text, ""
    found, below = with_text(text, vocabulary)
    first = clean(text.partition("\n")[0])
    named = found is not None and found.name and found.name not in first
    return (f"{first} {found.name}" if found and named else first, below) if below else (text, "")


def _is_sentence(text: str) -> bool:
    return not text.startswith("(") and (text.endswith((".", ";")) or len(text.split()) > _WORDS)


def worded(text: str, vocabulary: Vocabulary) -> LevelName | None:
    """Return the level of a text that says so: "Level 1 (Paham)", "Dasar (Level 2)", "Junior (L1-L2)"; else None."""
    text = clean(text)
    if found := level_of(text, vocabulary):
        if not found.number:  # a range
            return LevelName("", text) if len(text) <= NAME_LENGTH else None
        return LevelName(found.number, " ".join(filter(None, (found.name, found.rest))))
    if named := _in_brackets(text):
        inner = None if _CODE.fullmatch(named[2]) else level_of(named[2], vocabulary)
        if inner and len(text) <= NAME_LENGTH:
            return LevelName(inner.number, named[1].strip()) if inner.number and not inner.rest else LevelName("", text)
    return None


def _numbered(text: str) -> LevelName | None:
    if found := _BARE.fullmatch(text):
        return LevelName(number_of(found[1]), bare=True)
    if found := _NUMBER_AND_NAME.fullmatch(text):
        return LevelName(number_of(found[1]), clean(found[2]), bare=True)
    if (named := _in_brackets(text)) and (found := _BARE.fullmatch(named[2])):
        return LevelName(number_of(found[1]), named[1].strip(), bare=True)
    return None


def _in_brackets(text: str) -> re.Match[str] | None:
    """Return a name and what stands in brackets behind it; that most cleaned texts have none is quickly told."""
    return _NAME_AND_NUMBER.fullmatch(text) if text.rstrip("+ ").endswith((")", "]")) else None


def number_of(printed: str) -> str:
    """Return the number of a printed one, Roman ones as well."""
    return str(ROMAN.get(printed.casefold(), printed))


def in_scale(text: str, vocabulary: Vocabulary) -> bool:
    """Return whether a text is a name of a known scale, with or without a sign behind it."""
    name = title(text).rstrip("+ ")
    return any(name in scale for scale in vocabulary.scales)


@lru_cache(maxsize=4096)
def level_head(text: str, vocabulary: Vocabulary) -> tuple[LevelName, Role | None] | None:
    """Return the level of a column that holds one level, and the role of its texts where the head names it.

    "Level 1", "Indikator Level 2", "Level 3 description", "Dasar", "1. Dasar", "1"; None for no level.
    """
    if not vocabulary.levels or len(text) > NAME_LENGTH * 2:
        return None
    for role, rest in _with_role(text, vocabulary):
        if (found := worded(rest, vocabulary)) or (found := _in_order(rest, vocabulary)):
            if behind := _of_level(found.name, vocabulary):
                return found._replace(name=""), behind
            return found, role
    return None


def _in_order(text: str, vocabulary: Vocabulary) -> LevelName | None:
    """Return a level without a word for levels: a bare number, or a name of a scale."""
    text = clean(text)
    if in_scale(text, vocabulary):
        return LevelName("", text, bare=True)
    word, space, name = text.partition(" ")
    if space and title(word) in vocabulary.levels and in_scale(name, vocabulary):
        return LevelName("", name)
    found = _numbered(text)
    return found if found and (not found.name or in_scale(found.name, vocabulary)) else None


def _with_role(text: str, vocabulary: Vocabulary) -> Iterator[tuple[Role | None, str]]:
    """Yield the head as it is, then without the words of a role for texts of levels at its beginning."""
    yield None, text
    words = clean(text).split()
    longest = len(words) - 1 if title(text).startswith(first_words(vocabulary)) else 0
    for count in range(longest, 0, -1):
        if role := _of_level(" ".join(words[:count]), vocabulary):
            yield role, " ".join(words[count:])


def _of_level(words: str, vocabulary: Vocabulary) -> Role | None:
    role = role_of(words, vocabulary) if words else None
    if role is None and (counted := _COUNTED.fullmatch(words)):
        role = role_of(counted[1], vocabulary)
        role = role if role and role.kind is Kind.LEVEL_ITEM else None
    return role if role and role.kind in (Kind.LEVEL_TEXT, Kind.LEVEL_ITEM) else None


def is_word(text: str, vocabulary: Vocabulary) -> bool:
    """Return whether a text is a word of a role, a short and exact test."""
    return len(text) <= NAME_LENGTH and title(text) in roles_by_words(vocabulary)
