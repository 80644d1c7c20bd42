"""Outline: paragraphs become documents by their labels, headings, levels and list marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from files.readers.blocks import Block, Paragraph
from files.readers.understanding.record import Piece, Records
from files.readers.understanding.vocabulary import Vocabulary


class Outline:
    """Reader of paragraphs, in order. What a paragraph means depends on what stands above it."""

    def __init__(self, records: Records, blocks: Sequence[Block] = ()) -> None:
        self.records = records
        self.blocks = blocks

    def take(self, paragraph: Paragraph) -> None:
        """Read one paragraph: it gets a fate. Linear."""
        raise NotImplementedError

    def take_labelled(self, label: tuple[Piece, str], texts: Iterable[tuple[Piece, str]]) -> None:
        """Read a label and the texts beside it, such as the cells of a row; each piece gets a fate."""
        raise NotImplementedError

    def finish(self) -> None:
        """End the file: what still waits for its meaning gets a fate."""


def with_tabbed_tables(blocks: Iterable[Block], vocabulary: Vocabulary) -> Iterator[Block]:
    """Yield the blocks, with paragraphs that are rows of a table pasted as plain text (cells apart by TAB) as rows.

    Such a table begins with a row of heads that the vocabulary knows; paragraphs below without a TAB go on with the
    last cell of the row above.
    """
    yield from blocks
