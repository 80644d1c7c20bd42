"""Lines with several labels of a document's head, "Kode : PLY   Kompetensi : Audit"; they are rows of a form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from files.readers.blocks import Block, Cell, Paragraph, TableRow
from files.readers.understanding.title_words import is_code
from files.readers.understanding.vocabulary import Kind, Role, Vocabulary
from files.readers.understanding.words import begins, role_of

#: Such a row counts as a table from here, so that it is no other table of the file.
FIRST = 2_000_000
#: The longest line that is looked at, and the most labels on it.
_LONGEST, _MOST = 300, 4
_HEADS = (Kind.KEY, Kind.NAME, Kind.GROUP, Kind.GROUP_TEXT, Kind.NUMBER)
_COLON = re.compile(r"\s*:\s*")
#: What sets the labels of a line apart beside spaces.
_SIGNS = " \t|;,/–—-"
_WORDS = 3


def with_paired_lines(blocks: Iterable[Block], vocabulary: Vocabulary) -> Iterator[Block]:
    """Yield the blocks; a line with two labels of a head or more is a row of labels and texts. Linear."""
    table = FIRST
    for block in blocks:
        cells = _cells(block.text, vocabulary) if isinstance(block, Paragraph) and not block.heading else []
        if cells and isinstance(block, Paragraph):
            table += 1
            yield TableRow(block.number, block.place, table, tuple(map(Cell, range(len(cells)), cells)))
        else:
            yield block


def _cells(text: str, vocabulary: Vocabulary) -> list[str]:
    """Return labels and texts of a line by turns; nothing for a line with one label."""
    if len(text) > _LONGEST or not 1 < text.count(":") <= _MOST or not begins(text, vocabulary):
        return []
    first, *parts = _COLON.split(text)
    role = role_of(first, vocabulary)
    cells = [first]
    for part in parts[:-1]:
        found = _parted(part, role, vocabulary)
        if role is None or role.kind not in _HEADS or found is None:
            return []
        said, label = found
        cells += [said, label]
        role = role_of(label, vocabulary)
    last = parts[-1].strip(_SIGNS)
    return [*cells, last] if role and role.kind in _HEADS and last else []


def _parted(text: str, role: Role | None, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """Return the text of a label and the label behind it: a sign sets that apart, or one of the two is of a code."""
    words = text.split()
    for count in range(min(_WORDS, len(words) - 1), 0, -1):
        if not words[-count][0].isalnum():
            continue
        label, said = " ".join(words[-count:]), " ".join(words[:-count])
        found = role_of(label, vocabulary)
        if found is None or found is role or found.kind not in _HEADS:
            continue
        apart = said[-1:] in _SIGNS or is_code(said) or found.kind is Kind.KEY or "  " in text.strip()
        plain = said.strip(_SIGNS)
        return (plain, label) if apart and plain else None
    return None
