"""Suggest texts that may belong together, as they share rare words. Pure. A suggestion changes no link."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from heapq import nlargest
from math import log

#: A word is too common if more candidates than `FEW`, and a larger share of them than `SHARE`, have it.
FEW, SHARE = 10, 0.05
#: The fewest rare words that two texts must share.
ENOUGH = 2

_WORD = re.compile(r"[^\W\d_]{3,}")
#: Words without meaning for the subject of a text.
_EMPTY = frozenset(
    """
    adalah agar akan antara atas atau bagi baik dalam dan dapat dari demi dengan diri guna hal ini itu juga
    kepada lain maupun mereka oleh pada para sebagai secara serta sesuai suatu tersebut tidak untuk upaya yaitu yang
    """.split()  # noqa: SIM905  # thirty-nine strings would fill the page
)
_PREFIX = re.compile(r"^(?:me(?:ng|ny|m|n)?|pe(?:ng|ny|m|n|r)?|be[rl]?|te[rl]|di|ke|se)(?=[^\W\d_]{4})")
_SUFFIX = re.compile(r"(?<=[^\W\d_]{4})(?:kan|an|i)?(?:nya)?$")


def suggest(
    texts: Mapping[str, str], candidates: Iterable[tuple[str, str]], *, count: int = 5
) -> dict[str, tuple[str, ...]]:
    """Return, by key of `texts`, the keys of up to `count` of the `candidates` (key, text), the most similar first.

    Words are compared by their roots. A word weighs more if fewer candidates have it; common words have no weight.
    Linear in the candidates, as each is read once.
    """
    holders: dict[str, list[str]] = {}
    for key, text in texts.items():
        for root in roots(text):
            holders.setdefault(root, []).append(key)
    met = [(key, roots(text) & holders.keys()) for key, text in candidates]
    spread = Counter(root for _, shared in met for root in shared)
    most = max(FEW, SHARE * len(met))
    weights = {root: log(1 + len(met) / times) for root, times in spread.items() if times <= most}
    points: dict[str, list[tuple[float, str]]] = {key: [] for key in texts}
    for candidate, shared in met:
        for key, score in _scores(shared, holders, weights).items():
            points[key].append((score, candidate))
    return {key: tuple(candidate for _, candidate in nlargest(count, scored)) for key, scored in points.items()}


def _scores(shared: Iterable[str], holders: Mapping[str, list[str]], weights: Mapping[str, float]) -> dict[str, float]:
    """Return the score of one candidate for each text that shares at least `ENOUGH` rare words with it."""
    words: Counter[str] = Counter()
    scores: dict[str, float] = {}
    for root in shared:
        if root in weights:
            words.update(holders[root])
            for key in holders[root]:
                scores[key] = scores.get(key, 0) + weights[root]
    return {key: score for key, score in scores.items() if words[key] >= ENOUGH}


def roots(text: str) -> frozenset[str]:
    """Return the roots of the words of `text`, without words of `_EMPTY` and words of one or two letters."""
    return frozenset(root(word) for word in _WORD.findall(text.casefold()) if word not in _EMPTY)


@lru_cache(maxsize=20_000)
def root(word: str) -> str:
    """Return a word without the most common Indonesian affixes: "mengembangkan" and "pengembangan" give "embang"."""
    return _SUFFIX.sub("", _PREFIX.sub("", word, count=1))
