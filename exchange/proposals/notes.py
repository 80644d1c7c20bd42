"""Notes on a proposal's file: what reading it told, so that the review need not read the file again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext

from documents.document import Problem
from exchange.history.recording import DamagedError
from exchange.models import Proposal


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of lines and cells: all of them, those left out, that a person should look at, and that are cells."""

    total: int = 0
    left_out: int = 0
    doubtful: int = 0
    cells: int = 0

    @property
    def read(self) -> int:
        """Number of lines that became part of a document, or say what others are."""
        return self.total - self.left_out

    def __str__(self) -> str:
        """Return the counts in words: "184 baris: 171 dibaca, 13 dilewati"."""
        if self.cells == 0:
            lines = ngettext("{count} baris", "{count} baris", self.total)
        elif self.cells == self.total:
            lines = ngettext("{count} sel", "{count} sel", self.total)
        else:
            lines = ngettext("{count} baris dan sel", "{count} baris dan sel", self.total)
        lines = lines.format(count=self.total)
        if not self.left_out:
            return gettext("{lines}, semuanya dibaca").format(lines=lines)
        said = gettext("{lines}: {read} dibaca, {left} dilewati")
        return said.format(lines=lines, read=self.read, left=self.left_out)


@dataclass(frozen=True, slots=True)
class Quoted:
    """Problem with its place in words and the beginning of the line that it names; "" when it names none."""

    problem: Problem
    quote: str
    place: str


@dataclass(frozen=True, slots=True)
class Notes:
    """What reading a file told, in the `language` of the person who sent it.

    `counts` are those of its lines, `problems` its warnings of which `unlisted` are not listed, `open` the questions
    that nobody answered, each with the part of the mapping page that asks it. `markable` says whether its cells can
    have comments; `foreign` whether it is laid out otherwise.
    """

    counts: Counts = Counts()
    problems: tuple[Quoted, ...] = ()
    unlisted: int = 0
    open: tuple[tuple[str, str], ...] = ()
    markable: bool = False
    foreign: bool = False
    language: str = "id"


def notes_from(proposal: Proposal) -> Notes:
    """Return the notes that `notes_of` made; none for what was written on a page. Raises DamagedError."""
    try:
        return _read(proposal.notes) if proposal.notes else Notes()
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise DamagedError("usulan", proposal.pk) from error


def _read(value: Mapping[str, Any]) -> Notes:
    problems = tuple(
        Quoted(Problem(line, code, message), quote, place) for line, code, message, quote, place in value["problems"]
    )
    return Notes(
        Counts(*value["counts"]),
        problems,
        value["unlisted"],
        tuple((part, words) for part, words in value["open"]),
        value["markable"],
        value["foreign"],
        value["language"],
    )
