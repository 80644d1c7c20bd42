"""Search index of the stored documents: rebuilding and checking it."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from exchange import document_types
from exchange.document_types import DocumentType, search_texts
from exchange.history import ledger
from search import index
from search.index import Text


def stale() -> Iterator[tuple[str, str]]:
    """Yield, as (slug, key), the documents that differ from their entries in the index. Reads everything stored."""
    for document_type in document_types.all_types():
        for key in index.stale(document_type.slug, _texts(document_type)):
            yield document_type.slug, key


def reindex() -> int:
    """Rebuild the index while nobody else writes, all or nothing; return the number of documents. Linear.

    Raises the content version, since content may have changed without a recording.
    """
    with transaction.atomic():
        ledger.lock()
        index.clear()
        for document_type in document_types.all_types():
            index.replace(document_type.slug, _texts(document_type))
        ledger.bump()
        return index.size()


def _texts(document_type: DocumentType) -> Iterator[Text]:
    return search_texts(document_type, document_type.stream())
