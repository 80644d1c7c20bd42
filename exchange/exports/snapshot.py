"""Taking content out: one state of the tables, as a file."""

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
from exchange.exports.kinds import ExportKind
from exchange.exports.scope import EVERYTHING, Scope

#: A file larger than this is kept on disk while it is made, in bytes.
SPOOL = 4 * 2**20


@contextmanager
def snapshot() -> Iterator[None]:
    """Everything read inside is of one moment, whatever is written meanwhile; nobody waits for it.

    Within a transaction that is open already it changes nothing. (`transaction.atomic()` would take the writers'
    lock of the embedded database, and would not hold one moment on PostgreSQL.)
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
    """The file that `writer` makes of `documents`, at its start; the same bytes for the same content,
    whoever asks: files are content, and stay in its language.

    It is whole before anyone sees any of it: a fault makes no half file, and a slow reader holds no transaction.
    Close it when done. Memory: what `documents` need, and at most `SPOOL`. Raises UnmadeError for what
    a writer makes no file of.
    """
    file = cast("BinaryIO", SpooledTemporaryFile(SPOOL))  # noqa: SIM115  # whoever asked closes it
    try:
        with override(settings.LANGUAGE_CODE):
            writer.write(document_type, documents, file, scope)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file
