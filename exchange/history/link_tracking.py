"""Links to documents that go and come back: documents of another format hold them, and their history tells of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from django.db.models import Q

from documents.document import Document
from exchange.bulk import chunked
from exchange.document_types import DocumentType
from exchange.models import Revision
from exchange.relations import leading_to, owned_by

#: Document keys, by the key of what they are joined with.
Joined = Mapping[str, Collection[str]]


class LinkTracker:
    """The links to the documents of one format that a recording touches.

    They are held by the format that `relates_to` it, if there is one: a link goes with the document it leads to, or
    with its holder, and comes back when both are there again, by whatever doors and in whatever order. A document
    that is known by another key takes its links along. What is remembered of a document that goes is `related` of
    its last version; where both ends went, it is that of the one that went first.
    """

    def __init__(self, document_type: DocumentType) -> None:
        self.document_type = document_type
        self.incoming, outgoing = leading_to(document_type), owned_by(document_type)
        self.owner = self.incoming.owner_type if self.incoming else None
        self.target = outgoing.target_type if outgoing else None
        self.before: dict[str, tuple[str, ...]] = {}
        self.new: set[str] = set()
        self.gone: set[str] = set()

    def snapshot(self, documents: Mapping[str, Document | None]) -> None:
        """Remember the links to these documents, which may be about to change; one query for each `CHUNK`."""
        if self.incoming:
            self.before |= self.incoming.linked_to([key for key, document in documents.items() if document])
        if self.owner or self.target:
            self.new |= {key for key, document in documents.items() if document is None}

    @cached_property
    def renamed_links(self) -> Joined:
        """The links to touched documents that were not there before, and were not given any back yet."""
        return self.incoming.linked_to(self.new) if self.incoming else {}

    def with_removed_links(self, document: Document) -> Document:
        """The last version of a document that went, with the links that went with it."""
        if self.owner is None:
            return document
        self.gone.add(document.key)
        taken_along = {key for keys in self.renamed_links.values() for key in keys}
        lost = (key for key in self.before.get(document.key, ()) if key not in taken_along)
        return replace(document, related=tuple(lost))

    def restore_links(self) -> None:
        """Join holders that came back to documents that were away when they went, and are there again.

        Call it before their changes are read. One query for each `CHUNK` new documents, two more when one of them
        was there before, and those of `Repository.load` and `Repository.save` when there is something to join.
        """
        if self.target is None or not self.new:
            return
        lost = self._lost_apart(self.target)
        for chunk in chunked(lost):
            found = self.document_type.repository.load(chunk)
            self.document_type.repository.save(
                [replace(each, related=_joined(each.related, lost[each.key])) for each in found]
            )

    def changes(self) -> Iterator[tuple[str, Document | None, Document | None]]:
        """The documents that hold links to what went or came, as (key, before, after); links that return are stored.

        No query when no document went or came, else two and those of `Repository.load` and `Repository.save`, and two
        more when one was there before.
        """
        if self.owner is None or not (self.gone or self.new):
            return
        lost = _turned({key: self.before.get(key, ()) for key in self.gone})
        moved, back = _turned(self.renamed_links), _turned(self._remembered())
        for chunk in chunked(sorted({*lost, *moved, *back})):
            found = self.owner.repository.load(chunk)
            after = [replace(each, related=_joined(each.related, back.get(each.key, ()))) for each in found]
            self.owner.repository.save(after)
            for now, then in zip(found, after, strict=True):
                kept = [key for key in now.related or () if key not in self.new]
                yield now.key, replace(now, related=_joined(kept, lost.get(now.key, ()))), then

    def _remembered(self) -> Joined:
        """For each document that came, what was joined to it when it, or before that the other end, last went."""
        assert self.owner is not None
        apart = self._lost_apart(self.owner)
        found = {key: {*(related or ()), *apart.get(key, ())} for key, (_, related) in self._partings.items()}
        there = {
            document.key
            for document in self.document_type.repository.load([key for key, keys in found.items() if keys])
        }
        return {key: keys for key, keys in found.items() if key in there}

    @cached_property
    def _partings(self) -> dict[str, tuple[int, Sequence[str] | None]]:
        """Of the documents that came and were there before, the last revision that removed each, and its links."""
        found: dict[str, tuple[int, Sequence[str] | None]] = {}
        for chunk in chunked(self.new):
            partings = Revision.objects.filter(format=self.document_type.slug, key__in=chunk, after__isnull=True)
            for key, pk, related in partings.order_by("pk").values_list("key", "pk", "before__related"):
                found[key] = (pk, related)
        return found

    def _lost_apart(self, other: DocumentType) -> dict[str, set[str]]:
        """For each document that came, those of `other` that lost it by going first, and came back before it."""
        found: dict[str, set[str]] = {}
        went = {key: pk for key, (pk, _) in self._partings.items()}
        for holder, begin, end, related in _gaps(other, since=min(went.values())) if went else ():
            for key in related:
                if begin < went.get(key, 0) < end:
                    found.setdefault(key, set()).add(holder)
        return found


def _gaps(document_type: DocumentType, *, since: int) -> Iterator[tuple[str, int, int, Sequence[str]]]:
    """From when to when documents were away that came back after the revision `since`, and their links until then.

    One query, and one for each `CHUNK` of them.
    """
    every = Revision.objects.filter(format=document_type.slug)
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
