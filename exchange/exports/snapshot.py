"""Exports as files, each from one state of the tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from django.conf import settings
from django.db import connection
from django.utils.translation import override

from documents.document import Document
from exchange.document_types import DocumentType
from exchange.exports.kept import SPOOL
from exchange.exports.kinds import ExportKind
from exchange.exports.scope import EVERYTHING, Scope


@contextmanager
def snapshot() -> Iterator[None]:
    """Read everything inside the block as of one moment, without blocking writers.

    Does nothing inside an open transaction. (`transaction.atomic()` would take the write lock of the embedded database,
    and would not hold one moment on PostgreSQL.)
    """
    if connection.in_atomic_block:
        yield
        return
    level = " ISOLATION LEVEL REPEATABLE READ READ ONLY" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"BEGIN{level}")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def export_to_file(
    document_type: DocumentType, writer: ExportKind, documents: Iterable[Document], scope: Scope = EVERYTHING
) -> BinaryIO:
    """Return the file that `writer` makes of `documents`, positioned at its start. Close it when done.

    The same content gives the same bytes for every user, because a file keeps the language of its content. The file is
    complete before anyone reads it, so that an error leaves no partial file and a slow reader holds no transaction.
    Memory: the needs of `documents`, and at most `SPOOL`. Raises ExportUnavailableError when a writer makes no file.
    """
    file = cast("BinaryIO", SpooledTemporaryFile(SPOOL))  # noqa: SIM115  # the caller closes it
    try:
        with override(settings.LANGUAGE_CODE):
            writer.write(document_type, documents, file, scope)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file
