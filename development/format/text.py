"""Parse and render the guide's text format (panduan), without loss.

A record extends from the end of the one before it, with the heading of its aspect, to the next heading of a sub-aspect
or an aspect. Parsing takes one pass, line by line. Rendering reads the raw text of a document and changes only the
lines whose text differs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from development.format.fields import ASPECT, DESCRIPTION, NAME, NUMBER, TITLES, WAYS
from development.format.headings import (
    aspect_heading,
    aspect_of,
    can_be_aspect,
    is_ambiguous,
    one_line,
    sub_aspect_heading,
)
from development.format.messages import LAYOUT_CODES, MESSAGES
from development.format.parser import Reader
from development.format.patch import ABOVE, BELOW, Patch
from development.format.records import SUB_ASPECT, Aspect, aspect_slug, recognise
from documents.comparison.patch import line_end
from documents.document import Document, Parsed, Problem, clean, excerpt, raw_lines
from documents.spelling import spelled_lines
from documents.translation import AnyText
from documents.translation import mark as _

__all__ = ["EXAMPLE", "LAYOUT_CODES", "first_sign", "parse", "pieces", "refusals", "render"]
#: Three readable lines, shown where nothing was recognised.
EXAMPLE = "INTEGRITAS **(Aspek *Managing Self*)**\nSub Aspek - 1 **Tanggung Jawab**\nDeskripsi: …"


def first_sign(text: str) -> int:
    """Return the 1-based line of the first heading of an aspect or a sub-aspect, 0 without one.

    A line with a pipe is no heading, as tables name aspects as well.
    """
    for number, raw in enumerate(raw_lines(text), 1):
        if "|" not in raw and "spe" in raw.casefold():
            line = clean(raw)
            if line and recognise(line).kind in (ASPECT, SUB_ASPECT):
                return number
    return 0


def parse(text: str) -> Parsed:
    """Return every sub-aspect of `text` that can be read and every problem, both in the order of lines.

    A document has the lines aspek, ranah, nomor, nama and deskripsi (empty when absent), then its actions for
    self-development and for assignment, each in the order of the text. Never raises. Linear.
    """
    reader = Reader(text).read()
    return reader.problems.limited(record.document for record in reader.records)


def refusals(document: Document) -> tuple[Problem, ...]:
    """Return the reasons why a file of this format cannot hold `document`; () when it can.

    The problems have line 0. Linear.
    """
    aspect = aspect_of(document)
    if not can_be_aspect(aspect.name, aspect.domain):
        return (_unwritable(_("Aspek"), f"{aspect.name} ({aspect.domain})"),)
    reader = Reader(_canonical(document, Aspect())).read()
    errors = reader.problems.errors
    if not errors and not _holds(reader, document):
        return (_unwritable(_("Sub aspek"), document.title),)
    return tuple(Problem(0, error.code, error.message) for error in errors)


def _unwritable(what: AnyText, text: str) -> Problem:
    message = MESSAGES["E_UNWRITABLE"].format(what=what, text=excerpt(text))
    return Problem(0, "E_UNWRITABLE", message)


def render(documents: Iterable[Document]) -> str:
    """Return the text of `documents`, in order: byte for byte the file they came from when nothing changed.

    A changed document differs from its `source` only in the changed lines; one without `source` is written in canonical
    form. Documents of one aspect must be adjacent. Linear.
    """
    documents = list(documents)
    writer = _Writer(documents)
    for document, following in zip_longest(documents, documents[1:]):
        writer.write(document, following)
    return "".join(writer.pieces)


def pieces(documents: Iterable[Document]) -> Iterator[str]:
    """Yield the same text in one piece, as each document depends on the next."""
    yield render(documents)


class _Writer:
    """Write `documents` one by one; `aspect` is the one in effect, `seen` the slugs of the aspects named so far."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.shown = {aspect_slug(document.text(ASPECT)) for document in documents}
        self.end = next((line_end(document.source) for document in documents if document.source), "\n")
        self.pieces: list[str] = []
        self.aspect = Aspect()
        self.seen: set[str] = set()
        self.canonical = False

    def write(self, document: Document, following: Document | None) -> None:
        """Write one document; `following` is the next one."""
        for text, canonical in _candidates(document, self.aspect):
            reader = Reader(text, self.aspect).read()
            if canonical or self.fits(reader, document, following):
                break
        if self.pieces:
            self.pieces.append(_gap(self.pieces[-1], wide=canonical or self.canonical))
        self.pieces.append(text.replace("\n", self.end) if canonical else text)
        self.canonical, self.aspect = canonical, reader.aspect
        self.seen.update(reader.aspects)

    def fits(self, reader: Reader, document: Document, following: Document | None) -> bool:
        """Return whether the text that `reader` read can come here: a file may name an aspect only once."""
        aspect = aspect_of(document)
        if following and aspect_of(following) == aspect != reader.aspect:
            return False
        empty = reader.aspects.keys() - {aspect_slug(aspect.name)}
        named_once = self.shown.isdisjoint(empty) and self.seen.isdisjoint(reader.aspects)
        return named_once and _holds(reader, document)


def _holds(reader: Reader, document: Document) -> bool:
    return not reader.problems.fatal and [record.document for record in reader.records] == [document]


def _gap(text: str, *, wide: bool) -> str:
    """Return the gap between `text` and the next record: "" within a file, a blank line around canonical records."""
    body = text.rstrip(" \t")
    end = line_end(text)
    if not body.endswith(("\n", "\r")):
        return end + end
    return end if wide and not body.removesuffix(end).endswith(("\n", "\r")) else ""


def _candidates(document: Document, aspect: Aspect) -> Iterator[tuple[str, bool]]:
    """Yield raw texts of `document` after `aspect`, the closest to its source first, and whether each is canonical."""
    if document.source:
        yield document.source, False
        reader = Reader(document.source, aspect_of(document)).read()
        if len(reader.records) == 1 and not reader.problems.fatal:
            patch = Patch(reader, document, document.source)
            yield patch.text(aspect, (ABOVE, BELOW)), False
            yield patch.text(aspect, ()), False
    yield _canonical(document, aspect), True


def _canonical(document: Document, aspect: Aspect) -> str:
    wanted = aspect_of(document)
    blocks = [] if wanted == aspect else [aspect_heading(wanted)]
    blocks.append(sub_aspect_heading(document.text(NUMBER), document.text(NAME)))
    if description := document.text(DESCRIPTION):
        bare = not is_ambiguous(description)
        blocks += [f"{TITLES[DESCRIPTION]}:", description] if bare else [one_line(description)]
    for way in WAYS:
        if actions := document.section(way):
            blocks += [TITLES[way], "\n".join(f"{line.label}. {line.text}" for line in actions)]
    return spelled_lines("\n\n".join(blocks)) + "\n"
