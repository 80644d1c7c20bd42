"""Exports and pages to print: of all documents of a type, a group, a volume or one document."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from typing import BinaryIO

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import override
from django.views.decorators.http import require_safe

from documents.document import Document
from documents.limits import weight
from exchange import document_types, events
from exchange.document_types import DocumentType
from exchange.exports import kept
from exchange.exports.book import PAGE, BusyError, ExportUnavailableError, TooLargeError, book_of, named_parts
from exchange.exports.kinds import ExportKind, by_extension
from exchange.exports.scope import VOLUME, Scope, scope_from_query
from exchange.exports.snapshot import export_to_file, snapshot
from exchange.http import SANDBOX, expected


@require_safe
def export(request: HttpRequest, slug: str, extension: str, key: str = "") -> HttpResponseBase:
    """Return the file of one document type, of the group or volume that the address names, or of the document `key`.

    The same content gives the same bytes. Documents that fit into no file are answered with the list of volumes (422,
    or 503 while another file is made). Raises Http404 for an unknown type, ending, group or document. Queries as
    `DocumentType.stream`, and two for a cover; three for a kept file.
    """
    document_type, writer = _asked(slug, extension)
    scope = scope_from_query(document_type, request.GET, key)
    try:
        with snapshot():
            file = _made(document_type, writer, scope)
            return answer(document_type, writer, file, scope.name(document_type), told=not scope.key, part=scope.part)
    except ExportUnavailableError as error:
        return volumes(request, document_type, scope, str(error), status=error.status)


@require_safe
def page(request: HttpRequest, slug: str, key: str = "") -> HttpResponse:
    """Return the book of a document type, of the group and volume that the address names, or of one document, to print.

    Documents that do not fit into one book are answered with the list of volumes. Raises Http404 when nothing is found.
    Queries as `Repository.load` and three, for any number of documents.
    """
    try:
        document_type = document_types.get(slug)
    except KeyError as error:
        raise Http404(slug) from error
    if document_type.layout is None:
        raise Http404(slug)
    scope = scope_from_query(document_type, request.GET, key)
    keys = scope.keys(document_type)
    if scope.narrow and not keys:
        raise Http404(request.get_full_path())
    try:
        made = book_of(document_type, document_type.stream(keys), scope, PAGE)
    except TooLargeError as error:
        return volumes(request, document_type, scope, str(error))
    if key and not made.chapters:
        raise Http404(key)
    context = {"book": made, "document_type": document_type, "scope": scope, "parts": made.cover.parts}
    return render(request, "exchange/book.html", context)


def volumes(
    request: HttpRequest, document_type: DocumentType, scope: Scope, problem: str, *, status: int = 200
) -> HttpResponse:
    """Return the page that tells why there is no book, with links to the volumes and groups; two queries."""
    count = len(replace(scope, volume=0).keys(document_type))
    spans = [(begin // VOLUME + 1, begin + 1, min(begin + VOLUME, count)) for begin in range(0, count, VOLUME)]
    context = {"document_type": document_type, "scope": scope, "problem": problem, "count": count, "volumes": spans}
    context["parts"] = named_parts(document_type, scope)
    response = render(request, "exchange/volumes.html", context, status=status)
    if status == BusyError.status:
        response.headers["Retry-After"] = "30"
        expected(request, response)
    return response


def answer(
    document_type: DocumentType, writer: ExportKind, file: BinaryIO, name: str, *, told: bool = True, part: str = ""
) -> FileResponse:
    """Return a file that `writer` made, to download; `name` has no ending. `told` says that the log names it."""
    if told:
        events.tell("exported", format=document_type.slug, kind=writer.extension, part=part or None, bytes=_size(file))
    headers = {"Content-Language": settings.LANGUAGE_CODE, "Content-Security-Policy": SANDBOX}
    name = f"{name}.{writer.extension}"
    return FileResponse(file, as_attachment=True, filename=name, content_type=writer.content_type, headers=headers)


def _size(file: BinaryIO) -> int:
    """Return the number of bytes in a file that is positioned at its start, and leave it there."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    return size


def _asked(slug: str, extension: str) -> tuple[DocumentType, ExportKind]:
    try:
        document_type = document_types.get(slug)
        return document_type, by_extension(document_type, extension)
    except KeyError as error:
        raise Http404(f"{slug}.{extension}") from error


def _made(document_type: DocumentType, writer: ExportKind, scope: Scope) -> BinaryIO:
    """Return the file of the documents in `scope`: for large ones, and for PDF, the kept one.

    Raises Http404 for a narrow scope without documents, ExportUnavailableError as `kept.opened`.
    """
    if scope.key:
        return export_to_file(document_type, writer, _one(document_type, scope.key), scope)
    keys = scope.keys(document_type)
    if scope.narrow and not keys:
        raise Http404(scope.part)
    if writer.extension == "pdf":
        return export_to_file(document_type, writer, document_type.stream(keys), scope)
    return kept.found(document_type, writer.extension, scope) or _anew(document_type, writer, scope, keys)


def _anew(document_type: DocumentType, writer: ExportKind, scope: Scope, keys: list[str]) -> BinaryIO:
    """Return a new file of the documents of `keys`; one larger than a volume on a page is kept."""
    documents: Iterable[Document] = document_type.stream(keys)
    if len(keys) <= PAGE.leaves:
        documents = list(documents)
        if sum(weight(line.text) for document in documents for line in document.lines) <= PAGE.lines:
            return export_to_file(document_type, writer, documents, scope)

    def make(out: BinaryIO) -> None:
        with override(settings.LANGUAGE_CODE):
            writer.write(document_type, documents, out, scope)

    return kept.opened(document_type, writer.extension, scope, make, lock="lock-large")


def _one(document_type: DocumentType, key: str) -> list[Document]:
    documents = document_type.repository.load([key])
    if not documents:
        raise Http404(key)
    return documents
