"""The page that tokens of HTML make: the paragraphs and rows that are finished, and what is still open."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from documents.document import clean, is_blank
from files.cells import CELL_WEIGHT, WEIGHT_LIMIT
from files.readers.html_elements import BLOCKS, Scope
from files.readers.html_lists import word_mark
from files.readers.html_style import FORMATTING, Look, is_tracked, look_of, stands_for_tab
from files.readers.html_tables import Item, OpenCell, Table, Text
from files.readers.html_tokens import MARK_BEGIN, MARK_END, TEXT, TEXT_LIMIT, UNSEEN_RAW, Token
from files.readers.pieces import Piece, lines
from files.zip_guard import ArchiveError

#: The most pieces of one paragraph that keep their emphasis, and what a paragraph in a cell weighs besides its text.
PIECES, PARAGRAPH_WEIGHT = 20_000, 4 * CELL_WEIGHT
#: The most tables in one another; cells that lie deeper are paragraphs.
TABLES = 8
# fmt: off
VOID = frozenset(
    {
        "area", "base", "basefont", "bgsound", "col", "colgroup", "embed", "frame", "img", "input", "keygen",
        "link", "meta", "param", "source", "track", "wbr",
    }
)
# fmt: on
_GROUPS = frozenset({"tbody", "tfoot", "thead"})
_TABLE = _GROUPS | {"table", "td", "th", "tr"}
_LINE_END = re.compile(r"\r\n?")
_SPACES = re.compile(r"[ \t\r\n\f]+")


class Page:
    """A page that is being read, token by token. `done` are its finished paragraphs and rows.

    `unread` counts the texts that are not read by the reason, as `Look.hidden` tells it, `tracked` the changes that
    Word tracks. Takes a bounded number of steps for a token, and raises SheetError and ArchiveError for tables beyond
    the limits.
    """

    def __init__(self) -> None:
        self.done: list[Item] = []
        self.scopes = [Scope(Look(), self.done)]
        self.pieces: list[Piece] = []
        self.mark: list[str] = []
        self.in_mark = False
        self.at = -1
        self.unread: Counter[int] = Counter()
        self.serial = self.tracked = self.weight = 0

    def taken(self) -> list[Item]:
        """Return what is finished, each once."""
        finished = list(self.done)
        self.done.clear()
        return finished

    def take(self, token: Token) -> None:
        """Take the next token."""
        name = token.name
        if name == TEXT:
            self._add(token.at, token.text)
        elif name in (MARK_BEGIN, MARK_END):
            self.in_mark = name == MARK_BEGIN
        elif name.lstrip("/") in _TABLE:
            self._end_table_part(name[1:]) if name[0] == "/" else self._begin_table_part(token)
        elif name in ("br", "/br"):
            self._end_line()
        elif name in ("hr", "/p", "p") or name.lstrip("/") in BLOCKS:
            self.flush()
            if name[0] == "/":
                self.scopes[-1].end_block(name[1:])
            elif name != "hr":
                self.serial += 1
                self.scopes[-1].begin_block(name, token.attributes, self.serial)
        elif name[0] == "/":
            self.scopes[-1].end_inline(name[1:])
        elif name not in VOID and name not in UNSEEN_RAW:
            self._begin_inline(name, token.attributes)

    def end(self) -> None:
        """End the page: what is still open ends."""
        while len(self.scopes) > 1 or self.scopes[0].table:
            if self.scopes[-1].table:
                self._close_table()
            else:
                self._close_cell()
        self.flush()

    def flush(self) -> None:
        """End the paragraph that is being read, if there is one."""
        if not self.pieces and not self.mark:
            self.in_mark = False
            return
        scope, mark = self.scopes[-1], word_mark("".join(self.mark)) if self.mark else ""
        found = lines(self.pieces) if self.pieces else []
        if not found and mark and not is_blank(mark):
            found, mark = [(mark, False)], ""
        if scope.cell:
            self._weigh(len(found))
        mark = mark or (scope.item_mark if found else "")
        for text, bold in found:
            printed = f"{mark}\t{text}" if mark else text
            scope.items.append(Text(max(self.at, 0), printed, scope.heading, scope.depth, bold))
            mark = scope.item_mark = ""
        self.pieces, self.mark, self.in_mark, self.at = [], [], False, -1

    def _end_line(self) -> None:
        if not (self.in_mark or self.scopes[-1].look.mark):
            self.flush()

    def _weigh(self, paragraphs: int) -> None:
        """Count paragraphs in cells, which are kept until the row ends. Raises ArchiveError when they are too many."""
        self.weight += paragraphs * PARAGRAPH_WEIGHT
        if self.weight > WEIGHT_LIMIT:
            raise ArchiveError("E_ARCHIVE_SIZE", limit=WEIGHT_LIMIT // 1024 // 1024)

    def _add(self, at: int, text: str) -> None:
        """Add a text to the paragraph. Raises ArchiveError when it is too long."""
        if len(text) > TEXT_LIMIT:
            raise ArchiveError("E_ARCHIVE_SIZE", limit=TEXT_LIMIT // 1_000_000)
        look = self.scopes[-1].look
        blank = not text.strip()
        if look.hidden:
            if not blank and not is_blank(clean(text)):
                self.unread[look.hidden] += 1
            return
        if not blank and self.at < 0:
            self.at = at + len(text) - len(text.lstrip())
        text = _LINE_END.sub("\n", text) if look.spaces else _SPACES.sub(" ", text)
        if self.in_mark or look.mark:
            self.mark.append(text)
        else:
            if len(self.pieces) >= PIECES:
                self.pieces = [Piece("".join(piece.text for piece in self.pieces))]
            self.pieces.append(Piece(text, look.bold[1], look.italic[1]))

    def _begin_inline(self, name: str, attributes: Mapping[str, str]) -> None:
        self.serial += 1
        self.tracked += name in ("ins", "del") and is_tracked(attributes)
        if name in FORMATTING:
            self.scopes[-1].begin_format(name, attributes, self.serial)
        else:
            self.scopes[-1].begin_inline(name, attributes, self.serial)
        if stands_for_tab(attributes) and not self.in_mark:
            self.pieces.append(Piece("\t"))

    # Tables

    def _begin_table_part(self, token: Token) -> None:
        self.flush()
        name, scope = token.name, self.scopes[-1]
        if name == "table" and len(self.scopes) > TABLES:
            scope.deep_tables += 1
        if scope.deep_tables:
            return
        self.serial += 1
        if name == "table":
            if scope.table:
                self._close_table()
            self._open_table(token.attributes)
            return
        table = self._table_of_cell()
        if name in _GROUPS or (name == "tr" and table.in_row):
            self._end_row(table)
        if name in _GROUPS:
            table.end_group()
            table.in_head = name == "thead"
        elif name == "tr" or not table.in_row:
            attributes: Mapping[str, str] = token.attributes if name == "tr" else {}
            table.begin_row(token.at, look_of("tr", attributes, table.look, self.serial))
        if name in ("td", "th"):
            self._open_cell(table, token)

    def _table_of_cell(self) -> Table:
        """Return the table that a row or a cell belongs to, with no cell open; a new one where there is none."""
        if self.scopes[-1].table is None and self.scopes[-1].cell:
            self._close_cell()
        return self.scopes[-1].table or self._open_table({})

    def _open_table(self, attributes: Mapping[str, str]) -> Table:
        scope = self.scopes[-1]
        look = look_of("table", attributes, scope.look, self.serial)
        scope.table = Table(look, look)
        return scope.table

    def _open_cell(self, table: Table, token: Token) -> None:
        """Open a cell; one that is hidden takes no place."""
        look = look_of(token.name, token.attributes, table.row_look, self.serial)
        hidden = look.hidden and not table.row_look.hidden
        head = token.name == "th"
        cell = OpenCell(0, 1, head) if hidden else table.begin_cell(token.attributes, head=head)
        self.scopes.append(Scope(look, cell.items, cell))

    def _close_cell(self) -> None:
        self.flush()
        self.scopes.pop()

    def _end_row(self, table: Table) -> None:
        if table.in_row:
            self.scopes[-1].items.extend(table.end_row())

    def _close_table(self) -> None:
        self.flush()
        table = self.scopes[-1].table
        if table:
            self._end_row(table)
        self.scopes[-1].table = None

    def _end_table_part(self, name: str) -> None:
        self.flush()
        scope = self.scopes[-1]
        if scope.deep_tables:
            scope.deep_tables -= name == "table"
            return
        if scope.table is None and scope.cell:
            self._close_cell()
            scope = self.scopes[-1]
        elif name in ("td", "th"):
            return
        table = scope.table
        if table is None or name in ("td", "th"):
            return
        if name == "table":
            self._close_table()
            return
        self._end_row(table)
        if name in _GROUPS:
            table.end_group()
            table.in_head = False
