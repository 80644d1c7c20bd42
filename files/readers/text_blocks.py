"""Plain text and Markdown as blocks: a paragraph for each line, a row for each row of a table with pipes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from documents.document import raw_lines
from documents.translation import mark as _
from files.cells import COLUMN_LIMIT, too_big
from files.readers import decoding, html
from files.readers.blocks import Block, Cell, Note, Paragraph, Place, TableRow
from files.readers.pieces import tidy
from files.readers.spelling import Spelling, cells

MESSAGES = {
    **decoding.TEXT_MESSAGES,
    "W_SENDER": _("Waktu dan pengirim pesan di awal {count} baris tidak dibaca."),
    "W_MARKDOWN": _(
        "Teks memakai penulisan Markdown (seperti \\|, 1\\., &amp;, <br>, atau **label tebal**) {count} kali; dibaca "
        "sebagai tanda yang dimaksud."
    ),
}

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|$)")
_RULE = re.compile(r"[ \t]*(?:([-*_])(?:[ \t]*\1){2,}|={3,})[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(?:={3,}|-{3,})[ \t]*$")
_TABLE_RULE = re.compile(
    r"\s*(?:[|+]\s*:?[-=]+:?\s*[|+]?|[|+]?\s*:?[-=]+:?\s*(?:[|+]\s*:?[-=]+:?\s*)+[|+]?)\s*$",
)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*[\w+.-]*[ \t]*$")
_ITEM = re.compile(
    r"([ \t]*)(?:[-*+•·▪◦●○■□▫‣➢✓–—o]|\(?[0-9]{1,3}(?:\.[0-9]{1,3})*[.)]|[0-9]{1,3}(?:\.[0-9]{1,3})+|\(?[A-Za-z][.)]"
    r"|\(?[ivxIVX]{1,6}[.)])[ \t]+\S"
)
_DATE = r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}"
_TIME = r"\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?: ?[APap][Mm])?"
#: What programs for messages print before the first line of each: "[08.12, 14/5/2026] Rina: ".
_SENDER = re.compile(rf"\[?(?:{_DATE},? {_TIME}|{_TIME},? {_DATE})\]?(?: - | )[^:\]]{{1,40}}: (?=\S)")
#: The signs before a line that is quoted; a number behind one says that more than that is meant.
_QUOTE = re.compile(r" {0,3}(?:>[ \t]?)+(?![ \t]*\d)")
_HTML_TABLE = re.compile(r"[ \t]*(?:<(?:div|center|figure|p)\b[^<>]*>[ \t]*)*<table(?=[\s>])", re.IGNORECASE)
_TABLE_TAG = re.compile(r"<(/?)table(?=[\s>])", re.IGNORECASE)
#: The width of a TAB before an item, in spaces.
_TAB = 4


def blocks(text: str) -> Iterator[Block | Note]:
    """Yield the blocks of a text, each with the number of its line, and at the end notes on its characters.

    Where several rows of a table of HTML stand in one line, they and what follows have the next numbers that are free;
    their places name the line.

    What stands in a line stays, marks of lists and TABs included, but without what no reader sees and as Markdown means
    it. A table has a rule below its head, or at least two rows with as many pipes as each other; a single row later on
    that is as wide as the last table is one as well. Tables of HTML are read by `html`. Linear. Raises SheetError and
    ArchiveError as that does, and SheetError for a row beyond the last column.
    """
    reader = _Reader(text.removeprefix("\ufeff"))
    lines = raw_lines(reader.text)
    line, number = next(lines, ""), 0
    while line:
        following = next(lines, "")
        for block in reader.take(line, following):
            number = max(block.number, number + 1)
            yield block if block.number == number else block._replace(number=number)
        line = following
    yield from reader.notes()


class _Reader:
    """The state between lines: the table, the fence and the list that a line stands in."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spelling = Spelling()
        self.odd: dict[str, int] = {}
        self.number = self.at = self.html_end = 0
        self.fence = ""
        self.begins = True
        self.table = self.rows = self.width = self.last_width = self.last_count = 0
        self.ruled = self.noted = False
        self.indents: list[int] = []
        self.sent: list[int] = []  # the lines that the sender of a message stands in
        self.may_have_html = True

    def notes(self) -> Iterator[Note]:
        """Yield the notes on the whole text."""
        for code, line in self.odd.items():
            yield Note(code, MESSAGES[code], line)
        if self.sent:
            yield Note("W_SENDER", MESSAGES["W_SENDER"].format(count=len(self.sent)), self.sent[0])
        if self.spelling.count:
            yield self.spelling.note(MESSAGES["W_MARKDOWN"].format(count=self.spelling.count))

    def take(self, raw: str, following: str) -> Iterator[Block]:
        """Yield the blocks that begin in a line; `following` is the next line."""
        begin, self.at, self.number = self.at, self.at + len(raw), self.number + 1
        if begin < self.html_end:
            return
        line = raw.rstrip("\r\n")
        if line.lstrip("[")[:1].isdigit() and (sender := _SENDER.match(line)):
            self.sent.append(self.number)
            line = line[sender.end() :]
        for code in decoding.suspicious_characters(line):
            self.odd.setdefault(code, self.number)
        if self.fence or _FENCE.match(line):
            yield from self._fenced(line)
        elif self.may_have_html and _HTML_TABLE.match(line) and self._find_html_end(begin):
            yield from self._html(begin)
        else:
            yield from self._line(self._unquoted(line), self._unquoted(following.rstrip("\r\n"), looked_at=True))
        self.begins = not line.strip()

    def _unquoted(self, line: str, *, looked_at: bool = False) -> str:
        """Return a line without the signs of a quotation; a note that is set off by them ("> [!note]") keeps them."""
        quote = _QUOTE.match(line) if ">" in line[:4] else None
        noted = bool(quote) and (self.noted or (quote is not None and line.startswith("[!", quote.end())))
        if not looked_at:
            self.noted = noted
        if quote is None or noted:
            return line
        self.spelling.tell(0 if looked_at else 1, self.number)
        return line[quote.end() :]

    def _line(self, line: str, following: str) -> Iterator[Block]:
        """Yield the block of a line of Markdown, if it has one."""
        if not line.strip():
            self.rows = 0
        elif _is_rule(line, second=self.rows == 1):
            self.rows += bool(self.rows)
        elif _RULE.match(line):
            self.rows = 0
        elif heading := _HEADING.match(line):
            yield from self._heading(line[heading.end() :], len(heading[1]))
        elif self._is_row(line, following):
            yield from self._row(line, following)
        else:
            yield from self._paragraph(line, following)

    def _heading(self, raw: str, rank: int) -> Iterator[Block]:
        self.rows, self.indents = 0, []
        stripped = raw.rstrip()
        closing = stripped.rstrip("#")
        if closing != stripped and (not closing or closing[-1] in " \t"):
            stripped = closing
        text, bold = self.spelling.resolved(self.spelling.without_identifier(stripped, self.number), self.number)
        if text:
            yield Paragraph(self.number, Place(self.number), text, rank, bold=bold)

    def _paragraph(self, line: str, following: str) -> Iterator[Block]:
        self.rows = 0
        text, bold = self.spelling.resolved(line, self.number)
        item = _ITEM.match(line if "\\" not in line else line.replace("\\", ""))
        depth = self._depth(item[1]) if item else 0
        rank = 0
        if not item:
            self.indents = []
            if self.begins and _UNDERLINE.match(following):
                rank = 1 if "=" in following else 2
        if text:
            yield Paragraph(self.number, Place(self.number), text, rank, depth, bold)

    def _depth(self, space: str) -> int:
        """Return the depth of an item behind this space, from 1."""
        indent = len(space.expandtabs(_TAB))
        while self.indents and self.indents[-1] > indent:
            self.indents.pop()
        if not self.indents or self.indents[-1] + 1 < indent:
            self.indents.append(indent)
        return len(self.indents)

    def _is_row(self, line: str, following: str) -> bool:
        """Return whether a line is a row of a table."""
        count = len(cells(line))
        if "|" not in line or (count == 1 and not line.lstrip().startswith("|")):
            return False
        if self.rows or _is_rule(following, second=True) or count == self.last_width:
            return True
        return "|" in following and len(cells(following)) == count

    def _row(self, line: str, following: str) -> Iterator[Block]:
        parts: Sequence[str] = cells(line)
        head = _is_head_rule(following, second=self.rows == 0)
        self._take_width(len(parts), len(cells(following)), head=head)
        if len(parts) > self.width > 1:
            parts = _joined(parts, self.width)
        if len(parts) > COLUMN_LIMIT:
            raise too_big(self.number, len(parts) - 1)
        texts = [self.spelling.resolved(part, self.number)[0] for part in parts]
        found = tuple(Cell(place, text) for place, text in enumerate(texts) if text)
        if found:
            yield TableRow(self.number, Place(self.number), self.table, found, head)

    def _take_width(self, count: int, following: int, *, head: bool) -> None:
        """Take up a row of `count` cells: the head says how wide a table is, or two rows of the same width.

        A row that is wider than its table and its neighbours has pipes in its last text.
        """
        self.indents = []
        if not self.rows:
            self.table += 1
            self.ruled = False
        if head or not self.rows or (not self.ruled and count in (following, self.last_count)):
            self.width = self.last_width = count
        self.ruled = self.ruled or head
        self.last_count = count
        self.rows += 1

    def _fenced(self, line: str) -> Iterator[Block]:
        """Yield a line of code as it stands; the fences around it are marks."""
        fence = _FENCE.match(line)
        if not self.fence:
            self.rows, self.fence = 0, fence[1] if fence else ""
        elif line.strip() and set(line.strip()) == {self.fence[0]} and len(line.strip()) >= len(self.fence):
            self.fence = ""
        elif text := tidy(line):
            yield from [Paragraph(self.number, Place(self.number), text)] if text.strip("\t") else []

    def _find_html_end(self, begin: int) -> bool:
        """Find the line that ends a table of HTML; without one there is no such table from here on."""
        depth = end = 0
        for tag in _TABLE_TAG.finditer(self.text, begin):
            depth += -1 if tag[1] else 1
            end = tag.end() if tag[1] else end
            if depth <= 0:
                break
        self.may_have_html = bool(end)
        ends = [place for place in (self.text.find("\n", end), self.text.find("\r", end)) if place >= 0]
        self.html_end = min(ends, default=len(self.text)) if end else 0
        return bool(end)

    def _html(self, begin: int) -> Iterator[Block]:
        self.rows = 0
        source = self.text[begin : self.html_end].replace("\r\n", "\n").replace("\r", "\n")
        for block in html.lined_blocks(source, self.number, self.table):
            if isinstance(block, TableRow):
                self.table = max(self.table, block.table)
            yield block


def _is_rule(line: str, *, second: bool) -> bool:
    """Return whether a line is the rule of a table; one of single dashes only as the `second` line of it."""
    if not _TABLE_RULE.match(line):
        return False
    return second or "--" in line or "==" in line or ":-" in line or "-:" in line


def _is_head_rule(line: str, *, second: bool) -> bool:
    """Return whether a rule parts the head of a table from its rows; a grid has rules between its rows as well."""
    return _is_rule(line, second=second) and ("=" in line or not line.lstrip().startswith("+"))


def _joined(parts: Sequence[str], width: int) -> list[str]:
    """Return the cells of a row, what is too much for its table joined in the last one with its pipes."""
    rest = list(parts[width - 1 :])
    while len(rest) > 1 and not rest[-1].strip():
        rest.pop()
    return [*parts[: width - 1], " | ".join(part.strip() for part in rest)]
