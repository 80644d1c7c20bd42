"""Documents: addressed lines of text, and the problems of a file."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from documents.limits import faults, size_fault
from documents.translation import AnyText
from documents.translation import mark as _

#: The longest text of one line of a document, and the longest name, in characters.
TEXT_LIMIT = 5_000
NAME_LIMIT = 200
#: The longest raw line of a file, in characters, and the most records in one file.
LINE_LIMIT = 20_000
RECORD_LIMIT = 20_000
#: The most lines of a file, empty ones included: fifty for each of the most records. Work grows with lines, not bytes.
FILE_LINES_LIMIT = 50 * RECORD_LIMIT
#: The most problems that are listed; the others are only counted.
PROBLEM_LIMIT = 100

#: All spaces except the plain one; people cannot tell them apart.
ODD_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
#: C0 and C1 controls (except TAB) and the separators that some programs read as a line end.
CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029"
#: Zero-width and bidirectional controls, and noncharacters, which no office file can hold. ZWJ and ZWNJ are excluded,
#: as emoji and some scripts need them.
INVISIBLES = "\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufffe\uffff"

_REMOVED = re.compile(f"[{INVISIBLES}]")
_SPACE = re.compile(rf"[\s{ODD_SPACES}{CONTROLS}]+")
_BLANK = "\u2800\u3164\u115f\u1160\uffa0"
_VISIBLE_NOT = frozenset({"Cc", "Cf", "Mn", "Me", "Zs", "Zl", "Zp"})


def clean(text: str) -> str:
    """Return `text` as it is stored and compared, without invisible characters.

    Removes zero-width and bidirectional controls, composes to NFC, and turns each run of white space and
    control characters into one space, with none at the ends. Words and spelling never change.
    Idempotent and linear. Parsers, models and forms use the same function.
    """
    if text.isascii() and text.isprintable():
        text = text.strip(" ")
        if "  " not in text:
            return text
    text = unicodedata.normalize("NFC", _REMOVED.sub("", text))
    return _SPACE.sub(" ", text).strip(" ")


def is_blank(text: str) -> bool:
    """Return whether the cleaned `text` has no visible character (a lone joiner, for instance)."""
    if text.isascii():
        return not text
    return all(character in _BLANK or unicodedata.category(character) in _VISIBLE_NOT for character in text)


def slug(name: str) -> str:
    """Return the words of `name` in lower case, without accents, with hyphens between them.

    `"KERJA SAMA"` and `"Kerja  Sama"` give `"kerja-sama"`. Empty when the name has neither letter nor digit.
    At most `NAME_LIMIT` characters, of the first `2 * NAME_LIMIT` of `name`: one character may stand for many.
    """
    letters = (
        character
        for character in unicodedata.normalize("NFKD", name[: 2 * NAME_LIMIT].casefold())
        if not unicodedata.combining(character)
    )
    words = "".join(letter if letter.isalnum() else " " for letter in letters).split()
    return "-".join(words)[:NAME_LIMIT].strip("-")


#: The piece of a text that is split into lines at a time, in characters: a `StringIO` takes four bytes for each.
PIECE = 1_000_000


def raw_lines(text: str) -> Iterator[str]:
    """Yield the lines of `text` with their ends. Only LF, CR and CRLF end a line (unlike `str.splitlines`)."""
    begin = 0
    while begin < len(text):
        end = text.find("\n", begin + PIECE) + 1 or len(text)
        yield from io.StringIO(text[begin:end], newline="")
        begin = end


@dataclass(frozen=True, slots=True)
class Line:
    """One addressed line of a document.

    `section` is the part it stands in, in people's words ("definisi", "level 4"); `label` the number printed
    before it, if any; `index` its place, counted from 1, in a list that prints no numbers. `source_line` is the line of
    the file it was read from (1-based, 0 when it came from elsewhere) and is no part of its identity.
    """

    section: str
    text: str
    label: str = ""
    index: int = 0
    source_line: int = field(default=0, compare=False)

    @property
    def path(self) -> str:
        """The address people and links use; unique in its document: "level 4, nomor 5", "perilaku kunci 2"."""
        if self.label:
            return f"{self.section}, nomor {self.label}"
        return f"{self.section} {self.index}" if self.index else self.section


@dataclass(frozen=True, slots=True)
class Document:
    """The unit that is read, changed, imported and restored: a key, a title and lines in order.

    `source` is the raw text of its record as it stood in a file, with everything up to the next record, so
    that the sources of a file's documents joined are the file; empty when it never was in a file, None when it
    is not known (a form's document: the stored one is kept). `source_line` is the 1-based line of the file where the
    record starts, `position` its place among all documents. `related` are the sorted keys of linked documents of
    another type; None when they are not known (no file names them: the stored ones are kept). `uid` is a second name
    that never changes, "" for types without one: the history keeps it, so that a restored document has it again. Two
    documents are equal when their keys and lines are: none of these is content.
    """

    key: str
    title: str = field(compare=False)
    lines: tuple[Line, ...]
    source: str | None = field(default=None, compare=False, repr=False)
    source_line: int = field(default=0, compare=False)
    position: tuple[int, ...] = field(default=(), compare=False)
    related: tuple[str, ...] | None = field(default=None, compare=False)
    uid: str = field(default="", compare=False)

    def like(self, other: Document | None) -> bool:
        """Whether storing the one over the other would change nothing, raw lines and related documents included."""
        return self == other and other is not None and self.source == other.source and self.related == other.related

    def text(self, section: str) -> str:
        """The text of the only line of `section`, or "" when there is none."""
        return next((line.text for line in self.lines if line.section == section), "")

    @property
    def texts(self) -> list[str]:
        """The texts of all lines, in order."""
        return [line.text for line in self.lines]

    def size_fault(self, before: Document | None) -> AnyText:
        """Return the error of a document that is too large and larger than `before`, "" without it."""
        return size_fault(self.title, self.texts, before.texts if before else ())

    def section(self, section: str) -> tuple[Line, ...]:
        """The lines of `section`, in order."""
        return tuple(line for line in self.lines if line.section == section)


@dataclass(frozen=True, slots=True)
class Problem:
    """An error (`E_…`, refuses the file) or a warning (`W_…`, never refuses it) at a 1-based line of a file.

    Line 0 means the whole file.
    """

    line: int
    code: str
    message: str

    @property
    def fatal(self) -> bool:
        """Return whether the problem refuses the whole file."""
        return self.code.startswith("E_")


@dataclass(frozen=True, slots=True)
class Parsed:
    """Result of reading a file: every document that can be read, and the problems in the order of lines.

    At most `PROBLEM_LIMIT` problems are listed, errors before warnings; `unlisted` counts the others.
    """

    documents: tuple[Document, ...]
    problems: tuple[Problem, ...] = ()
    unlisted: int = 0

    @property
    def fatal(self) -> bool:
        """Return whether the file is refused."""
        return any(problem.fatal for problem in self.problems)


_LINE = _("baris {row}")


def line_words(line: int) -> str:
    """Return the words for a line of a text, as they stand in a sentence: "baris 12"."""
    return _LINE.format(row=line)


class Problems:
    """Collect the problems of one file in constant memory: at most `PROBLEM_LIMIT` errors and as many warnings.

    `place` gives the words for a line's number, for messages that name another line as `{first}`.
    """

    def __init__(self, messages: Mapping[str, AnyText], place: Callable[[int], str] = line_words) -> None:
        self.messages, self.place = messages, place
        self.errors: list[Problem] = []
        self.warnings: list[Problem] = []
        self.count = 0
        self.fatal = False

    def add(self, line: int, code: str, /, **values: object) -> None:
        """Note `code` at `line`; its message is filled with `values`. Raises KeyError for an unknown code."""
        kept = self.errors if code.startswith("E_") else self.warnings
        message = self.messages[code].format_map(self.placed(values)) if len(kept) < PROBLEM_LIMIT else ""
        self.note(Problem(line, code, message))

    def placed(self, values: dict[str, object]) -> dict[str, object]:
        """Return the values of a message with the place of its other line in words."""
        first = values.get("first")
        return values | {"first": self.place(first)} if isinstance(first, int) else values

    def note(self, problem: Problem) -> None:
        """Note a problem that already has its message."""
        self.count += 1
        self.fatal = self.fatal or problem.fatal
        kept = self.errors if problem.fatal else self.warnings
        if len(kept) < PROBLEM_LIMIT:
            kept.append(problem)

    def first(self, line: int, code: str, /, **values: object) -> None:
        """Note a warning about the whole file, which is listed however many other warnings there are."""
        self.count += 1
        self.warnings.insert(0, Problem(line, code, self.messages[code].format_map(values)))
        del self.warnings[PROBLEM_LIMIT:]

    def parsed(self, documents: Iterable[Document]) -> Parsed:
        """Return the result of a parse that gave `documents`."""
        listed = _listed([*self.errors, *self.warnings])
        return Parsed(tuple(documents), listed, self.count - len(listed))

    def limited(self, documents: Iterable[Document]) -> Parsed:
        """Return the same, with a problem for each text and document beyond `documents.limits`.

        Noted at the end of a parse, so that a document stored before there were limits is still written as it is.
        """
        found = tuple(documents)
        for document in found:
            for place, code, message in faults(excerpt(document.title), document.texts):
                line = document.source_line if place < 0 else document.lines[place].source_line
                self.note(Problem(line, code, str(message)))
        return self.parsed(found)


def joined(*parts: Parsed) -> Parsed:
    """Join the results of several readers of one file."""
    problems = [problem for part in parts for problem in part.problems]
    problems.sort(key=lambda problem: not problem.fatal)
    listed = _listed(problems)
    unlisted = sum(part.unlisted for part in parts) + len(problems) - len(listed)
    return Parsed(tuple(document for part in parts for document in part.documents), listed, unlisted)


def _listed(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return the first `PROBLEM_LIMIT` of `problems`, in the order of lines."""
    return tuple(sorted(problems[:PROBLEM_LIMIT], key=lambda problem: problem.line))


def excerpt(text: str, limit: int = 40) -> str:
    """Return the first `limit` characters of `text`, cleaned, with an ellipsis if it is longer."""
    text = clean(text[: limit * 4])
    return text if len(text) <= limit else text[:limit] + "…"
