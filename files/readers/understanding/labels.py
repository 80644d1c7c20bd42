"""Labels: words that say what the text beside or below them is, in all the ways that people set them off."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from files.readers.understanding.vocabulary import Kind, Role, Vocabulary
from files.readers.understanding.words import ROMAN, begins, mark, role_of, roles_by_words, title

#: The longest label, in characters: what stands before a separator further on is a sentence.
LONGEST = 80
_SEPARATOR = re.compile(r"\s*(\t|\||:)|\s{3,}")
_APART = re.compile(r"\s*(\t|\|)|\s+:(?=\s)")
_STOP = re.compile(r"\.\s+(?=[A-Z])")
#: A label set off by its emphasis alone, or with its stop inside: "**Definisi.** Konsisten", "*Indikator*: …".
_RUN_IN = re.compile(
    r"(?P<signs>[*_]{1,3})(?P<head>[^*_|\t]{2,80}?)(?P<stop>[.:–—-]?)\s*(?P=signs)\s*[.:–—-]?\s*(?=\S)"
)
_BODY = (Kind.TEXT, Kind.LIST, Kind.LEVEL_TEXT, Kind.LEVEL_ITEM)
_DASH = re.compile(r"\s+[-–—=]+\s+")
_NUMBERED = re.compile(r"(.*?[^\W\d])[\s._:–-]*(\d{1,3}|[ivxIVX]{1,4})[\s.):]*")
_LEVELLED = r"(.*?)\s*[(,–-]?\s*(?:pada\s+)?(?:{words})\s*[-–]?\s*(\d{{1,3}}|[ivx]{{1,5}})\s*\)?"
_PROPERTY = re.compile(r"[*_]*[A-Z][\w/()&-]*(?: [\w/()&-]+){0,3}[*_]* ?:[*_]* +\S")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
#: A number can stand behind these: "Perilaku kunci 1", "Sub Aspek 2".
_COUNTED = (Kind.LIST, Kind.LEVEL_ITEM, Kind.NAME, Kind.GROUP)


class LabelWords(NamedTuple):
    """A label and the text beside it ("" alone): its role, the number behind it, and the level that it names.

    `beside` is a text of the group in brackets: "INTEGRITAS (Aspek Managing Self)" names a group and its domain.
    """

    role: Role
    text: str = ""
    number: str = ""
    level: str = ""
    beside: str = ""


def label_of(text: str, vocabulary: Vocabulary) -> LabelWords | None:
    """Return the label that a text begins with, None without one. Only whole known words are labels. Linear."""
    body = text.strip().lstrip("#").strip()
    for candidate in (body, _unmarked(body)):
        if candidate and _may_begin(candidate, vocabulary):
            found = _group_with_text(candidate, vocabulary) or _counted(candidate, vocabulary)
            if found := found or _split(candidate, vocabulary):
                return found
    return None


def _may_begin(body: str, vocabulary: Vocabulary) -> bool:
    """Return whether a text begins as a label does, or has brackets, before which anything may stand: a quick test."""
    return begins(body, vocabulary) or "(" in body or "[" in body


def _unmarked(body: str) -> str:
    """Return a text without the list mark before it, also inside an emphasis: "**📖 Definisi:** …"; "" without one."""
    signs = body[: len(body) - len(body.lstrip("*_"))]
    found = mark(body) or (mark(body[len(signs) :]) if signs else None)
    if found is None:
        return ""
    return found.text if mark(body) else f"{signs}{found.text}"


def _split(body: str, vocabulary: Vocabulary) -> LabelWords | None:
    if found := _words(body, vocabulary):
        return found
    for pattern in (_SEPARATOR, _DASH):
        part = pattern.search(body, 0, LONGEST)
        head = body[: part.start()] if part else ""
        if part and (found := _words(head, vocabulary)):
            return found._replace(text=beside(head, body[part.end() :]))
    if found := _run_in(body, vocabulary):
        return found
    part = _STOP.search(body, 0, LONGEST)
    role = role_of(body[: part.start()], vocabulary) if part else None
    return LabelWords(role, body[part.end() :].strip()) if part and role and role.kind is Kind.TEXT else None


def _run_in(body: str, vocabulary: Vocabulary) -> LabelWords | None:
    """Return a label of the body that stands in an emphasis of its own before its text: "**Definisi.** Konsisten …"."""
    part = _RUN_IN.match(body)
    found = _words(part["head"], vocabulary) if part else None
    if part is None or found is None or found.role.kind not in _BODY:
        return None
    rest = body[part.end() :].strip()
    return None if not part["stop"] and rest[:1].islower() else found._replace(text=rest)


def beside(head: str, rest: str) -> str:
    """Return the text behind a label without a further separator and the half of an emphasis that the label began."""
    rest = rest.strip(" \t:|")
    for signs in ("**", "__", "*", "_"):
        if _unbulleted(head).startswith(signs) and rest.count(signs) % 2:
            rest = rest.removeprefix(signs) if rest.startswith(signs) else rest.removesuffix(signs)
            break
    return rest.strip(" \t:|")


def _unbulleted(head: str) -> str:
    """Return a head without the bullet before it: "- **Nama"."""
    body = head.lstrip()
    found = mark(body)
    return found.text if found and found.kind == "bullet" else body


def _words(head: str, vocabulary: Vocabulary) -> LabelWords | None:
    """Return the label that a head is as a whole, its level and number apart."""
    if not head or len(head) > LONGEST:
        return None
    if role := role_of(head, vocabulary) or _beside_brackets(head, vocabulary):
        return LabelWords(role)
    plain = title(head)
    counted = plain[-1:].isdecimal() or plain.endswith(("i", "v", "x"))
    if counted and vocabulary.levels and (found := _levelled(vocabulary.levels).fullmatch(plain)):
        role = role_of(found[1], vocabulary)
        if role and role.kind in (Kind.LEVEL_TEXT, Kind.LEVEL_ITEM):
            return LabelWords(role, level=str(ROMAN.get(found[2], found[2])))
    if vocabulary.levels and " " in plain and all(word in vocabulary.levels for word in plain.split()):
        return LabelWords(vocabulary.of_kind(Kind.LEVEL)[0])  # "Skala Level"
    if counted and (found := _NUMBERED.fullmatch(plain)):
        role = role_of(found[1], vocabulary)
        if role and role.kind in _COUNTED:
            return LabelWords(role, number=found[2])
    return None


@lru_cache(maxsize=16)
def _levelled(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(_LEVELLED.format(words="|".join(map(re.escape, words))))


def _beside_brackets(head: str, vocabulary: Vocabulary) -> Role | None:
    """Return the role of a label with a translation or a remark in brackets: "Definisi (Definition)"."""
    return role_of(_BRACKETS.sub(" ", head), vocabulary)


def _counted(body: str, vocabulary: Vocabulary) -> LabelWords | None:
    """Return a name or a group behind its word and number: "Sub Aspek - 1 Tanggung Jawab", "Unit 2: Audit"."""
    found = _counted_pattern(vocabulary).match(body)
    if not found:
        return None
    rest = body[found.end() :]
    text = _unclosed(rest.lstrip(" \t:*_–—-.)|").rstrip(" \t:*_–—-.|"))
    plain_sign = found["sign"].strip()
    if len(text) > LONGEST * 2 or (text and not plain_sign and not (text[0].isupper() or "*" in rest[:4])):
        return None
    role = _joined_words(vocabulary).get(title(found["words"]).replace(" ", ""))
    return LabelWords(role, text, found["number"]) if role else None


def _unclosed(text: str) -> str:
    """Return a text without a bracket at its end that nothing in it opens."""
    return text.rstrip(" )") if text.endswith(")") and text.count("(") < text.count(")") else text


@lru_cache(maxsize=16)
def _joined_words(vocabulary: Vocabulary) -> dict[str, Role]:
    """Return the roles by each of their words without the spaces in it."""
    return {word.replace(" ", ""): role for word, role in reversed(roles_by_words(vocabulary).items())}


@lru_cache(maxsize=16)
def _counted_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    words = [word for role in vocabulary.of_kind(Kind.NAME, Kind.GROUP) for word in role.words]
    names = "|".join(r"[\s-]*".join(map(re.escape, word.split())) for word in sorted(words, key=len, reverse=True))
    return re.compile(
        rf"[*_]*(?P<words>{names})[*_]*\s*[-–—:.]?\s*(?P<number>(?:[IVX]{{1,4}}\.|[A-Z]\.)?\d{{1,3}}(?:\.\d{{1,3}}){{0,3}}|[ivxIVX]{{1,4}}(?=[\s.:)–-])|[A-H](?=\s*[.:)–-]\s))(?!\w)"
        r"(?P<sign>\s*[-–—:.)|\t]?)",
        re.IGNORECASE,
    )


def _group_with_text(body: str, vocabulary: Vocabulary) -> LabelWords | None:
    """Return a group whose text stands in brackets behind it, with the group's own word: "X (Aspek Managing Self)"."""
    groups = vocabulary.of_kind(Kind.GROUP)
    closed = body.rstrip(" *_")
    if not (groups and vocabulary.of_kind(Kind.GROUP_TEXT) and closed.endswith(")") and len(closed) < 3 * LONGEST):
        return None
    name, bracket, inner = closed[:-1].rpartition("(")
    first, _space, rest = inner.lstrip(" *_").partition(" ")
    if bracket and name.strip() and title(first) == groups[0].words[0]:
        text = _unmarked(name.strip()) or name
        return LabelWords(groups[0], text.strip(" *_"), beside=rest.strip(" *_:"))
    return None


class UnknownLabel(NamedTuple):
    """A label that no vocabulary has, and the text beside it."""

    head: str
    text: str


def is_property(text: str) -> bool:
    """Return whether a line is a label of any kind with its text: one to four words, a colon, a text: "Status: Baru".

    What a heading of a page lists below it, and not a sentence that has a colon.
    """
    return bool(_PROPERTY.match(text)) and text.rstrip()[-1:] not in ".;,:"


def unknown_label(text: str, vocabulary: Vocabulary) -> UnknownLabel | None:
    """Return what looks like a label of another kind: a few words, then a TAB, a pipe, or a colon apart from them.

    One that says nothing of a document may have its colon right behind it.
    """
    part = _APART.search(text, 0, LONGEST)
    head = text[: part.start()].strip(" *_") if part else ""
    if (colon := text.find(":", 0, LONGEST)) > 0 and vocabulary.says_nothing(title(text[:colon])):
        return UnknownLabel(text[:colon].strip(" *_"), text[colon + 1 :].strip())
    if part and head[:1].isalpha() and len(head.split()) <= 6:
        return UnknownLabel(head, text[part.end() :].strip(" \t:|"))
    return None
