"""Changed words with their emphasis: marks of Markdown are not shown, the words between them look as they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from documents.comparison.diff import Segment
from documents.emphasis import runs

#: Emphasised, strong; None for a mark, which is not shown.
Style = tuple[bool, bool] | None
_PLAIN = (False, False)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a changed line with the same look: in both texts, or `deleted` or `inserted`."""

    text: str
    deleted: bool = False
    inserted: bool = False
    emphasised: bool = False
    strong: bool = False


def emphasised(segments: Iterable[Segment]) -> tuple[Piece, ...]:
    """Return the words of a line with their emphasis in the old and the new text, and without its marks.

    Words that stay and look otherwise are deleted and inserted. Where only marks that change nothing differ, these are
    shown. Linear; a text without an asterisk costs almost nothing.
    """
    segments = tuple(segments)
    written = tuple(Piece(each.text, each.deleted, each.inserted) for each in segments)
    if not any("*" in each.text for each in segments):
        return written
    old, new = (iter(_styles("".join(texts))) for texts in _texts(segments))
    shown = tuple(piece for segment in segments for piece in _pieces(segment, old, new))
    differs = any(each.deleted or each.inserted for each in segments)
    return written if differs and not any(each.deleted or each.inserted for each in shown) else shown


def _texts(segments: Sequence[Segment]) -> tuple[list[str], list[str]]:
    """Return the parts of the old text and those of the new."""
    return [each.text for each in segments if not each.inserted], [each.text for each in segments if not each.deleted]


def _styles(text: str) -> list[Style]:
    """Return the style of each letter of a text; all are plain if its runs are not the text without some letters."""
    shown = [(letter, (run.emphasised, run.strong)) for run in runs(text) for letter in run.text]
    styles: list[Style] = []
    place = 0
    for letter in text:
        found = place < len(shown) and shown[place][0] == letter
        styles.append(shown[place][1] if found else None)
        place += found
    return styles if place == len(shown) else [_PLAIN] * len(text)


def _pieces(segment: Segment, old: Iterator[Style], new: Iterator[Style]) -> Iterator[Piece]:
    """Yield the pieces of a segment; takes the styles of its letters from those of the texts that it is in."""
    if not segment.text:
        yield Piece("", segment.deleted, segment.inserted)
    elif segment.deleted or segment.inserted:
        styles = old if segment.deleted else new
        letters = [(letter, next(styles)) for letter in segment.text]
        yield from _looks(letters, deleted=segment.deleted, inserted=segment.inserted)
    else:
        letters_of_both = [(letter, next(old), next(new)) for letter in segment.text]
        for same, group in groupby(letters_of_both, lambda each: each[1] == each[2]):
            found = list(group)
            after = [(letter, style) for letter, _, style in found]
            if same:
                yield from _looks(after)
            else:
                yield from _looks([(letter, style) for letter, style, _ in found], deleted=True)
                yield from _looks(after, inserted=True)


def _looks(letters: Iterable[tuple[str, Style]], *, deleted: bool = False, inserted: bool = False) -> Iterator[Piece]:
    """Yield a piece for each run of letters with the same style, without the marks."""
    shown = [(letter, style) for letter, style in letters if style is not None]
    for style, group in groupby(shown, lambda each: each[1]):
        yield Piece("".join(letter for letter, _ in group), deleted, inserted, *style)
