"""Size of the documents that a form of the back office changes."""

from __future__ import annotations

from documents.document import Document
from documents.limits import size_fault
from exchange.history.recording import Recording


class TooLargeError(Exception):
    """A form makes a document larger than `documents.limits` allows; the text is a sentence for people."""


def check(record: Recording) -> None:
    """Raise TooLargeError for a document that grew beyond the limits. Queries as `Recording.changes`."""
    for _, old, new in record.changes():
        if new and (fault := _fault(new)) and (old is None or not _fault(old)):
            raise TooLargeError(str(fault))


def _fault(document: Document) -> str:
    return str(size_fault(document.title, [line.text for line in document.lines]))
