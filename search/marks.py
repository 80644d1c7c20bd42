"""Marks of the searched words in the text as its author wrote it. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from search.words import compound_of, parts, spans

#: Length of an excerpt, in characters.
EXCERPT = 320


@dataclass(frozen=True, slots=True)
class Piece:
    """Piece of a text, marked or not."""

    text: str
    marked: bool = False


def marked(text: str, forms: Collection[str], *, length: int = EXCERPT) -> list[Piece]:
    """Return the text in pieces, with the words among `forms` marked, cut to a `length` around the first. Linear."""
    places = list(_places(text, forms))
    begin, end = _window(text, places, length)
    pieces = [Piece("…")] if begin else []
    at = begin
    for first, last in places:
        if begin <= first and last <= end:
            pieces += [Piece(text[at:first])] if at < first else []
            pieces.append(Piece(text[first:last], marked=True))
            at = last
    pieces += [Piece(text[at:end])] if at < end else []
    return [*pieces, Piece("…")] if end < len(text) else pieces


def _places(text: str, forms: Collection[str]) -> Iterator[tuple[int, int]]:
    """Yield begin and end of each word to mark. A compound in two words is one place."""
    last: tuple[int, int, str] | None = None
    for begin, end, word in spans(text):
        if last and compound_of(last[2], word) in forms:
            yield last[0], end
            last = None
            continue
        if last and _is_meant(last[2], forms):
            yield last[0], last[1]
        last = begin, end, word
    if last and _is_meant(last[2], forms):
        yield last[0], last[1]


def _is_meant(word: str, forms: Collection[str]) -> bool:
    return word in forms or not set(parts(word)).isdisjoint(forms)


def _window(text: str, places: list[tuple[int, int]], length: int) -> tuple[int, int]:
    """Return begin and end of the excerpt: whole words, with a quarter of them before the first mark."""
    if len(text) <= length:
        return 0, len(text)
    first, last = places[0] if places else (0, 0)
    before = length // 4
    begin = 0 if last <= length - before else text.find(" ", first - before, first) + 1 or first
    end = len(text) if begin + length >= len(text) else text.rfind(" ", begin + 1, begin + length)
    return begin, end if end >= last else min(len(text), max(begin + length, last))
