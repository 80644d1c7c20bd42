"""Writing a changed sub-aspect back into the raw lines it came from."""

from __future__ import annotations

from collections.abc import Sequence

from development.format.fields import ASPECT, DESCRIPTION, NAME, NUMBER, PARTS, TITLES, WAYS
from development.format.headings import aspect_heading, aspect_of, is_ambiguous, one_line, sub_aspect_heading
from development.format.parser import Reader
from development.format.records import Aspect, Sign, name_text, recognise
from documents.comparison.patch import Raw, line_end, patched
from documents.document import Document, Line, clean, raw_lines

#: Where raw lines hold what a document does not have as one line: headings of parts, and of aspects without any
#: sub-aspect before and after the record.
TITLE, ABOVE, BELOW = "judul ", "aspek di atas", "aspek di bawah"


class Patch:
    """Writes a document into the raw text that `reader` read, where its only record stood before."""

    def __init__(self, reader: Reader, document: Document, source: str) -> None:
        self.record = reader.records[0]
        self.headings = reader.headings
        self.document = document
        self.source = source
        self.end = line_end(source)

    def text(self, aspect: Aspect, kept: Sequence[str]) -> str:
        """The raw text after `aspect`, with the headings of empty aspects of `kept` (`ABOVE`, `BELOW`)."""
        wanted, name = aspect_of(self.document), self.record.name
        lines = list(raw_lines(self.source))
        whole = lines[-1].endswith(("\n", "\r"))
        lines[-1] += "" if whole else self.end
        before = self.lines(self.record.document, (ABOVE, BELOW))
        after = self.lines(self.document, kept)
        if wanted == aspect:
            after = [line for line in after if line.section != ASPECT]
        text = patched(
            Raw(lines, self.places(), head=(name.last if name else self.record.source_line) - 1),
            before=before,
            after=after,
            write=lambda line: _written(line).replace("\n", self.end),
            rewrite=_rewritten,
        )
        if not self.record.heading and wanted != aspect:
            text = aspect_heading(wanted) + self.end * 2 + text
        return text if whole else text.removesuffix(self.end)

    def lines(self, document: Document, kept: Sequence[str]) -> list[Line]:
        """The lines of `document` as the record's raw lines hold them, parts in their order there."""
        record, aspect = self.record, aspect_of(document)
        number, name = document.text(NUMBER), document.text(NAME)
        lines = [line for line in self.empty_aspects() if line.section in kept and line.section == ABOVE]
        if record.heading:
            lines.append(Line(ASPECT, f"{aspect.name}\n{aspect.domain}"))
        if record.name and record.name.first == record.source_line:
            lines.append(Line(NAME, f"{number}\n{name}"))
        else:
            lines += [Line(NUMBER, number), Line(NAME, name)]
        for part in self.order():
            lines += self.part(document, part)
        return lines + [line for line in self.empty_aspects() if line.section in kept and line.section == BELOW]

    def empty_aspects(self) -> dict[Line, int]:
        """The headings of aspects without any sub-aspect, and where they stand."""
        others = [number for number in self.headings if number != self.record.heading]
        return {
            Line(ABOVE if number < self.record.source_line else BELOW, ASPECT, index=nth): number
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
        title = [Line(TITLE + part, TITLES[part])] if titled or (part in WAYS and lines) else []
        return [*title, *lines]

    def places(self) -> dict[str, tuple[int, int]]:
        """The raw lines, counted from 0, that hold each of `lines`."""
        record = self.record
        numbers = {line.path: number for line, number in self.empty_aspects().items()}
        numbers |= {TITLE + part: number for part, number in record.titles.items()}
        numbers |= {NUMBER: record.source_line} | ({ASPECT: record.heading} if record.heading else {})
        places = {path: (number - 1, number - 1) for path, number in numbers.items()}
        return places | {line.path: (item.first - 1, item.last - 1) for line, item in record.lines() if item}


def _written(line: Line) -> str:
    """A new line of a record with the blank lines that part it from its neighbours."""
    if line.section == TITLE + DESCRIPTION:
        return f"\n{line.text}:\n"
    if line.section.startswith(TITLE):
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


def _rewritten(raw: Sequence[str], old: Line, line: Line) -> str:
    """The raw lines of the line `old` with its text and number now; marks and spaces around them stay."""
    if (line.text, line.label) == (old.text, old.label):
        return "".join(raw)
    if line.section == DESCRIPTION and not line.text:
        return ""
    body, end = raw[0].rstrip("\r\n"), raw[-1][len(raw[-1].rstrip("\r\n")) :]
    written = _plain(line, inline=recognise(clean(body)).kind == DESCRIPTION)
    margin = body[: len(body) - len(body.lstrip("\ufeff# \t"))]
    swapped = [_swapped(body, old.text, line.text)] if len(raw) == 1 else []
    wanted = _sense(written, line)
    similar = (text for text in (*swapped, margin + written) if _sense(text, line) == wanted)
    return next(similar, written) + end


def _swapped(body: str, old: str, new: str) -> str:
    """`body` with the pieces of `old` (a name and a domain, a number and a name) changed to those of `new`."""
    olds, news = old.split("\n"), new.split("\n")
    for place, (was, now) in enumerate(zip(olds, news, strict=True)):
        if was == now:
            continue
        if not was or not now:
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
