"""Write a changed document back into the raw lines it came from; only changed lines differ."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from documents.comparison.alignment import Pair, align, longest_run
from documents.document import Line, raw_lines


@dataclass(frozen=True, slots=True)
class Raw:
    """The raw lines of one record, and the range that holds each line of the document.

    `places` maps a path to the first and last index into `lines`. `head` is the index of the last line of the record's
    head: new lines are never inserted before it.
    """

    lines: Sequence[str]
    places: Mapping[str, tuple[int, int]]
    head: int

    @property
    def line_end(self) -> str:
        """Return the line end of this record."""
        return line_end(self.lines[0])


def line_end(text: str) -> str:
    """Return the end of the first line of `text`; LF if that line has none."""
    first = next(raw_lines(text), "")
    return first[len(first.rstrip("\r\n")) :] or "\n"


def patched(
    raw: Raw,
    *,
    before: Sequence[Line],
    after: Sequence[Line],
    write: Callable[[Line], str],
    rewrite: Callable[[Sequence[str], Line, Line], str],
) -> str:
    """Return the raw text of a record changed from the lines `before` to the lines `after`.

    `write` returns the canonical text of a new line. `rewrite` takes raw lines, the old line that they hold and the new
    one, and returns the raw lines of the new one. Both include line ends. Raw lines that belong to no line of the
    document (blank lines, rules) stay. The caller parses the result before trusting it: a record far from its canonical
    form may come out wrong. O(n log n) in the number of lines.
    """
    pairs = align(before, after)
    same_places = [line.path for line in before] == [line.path for line in after]
    settled = {first for first, _ in raw.places.values()} if same_places else _in_raw_order(raw, pairs)
    pieces = list(raw.lines)
    inserted: dict[int, list[str]] = {}
    cursor = raw.head
    for old, new in pairs:
        place = raw.places.get(old.path) if old else None
        if old and place and new and place[0] in settled:
            if (old.text, old.label) != (new.text, new.label):
                _put(pieces, place, rewrite(raw.lines[place[0] : place[1] + 1], old, new))
            cursor = max(raw.head, place[1])
            continue
        if place:
            _put(pieces, place, "")
        if new and (old is None or new.text != old.text or place):
            text = rewrite(raw.lines[place[0] : place[1] + 1], old, new) if old and place else write(new)
            inserted.setdefault(cursor, []).append(text)
    return _joined(raw, pieces, inserted)


def _put(pieces: list[str], place: tuple[int, int], text: str) -> None:
    first, last = place
    pieces[first : last + 1] = [text] + [""] * (last - first)


def _in_raw_order(raw: Raw, pairs: Sequence[Pair]) -> set[int]:
    """Return the first raw indices of the kept lines that need not move."""
    return longest_run([raw.places[old.path][0] for old, new in pairs if old and new and old.path in raw.places])


def _joined(raw: Raw, pieces: Sequence[str], inserted: Mapping[int, Sequence[str]]) -> str:
    texts = [text for index, piece in enumerate(pieces) for text in (piece, *inserted.get(index, ())) if text]
    ended = [text if text.endswith(("\n", "\r")) else text + raw.line_end for text in texts[:-1]]
    return "".join([*ended, *texts[-1:]])
