"""What every file must obey, whatever its bytes are."""

from __future__ import annotations

import signal
from collections.abc import Hashable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from types import FrameType

from documents.document import Document
from exchange.document_types import ReadResult, read
from exchange.imports import review as imports
from exchange.proposals.deciding import selection_of
from exchange.proposals.listing import Listing
from exchange.proposals.review_page import ReviewPage
from files import jsonfile
from files.readers import decoding
from tests.fuzz.mutations import ARCHIVE

#: The most that reading one file of at most `LARGEST` bytes may take, in seconds of CPU. A full page of hostile texts
#: may take two more, by its own budget.
PATIENCE = 6.0
LARGEST = 200_000


class SlowError(Exception):
    """ReadResult a file took longer than PATIENCE."""


@contextmanager
def in_time(seconds: float) -> Iterator[None]:
    """Raises SlowError after so many seconds of CPU; in the main thread only."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise SlowError(f"more than {seconds} s")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def behaviour(data: bytes, *, reviewed: bool) -> tuple[Hashable, ...]:
    """What reading `data` came to, in short: two files of the same behaviour teach little more than one.

    Raises whatever reading raises, SlowError, and AssertionError for a promise that is broken.
    """
    with in_time(PATIENCE):
        reading = read(data)
        parsed = reading.parsed
        assert parsed.documents or parsed.problems, "neither documents nor a problem"
        assert parsed.fatal or reading.document_type, "accepted, and of no format"
        assert all(problem.message and problem.line >= 0 for problem in parsed.problems), "a problem without words"
        for problem in parsed.problems:
            assert "{" not in problem.message or b"{" in data, "a sentence with a hole"
        _accounted(reading)
        if not parsed.fatal:
            _accepted(data, reading)
            if reviewed:
                _reviewed(reading)
    codes = tuple(sorted({problem.code for problem in parsed.problems}))
    return (
        not parsed.fatal,
        reading.document_type and reading.document_type.slug,
        codes,
        min(len(parsed.documents), 3),
        data.startswith(ARCHIVE),
    )


def _accounted(reading: ReadResult) -> None:
    """Every piece of a file that is laid out otherwise is read, a label, or left out for a reason."""
    account = reading.understanding.account if reading.understanding else ()
    for fate in account:
        assert fate.read or str(fate.reason), "left out without a reason"
        assert fate.text.strip() or not fate.place.row, "a piece without text"


def _accepted(data: bytes, reading: ReadResult) -> None:
    """What is accepted is written back: native text byte for byte, what came in a sheet as the same documents."""
    document_type, documents = reading.document_type, list(reading.parsed.documents)
    assert document_type is not None
    assert len({document.key for document in documents}) == len(documents), "one key twice"
    text = "" if data.startswith(ARCHIVE) else decoding.read(data).text
    own = documents and all(document.source for document in documents)
    if own and not jsonfile.slug_of(text):
        assert document_type.text.render(documents) == text, "accepted, and not written back byte for byte"
    in_order = list(chain.from_iterable(_by_part(documents).values()))
    again = document_type.text.parse(document_type.text.render([replace(document, source="") for document in in_order]))
    assert not again.fatal, "accepted, and refused when written anew"
    assert list(again.documents) == in_order, "accepted, and written anew as something else"


def _by_part(documents: Iterable[Document]) -> dict[str, list[Document]]:
    """Documents as they are stored: a sheet may name what they stand under in any order, a text but once."""
    parts: dict[str, list[Document]] = {}
    for document in documents:
        parts.setdefault(document.key.rpartition("/")[0], []).append(document)
    return parts


def _reviewed(reading: ReadResult) -> None:
    """The review and its page of changes are made."""
    found = imports.compare_with_stored(reading)
    assert found.document_type is not None
    selection = selection_of(found.document_type, found.rows)
    ReviewPage(Listing(selection), {}, {}).parts(list(enumerate(selection.changes))[:50], [])
    assert selection.fingerprint
