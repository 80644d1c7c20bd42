"""Links to documents that go and come back: documents of another format hold them, and their history tells of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from django.db.models import Q

from documents.document import Document
from exchange.bulk import chunked
from exchange.document_types import Format, all_formats
from exchange.models import Revision

#: Document keys, by the key of what they are joined with.
Joined = Mapping[str, Collection[str]]


class Links:
    """The links to the documents of one format that a recording touches.

    They are held by the format that `relates_to` it, if there is one: a link goes with the document it leads to, or
    with its holder, and comes back when both are there again, by whatever doors and in whatever order. A document
    that is known by another key takes its links along. What is remembered of a document that goes is `related` of
    its last version; where both ends went, it is that of the one that went first.
    """

    def __init__(self, format_: Format) -> None:
        self.format = format_
        self.holder = next((each for each in all_formats() if each.relates_to == format_.slug), None)
        self.target = next((each for each in all_formats() if each.slug == format_.relates_to), None)
        self.before: dict[str, tuple[str, ...]] = {}
        self.new: set[str] = set()
        self.gone: set[str] = set()

    def touch(self, documents: Mapping[str, Document | None]) -> None:
        """Remember the links to these documents, which may be about to change; one query for each `CHUNK`."""
        if self.holder:
            self.before |= self.holder.joined_to([key for key, document in documents.items() if document])
        if self.holder or self.target:
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

    def complete(self) -> None:
        """Join holders that came back to documents that were away when they went, and are there again.

        Call it before their changes are read. One query for each `CHUNK` new documents, two more when one of them
        was there before, and those of `Format.stored` and `Format.store` when there is something to join.
        """
        if self.target is None or not self.new:
            return
        lost = self._lost_apart(self.target)
        for chunk in chunked(lost):
            found = self.format.stored(chunk)
            self.format.store([replace(each, related=_joined(each.related, lost[each.key])) for each in found])

    def changes(self) -> Iterator[tuple[str, Document | None, Document | None]]:
        """The documents that hold links to what went or came, as (key, before, after); links that return are stored.

        No query when no document went or came, else two and those of `Format.stored` and `Format.store`, and two more
        when one was there before.
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
        """For each document that came, what was joined to it when it, or before that the other end, last went."""
        assert self.holder is not None
        apart = self._lost_apart(self.holder)
        found = {key: {*(related or ()), *apart.get(key, ())} for key, (_, related) in self._partings.items()}
        there = {document.key for document in self.format.stored([key for key, keys in found.items() if keys])}
        return {key: keys for key, keys in found.items() if key in there}

    @cached_property
    def _partings(self) -> dict[str, tuple[int, Sequence[str] | None]]:
        """Of the documents that came and were there before, the last revision that removed each, and its links."""
        found: dict[str, tuple[int, Sequence[str] | None]] = {}
        for chunk in chunked(self.new):
            partings = Revision.objects.filter(format=self.format.slug, key__in=chunk, after__isnull=True)
            for key, pk, related in partings.order_by("pk").values_list("key", "pk", "before__related"):
                found[key] = (pk, related)
        return found

    def _lost_apart(self, other: Format) -> dict[str, set[str]]:
        """For each document that came, those of `other` that lost it by going first, and came back before it."""
        found: dict[str, set[str]] = {}
        went = {key: pk for key, (pk, _) in self._partings.items()}
        for holder, begin, end, related in _absences(other, since=min(went.values())) if went else ():
            for key in related:
                if begin < went.get(key, 0) < end:
                    found.setdefault(key, set()).add(holder)
        return found


def _absences(format_: Format, *, since: int) -> Iterator[tuple[str, int, int, Sequence[str]]]:
    """From when to when documents were away that came back after the revision `since`, and their links until then.

    One query, and one for each `CHUNK` of them.
    """
    every = Revision.objects.filter(format=format_.slug)
    back = every.filter(before__isnull=True, pk__gt=since).order_by().values_list("key", flat=True)
    for chunk in chunked(set(back)):
        turns = every.filter(Q(before__isnull=True) | Q(after__isnull=True), key__in=chunk).order_by("key", "pk")
        rows = turns.values_list("key", "pk", "after__key", "before__related")
        for (key, begin, there, related), (following, end, *_) in pairwise(rows):
            if key == following and there is None:
                yield key, begin, end, related or ()


def _turned(joined: Joined) -> dict[str, set[str]]:
    """The same links by their other end."""
    turned: dict[str, set[str]] = {}
    for key, others in joined.items():
        for other in others:
            turned.setdefault(other, set()).add(key)
    return turned


def _joined(some: Iterable[str] | None, more: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({*(some or ()), *more}))
