"""How alike texts are, and which of many are likest: by the words that they have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

#: How alike two texts must be to pass for one that was edited: the share of words they have in common.
MIN_SIMILARITY = 0.5
#: How often each word may be met in the other texts, on average, before nobody looks for the likest; and how many
#: such meetings are nothing to speak of.
MAX_MEETINGS = 2
MAX_COMMON_WORDS = 2_000

Words = Counter[str]


def words_of(text: str) -> Words:
    """The words of a text, whatever their case, and how often each stands there."""
    return Counter(text.casefold().split())


def similarity(one: str, other: str) -> float:
    """The share of words that two texts have in common, from 0 to 1. Linear."""
    ones, others = words_of(one), words_of(other)
    return 2 * (ones & others).total() / max(1, ones.total() + others.total())


class Match(NamedTuple):
    """The places of two texts that share words, and their similarity."""

    old: int
    new: int
    similarity: float


def best_matches(olds: Mapping[int, str], news: Mapping[int, str]) -> list[tuple[int, int]]:
    """Pairs of old and new texts that are alike, by their places, the likest first; each text in one pair at most.

    Of matches equally alike, the one with the earlier places goes first. None at all where words are so common that
    looking for them would not be linear: see `MAX_MEETINGS`.
    """
    old_words = {place: words_of(text) for place, text in olds.items()}
    new_words = {place: words_of(text) for place, text in news.items()}
    alike = sorted(match for match in _matches(old_words, new_words) if match.similarity >= MIN_SIMILARITY)
    pairs: list[tuple[int, int]] = []
    old_taken, new_taken = set(), set()
    for old, new, _ in sorted(alike, key=lambda match: match.similarity, reverse=True):
        if old not in old_taken and new not in new_taken:
            old_taken.add(old)
            new_taken.add(new)
            pairs.append((old, new))
    return pairs


def _matches(olds: Mapping[int, Words], news: Mapping[int, Words]) -> list[Match]:
    """The matches of all texts that share a word."""
    holders: dict[str, list[int]] = {}
    for old, words in olds.items():
        for word in words:
            holders.setdefault(word, []).append(old)
    meetings = sum(len(holders.get(word, ())) for words in news.values() for word in words)
    if meetings > max(MAX_COMMON_WORDS, MAX_MEETINGS * sum(map(len, (*olds.values(), *news.values())))):
        return []
    shared: Counter[tuple[int, int]] = Counter()
    for new, words in news.items():
        for word, times in words.items():
            for old in holders.get(word, ()):
                shared[old, new] += min(times, olds[old][word])
    totals = {old: words.total() for old, words in olds.items()}
    return [Match(old, new, 2 * count / (totals[old] + news[new].total())) for (old, new), count in shared.items()]
