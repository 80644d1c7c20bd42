"""The kinds of file that documents go out in, and how each is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from exchange import csvfile, jsonfile, odsfile, xlsxfile
from exchange.documents import Document
from exchange.formats import Format
from exchange.outgoing import Sheet

Write = Callable[[Format, Iterable[Document], BinaryIO], None]


@dataclass(frozen=True, slots=True)
class Writer:
    """One kind of file: its ending, its type on the web, what people call it and what they take it for."""

    extension: str
    content_type: str
    name: str
    use: str
    write: Write


@dataclass(frozen=True, slots=True)
class SheetWriter:
    """The same for a kind of file that holds one sheet, whatever is on it."""

    extension: str
    content_type: str
    name: str
    use: str
    write: Callable[[Sheet, BinaryIO], None]

    @property
    def for_documents(self) -> Writer:
        """The writer of documents as such a sheet."""

        def write(format_: Format, documents: Iterable[Document], out: BinaryIO) -> None:
            rows: Iterator[tuple[str, ...]] = (row for document in documents for row in format_.table.rows(document))
            self.write(Sheet(format_.label, format_.table.COLUMNS, rows), out)

        return Writer(self.extension, self.content_type, self.name, self.use, write)


def _native(format_: Format, documents: Iterable[Document], out: BinaryIO) -> None:
    out.writelines(piece.encode() for piece in format_.pieces(documents))


def _json(format_: Format, documents: Iterable[Document], out: BinaryIO) -> None:
    jsonfile.write(format_.slug, map(format_.nested.values, documents), out)


SHEETS = (
    SheetWriter("xlsx", xlsxfile.CONTENT_TYPE, "Excel", "untuk dibaca, disaring, dan dicetak", xlsxfile.write),
    SheetWriter("ods", odsfile.CONTENT_TYPE, "OpenDocument", "untuk LibreOffice dan sejenisnya", odsfile.write),
    SheetWriter("csv", csvfile.CONTENT_TYPE, "CSV", "tabel polos untuk aplikasi lain", csvfile.write),
)
WRITERS = (
    Writer("md", "text/markdown; charset=utf-8", "Teks asli", "persis seperti berkas sumbernya", _native),
    *(writer.for_documents for writer in SHEETS),
    Writer("json", jsonfile.CONTENT_TYPE, "JSON", "data bertingkat untuk pengembang", _json),
)


def by_extension(extension: str) -> Writer:
    """The writer of files with that ending. Raises KeyError when there is none."""
    return {writer.extension: writer for writer in WRITERS}[extension]
