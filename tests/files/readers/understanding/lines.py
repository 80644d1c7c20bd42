"""Paragraphs of a text, and what becomes of them, for the tests of understanding."""

from collections import Counter

from development.format.vocabulary import VOCABULARY as GUIDE
from dictionary.format.vocabulary import VOCABULARY as DICTIONARY
from files.readers.blocks import Paragraph, Place
from files.readers.understanding import reading
from files.readers.understanding.record import Answers

__all__ = ["DICTIONARY", "GUIDE", "blocks_of", "doubts", "fates", "left_out", "lines_of", "read"]


def blocks_of(text):
    """Return a paragraph for each line that is not empty; "#" makes a heading, `**…**` alone a bold one."""
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            body = line.lstrip("#")
            rank = len(line) - len(body)
            found.append(Paragraph(number, Place(number), body.strip() if rank else line, heading=rank))
    return found


def read(text, vocabulary=DICTIONARY):
    """Return what is understood of a text."""
    return reading.understand(blocks_of(text), vocabulary, Answers(), dict)


def lines_of(understanding):
    """Return the lines of the documents that were read, empty ones left out, as "KEY path: text"."""
    return [
        f"{document.key} {line.path}: {line.text}"
        for document in understanding.parsed.documents
        for line in document.lines
        if line.text
    ]


def left_out(understanding):
    """Return the texts that were left out, with their reasons."""
    return {fate.text.strip(): str(fate.reason) for fate in understanding.account if fate.left_out}


def doubts(understanding):
    """Return the texts that a person has to look at."""
    return [fate.text.strip() for fate in understanding.account if fate.asks]


def fates(understanding):
    """Return how many pieces were read, were labels, and were left out."""
    return Counter(
        "read" if fate.read else "label" if fate.label else "left out" for fate in understanding.account
    )
