"""The words that were searched, marked in the text as its author wrote it. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from search.words import compound_of, parts, spans

#: How long an excerpt is, in characters.
EXCERPT = 320


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text, marked or not."""

    text: str
    marked: bool = False


def marked(text: str, forms: Collection[str], *, length: int = EXCERPT) -> list[Piece]:
    """The text in pieces, those words marked that are among `forms`; cut to a `length` around the first. Linear."""
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
    """Where the words are, those of a compound in two words as one place."""
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
    """What of a long text is shown: whole words around the first mark, a quarter of them before it."""
    if len(text) <= length:
        return 0, len(text)
    first, last = places[0] if places else (0, 0)
    before = length // 4
    begin = 0 if last <= length - before else text.find(" ", first - before, first) + 1 or first
    end = len(text) if begin + length >= len(text) else text.rfind(" ", begin + 1, begin + length)
    return begin, end if end >= last else min(len(text), max(begin + length, last))
