"""Paragraphs of a text, and what becomes of them, for the tests of understanding."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from development.format.vocabulary import VOCABULARY as GUIDE
from dictionary.format.vocabulary import VOCABULARY as DICTIONARY
from files.readers.blocks import Paragraph, Place
from files.readers.understanding import reading
from files.readers.understanding.record import Answers
from files.readers.understanding.vocabulary import Vocabulary

__all__ = ["DICTIONARY", "GUIDE", "Case", "blocks_of", "check", "doubts", "left_out", "lines_of", "read"]


@dataclass(frozen=True)
class Case:
    """A text and what becomes of it: lines, texts that are left out with reasons, doubts, and codes of errors."""

    text: str
    lines: Sequence[str]
    left_out: Mapping[str, str] = field(default_factory=dict)
    doubts: Sequence[str] = ()
    errors: Sequence[str] = ()
    vocabulary: Vocabulary = DICTIONARY


def check(case):
    """Read the text of a case and compare all that becomes of it."""
    found = read(case.text, case.vocabulary)
    assert lines_of(found) == case.lines
    assert left_out(found) == case.left_out
    assert doubts(found) == list(case.doubts)
    assert sorted({problem.code for problem in found.parsed.problems if problem.fatal}) == list(case.errors)


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
