"""Account of a file in a native format: what became of each of its lines or rows, derived from what was read. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from documents.document import Document, Line, Parsed, Problem, clean
from documents.translation import AnyText
from documents.translation import mark as _
from files.readers.blocks import Place
from files.readers.understanding.reading import Fate
from files.readers.understanding.words import title

CONTINUES = _("lanjutan baris {first}")
STRUCTURE = _("tanda susunan")
UNSURE = _("tidak ada di dokumen mana pun; lihat daftar masalah")
#: The warning of a line that is kept in the file and shown nowhere.
NOT_SHOWN = "W_UNKNOWN_FIELD"


def account(lines: Iterable[tuple[int, str]], parsed: Parsed) -> Iterator[Fate]:
    """Yield the fate of each line that is not blank, in order; `lines` are numbered as the problems of `parsed`.

    A line is read as the lines of documents of that `source_line`, continues the one above it, is the key of a
    document or a mark of the structure, or is left out: with the message of the problem that says so. Linear.
    """
    return _Account(parsed).of(lines)


class _Account:
    """State of one account: the line that was read last, and how far its text was found in the file."""

    def __init__(self, parsed: Parsed) -> None:
        self.problems = _by_line(parsed.problems)
        self.unlisted = bool(parsed.unlisted)
        self.read: dict[int, list[tuple[Document, Line]]] = {}
        self.begins = {document.source_line: document for document in parsed.documents}
        for document in parsed.documents:
            for line in document.lines:
                if line.source_line:
                    self.read.setdefault(line.source_line, []).append((document, line))
        self.document: Document | None = None
        self.last: Line | None = None
        self.found = 0
        self.left = False
        self.marks: set[str] = set()

    def of(self, lines: Iterable[tuple[int, str]]) -> Iterator[Fate]:
        blank = True
        for number, text in lines:
            if stripped := clean(text):
                yield self.fate(number, text.strip("\r\n"), stripped, below=not blank)
            else:
                self.left = False
            blank = not stripped

    def fate(self, number: int, text: str, stripped: str, *, below: bool) -> Fate:
        """Return the fate of one line; `below` says that it stands directly below another one."""
        place, problem = Place(number), self.problems.get(number)
        self.document = self.begins.get(number, self.document)
        if found := self.read.get(number):
            self.document, self.last = found[-1]
            self.left, self.found = False, 0
            filled = [each for each in found if each[1].text] or found
            read = tuple((document.key, clean(line.path)) for document, line in filled)
            return Fate(place, text, read, _remark(problem), number=number)
        if problem and (problem.fatal or problem.code == NOT_SHOWN):
            self.left, self.last = problem.code == NOT_SHOWN, None
            return Fate(place, text, (), problem.message, asks=True, number=place.row)
        if self.left and below:
            return Fate(place, text, (), UNSURE, asks=True, number=place.row)
        return self.aside(place, text, stripped)

    def aside(self, place: Place, text: str, stripped: str) -> Fate:
        """Return the fate of a line of which no line of a document begins."""
        key, last = self.document.key if self.document else "", self.last
        if last and (at := last.text.find(stripped.strip("| "), self.found)) >= 0:
            self.found = at + 1
            return Fate(
                place, text, ((key, clean(last.path)),), CONTINUES.format(first=last.source_line), number=place.row
            )
        if key and key.casefold() in stripped.casefold():
            return Fate(place, text, ((key, ""),), number=place.row)
        known = title(stripped) in self.marks or not any(map(str.isalnum, stripped))
        if self.unlisted and not known:
            return Fate(place, text, (), UNSURE, asks=True, number=place.row)
        self.marks.add(title(stripped))
        return Fate(place, text, (), STRUCTURE, label=True, number=place.row)


def _by_line(problems: Iterable[Problem]) -> Mapping[int, Problem]:
    """Return the first problem of each line, one that leaves the line out before others."""
    found: dict[int, Problem] = {}
    for problem in problems:
        if problem.line not in found or problem.fatal or problem.code == NOT_SHOWN:
            found[problem.line] = problem
    return found


def _remark(problem: Problem | None) -> AnyText:
    return problem.message if problem else ""
