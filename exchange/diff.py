"""Comparing documents: which line of the one is which line of the other, and which of them changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from exchange.documents import Document, Line

#: Lists longer than this, once their common ends are cut off, are compared place by place:
#: `difflib` is cubic on hostile text.
ALIGN_LIMIT = 400

Pair = tuple[Line | None, Line | None]


@dataclass(frozen=True, slots=True)
class Change:
    """One line that differs: `before` is None when it is new, `after` is None when it is gone.

    `at` is the 1-based line of the new file, 0 when it does not stand there.
    """

    path: str
    before: str | None
    after: str | None
    at: int = 0


def compare(before: Document | None, after: Document | None) -> tuple[Change, ...]:
    """The lines that differ between two versions of a document, in the order of the new one.

    A line without text that stands on one side alone is told as well where it is content of its own (an empty
    level), and not where it is merely a field nobody filled in. Linear but for unnumbered lists, see
    `ALIGN_LIMIT`. Equal documents give ().
    """
    pairs = align(before.lines if before else (), after.lines if after else ())
    return tuple(_change(old, new) for old, new in pairs if _differ(old, new))


def _differ(old: Line | None, new: Line | None) -> bool:
    if old is None or new is None:
        return True
    return (old.text, old.label) != (new.text, new.label)


def _change(old: Line | None, new: Line | None) -> Change:
    if new is None:
        assert old is not None  # align() never pairs nothing with nothing
        return Change(old.path, old.text, None)
    return Change(new.path, old.text if old else None, new.text, new.at)


def align(before: Sequence[Line], after: Sequence[Line]) -> list[Pair]:
    """Pairs of the lines of two versions: (old, new), (old, None) when it is gone, (None, new) when it is new.

    Lines meet in their own section only: by their printed number where they have one, else by their text
    and then their place. In the order of `after`; what is gone stands where it was among its neighbours.
    """
    old_sections, new_sections = _by_section(before), _by_section(after)
    pairs: list[Pair] = []
    for section in merge(list(old_sections), list(new_sections)):
        pairs += _align_section(old_sections.get(section, []), new_sections.get(section, []))
    return pairs


def _by_section(lines: Iterable[Line]) -> dict[str, list[Line]]:
    sections: dict[str, list[Line]] = {}
    for line in lines:
        sections.setdefault(line.section, []).append(line)
    return sections


def merge(old: list[str], new: list[str]) -> list[str]:
    """All names once, in the order of `new`; one that only `old` has follows its old predecessor. Linear."""
    known = set(new)
    gone: dict[str, list[str]] = {}
    anchor = ""
    for name in old:
        if name in known:
            anchor = name
        else:
            gone.setdefault(anchor, []).append(name)
    merged = gone.pop("", [])
    for name in new:
        merged += [name, *gone.get(name, ())]
    return merged


def _align_section(old: list[Line], new: list[Line]) -> list[Pair]:
    if len(old) == 1 and len(new) == 1 and old[0].path == new[0].path:
        return [(old[0], new[0])]
    if any(line.nth for line in old) or any(line.nth for line in new):
        return _align_by_text(old, new)
    return _align_by_label(old, new)


def _align_by_label(old: list[Line], new: list[Line]) -> list[Pair]:
    olds, news = {line.label: line for line in old}, {line.label: line for line in new}
    return [(olds.get(label), news.get(label)) for label in merge(list(olds), list(news))]


def _align_by_text(old: list[Line], new: list[Line]) -> list[Pair]:
    start = 0
    while start < min(len(old), len(new)) and old[start].text == new[start].text:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end].text == new[-1 - end].text:
        end += 1
    olds, news = old[start : len(old) - end], new[start : len(new) - end]
    pairs: list[Pair] = list(zip(old[:start], new[:start], strict=True))
    for old_from, old_to, new_from, new_to in _blocks(olds, news):
        pairs += _by_place(olds[old_from:old_to], news[new_from:new_to])
    return pairs + list(zip(old[len(old) - end :], new[len(new) - end :], strict=True))


def _blocks(old: list[Line], new: list[Line]) -> list[tuple[int, int, int, int]]:
    if max(len(old), len(new)) > ALIGN_LIMIT:
        return [(0, len(old), 0, len(new))]
    texts = SequenceMatcher(None, [line.text for line in old], [line.text for line in new], autojunk=False)
    return [opcode[1:] for opcode in texts.get_opcodes()]


def _by_place(old: list[Line], new: list[Line]) -> list[Pair]:
    common = min(len(old), len(new))
    paired: list[Pair] = list(zip(old[:common], new[:common], strict=True))
    return paired + [(line, None) for line in old[common:]] + [(None, line) for line in new[common:]]
