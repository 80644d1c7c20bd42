"""A form of the back office that was opened before somebody else saved: nothing is lost there either."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.messages import get_messages
from django.db.models import Max
from django.http import HttpRequest, HttpResponse

from exchange.disputes import conflict_page
from exchange.documents import Document
from exchange.editing import Conflict, newest, opened_at
from exchange.formats import Format
from exchange.models import Revision
from exchange.revisions import Recording


class StaleFormError(Exception):
    """Documents were changed since the form was opened; nothing was saved. `conflicts` has one for each."""

    def __init__(self, format_: Format, conflicts: list[tuple[str, Conflict]]) -> None:
        super().__init__(conflicts)
        self.format = format_
        self.conflicts = conflicts


def opened_now(format_: Format) -> int:
    """The number that a form opened now carries: that of the newest revision; one query."""
    return Revision.objects.filter(format=format_.slug).aggregate(last=Max("pk"))["last"] or 0


def check(record: Recording, base: int) -> None:
    """Raises StaleFormError when a document that the recording changed has a revision newer than `base`.

    Queries as `Recording.changes`, and two for each changed document.
    """
    conflicts = list(_conflicts(record, base))
    if conflicts:
        raise StaleFormError(record.format, conflicts)


def _conflicts(record: Recording, base: int) -> Iterator[tuple[str, Conflict]]:
    changes = list(record.changes())
    heirs = _heirs(changes)
    for key, now, new in changes:
        mine = new or heirs.get(key)
        if now and mine and (last := newest(record.format, key)) > base:
            yield key, Conflict(opened_at(record.format, key, base), now, mine, last)


def _heirs(changes: Iterable[tuple[str, Document | None, Document | None]]) -> dict[str, Document]:
    """What became of documents that are known by another key now: the one of the same title, else the next in order.

    A new name for what several documents share gives all of them other keys at once.
    """
    gone = {key: old for key, old, new in changes if old and not new}
    arrived = [new for _, old, new in changes if new and not old]
    found: dict[str, Document] = {}
    for key, old in gone.items():
        if heir := next((each for each in arrived if each.title == old.title), None):
            found[key] = heir
            arrived.remove(heir)
    rest = (key for key in gone if key not in found)
    return found | dict(zip(rest, arrived, strict=False))


def answer(request: HttpRequest, error: StaleFormError, base: int) -> HttpResponse:
    """The page with three texts for every line, 409; what the admin said of its success is taken back."""
    said: Any = get_messages(request)
    said._queued_messages.clear()  # noqa: SLF001  # there is no public way
    return conflict_page(request, error.format, error.conflicts, base)
