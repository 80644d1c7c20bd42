"""HTML as blocks: saved pages, and what Word, Excel, Google and browsers put on the clipboard."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.translation import grouped
from documents.translation import mark as _
from files.readers.blocks import Block, Note, Paragraph, Place, TableRow
from files.readers.html_page import Page
from files.readers.html_style import FRAME
from files.readers.html_tables import Item, Text
from files.readers.html_tokens import tokens
from files.zip_guard import ArchiveError

#: The most tags and texts of a page; a saved page of 10 MB has some hundred thousand. Work grows with them.
TOKEN_LIMIT = 400_000

MESSAGES = {
    "W_HIDDEN_TEXT": _(
        "{count} bagian teks halaman ini tersembunyi di peramban atau di Word, jadi tidak dibaca. "
        "Tampilkan dulu di aplikasinya bila seharusnya dibaca."
    ),
    "W_PAGE_FRAME": _(
        "{count} bagian teks bingkai halaman web ini (menu, kepala, kaki, dan bilah sisi) tidak dibaca. Salin isinya "
        "ke dokumen Word bila seharusnya dibaca."
    ),
    "W_TRACKED": _(
        "Halaman ini memuat {count} perubahan terlacak dari Word: sisipan dibaca, hapusan tidak. Bila bukan itu yang "
        "dimaksud, terima atau tolak perubahannya di Word, lalu salin lagi."
    ),
}

_PAGE = re.compile(
    r"\ufeff?\s*(?:Version:[0-9.]+\s+StartHTML:|(?:<\?xml[^<>]*>\s*|<!--(?!\[)[^<>]*-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|meta)(?=[\s>]))",
    re.IGNORECASE,
)
_FRAGMENT = re.compile(
    r"\ufeff?\s*<(?:!--StartFragment|(?:table|div|p|h[1-6]|ul|ol|span|b|style|google-sheets-html-origin|section|article)"
    r"(?=[\s>]))",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(r"^(?:#{1,6} |[^<>\n]*\|[^<>\n]*$)", re.MULTILINE)


def looks_like_html(text: str) -> bool:
    """Return whether a file or a paste is HTML: it begins as a page, or begins and ends with tags.

    Markdown that begins with a table of HTML is Markdown. Linear.
    """
    if _PAGE.match(text):
        return True
    return bool(_FRAGMENT.match(text)) and text.rstrip().endswith(">") and not _MARKDOWN.search(text)


def blocks(text: str) -> Iterator[Block | Note]:
    """Yield the blocks of HTML, numbered from 1 as they come, and at the end notes of what is hidden or was changed.

    Paragraphs are counted outside tables, for their places. Line ends (`<br>`) part paragraphs. Lists have their marks
    as a browser or Word prints them. A table in a cell becomes lines of that cell, its cells parted by TABs; but a
    table that merely frames a page is left out, and what stands in it comes by itself. Linear, without recursion.
    Raises SheetError and ArchiveError for tables beyond the limits of sheets, ArchiveError for more than `TOKEN_LIMIT`
    tags and texts.
    """
    page = Page()
    counts = [0, 0]
    for number, item in enumerate(_items(text, page), 1):
        yield _block(item, number, counts)
    for code, count in (
        ("W_HIDDEN_TEXT", page.unread[2]),
        ("W_PAGE_FRAME", page.unread[FRAME]),
        ("W_TRACKED", page.tracked),
    ):
        if count:
            yield Note(code, MESSAGES[code].format(count=count))


def lined_blocks(text: str, first_line: int, tables: int) -> Iterator[Block]:
    """Yield the blocks of HTML in a text that goes on at `first_line`, numbered by their lines there.

    `tables` is the number of tables before. Raises as `blocks`.
    """
    counts, at, line = [0, tables], 0, first_line
    for item in _items(text, Page()):
        line += text.count("\n", at, max(at, item.at))
        at = max(at, item.at)
        block = _block(item, line, counts)
        yield block._replace(place=Place(line))


def _items(text: str, page: Page) -> Iterator[Item]:
    for number, token in enumerate(tokens(text)):
        if number > TOKEN_LIMIT:
            raise ArchiveError("E_ARCHIVE_PARTS", limit=grouped(TOKEN_LIMIT))
        page.take(token)
        if page.done:
            yield from page.taken()
    page.end()
    yield from page.taken()


def _block(item: Item, number: int, counts: list[int]) -> Block:
    """Return the block of an item. `counts` are the paragraphs and the tables so far, and are counted on."""
    if isinstance(item, Text):
        counts[0] += 1
        return Paragraph(number, Place(counts[0]), item.text, item.heading, item.depth, item.bold)
    if not item.table.number:
        counts[1] += 1
        item.table.number = counts[1]
    table = item.table.number
    return TableRow(number, Place(item.row, table), table, item.cells, item.head)
