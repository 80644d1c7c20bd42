"""Documents that got another key: which of a file's new documents is which of the stored ones that the file lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

from documents.document import Document, clean

#: The share of the lines of two documents that are alike, with one name ("most") and with two ("nearly all").
MOST, NEARLY_ALL = 0.5, 0.9
#: The least lines that two documents of different names have in common.
FEWEST = 3
#: A text that more documents than this hold says nothing about which is which.
COMMON = 20

Item = TypeVar("Item", bound=Hashable)
Texts = Counter[tuple[str, str]]
#: A new and a missing document, by their places.
Pair = tuple[int, int]


def renamed(missing: Sequence[Document], new: Sequence[Document]) -> dict[str, str]:
    """Return the old keys of `new` documents that are `missing` ones under another key, by their new keys.

    A pair has the same name and most lines alike, or another name and nearly all lines alike. A document that could be
    in two pairs is in none: with the same name first, then of those left over by their lines. Each of `missing` and
    `new` should hold a key once. Linear in the number of lines; a text that more than `COMMON` documents hold joins
    none.
    """
    olds, news = [_texts(document) for document in missing], [_texts(document) for document in new]
    named = _alone(_same_names(missing, new))
    pairs = [pair for pair in named if _alike(news[pair[0]], olds[pair[1]]) > MOST]
    taken, gone = {pair[0] for pair in pairs}, {pair[1] for pair in pairs}
    others = (pair for pair in _same_lines(olds, news) if pair[0] not in taken and pair[1] not in gone)
    pairs += _alone(pair for pair in others if _alike(news[pair[0]], olds[pair[1]]) >= NEARLY_ALL)
    return {new[here].key: missing[there].key for here, there in sorted(pairs)}


def _texts(document: Document) -> Texts:
    """Return the texts of a document besides its name, each with its section, and how often they stand there."""
    lines = ((line.section, clean(line.text)) for line in document.lines if line.text != document.title)
    return Counter(line for line in lines if line[1])


def _alike(one: Texts, other: Texts) -> float:
    """Return the share of lines that two documents have in common, from 0 to 1."""
    return 2 * (one & other).total() / max(1, one.total() + other.total())


def _alone(pairs: Iterable[Pair]) -> list[Pair]:
    """Return the pairs of which each side is in no other pair."""
    found = [*dict.fromkeys(pairs)]
    here, there = Counter(pair[0] for pair in found), Counter(pair[1] for pair in found)
    return [pair for pair in found if here[pair[0]] == there[pair[1]] == 1]


def _same_names(missing: Sequence[Document], new: Sequence[Document]) -> Iterator[Pair]:
    """Yield the pairs of one name, in whatever case; none of a name that two documents of one side have."""
    places = _places([_name(document)] for document in missing)
    ours = _places([_name(document)] for document in new)
    for name, (here, *more) in ours.items():
        if name and not more and len(places.get(name, ())) == 1:
            yield here, places[name][0]


def _name(document: Document) -> str:
    return clean(document.title).casefold()


def _same_lines(olds: Sequence[Texts], news: Sequence[Texts]) -> Iterator[Pair]:
    """Yield the pairs that have at least `FEWEST` texts in common."""
    holders = _places(olds)
    spread = _places(news)
    for here, texts in enumerate(news):
        shared: Counter[int] = Counter()
        for text in texts:
            if len(spread[text]) <= COMMON and len(found := holders.get(text, ())) <= COMMON:
                shared.update(found)
        yield from ((here, there) for there, count in shared.items() if count >= FEWEST)


def _places(several: Iterable[Iterable[Item]]) -> dict[Item, list[int]]:
    """Return for each item the places of those that hold it, in order."""
    found: dict[Item, list[int]] = {}
    for place, items in enumerate(several):
        for item in items:
            found.setdefault(item, []).append(place)
    return found
