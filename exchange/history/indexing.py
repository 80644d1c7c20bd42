"""The index of what is stored, made anew or compared with it."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from exchange.document_types import Format, all_formats
from exchange.history import ledger
from search import index
from search.index import Text


def stale() -> Iterator[tuple[str, str]]:
    """The documents, as (format, key), that a search would not find as they are. Reads everything stored."""
    for format_ in all_formats():
        for key in index.stale(format_.slug, _texts(format_)):
            yield format_.slug, key


def reindex() -> int:
    """Make the index anew while nobody else writes, all or nothing; how many documents there are. Linear.

    The ledger rises, as content may have changed without its knowledge.
    """
    with transaction.atomic():
        ledger.lock()
        index.clear()
        for format_ in all_formats():
            index.replace(format_.slug, _texts(format_))
        ledger.rise()
        return index.size()


def _texts(format_: Format) -> Iterator[Text]:
    return (format_.found(document) for document in format_.stream())
