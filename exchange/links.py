"""Links to documents that go and come back: documents of another format hold them, and their history tells of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from exchange.documents import Document
from exchange.formats import Format, all_formats
from exchange.models import Revision
from exchange.rows import chunked

#: Document keys, by the key of what they are joined with.
Joined = Mapping[str, Collection[str]]


class Links:
    """The links to the documents of one format that a recording touches.

    They are held by the format that `relates_to` it, if there is one: a link goes with the document it leads to,
    and comes back when one of that key is there again, by whatever door, as long as its holder is. A document that
    is known by another key takes its links along. What is remembered of a document that goes is `related` of its
    last version.
    """

    def __init__(self, format_: Format) -> None:
        self.format = format_
        self.holder = next((each for each in all_formats() if each.relates_to == format_.slug), None)
        self.before: dict[str, tuple[str, ...]] = {}
        self.new: set[str] = set()
        self.gone: set[str] = set()

    def touch(self, documents: Mapping[str, Document | None]) -> None:
        """Remember the links to these documents, which may be about to change; one query for each `CHUNK`."""
        if self.holder:
            self.before |= self.holder.joined_to([key for key, document in documents.items() if document])
            self.new |= {key for key, document in documents.items() if document is None}

    @cached_property
    def moved(self) -> Joined:
        """The links to touched documents that were not there before, and were not given any back yet."""
        return self.holder.joined_to(self.new) if self.holder else {}

    def parting(self, document: Document) -> Document:
        """The last version of a document that went, with the links that went with it."""
        if self.holder is None:
            return document
        self.gone.add(document.key)
        taken_along = {key for keys in self.moved.values() for key in keys}
        lost = (key for key in self.before.get(document.key, ()) if key not in taken_along)
        return replace(document, related=tuple(lost))

    def changes(self) -> Iterator[tuple[str, Document | None, Document | None]]:
        """The documents that hold links to what went or came, as (key, before, after); links that return are stored.

        No query when no document went or came, else two and those of `Format.stored` and `Format.store`.
        """
        if self.holder is None or not (self.gone or self.new):
            return
        lost = _turned({key: self.before.get(key, ()) for key in self.gone})
        moved, back = _turned(self.moved), _turned(self._remembered())
        for chunk in chunked(sorted({*lost, *moved, *back})):
            found = self.holder.stored(chunk)
            after = [replace(each, related=_joined(each.related, back.get(each.key, ()))) for each in found]
            self.holder.store(after)
            for now, then in zip(found, after, strict=True):
                kept = [key for key in now.related or () if key not in self.new]
                yield now.key, replace(now, related=_joined(kept, lost.get(now.key, ()))), then

    def _remembered(self) -> Joined:
        """For each document that came, what was joined to it when it last went."""
        found: dict[str, Collection[str]] = {}
        for chunk in chunked(self.new):
            partings = Revision.objects.filter(format=self.format.slug, key__in=chunk, after__isnull=True)
            found |= dict(partings.order_by("pk").values_list("key", "before__related"))
        there = {document.key for document in self.format.stored([key for key, keys in found.items() if keys])}
        return {key: keys for key, keys in found.items() if key in there}


def _turned(joined: Joined) -> dict[str, set[str]]:
    """The same links by their other end."""
    turned: dict[str, set[str]] = {}
    for key, others in joined.items():
        for other in others:
            turned.setdefault(other, set()).add(key)
    return turned


def _joined(some: Iterable[str] | None, more: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({*(some or ()), *more}))
