"""Write a changed sub-aspect back into the raw lines it came from."""

from __future__ import annotations

from collections.abc import Sequence

from development.format.fields import ASPECT, DESCRIPTION, NAME, NUMBER, PARTS, TITLES, WAYS
from development.format.headings import aspect_heading, aspect_of, is_ambiguous, one_line, sub_aspect_heading
from development.format.parser import Reader
from development.format.records import Aspect, Sign, name_text, recognise
from documents.comparison.patch import Raw, line_end, patched
from documents.document import Document, Line, clean, raw_lines
from documents.spelling import spelled, spelled_lines, understood

#: The sections of raw lines that are no lines of the document: headings of parts, and headings of aspects without
#: sub-aspects above and below the record.
TITLE, ABOVE, BELOW = "judul ", "aspek di atas", "aspek di bawah"


class Patch:
    """Write a document into the raw text that `reader` read, in place of its only record."""

    def __init__(self, reader: Reader, document: Document, source: str) -> None:
        self.record = reader.records[0]
        self.headings = reader.headings
        self.document = document
        self.source = source
        self.end = line_end(source)

    def text(self, aspect: Aspect, kept: Sequence[str]) -> str:
        """Return the raw text for a place after `aspect`.

        `kept` names the headings of empty aspects to keep (`ABOVE`, `BELOW`).
        """
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
            write=lambda line: spelled_lines(_written(line)).replace("\n", self.end),
            rewrite=_rewritten,
        )
        if not self.record.heading and wanted != aspect:
            text = spelled(aspect_heading(wanted)) + self.end * 2 + text
        return text if whole else text.removesuffix(self.end)

    def lines(self, document: Document, kept: Sequence[str]) -> list[Line]:
        """Return the lines of `document` as the raw lines hold them, parts in the order of the raw text."""
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
        """Return the headings of aspects without sub-aspects, each with its line number."""
        others = [number for number in self.headings if number != self.record.heading]
        return {
            Line(ABOVE if number < self.record.source_line else BELOW, ASPECT, index=nth): number
            for nth, number in enumerate(others, 1)
        }

    def order(self) -> list[str]:
        """Return all parts: those of the record in its order, each other one after its usual predecessor."""
        order = list(self.record.titles)
        for place, part in enumerate(PARTS):
            if part not in order:
                order.insert(order.index(PARTS[place - 1]) + 1 if place else 0, part)
        return order

    def part(self, document: Document, part: str) -> list[Line]:
        """Return the lines of one part, first its heading if that has its own line."""
        lines, titled = document.section(part), part in self.record.titles
        if part == DESCRIPTION:
            description, text = self.record.description, document.text(DESCRIPTION)
            inline = description and self.record.titles.get(part) == description.first
            titled = not inline and (titled or bool(text)) and not (text and is_ambiguous(text))
        title = [Line(TITLE + part, TITLES[part])] if titled or (part in WAYS and lines) else []
        return [*title, *lines]

    def places(self) -> dict[str, tuple[int, int]]:
        """Return the first and last raw line, counted from 0, of each of `lines`, by path."""
        record = self.record
        numbers = {line.path: number for line, number in self.empty_aspects().items()}
        numbers |= {TITLE + part: number for part, number in record.titles.items()}
        numbers |= {NUMBER: record.source_line} | ({ASPECT: record.heading} if record.heading else {})
        places = {path: (number - 1, number - 1) for path, number in numbers.items()}
        return places | {line.path: (item.first - 1, item.last - 1) for line, item in record.lines() if item}


def _written(line: Line) -> str:
    """Return a new line of a record with the blank lines around it."""
    if line.section == TITLE + DESCRIPTION:
        return f"\n{line.text}:\n"
    if line.section.startswith(TITLE):
        return f"\n{line.text}\n\n"
    return f"\n{_plain(line)}\n" if line.section == DESCRIPTION else f"{_plain(line)}\n"


def _plain(line: Line, *, inline: bool = False) -> str:
    """Return the canonical text of one of `Patch.lines`; `inline` puts a description on the line of its heading."""
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
    """Return the raw lines of `old` changed to the text and number of `line`; marks and spaces around them stay."""
    if (line.text, line.label) == (old.text, old.label):
        return "".join(raw)
    if line.section == DESCRIPTION and not line.text:
        return ""
    body, end = raw[0].rstrip("\r\n"), raw[-1][len(raw[-1].rstrip("\r\n")) :]
    written = spelled(_plain(line, inline=recognise(understood(clean(body))).kind == DESCRIPTION))
    margin = body[: len(body) - len(body.lstrip("\ufeff# \t"))]
    swapped = [_swapped(body, spelled_lines(old.text), spelled_lines(line.text))] if len(raw) == 1 else []
    wanted = _sense(written, line)
    similar = (text for text in (*swapped, margin + written) if _sense(text, line) == wanted)
    return next(similar, written) + end


def _swapped(body: str, old: str, new: str) -> str:
    """Return `body` with the pieces of `old` (a name and a domain, a number and a name) replaced by those of `new`.

    "" when a changed piece is empty or not found.
    """
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
    """Return the sign of a raw line; a name alone on its line is always a name."""
    cleaned = understood(clean(text))
    if line.section == NAME and "\n" not in line.text:
        return Sign(NAME, name_text(cleaned.lstrip("#")))
    return recognise(cleaned)
