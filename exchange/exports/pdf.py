"""A book as a PDF, drawn by WeasyPrint from the same template as the page; nothing is fetched from anywhere.

Import it only where `exchange.exports.kinds.draws_pdf` says that it can be: WeasyPrint and Pango may be missing.
"""

from __future__ import annotations

import os
from pathlib import Path
from threading import Lock
from typing import Any, BinaryIO
from urllib.parse import unquote

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from documents.layout import Book
from exchange.document_types import DocumentType
from exchange.exports.book import BusyError

#: Where the style sheets say that they stand; the fetcher knows nothing else.
BASE = "https://static.invalid/"
STYLES = ("book.css", "book-pdf.css")
#: The day that fontTools writes into the fonts it cuts down: the same, so that the same book gives the same bytes.
os.environ.setdefault("SOURCE_DATE_EPOCH", "315532800")
#: One at a time in a process: a volume of a hundred leaves needs half a gigabyte while it is drawn.
_DRAWING = Lock()
#: How long another one waits for that, in seconds.
PATIENCE = 5
_TYPES = {".css": "text/css", ".woff2": "font/woff2"}


class OwnFiles(URLFetcher):  # type: ignore[misc]  # the package has no types
    """Gives WeasyPrint the site's own static files, and nothing else: no network, no other file of the machine."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """The static file of that address. Raises FatalURLFetchingError for anything else."""
        name = unquote(url.removeprefix(BASE)) if url.startswith(BASE) else ""
        found = finders.find(name) if Path(name).suffix in _TYPES else None
        if not isinstance(found, str):
            raise FatalURLFetchingError(url)
        return URLFetcherResponse(url, Path(found).read_bytes(), {"Content-Type": _TYPES[Path(name).suffix]})


def write(document_type: DocumentType, book: Book, out: BinaryIO) -> None:
    """Draw `book` to `out`: tagged (PDF/UA-1), with bookmarks and its fonts inside. The same book, the same bytes.

    About 16 pages a second of CPU time. Raises BusyError when others are drawn for too long.
    """
    if not _DRAWING.acquire(timeout=PATIENCE):
        raise BusyError
    try:
        _draw(document_type, book, out)
    finally:
        _DRAWING.release()


def _draw(document_type: DocumentType, book: Book, out: BinaryIO) -> None:
    fetcher, fonts = OwnFiles(), FontConfiguration()
    text = render_to_string("exchange/book_pdf.html", {"book": book, "format": document_type})
    sheets = [CSS(url=BASE + name, url_fetcher=fetcher, font_config=fonts) for name in STYLES]
    HTML(string=text, base_url=BASE, url_fetcher=fetcher).write_pdf(
        out,
        stylesheets=sheets,
        font_config=fonts,
        pdf_variant="pdf/ua-1",
        pdf_identifier=b"",
        presentational_hints=True,
    )
