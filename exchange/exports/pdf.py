"""Books as PDF files, each drawn by a process of its own, and kept (`exchange.exports.kept`)."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any, BinaryIO

from django.conf import settings
from django.utils.translation import gettext, pgettext

from documents.document import Document
from documents.layout import Book
from documents.translation import LazyText
from exchange.document_types import DocumentType
from exchange.exports import kept
from exchange.exports.book import FILE, BusyError, UndrawnError, book_of, check_count
from exchange.exports.scope import Scope

#: Seconds that a PDF may take on a busy machine; exchange.exports.drawing limits CPU time and memory itself.
PATIENCE = 120
logger = logging.getLogger(__name__)


def opened(document_type: DocumentType, documents: Iterable[Document], scope: Scope) -> BinaryIO:
    """Return the PDF of `documents`, which must be all those of `scope`: the kept file, or a new one. Close it when
    done.

    A kept file costs one query and reads no documents. Raises BusyError at once while another PDF is made, UndrawnError
    for a book beyond the limits of time and memory, and TooLargeError for more documents than fit into one book.
    """

    def make(out: BinaryIO) -> None:
        check_count(document_type, scope, FILE)
        draw(content(document_type, book_of(document_type, documents, scope, FILE)), out)

    return kept.opened(document_type, "pdf", scope, make)


def draw(data: bytes, out: BinaryIO) -> None:
    """Draw `data` to `out` in a process of its own.

    Raises UndrawnError when the process fails or ends at a limit, and BusyError after `PATIENCE` seconds.
    """
    command = [sys.executable, "-m", "exchange.exports.drawing"]
    environment = os.environ | {"RAYON_NUM_THREADS": "1"}  # the time and the memory of one core
    options: dict[str, Any] = {"capture_output": True, "cwd": settings.BASE_DIR, "env": environment}
    try:
        done = subprocess.run(command, input=data, timeout=PATIENCE, check=True, **options)  # noqa: S603  # our own command
    except subprocess.TimeoutExpired as error:
        logger.warning("PDF not drawn within %s seconds", PATIENCE)
        raise BusyError from error
    except subprocess.CalledProcessError as error:
        logger.error("PDF not drawn: %s %s", error, error.stderr.decode(errors="replace")[-2000:])
        raise UndrawnError from error
    out.write(done.stdout)


def content(document_type: DocumentType, book: Book) -> bytes:
    """Return `book` as the JSON that exchange.exports.drawing reads."""
    leaves = sum(len(chapter.leaves) for chapter in book.chapters)
    counts = [f"{leaves} {document_type.pages.noun_of(leaves)}"]
    if book.cover.parted:
        counts.append(f"{len(book.chapters)} {gettext(document_type.pages.group_parameter)}")
    assert document_type.layout
    whole = _fields(book) | {
        "label": document_type.label,
        "language": settings.LANGUAGE_CODE,
        "parted": book.cover.parted,
        "count": " · ".join(counts),
        "created": _moment(book.cover.created),
        "words": {
            "contents": gettext("Daftar isi"),
            "number": pgettext("nomor urut", "No"),
            "page": "Halaman",
            "no_part": document_type.layout.UNGROUPED,
        },
    }
    return json.dumps(whole, default=_as_json).encode()


def _as_json(value: Any) -> str | dict[str, Any]:
    return str(value) if isinstance(value, LazyText) else _fields(value)


def _fields(value: Any) -> dict[str, Any]:
    assert is_dataclass(value)
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _moment(created: str) -> dict[str, int] | None:
    if not created:
        return None
    moment = datetime.fromisoformat(created)
    return {name: getattr(moment, name) for name in ("year", "month", "day", "hour", "minute", "second")}
