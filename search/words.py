"""Words of a text for the search: folded, with compounds and their places in the text. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import pairwise, starmap

from search.stems import stems, uninflected

#: Longest word that is kept, in characters; a longer one counts as several.
LONGEST = 60

#: Compounds, written as one word or as two. With a prefix and a suffix they are one word: menindaklanjuti.
COMPOUNDS = {
    first + second: (first, second)
    for first, second in (
        ("kerja", "sama"),
        ("tanggung", "jawab"),
        ("latar", "belakang"),
        ("tindak", "lanjut"),
        ("umpan", "balik"),
        ("tolok", "ukur"),
        ("tata", "kelola"),
        ("tata", "laksana"),
        ("tata", "cara"),
        ("sumber", "daya"),
        ("daya", "saing"),
        ("daya", "guna"),
        ("beri", "tahu"),
        ("salah", "guna"),
        ("sebar", "luas"),
        ("titik", "berat"),
        ("garis", "bawah"),
        ("ambil", "alih"),
        ("serah", "terima"),
        ("suka", "rela"),
        ("terima", "kasih"),
        ("uji", "coba"),
        ("tepat", "guna"),
        ("budi", "daya"),
        ("alih", "daya"),
        ("lipat", "ganda"),
        ("jejak", "rekam"),
    )
}
_FIRSTS = frozenset(first for first, _ in COMPOUNDS.values())
_SECONDS = frozenset(second for _, second in COMPOUNDS.values())
_WORD = re.compile(rf"[^\W_]{{1,{LONGEST}}}")
#: Possible break of a word at the end of a line. It is invisible elsewhere, and programs leave it in pasted text.
SOFT_HYPHEN = "\u00ad"
_SHOWN = re.compile(rf"[^\W_](?:{SOFT_HYPHEN}*[^\W_]){{0,{LONGEST - 1}}}")


def folded(text: str) -> str:
    """Return the text in lower case without accents and soft hyphens. Its length may change, except for ASCII text."""
    text = text.casefold()
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text.replace(SOFT_HYPHEN, ""))
    return "".join(each for each in decomposed if not unicodedata.combining(each))


def words(text: str) -> list[str]:
    """Return the folded words of a text in their order. Linear."""
    return _WORD.findall(folded(text))


def index_words(texts: Sequence[str]) -> tuple[set[str], list[Collection[str]]]:
    """Return all words of the texts, and for each text the words that its plain text does not hold. Linear.

    These are the parts of compounds written as one word, compounds written as two, and all words of a text with letters
    other than a to z or with cut words. Each different word is looked at once, so many texts cost less.
    """
    found = [words(text) for text in texts]
    every = set[str]().union(*found)
    long = {word for word in every if len(word) == LONGEST}
    seconds, firsts = set(filter(_second, every)), set(filter(_is_first, every))
    wholes = set(filter(parts, every))
    more: list[Collection[str]] = []
    for text, own in zip(texts, found, strict=True):
        has_pair = not seconds.isdisjoint(own) and not firsts.isdisjoint(own)
        compounds = set(_compounds(own)) if has_pair or not wholes.isdisjoint(own) else ()
        every.update(compounds)
        more.append(compounds if text.isascii() and long.isdisjoint(own) else {*own, *compounds})
    return every, more


def every_word(text: str) -> set[str]:
    """Return all words that one text is found under. Linear."""
    found = words(text)
    return {*found, *_compounds(found)}


def _compounds(found: list[str]) -> Iterator[str]:
    """Yield compounds in two words as one, and the parts of those in one word."""
    yield from filter(None, starmap(compound_of, pairwise(found)))
    for word in found:
        yield from parts(word)


def compound_of(first: str, second: str) -> str:
    """Return the compound of two words; "" for no compound: "bekerja sama", "tanggung jawabnya"."""
    end = _second(second)
    return next((stem + end for stem in sorted(stems(first)) if stem + end in COMPOUNDS), "") if end else ""


@cache
def _is_first(word: str) -> bool:
    """Return whether a word is a form of the first half of a compound."""
    return not _FIRSTS.isdisjoint(stems(word))


@cache
def _second(word: str) -> str:
    """Return the second half of a compound that a word is a form of; "" for none."""
    return min(_SECONDS.intersection(uninflected(word)), default="")


@cache
def parts(word: str) -> tuple[str, ...]:
    """Return the two words of a compound written as one, with any affixes; () for any other word."""
    if len(word) < min(map(len, COMPOUNDS)):
        return ()
    return next((COMPOUNDS[stem] for stem in sorted(stems(word)) if stem in COMPOUNDS), ())


def spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield each word of the original text as (begin, end, folded word). Linear."""
    for match in _SHOWN.finditer(text):
        yield match.start(), match.end(), folded(match[0])
