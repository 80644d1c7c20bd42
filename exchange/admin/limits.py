"""Size of the documents that a form of the back office changes."""

from __future__ import annotations

from exchange.history.recording import Recording


class TooLargeError(Exception):
    """A form makes a document larger than `documents.limits` allows; the text is a sentence for people."""


def check(record: Recording) -> None:
    """Raise TooLargeError for a document that grew beyond the limits. Queries as `Recording.changes`."""
    for _, old, new in record.changes():
        if new and (fault := new.size_fault(old)):
            raise TooLargeError(str(fault))
