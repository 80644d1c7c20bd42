"""The guide's text format (panduan): parse and render, without loss.

A record runs from where the one before it ended, the aspect's heading included, to the next sub-aspect's heading
or aspect's heading. Reading is one pass, line by line; writing reads the raw text a document came from and
changes only the lines whose text differs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from development.problems import MESSAGES
from development.reader import Reader
from development.records import (
    ACTION,
    ASPECT,
    DESCRIPTION,
    DOMAIN,
    NAME,
    NUMBER,
    PARTS,
    PLAIN,
    SUB_ASPECT,
    TITLES,
    WAYS,
    Aspect,
    Sign,
    aspect_slug,
    name_text,
    recognise,
)
from exchange.documents import Document, Line, Parsed, Problem, clean, excerpt, raw_lines
from exchange.patch import Raw, patched

#: Where raw lines hold what a document does not have as one line: headings of parts, and of aspects without any
#: sub-aspect before and after the record.
_TITLE, _ABOVE, _BELOW = "judul ", "aspek di atas", "aspek di bawah"


def first_sign(text: str) -> int:
    """The 1-based line of the first heading of an aspect or a sub-aspect, 0 when there is none.

    A line with a pipe is none: tables speak of aspects as well.
    """
    for number, raw in enumerate(raw_lines(text), 1):
        if "spe" in raw.casefold() and "|" not in raw:
            line = clean(raw)
            if line and recognise(line).kind in (ASPECT, SUB_ASPECT):
                return number
    return 0


def parse(text: str) -> Parsed:
    """Every sub-aspect of `text` that could be read, and every problem, both in the order of lines.

    A document has the lines aspek, ranah, nomor, nama and deskripsi (empty when absent), then its actions for
    self-development and for assignment, each in the text's order. Never raises. Linear.
    """
    reader = Reader(text).read()
    return reader.problems.parsed(record.document for record in reader.records)


def refusals(document: Document) -> tuple[Problem, ...]:
    """Why `document`, wherever it came from, cannot be kept in a file of this format; () when it can.

    The problems speak of line 0. Linear.
    """
    aspect = _aspect(document)
    if recognise(aspect_heading(aspect)) != Sign(ASPECT, aspect.name, aspect.domain):
        return (_unwritable("Aspek", f"{aspect.name} ({aspect.domain})"),)
    reader = Reader(_canonical(document, Aspect())).read()
    errors = reader.problems.errors
    if not errors and not _holds(reader, document):
        return (_unwritable("Sub aspek", document.title),)
    return tuple(Problem(0, error.code, error.message) for error in errors)


def _unwritable(what: str, text: str) -> Problem:
    message = MESSAGES["E_UNWRITABLE"].format(what=what, text=excerpt(text))
    return Problem(0, "E_UNWRITABLE", message)


def render(documents: Iterable[Document]) -> str:
    """The text of `documents`, in order: byte for byte the file they came from when nothing changed.

    A document whose text changed differs from its `source` in the lines that changed; one without `source` is
    written in canonical form. Documents of one aspect must stand together. Linear.
    """
    documents = list(documents)
    writer = _Writer(documents)
    for document, following in zip_longest(documents, documents[1:]):
        writer.write(document, following)
    return "".join(writer.pieces)


class _Writer:
    """Writes `documents` one after the other; `aspect` is in effect, `seen` are the slugs of those named."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.shown = {aspect_slug(document.text(ASPECT)) for document in documents}
        self.end = next((_line_end(document.source) for document in documents if document.source), "\n")
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
        """Whether what was read may stand here, given that no aspect may be named twice in a file."""
        aspect = _aspect(document)
        if following and _aspect(following) == aspect != reader.aspect:
            return False
        empty = reader.aspects.keys() - {aspect_slug(aspect.name)}
        named_once = self.shown.isdisjoint(empty) and self.seen.isdisjoint(reader.aspects)
        return named_once and _holds(reader, document)


def _holds(reader: Reader, document: Document) -> bool:
    return not reader.problems.fatal and [record.document for record in reader.records] == [document]


def _gap(text: str, *, wide: bool) -> str:
    """What parts `text` from the next record: nothing within a file, a blank line around canonical records."""
    body = text.rstrip(" \t")
    end = _line_end(text)
    if not body.endswith(("\n", "\r")):
        return end + end
    return end if wide and not body.removesuffix(end).endswith(("\n", "\r")) else ""


