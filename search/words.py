"""From text to the words that are searched: folded, compounds recognised, with their places in the text. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from search.stems import stems, uninflected

#: The longest word that is kept, in characters; what is longer is cut.
LONGEST = 60

#: Compounds that people write as one word or as two; with a prefix and a suffix they are one: menindaklanjuti.
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
        ("peran", "serta"),
        ("ikut", "serta"),
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
        ("unjuk", "kerja"),
        ("tepat", "guna"),
        ("budi", "daya"),
        ("alih", "daya"),
        ("lipat", "ganda"),
        ("jejak", "rekam"),
    )
}
_SECONDS = frozenset(second for _, second in COMPOUNDS.values())
_WORD = re.compile(r"[^\W_]+")


def folded(text: str) -> str:
    """The text in lower case without accents; as long as before only where it is plain letters."""
    text = text.casefold()
    if text.isascii():
        return text
    return "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))


def words(text: str) -> list[str]:
    """The folded words of a text in their order, each at most `LONGEST` characters. Linear."""
    return [word[:LONGEST] for word in _WORD.findall(folded(text))]


def index_words(text: str) -> set[str]:
    """The words under which a text is found: its own, and its compounds as one word and as two. Linear."""
    found = words(text)
    return {*found, *_joined(found), *(part for word in found for part in parts(word))}


def _joined(found: list[str]) -> Iterator[str]:
    """The compounds that are written as two words: "bekerja sama" gives "kerjasama"."""
    for first, second in pairwise(found):
        if compound := compound_of(first, second):
            yield compound


def compound_of(first: str, second: str) -> str:
    """The compound that two words make, "" when they make none: "bekerja sama", "tanggung jawabnya"."""
    end = _second(second)
    return next((stem + end for stem in sorted(stems(first)) if stem + end in COMPOUNDS), "") if end else ""


@cache
def _second(word: str) -> str:
    """The second half of a compound that a word is a form of, "" when it is none."""
    return min(_SECONDS.intersection(uninflected(word)), default="")


@cache
def parts(word: str) -> tuple[str, ...]:
    """The two words of a compound that is written as one, whatever its affixes; () for any other word."""
    if len(word) < min(map(len, COMPOUNDS)):
        return ()
    return next((COMPOUNDS[stem] for stem in sorted(stems(word)) if stem in COMPOUNDS), ())


def spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Each word of the original text as (begin, end, folded word). Linear."""
    for match in _WORD.finditer(text):
        yield match.start(), match.end(), folded(match[0])[:LONGEST]
