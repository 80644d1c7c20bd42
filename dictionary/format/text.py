"""Parse and render the dictionary's text format (kamus), without loss.

A record extends from one `Nama | …` row to the next. Parsing takes one pass, line by line. Rendering reads the raw
text of a document and changes only the rows whose text differs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from dictionary.format.fields import BODY, CODE, GROUP, LEVEL, NAME, TITLES
from dictionary.format.messages import LAYOUT_CODES
from dictionary.format.parser import Reader
from dictionary.format.records import split_row
from documents.comparison.alignment import merge
from documents.comparison.patch import Raw, line_end, patched
from documents.document import Document, Line, Parsed, clean, raw_lines
from documents.spelling import heading_spelled, spelled

__all__ = ["EXAMPLE", "LAYOUT_CODES", "first_sign", "parse", "pieces", "render"]
#: Three readable lines, shown where nothing was recognised.
EXAMPLE = "Nama | Developing Others\nKode | DEVO\nDefinisi | …"
#: How many documents are searched for the line end of a file.
AHEAD = 500


def first_sign(text: str) -> int:
    """Return the 1-based line of the first row that marks this format (`Nama | …`, `Kode | …`), 0 without one."""
    for number, raw in enumerate(raw_lines(text), 1):
        if "|" in raw and split_row(clean(raw))[0] in (NAME, CODE):
            return number
    return 0


def parse(text: str) -> Parsed:
    """Return every competency of `text` that can be read and every problem, both in the order of lines.

    A document has the lines of its head (`fields.HEAD`; empty when absent), its key behaviours in order, then its
    levels by number, each with its description and its indicators in the order of the text. Never raises. Linear.
    """
    reader = Reader(text)
    documents = [record.document for record in reader.each()]
    return reader.problems.limited(documents)


def render(documents: Iterable[Document]) -> str:
    """Return the text of `documents`, in order: byte for byte the file they came from when nothing changed.

    A changed document differs from its `source` only in the changed rows; one without `source` is written in canonical
    form. Linear.
    """
    return "".join(pieces(documents))


def pieces(documents: Iterable[Document]) -> Iterator[str]:
    """Yield the same text piece by piece; at most `AHEAD` documents are held at a time.

    New rows get the line end of the first `source` among the first `AHEAD` documents.
    """
    rest = iter(documents)
    ahead = list(islice(rest, AHEAD))
    end = next((line_end(document.source) for document in ahead if document.source), "\n")
    before, group = "", ""
    for document in chain(ahead, rest):
        piece, group = _piece(document, group, end)
        if before and not before.endswith(("\n", "\r")):
            yield end
        if before and not document.source:
            yield end
        yield piece
        before = piece


def _piece(document: Document, group: str, end: str) -> tuple[str, str]:
    """Return the raw text of a document where `group` is in effect, and the group in effect after it.

    Rows in canonical form end with `end`.
    """
    if document.source:
        reader = Reader(document.source, group).read()
        if _holds(reader, document):
            return document.source, reader.group
        if len(reader.records) == 1 and not reader.problems.fatal:
            text = _patched(reader, document)
            reader = Reader(text, group).read()
            if _holds(reader, document):
                return text, reader.group
    return _canonical(document, group).replace("\n", end), document.text(GROUP)


def _holds(reader: Reader, document: Document) -> bool:
    return not reader.problems.fatal and [record.document for record in reader.records] == [document]


def _canonical(document: Document, group: str) -> str:
    wanted = document.text(GROUP)
    rows = [] if wanted == group else [_heading(wanted) + "\n"]
    rows.append(f"Nama  | {spelled(document.text(NAME))}\n:-----|:----\nKode  | {document.key}\n")
    rows += [_row(line) for line in document.lines if line.section not in (GROUP, NAME)]
    return "".join(rows)


def _heading(group: str) -> str:
    """Return the heading row of a group; a heading without a name ends the group before it."""
    return f"# {heading_spelled(group)}".rstrip() + "\n"


def _row(line: Line) -> str:
    """Return the canonical row of a line, "" for an empty text of `BODY`."""
    if line.section in BODY and not line.text:
        return ""
    return f"{_row_label(line)} | {spelled(line.text)}".rstrip() + "\n"


def _row_label(line: Line) -> str:
    """Return the word or number at the start of a row. Raises KeyError for a section that no competency has.

    A level out of range (-1, from JSON) is written as it is, so that its reader refuses it by name.
    """
    if not line.section.startswith(f"{LEVEL} "):
        return TITLES[line.section]
    return line.label or line.section.capitalize()


def _patched(reader: Reader, document: Document) -> str:
    """Return the raw text of `reader` changed to hold `document`; group heading and code count as lines here."""
    record = reader.records[0]
    raw = Raw(list(raw_lines(reader.text)), _places(reader), record.head - 1)
    before, after = _with_code(record.document), _with_code(document)
    heading = ""
    if not record.heading:
        before, after = before[1:], after[1:]
        heading = _heading(document.text(GROUP)) + "\n" if document.text(GROUP) != record.group else ""
    before = _as_they_stand(before, raw)
    after = _in_order(after, [line.section for line in before])
    end = raw.line_end
    text = patched(
        raw,
        before=before,
        after=after,
        write=lambda line: _row(line).replace("\n", end),
        rewrite=lambda lines, _, line: _rewritten(lines, line, end),
    )
    return heading.replace("\n", end) + text


def _with_code(document: Document) -> list[Line]:
    """Return the lines of a document as a file has them: the code is one of them."""
    group, name, *others = document.lines
    return [group, name, Line(CODE, document.key), *others]


def _as_they_stand(lines: list[Line], raw: Raw) -> list[Line]:
    """Sort the lines of a record in the order of their rows; a line without its own row follows its predecessor."""
    ranks: dict[str, int] = {}
    rank = -1
    for line in lines:
        rank = raw.places[line.path][0] if line.path in raw.places else rank
        ranks.setdefault(line.section, rank)
    return sorted(lines, key=lambda line: ranks[line.section])


def _in_order(lines: list[Line], sections: list[str]) -> list[Line]:
    """Sort `lines` by `sections`, the order of a file; a section not in it follows its usual predecessor."""
    own = list(dict.fromkeys(line.section for line in lines))
    known = [section for section in dict.fromkeys(sections) if section in own]
    ranks = {section: rank for rank, section in enumerate(merge(own, known))}
    return sorted(lines, key=lambda line: ranks[line.section])


def _places(reader: Reader) -> dict[str, tuple[int, int]]:
    record = reader.records[0]
    places = {line.path: (item.first - 1, item.last - 1) for line, item in record.lines() if item}
    if record.heading:
        places[GROUP] = (record.heading - 1, record.heading - 1)
    if record.code:
        places[CODE] = (record.code.first - 1, record.code.last - 1)
    return places


def _rewritten(lines: Sequence[str], line: Line, end: str) -> str:
    """Return the raw lines of one line with its new text and number; marks and spaces around them stay."""
    body = lines[0].rstrip("\r\n")
    mark = "\ufeff" if body.startswith("\ufeff") else ""
    body = body.removeprefix(mark)
    end = lines[-1][len(lines[-1].rstrip("\r\n")) :]
    if line.section == GROUP:
        return mark + (f"{body[: len(body) - len(body.lstrip('#'))]} {heading_spelled(line.text)}".rstrip()) + end
    outer = body.lstrip().startswith("|")
    label, pipe, text = body.partition("|") if not outer else _outer(body)
    written = spelled(line.text)
    if line.label and label.strip("| \t*_:.)\\") != line.label:
        label = f"{'| ' if outer else ''}{line.label} "
    closing = " |" if outer and (text.rstrip().endswith("|") or written.endswith("|")) else ""
    space = text[: len(text) - len(text.lstrip())] or " "
    return f"{mark}{label if pipe else label + ' '}|{space}{written}{closing}".rstrip() + end


def _outer(body: str) -> tuple[str, str, str]:
    before, first, rest = body.partition("|")
    label, pipe, text = rest.partition("|")
    return before + first + label, pipe, text