def _line_end(text: str) -> str:
    """How `text` ends its first line; LF when it has but one."""
    first = next(raw_lines(text), "")
    return first[len(first.rstrip("\r\n")) :] or "\n"


def _aspect(document: Document) -> Aspect:
    return Aspect(document.text(ASPECT), document.text(DOMAIN))


def _candidates(document: Document, aspect: Aspect) -> Iterator[tuple[str, bool]]:
    """Raw texts of `document` after `aspect`, the most faithful first, and whether each is the canonical one."""
    if document.source:
        yield document.source, False
        reader = Reader(document.source, _aspect(document)).read()
        if len(reader.records) == 1 and not reader.problems.fatal:
            patch = _Patch(reader, document, document.source)
            yield patch.text(aspect, (_ABOVE, _BELOW)), False
            yield patch.text(aspect, ()), False
    yield _canonical(document, aspect), True


def _canonical(document: Document, aspect: Aspect) -> str:
    wanted = _aspect(document)
    blocks = [] if wanted == aspect else [aspect_heading(wanted)]
    blocks.append(sub_aspect_heading(document.text(NUMBER), document.text(NAME)))
    if description := document.text(DESCRIPTION):
        bare = not is_ambiguous(description)
        blocks += [f"{TITLES[DESCRIPTION]}:", description] if bare else [one_line(description)]
    for way in WAYS:
        if actions := document.section(way):
            blocks += [TITLES[way], "\n".join(f"{line.label}. {line.text}" for line in actions)]
    return "\n\n".join(blocks) + "\n"


def aspect_heading(aspect: Aspect) -> str:
    """The heading's canonical line; one that would read as something else begins with "#"."""
    domain = f" *{aspect.domain}*" if aspect.domain else ""
    heading = f"{aspect.name} **(Aspek{domain})**"
    return heading if recognise(heading).text == aspect.name else f"# {heading}"


def sub_aspect_heading(number: str, name: str) -> str:
    """The heading's canonical line; without `name` the line of a heading whose name stands below."""
    printed = f"Sub Aspek - {number}" if number else "Sub Aspek"
    return f"{printed} **{name}**" if name else printed


def one_line(description: str) -> str:
    """A description together with its heading, which can hold whatever text."""
    return f"{TITLES[DESCRIPTION]}: {description}"


def is_ambiguous(description: str) -> bool:
    """Whether `description`, on a line of its own, would read as a heading or a rule."""
    return recognise(description).kind not in (PLAIN, ACTION)


class _Patch:
    """Writes a document into the raw text that `reader` read, where its only record stood before."""

    def __init__(self, reader: Reader, document: Document, source: str) -> None:
        self.record = reader.records[0]
        self.headings = reader.headings
        self.document = document
        self.source = source
        self.end = _line_end(source)

    def text(self, aspect: Aspect, kept: Sequence[str]) -> str:
        """The raw text after `aspect`, with the headings of empty aspects of `kept` (`_ABOVE`, `_BELOW`)."""
        wanted, name = _aspect(self.document), self.record.name
        lines = list(raw_lines(self.source))
        whole = lines[-1].endswith(("\n", "\r"))
        lines[-1] += "" if whole else self.end
        before = self.lines(self.record.document, (_ABOVE, _BELOW))
        after = self.lines(self.document, kept)
        if wanted == aspect:
            after = [line for line in after if line.section != ASPECT]
        olds = {line.path: line.text for line in before}
        text = patched(
            Raw(lines, self.places(), head=(name.last if name else self.record.at) - 1),
            before=before,
            after=after,
            write=lambda line: _written(line).replace("\n", self.end),
            rewrite=lambda raw, line: _rewritten(raw, olds[line.path], line),
        )
        if not self.record.heading and wanted != aspect:
            text = aspect_heading(wanted) + self.end * 2 + text
        return text if whole else text.removesuffix(self.end)

    def lines(self, document: Document, kept: Sequence[str]) -> list[Line]:
        """The lines of `document` as the record's raw lines hold them, parts in their order there."""
        record, aspect = self.record, _aspect(document)
        number, name = document.text(NUMBER), document.text(NAME)
        lines = [line for line in self.empty_aspects() if line.section in kept and line.section == _ABOVE]
        if record.heading:
            lines.append(Line(ASPECT, f"{aspect.name}\n{aspect.domain}"))
        if record.name and record.name.first == record.at:
            lines.append(Line(NAME, f"{number}\n{name}"))
        else:
            lines += [Line(NUMBER, number), Line(NAME, name)]
        for part in self.order():
            lines += self.part(document, part)
        return lines + [line for line in self.empty_aspects() if line.section in kept and line.section == _BELOW]

    def empty_aspects(self) -> dict[Line, int]:
        """The headings of aspects without any sub-aspect, and where they stand."""
        others = [number for number in self.headings if number != self.record.heading]
        return {
            Line(_ABOVE if number < self.record.at else _BELOW, ASPECT, nth=nth): number
            for nth, number in enumerate(others, 1)
        }

    def order(self) -> list[str]:
        """All parts: those the record has in its order, each other one after the part it usually follows."""
        order = list(self.record.titles)
        for place, part in enumerate(PARTS):
            if part not in order:
                order.insert(order.index(PARTS[place - 1]) + 1 if place else 0, part)
        return order

    def part(self, document: Document, part: str) -> list[Line]:
        """The lines of one part, its heading first where that is a line of its own."""
        lines, titled = document.section(part), part in self.record.titles
        if part == DESCRIPTION:
            description, text = self.record.description, document.text(DESCRIPTION)
            inline = description and self.record.titles.get(part) == description.first
            titled = not inline and (titled or bool(text)) and not (text and is_ambiguous(text))
        title = [Line(_TITLE + part, TITLES[part])] if titled or (part in WAYS and lines) else []
        return [*title, *lines]

    def places(self) -> dict[str, tuple[int, int]]:
        """The raw lines, counted from 0, that hold each of `lines`."""
        record = self.record
        numbers = {line.path: number for line, number in self.empty_aspects().items()}
        numbers |= {_TITLE + part: number for part, number in record.titles.items()}
        numbers |= {NUMBER: record.at} | ({ASPECT: record.heading} if record.heading else {})
        places = {path: (number - 1, number - 1) for path, number in numbers.items()}
        return places | {line.path: (item.first - 1, item.last - 1) for line, item in record.lines() if item}


