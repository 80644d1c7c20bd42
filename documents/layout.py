"""Printed documents, and books made of them with a cover. Knows no database tables and no markup."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Protocol

from documents.document import Document
from documents.translation import AnyText


@dataclass(frozen=True, slots=True)
class Part:
    """Group of documents in a book: its title, a note on it, and words of another language after the note."""

    title: str = ""
    note: AnyText = ""
    foreign: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a printed document: a `title`, its own `text`, then `points` without numbers or numbered `rows`.

    A row is a printed number and a text; `head` names the column of these texts. `none` is the sentence for an empty
    list, "" for a section without a list. `tone` is the shade of a level, from 0 to 12, None for other sections.
    """

    title: AnyText
    text: str = ""
    points: tuple[str, ...] = ()
    head: AnyText = ""
    rows: tuple[tuple[str, str], ...] = ()
    none: AnyText = ""
    tone: int | None = None

    @property
    def missing(self) -> AnyText:
        """Return the sentence in place of an empty list, "" for a filled list or a section without one."""
        return "" if self.points or self.rows else self.none


@dataclass(frozen=True, slots=True)
class PrintedDocument:
    """A document on paper: the group it belongs to (`part`), its title, its short label (`mark`), text and sections.

    `none` is the sentence in place of an empty text. `group` has the texts of its group with their labels, for a
    document that stands alone; `mark_label` says what a mark is that does not say it by itself.
    """

    key: str
    part: Part
    title: str
    mark: AnyText
    text: str
    none: AnyText
    sections: tuple[Section, ...]
    group: tuple[tuple[AnyText, str], ...] = ()
    mark_label: AnyText = ""


class PrintLayout(Protocol):
    """Documents on paper; an app's `format.layout` module. Pure."""

    #: The heading of documents without a group.
    UNGROUPED: AnyText

    def layout(self, document: Document) -> PrintedDocument: ...


@dataclass(frozen=True, slots=True)
class Cover:
    """Cover of a book: its title, the part of the whole as `subtitle`, the organisation, the edition as people read it.

    `created` is the moment of the edition in ISO 8601; both are "" without history. `parts` are the named groups of
    the whole: their names in addresses, their titles, and how many documents each has.
    """

    title: str
    subtitle: str = ""
    organisation: str = ""
    edition: str = ""
    created: str = ""
    parts: tuple[tuple[str, str, int], ...] = ()

    @property
    def parted(self) -> bool:
        """Return whether the whole has named groups."""
        return bool(self.parts)


@dataclass(frozen=True, slots=True)
class Chapter:
    """Printed documents of one group; its title is "" if the whole has no groups."""

    part: Part
    leaves: tuple[PrintedDocument, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """Printed documents in chapters behind a cover; `alone` is a single document without cover and contents.

    `rank` is the rank of the headings of documents, `inner` that of the headings of their sections.
    """

    cover: Cover
    chapters: tuple[Chapter, ...]
    alone: bool = False

    @property
    def rank(self) -> int:
        """Return 1 for a document alone, 3 below named groups, else 2."""
        return 1 if self.alone else 3 if self.cover.parted else 2

    @property
    def inner(self) -> int:
        """Return the rank of the headings within a printed document."""
        return self.rank + 1


def without(leaf: PrintedDocument, unused: Collection[AnyText]) -> PrintedDocument:
    """Return a printed document without the empty lists whose titles are in `unused`: no document has any."""
    if not unused:
        return leaf
    return replace(leaf, sections=tuple(one for one in leaf.sections if not one.missing or one.title not in unused))


def make_book(cover: Cover, leaves: Iterable[PrintedDocument], *, alone: bool = False) -> Book:
    """Return a book of printed documents; adjacent ones of the same group form a chapter."""
    chapters = groupby(leaves, key=lambda leaf: leaf.part)
    return Book(cover, tuple(Chapter(part, tuple(several)) for part, several in chapters), alone)
