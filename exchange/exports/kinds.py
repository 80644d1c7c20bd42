"""Kinds of file that documents are exported in, and their writers."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from documents.document import Document
from documents.translation import AnyText
from documents.translation import mark as _
from exchange.document_types import DocumentType
from exchange.exports import pdf
from exchange.exports.book import cover, printed
from exchange.exports.scope import EVERYTHING, Scope
from exchange.exports.word import template
from files import jsonfile
from files.writers import csv as csvfile
from files.writers import docx as docxfile
from files.writers import ods as odsfile
from files.writers import xlsx as xlsxfile
from files.writers.sheet import Sheet

PDF_TYPE = "application/pdf"


class Write(Protocol):
    """Write documents of a type to a file; `scope` tells kinds with a cover which documents these are."""

    def __call__(
        self, document_type: DocumentType, documents: Iterable[Document], out: BinaryIO, scope: Scope = EVERYTHING, /
    ) -> None: ...


@dataclass(frozen=True, slots=True)
class ExportKind:
    """One kind of file: its ending, its content type, its name, and its use in the download menu.

    `needs` names the part that a document type must have for it: "sheet", "nested", "layout" or "text".
    """

    extension: str
    content_type: str
    name: AnyText
    use: AnyText
    write: Write
    needs: str


@dataclass(frozen=True, slots=True)
class SheetKind:
    """One kind of file that holds one sheet of any rows; fields as `ExportKind`."""

    extension: str
    content_type: str
    name: AnyText
    use: AnyText
    write: Callable[[Sheet, BinaryIO], None]

    @property
    def for_documents(self) -> ExportKind:
        """The kind of file for documents, written as such a sheet."""

        def write(
            document_type: DocumentType, documents: Iterable[Document], out: BinaryIO, _scope: Scope = EVERYTHING, /
        ) -> None:
            assert document_type.sheet
            rows: Iterator[tuple[str, ...]] = (
                row for document in documents for row in document_type.sheet.rows(document)
            )
            self.write(Sheet(str(document_type.label), document_type.sheet.COLUMNS, rows), out)

        return ExportKind(self.extension, self.content_type, self.name, self.use, write, "sheet")


def _native(
    document_type: DocumentType, documents: Iterable[Document], out: BinaryIO, _scope: Scope = EVERYTHING, /
) -> None:
    out.writelines(piece.encode() for piece in document_type.text.pieces(documents))


def _json(
    document_type: DocumentType, documents: Iterable[Document], out: BinaryIO, _scope: Scope = EVERYTHING, /
) -> None:
    assert document_type.nested
    jsonfile.write(document_type.slug, map(document_type.nested.values, documents), out)


def _word(
    document_type: DocumentType, documents: Iterable[Document], out: BinaryIO, scope: Scope = EVERYTHING, /
) -> None:
    assert document_type.layout
    leaves = map(printed(document_type), documents)
    no_part, alone = document_type.layout.UNGROUPED, bool(scope.key)
    docxfile.write(cover(document_type, scope), leaves, out, template=template(), no_part=no_part, alone=alone)


def _pdf(
    document_type: DocumentType, documents: Iterable[Document], out: BinaryIO, scope: Scope = EVERYTHING, /
) -> None:
    """Write the PDF; `documents` are all those of `scope`. Raises ExportUnavailableError as `pdf.opened`."""
    with pdf.opened(document_type, documents, scope) as file:
        shutil.copyfileobj(file, out)


SHEET_KINDS = (
    SheetKind("xlsx", xlsxfile.CONTENT_TYPE, "Excel", _("untuk dibaca, disaring, dan dicetak"), xlsxfile.write),
    SheetKind("ods", odsfile.CONTENT_TYPE, "OpenDocument", _("untuk LibreOffice dan sejenisnya"), odsfile.write),
    SheetKind("csv", csvfile.CONTENT_TYPE, "CSV", _("tabel polos untuk aplikasi lain"), csvfile.write),
)
EXPORT_KINDS: tuple[ExportKind, ...] = (
    ExportKind(
        "md", "text/markdown; charset=utf-8", _("Teks asli"), _("persis seperti berkas sumbernya"), _native, "text"
    ),
    *(writer.for_documents for writer in SHEET_KINDS),
    ExportKind("docx", docxfile.CONTENT_TYPE, "Word", _("untuk ditata dan dilengkapi sendiri"), _word, "layout"),
    ExportKind("pdf", PDF_TYPE, "PDF", _("siap cetak, dengan nomor halaman"), _pdf, "layout"),
    ExportKind("json", jsonfile.CONTENT_TYPE, "JSON", _("data bertingkat untuk pengembang"), _json, "nested"),
)


def kinds_of(document_type: DocumentType) -> tuple[ExportKind, ...]:
    """Return the kinds of file that documents of a type are offered in."""
    return tuple(kind for kind in EXPORT_KINDS if getattr(document_type, kind.needs) is not None)


def by_extension(document_type: DocumentType, extension: str) -> ExportKind:
    """Return the kind of file with that ending. Raises KeyError when the type is not offered in it."""
    return {kind.extension: kind for kind in kinds_of(document_type)}[extension]