def _written(line: Line) -> str:
    """A new line of a record with the blank lines that part it from its neighbours."""
    if line.section == _TITLE + DESCRIPTION:
        return f"\n{line.text}:\n"
    if line.section.startswith(_TITLE):
        return f"\n{line.text}\n\n"
    return f"\n{_plain(line)}\n" if line.section == DESCRIPTION else f"{_plain(line)}\n"


def _plain(line: Line, *, inline: bool = False) -> str:
    """The canonical text of one of `_Patch.lines`; of a description after its heading when `inline`."""
    if line.section == ASPECT:
        return aspect_heading(Aspect(*line.text.split("\n")))
    if line.section == NUMBER:
        return sub_aspect_heading(line.text, "")
    if line.section == NAME:
        number, stands_here, name = line.text.partition("\n")
        return sub_aspect_heading(number, name) if stands_here else line.text
    if line.section == DESCRIPTION:
        return one_line(line.text) if inline or is_ambiguous(line.text) else line.text
    return f"{line.label}. {line.text}"


def _rewritten(raw: Sequence[str], old: str, line: Line) -> str:
    """The raw lines of one line whose text was `old`, with its text now; marks and spaces around it stay."""
    if line.text == old:
        return "".join(raw)
    if line.section == DESCRIPTION and not line.text:
        return ""
    body, end = raw[0].rstrip("\r\n"), raw[-1][len(raw[-1].rstrip("\r\n")) :]
    written = _plain(line, inline=recognise(clean(body)).kind == DESCRIPTION)
    margin = body[: len(body) - len(body.lstrip("\ufeff# \t"))]
    swapped = [_swapped(body, old, line.text)] if len(raw) == 1 else []
    wanted = _sense(written, line)
    similar = (text for text in (*swapped, margin + written) if _sense(text, line) == wanted)
    return next(similar, written) + end


def _swapped(body: str, old: str, new: str) -> str:
    """`body` with the pieces of `old` (a name and a domain, a number and a name) changed to those of `new`."""
    olds, news = old.split("\n"), new.split("\n")
    for place, (was, now) in enumerate(zip(olds, news, strict=True)):
        if was == now:
            continue
        if not was:
            return ""
        before, found, after = body.rpartition(was) if place + 1 == len(olds) else body.partition(was)
        if not found:
            return ""
        body = before + now + after
    return body


def _sense(text: str, line: Line) -> Sign:
    """What a raw line says; a name alone on its line says a name, whatever it looks like."""
    cleaned = clean(text)
    if line.section == NAME and "\n" not in line.text:
        return Sign(NAME, name_text(cleaned.lstrip("#")))
    return recognise(cleaned)
