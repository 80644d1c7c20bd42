"""Questions that a file leaves open, and which of the answers that a person may give do not fit together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from exchange import document_types
from exchange.document_types import DocumentType
from exchange.imports.comparison import Review
from files.readers.understanding.codes import Code, proposals
from files.readers.understanding.levels import LevelName
from files.readers.understanding.reading import Understanding
from files.readers.understanding.record import Column
from files.readers.understanding.words import title

#: The most proposals that are tried for one code.
TRIES = 50


def is_answerable(review: Review) -> bool:
    """Return whether answers may make a refused file readable: those of the mapping page, or those of its lines."""
    return is_mappable(review) or _is_mended_by_lines(review)


def is_mappable(review: Review) -> bool:
    """Return whether a file has questions for the mapping page: a table, named levels or codes to choose."""
    found = review.understanding
    return found is not None and bool(found.tables or found.levels or any(map(_open, found.codes)))


def _is_mended_by_lines(review: Review) -> bool:
    """Return whether each problem that refuses a file stands at a line of which a person can say what it is. Linear."""
    found, fatal = review.understanding, {problem.line for problem in review.parsed.problems if problem.fatal}
    if found is None or found.lines is None or not fatal:
        return False
    asked = (fate for fate in found.account if fate.asks and fate.number in fatal)
    return fatal <= {fate.number for fate in asked if (each := found.lines.of(fate)) and each.movable}


def _open(code: Code) -> bool:
    return code.origin != "file"


@dataclass(frozen=True, slots=True)
class Clash:
    """A code that cannot stay: the name of another document that has it ("stored" here or in the file), one free."""

    code: Code
    other: str
    stored: bool
    free: str


@dataclass(frozen=True)
class Questions:
    """What a file leaves open, in the order of the mapping page."""

    document_type: DocumentType | None
    understanding: Understanding

    @classmethod
    def of(cls, review: Review) -> Questions | None:
        """Return the questions of a file, None for a file in a native format."""
        return cls(review.document_type, review.understanding) if review.understanding else None

    @cached_property
    def columns(self) -> list[Column]:
        """Columns of which nobody said what they are."""
        return [each for table in self.understanding.tables for each in table.columns if each.origin == "unknown"]

    @cached_property
    def levels(self) -> list[LevelName]:
        """Levels whose numbers follow from the order of the file alone."""
        return [level for level in self.understanding.levels if not level.chosen]

    @cached_property
    def proposed(self) -> list[Code]:
        """Codes that nobody chose yet."""
        return [code for code in self.understanding.codes if code.origin == "proposed"]

    @cached_property
    def codes(self) -> list[Code]:
        """Codes that a person may change: those that do not stand in the file."""
        return [code for code in self.understanding.codes if _open(code)]

    @property
    def count(self) -> int:
        """Number of questions: an unknown type, each unknown column, all levels together, all codes together."""
        return (self.document_type is None) + len(self.columns) + bool(self.levels) + bool(self.proposed)

    def clashes(self) -> Iterator[Clash]:
        """Yield the codes to change that belong to another document, stored or of this file; one query at most."""
        names = self.document_type.stored_names() if self.document_type and self.codes else {}
        owners: defaultdict[str, list[Code]] = defaultdict(list)
        for code in self.understanding.codes:
            owners[code.code].append(code)
        taken = {*names, *owners}
        for code in self.codes:
            twins = [each for each in owners[code.code][:2] if each is not code]
            if code.code in names and title(names[code.code]) != title(code.name):
                yield Clash(code, names[code.code], stored=True, free=_free(code, taken))
            elif twins:
                yield Clash(code, twins[0].name, stored=False, free=_free(code, taken))


def _free(code: Code, taken: set[str]) -> str:
    """Return a code that is not taken yet, and take it; "" when the first `TRIES` proposals are taken."""
    found = next((each for each in islice(proposals(code.name), TRIES) if each not in taken), "")
    taken.add(found)
    return found


def vocabularies(document_type: DocumentType | None) -> Collection[DocumentType]:
    """Return the types whose roles a column may have: the type of the file, or all with a vocabulary."""
    if document_type and document_type.vocabulary:
        return [document_type]
    return [each for each in document_types.all_types() if each.vocabulary]


def slugs() -> Mapping[str, DocumentType]:
    """Return the types that a file without one may hold, by slug."""
    return {each.slug: each for each in vocabularies(None)}
