"""Documents as people read them on paper: leaves, bound into a book with a cover. It knows no tables and no markup."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from documents.document import Document


@dataclass(frozen=True, slots=True)
class Part:
    """What several documents stand under: its title, what is said of it, and words of another language after that."""

    title: str = ""
    note: str = ""
    foreign: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a leaf: its `title`, a `text` of its own, then `points` without numbers or numbered `rows`.

    A row is a printed number and a text; `head` names the column of these texts. `none` is the sentence where a list
    is empty, "" for a section that has no list. `tone` is the step from 0 to 12 of a section that is one of a ramp.
    """

    title: str
    text: str = ""
    points: tuple[str, ...] = ()
    head: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    none: str = ""
    tone: int | None = None

    @property
    def missing(self) -> str:
        """The sentence in place of its list, "" where it holds one or has none."""
        return "" if self.points or self.rows else self.none


@dataclass(frozen=True, slots=True)
class PrintedDocument:
    """A document on paper: what it stands under, its title with the `mark` people know it by, its text, its sections.

    `none` is what stands there without a text.
    """

    key: str
    part: Part
    title: str
    mark: str
    text: str
    none: str
    sections: tuple[Section, ...]


class PrintLayout(Protocol):
    """Documents on paper; a room's `format.layout` module. Pure."""

    #: The heading of documents without a group.
    UNGROUPED: str

    def layout(self, document: Document) -> PrintedDocument: ...


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on the front: title, what part of the whole it is, whose it is, its edition as people read it.

    `created` is the edition's moment in ISO 8601; both are "" for what has no history. `parts` are the named parts of
    the whole: their names in addresses, titles, and how many documents each has.
    """

    title: str
    subtitle: str = ""
    organisation: str = ""
    edition: str = ""
    created: str = ""
    parts: tuple[tuple[str, str, int], ...] = ()

    @property
    def parted(self) -> bool:
        """Whether the whole has named parts."""
        return bool(self.parts)


@dataclass(frozen=True, slots=True)
class Chapter:
    """Leaves under one part; its title is "" where the whole has no parts."""

    part: Part
    leaves: tuple[PrintedDocument, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """Leaves in chapters behind a cover; `alone` is a single document, which needs neither cover nor contents.

    `rank` is that of the headings of leaves, those of their sections come next.
    """

    cover: Cover
    chapters: tuple[Chapter, ...]
    alone: bool = False

    @property
    def rank(self) -> int:
        """1 for a document alone, 3 below named parts, else 2."""
        return 1 if self.alone else 3 if self.cover.parted else 2

    @property
    def inner(self) -> int:
        """The rank of the headings within a leaf."""
        return self.rank + 1


def make_book(cover: Cover, leaves: Iterable[PrintedDocument], *, alone: bool = False) -> Book:
    """A book of `leaves`, those of one part that follow each other in one chapter."""
    chapters = groupby(leaves, key=lambda leaf: leaf.part)
    return Book(cover, tuple(Chapter(part, tuple(several)) for part, several in chapters), alone)
