"""Plausible stems of Indonesian words: two words belong together when they share a stem. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

#: Shortest stem that is kept, and shortest rest of a word without a foreign ending.
SHORTEST, FOREIGN = 4, 5
VOWELS = frozenset("aeiou")

#: Words of grammar, which belong to no family: "mendalami" is not about "dalam".
_GRAMMAR = """
    ada adalah agar akan antara apa atas atau bagaimana bagi bahkan bahwa bawah beberapa belum berbagai bila bukan
    dalam dan dapat dari daripada demi dengan depan di dia hal hanya harus hingga ini itu jadi jika juga kalau
    kami karena ke kepada ketika kita lagi lain lalu maka mana masih maupun melalui mereka namun oleh pada para
    per pula pun saat saja saling sampai sangat saya se sebagai sebuah secara sehingga sejak sekali selain selama
    seluruh semua seorang seperti serta setelah setiap si suatu sudah supaya tanpa tapi telah tentang terhadap
    tetapi tiap tidak untuk yaitu yakni yang
"""
GRAMMAR = frozenset(_GRAMMAR.split())

#: Endings of borrowed words, and their replacements: konsistensi, efektivitas, inovatif.
_FOREIGN = (
    ("bilitas", "bel"),
    ("itas", ""),
    ("isasi", ""),
    ("asi", ""),
    ("si", ""),
    ("atif", ""),
    ("tif", ""),
    ("if", ""),
    ("abel", ""),
    ("ator", ""),
    ("isir", ""),
    ("ir", ""),
    ("onal", ""),
    ("tual", ""),
    ("isme", ""),
    ("atis", ""),
    ("is", ""),
    ("ik", ""),
)
#: Mixed spellings, each with the one that counts.
_SPELLINGS = {
    "risiko": "resiko",
    "kontinyu": "kontinu",
    "respons": "respon",
    "analisa": "analisis",
    "metoda": "metode",
    "standard": "standar",
    "obyek": "objek",
    "subyek": "subjek",
    "jadual": "jadwal",
    "nasehat": "nasihat",
    "sistim": "sistem",
    "tehnik": "teknik",
    "ijin": "izin",
    "managemen": "manajemen",
    "perduli": "peduli",
    "kwalitas": "kualitas",
    "praktek": "praktik",
}
#: Particles and possessives, each with the shortest word that may remain: "langkah" is not "lang" with -kah.
_PARTICLES = (("lah", 5), ("kah", 5), ("tah", 5), ("pun", 5))
_POSSESSIVES = (("nya", 4), ("ku", 5), ("mu", 5))
#: Prefixes, the first letter of the stem that each replaces ("" for none), and the beginnings that may follow. Replaced
#: letters: memimpin (pimpin), menulis (tulis), mengirim (kirim), menyiapkan (siap).
_PREFIXES: tuple[tuple[str, str, Iterable[str]], ...] = (
    ("di", "", ""),
    ("ke", "", ""),
    ("se", "", ""),
    ("ber", "", ""),
    ("bel", "", ("ajar",)),
    ("be", "", "bcdfghjklmnpqrstvwxyz"),
    ("ter", "", ""),
    ("te", "", "r"),
    ("per", "", ""),
    ("pel", "", ("ajar",)),
    ("mem", "", "bfpvm"),
    ("mem", "p", "aeiou"),
    ("men", "", "cdjzst"),
    ("men", "t", "aeiou"),
    ("meny", "s", "aeiou"),
    ("menge", "", "bcdlptw"),
    ("meng", "", "aeioughkq"),
    ("meng", "k", "aeiou"),
    ("me", "", "lmnrwy"),
    ("pem", "", "bfpv"),
    ("pem", "p", "aeiou"),
    ("pen", "", "cdjzst"),
    ("pen", "t", "aeiou"),
    ("peny", "s", "aeiou"),
    ("penge", "", "bcdlptw"),
    ("peng", "", "aeioughkq"),
    ("peng", "k", "aeiou"),
    ("pe", "", "bcdfghjklmnpqrstvwxyz"),
)
_BY_INITIAL = {
    initial: tuple(each for each in _PREFIXES if each[0].startswith(initial))
    for initial in {prefix[0] for prefix, *_ in _PREFIXES}
}
#: Suffixes that a stem does not take together with the prefix.
_NEVER = {"be": ("i",), "di": ("an",), "ke": ("i", "kan"), "me": ("an",), "se": ("i", "kan"), "te": ("an",)}
_DEPTH = 3


@cache
def stems(word: str) -> frozenset[str]:
    """Return every plausible stem of a word in lower case, and the word itself.

    A word of grammar, or one that is not of letters alone, has only itself. The rules are those of the standard
    grammar: inflection (-nya, -lah), suffixes (-kan, -an, -i), up to three prefixes with the letters that they replace,
    and the endings of borrowed words. No list of words is needed: as a rule, no other word shares a wrong stem. The
    result is cached.
    """
    if word in GRAMMAR or not word.isalpha():
        return frozenset([word])
    found = {_spelt(stem) for bare in uninflected(word) for stem in _derived(bare)}
    found |= {_spelt(foreign) for stem in found for foreign in _borrowed(stem)}
    kept = (stem for stem in found if len(stem) >= SHORTEST and stem not in GRAMMAR and not VOWELS.isdisjoint(stem))
    return frozenset({word, *kept})


def unprefixed(word: str) -> frozenset[str]:
    """Return the beginning of a word, and its rests without possible prefixes: "mengident" gives "ident" as well."""
    return frozenset(rest for rest in _unprefixed(word, "", _DEPTH) if len(rest) >= SHORTEST)


def uninflected(word: str) -> Iterator[str]:
    """Yield the word, then its rests without particle and possessive."""
    yield word
    for endings in (_PARTICLES, _POSSESSIVES):
        for ending, shortest in endings:
            if word.endswith(ending) and len(word) - len(ending) >= shortest:
                word = word[: -len(ending)]
                yield word
                break


def _derived(word: str) -> Iterator[str]:
    """Yield the rests of a word without each possible suffix, each also without up to three prefixes."""
    for suffix in ("", "kan", "an", "i"):
        bare = word.removesuffix(suffix) if suffix else word
        if not suffix or (bare != word and len(bare) >= SHORTEST - 1):
            yield from _unprefixed(bare, suffix, _DEPTH)


def _unprefixed(word: str, suffix: str, depth: int) -> Iterator[str]:
    yield word
    if not depth or len(word) < SHORTEST:
        return
    for prefix, melted, initials in _BY_INITIAL.get(word[:1], ()):
        rest = word[len(prefix) :]
        if not word.startswith(prefix) or len(rest) < SHORTEST - 1:
            continue
        if initials and not rest.startswith(tuple(initials)):
            continue
        if suffix not in _NEVER.get(prefix[:2], ()) or depth < _DEPTH:
            yield from _unprefixed(melted + rest, suffix, depth - 1)


def _borrowed(stem: str) -> Iterator[str]:
    """Yield the rests of a borrowed word without its endings: profesionalitas, profesional, profesi."""
    for ending, instead in _FOREIGN:
        if stem.endswith(ending) and len(stem) - len(ending) + len(instead) >= FOREIGN:
            yield (left := stem.removesuffix(ending) + instead)
            yield from _borrowed(left)


def _spelt(stem: str) -> str:
    """Return the stem in the spelling that counts. A final v counts as f: aktiv(itas), aktif."""
    stem = _SPELLINGS.get(stem, stem)
    return f"{stem[:-1]}f" if stem.endswith("v") else stem
