"""Codes of documents whose file has none: that of the stored document of the same name, else a proposal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from documents.document import clean
from files.readers.understanding.record import Answers, Record, Records
from files.readers.understanding.vocabulary import Kind
from files.readers.understanding.words import title

LONGEST = 20
#: Longer capital letters in brackets are a word, such as a translation.
_WORDLIKE = 6
#: A code behind a name, in brackets: "Audit (AUDT)"; or before it: "AUDT - Audit", "M.01 Integritas".
_BEHIND = re.compile(r"(.*\S)\s*[(\[]\s*(?:kode\s*:?\s*)?([A-Z][A-Z0-9]*(?:[.\-/][A-Z0-9]+)*)\s*[)\]]", re.DOTALL)
_BEFORE = re.compile(r"([A-Z][A-Z0-9]*(?:[.\-][A-Z0-9]+)*)\s*(?:[:–—|·•∙]|\s-)\s*(\S.*)", re.DOTALL)
_NUMBERED = re.compile(r"([A-Z]{1,8}[.\-]?\d{1,4}(?:\.\d{1,4})*)\s+([^\W\d].*)", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]+|\d+")
_FILLER = frozenset({"dan", "atau", "yang", "di", "ke", "dari", "pada", "untuk", "of", "and", "the", "in", "for", "to"})


@dataclass(frozen=True, slots=True)
class Code:
    """The code of one record: `role` is the name of the role for codes, "" for a type without codes.

    `origin` is "file", "stored" (a stored document has that name), "proposed" or "chosen".
    """

    name: str
    code: str
    block: int
    role: str
    origin: str


#: Gives the names of all stored documents of the type by their keys; one query.
Stored = Callable[[], Mapping[str, str]]


def coded(records: Records, answers: Answers, stored: Stored) -> list[Code]:
    """Return the code of each record, in order. `stored` is asked only if a record has no code."""
    roles = records.vocabulary.of_kind(Kind.KEY)
    role = roles[0].name if roles else ""
    bare = [record for record in records.records if role and not record.text(Kind.KEY)]
    names = stored() if bare else {}
    known = {title(name): key for key, name in names.items()}
    taken = {record.text(Kind.KEY).upper() for record in records.records} | names.keys() | set(answers.codes.values())
    begun: dict[str, Iterator[str]] = {}
    return [_code_of(record, role, answers, known, taken, begun) for record in records.records]


def _code_of(
    record: Record,
    role: str,
    answers: Answers,
    known: Mapping[str, str],
    taken: set[str],
    begun: dict[str, Iterator[str]],
) -> Code:
    """Return the code of a record; `begun` holds the proposals so far, by their first, as each is tried once only."""
    name, first = record.text(Kind.NAME), record.entries[0].piece[0] if record.entries else 0
    if not role or record.text(Kind.KEY):
        return Code(name, record.text(Kind.KEY), first, role, "file")
    if chosen := answers.codes.get(title(name)):
        return Code(name, chosen, first, role, "chosen")
    if found := known.get(title(name)):
        return Code(name, found, first, role, "stored")
    more = proposals(name)
    first_code = next(more)
    code = next(code for code in chain([first_code], begun.setdefault(first_code, more)) if code not in taken)
    taken.add(code)
    return Code(name, code, first, role, "proposed")


def proposals(name: str) -> Iterator[str]:
    """Yield codes for a name, best first and without end: initials of its words, then with a number.

    One or two words give four letters: "INTE", "KESA".
    """
    words = [word for word in _WORD.findall(_plain(name)) if word.casefold() not in _FILLER] or ["X"]
    initials = "".join(word[0] for word in words).upper()
    if len(words) < 3:
        initials = "".join(word[: 4 // len(words)] for word in words).upper()
    base = initials[: LONGEST - 4]
    yield base
    number = 2
    while True:
        yield f"{base}{number}"
        number += 1


def code_in_name(text: str) -> tuple[str, str] | None:
    """Return name and code of a text that plainly holds both, None for any other. A code has no small letters."""
    text = clean(text)
    if (found := _BEHIND.fullmatch(text)) and 2 <= len(found[2]) <= LONGEST:
        return None if found[2].isalpha() and len(found[2]) > _WORDLIKE else (found[1], found[2])
    found = _BEFORE.fullmatch(text) or _NUMBERED.fullmatch(text)
    if found and 2 <= len(found[1]) <= LONGEST and not found[2].isupper():
        return found[2], found[1]
    return None


def _plain(name: str) -> str:
    """Return the ASCII letters and digits of a name, its accents taken off and what stands in brackets left out."""
    plain = unicodedata.normalize("NFKD", re.sub(r"\([^)]*\)", " ", name))
    return "".join(letter if letter.isascii() else "" for letter in plain)
