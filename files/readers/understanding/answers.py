"""What a file leaves open, the columns of its tables, and the answers of a person to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from files.readers.blocks import Place
from files.readers.understanding.vocabulary import Vocabulary

#: Answers of lines: to leave one out, and to take it as it was read.
LEFT_OUT, AS_READ = "", "="


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers of a person to what a file leaves open; all empty at first.

    `columns` give the role of a column by the title of its head (`words.title`), "" for a column to ignore; a level may
    stand behind it for a column that holds one level ("indikator:2"). A role that the type lacks is no answer. `levels`
    give the numbers of named levels by their title. `codes` give the codes of documents by the title of their name.
    `document_type` is the slug of the type that the file holds, "" when it is not chosen. `lines` say what lines in
    doubt are, by their names (`Fate.line`: "14", "14:C"): a role of the document above ("definisi", "indikator:2"),
    `LEFT_OUT` or `AS_READ`. `heads` give the row with the heads of a table, by the number of that table in the file.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    levels: Mapping[str, int] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    document_type: str = ""
    lines: Mapping[str, str] = field(default_factory=dict)
    heads: Mapping[str, int] = field(default_factory=dict)

    def column(self, title: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
        """Return the role and the level that a person chose for a column, None for no answer that fits the type."""
        role, _, level = self.columns.get(title, ":").partition(":")
        known = not role or any(each.name == role for each in vocabulary.roles)
        return (role, level) if title in self.columns and known else None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table of the file, and how it is read.

    `role` is the name of its role, "" for ignored; `level` the level of a column that holds one level each. `origin`
    is "known" (its head says so), "guessed" (from its content or neighbours), "chosen" (a person's answer), or
    "unknown": nobody said what it is, so it is left out.
    """

    place: Place
    title: str
    head: str
    role: str
    origin: str
    level: str = ""
    samples: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class TableReading:
    """A table with a head, and its columns: tables with the same heads are one. `rows` are its first rows, as text.

    `place` is that of its head; `table` counts the tables of the file, 0 for a further head of one.
    """

    place: Place
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    table: int = 0
