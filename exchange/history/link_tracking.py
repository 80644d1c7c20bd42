"""Links to documents that are deleted and restored; documents of another type, the owner, hold these links."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from django.db.models import Q

from documents.document import Document
from exchange.bulk import chunked
from exchange.document_types import DocumentType
from exchange.history.renames import follow, moved_from
from exchange.models import Revision
from exchange.relations import leading_to, owned_by

#: Keys of linked documents, by the key of the document on the other side.
Joined = Mapping[str, Collection[str]]


class LinkTracker:
    """Links that one recording affects, of the documents of one type.

    The documents may be targets of links (`incoming`) or owners of them. A link goes when either of its documents goes,
    and comes back as soon as both exist again, by any origin and in any order. A document that is renamed keeps its
    links. The links of a deleted document are in `related` of its last version; when both documents of a link were
    deleted, the link is in the version of the document that went first.

    `owner` is the type whose documents hold links to this one's, `target` the type that this one's links lead to; both
    may be None.
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
        """Remember the links to these documents before they change; one query for each `CHUNK` documents."""
        if self.incoming:
            self.before |= self.incoming.linked_to([key for key, document in documents.items() if document])
        if self.owner or self.target:
            self.new |= {key for key, document in documents.items() if document is None}

    def note_rename(self, key: str, now: str) -> None:
        """Note that a remembered document got another key: its links go with it, and nothing of them is restored."""
        if key not in self.new:
            self.new.discard(now)

    def followed(self, documents: Sequence[Document]) -> list[Document]:
        """Return documents to store whose links lead to renamed documents by their new keys.

        A form may have been opened before the rename. One query for each `CHUNK` links, and that of `Repository.load`
        where one was renamed.
        """
        keys = {key for document in documents for key in document.related or ()}
        left = moved_from(self.target.slug, keys) if self.target and keys else {}
        if left and self.target:
            for document in self.target.repository.load(list(left)):
                del left[document.key]
        if not left:
            return [*documents]
        return [
            replace(each, related=tuple(sorted({left.get(key, key) for key in each.related}))) if each.related else each
            for each in documents
        ]

    @cached_property
    def renamed_links(self) -> Joined:
        """Links to the documents that this recording created, before any link is restored.

        These are links of renamed documents. One query for each `CHUNK` new documents.
        """
        return self.incoming.linked_to(self.new) if self.incoming else {}

    def with_removed_links(self, document: Document) -> Document:
        """Note that a document was deleted; return its last version, with the links that went with it in `related`."""
        if self.owner is None:
            return document
        self.gone.add(document.key)
        taken_along = {key for keys in self.renamed_links.values() for key in keys}
        lost = (key for key in self.before.get(document.key, ()) if key not in taken_along)
        return replace(document, related=tuple(lost))

    def restore_links(self) -> None:
        """Link restored owners to the targets that were gone when the owners were deleted, and that exist again.

        Call it before the changes of the owners are read. One query for each `CHUNK` new documents, two more when one
        of them existed before, and those of `Repository.load` and `Repository.save` when there are links to restore.
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
        """Restore links to targets, and yield the owner's changed documents as (key, before, after).

        These are the documents linked to targets that were deleted, created or renamed. No query when there are none of
        these targets. Else two queries, two more when a new target existed before, and those of `Repository.load` and
        `Repository.save`.
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
        """Return, for each new target, the owner's documents to link to it again.

        These were linked to it when it was last deleted, or when they were deleted before it.
        """
        assert self.owner is not None
        apart = self._lost_apart(self.owner)
        went = {(holder, pk) for pk, related in self._partings.values() for holder in related or ()}
        today = follow(self.owner.slug, went) if went else {}
        found = {
            key: {*(today[holder, pk] for holder in related or ()), *apart.get(key, ())}
            for key, (pk, related) in self._partings.items()
        }
        there = {
            document.key
            for document in self.document_type.repository.load([key for key, keys in found.items() if keys])
        }
        return {key: keys for key, keys in found.items() if key in there}

    @cached_property
    def _partings(self) -> dict[str, tuple[int, Sequence[str] | None]]:
        """For each new document that existed before: the last revision that deleted it, and its links in that revision.

        One query for each `CHUNK` new documents.
        """
        found: dict[str, tuple[int, Sequence[str] | None]] = {}
        for chunk in chunked(self.new):
            partings = Revision.objects.filter(format=self.document_type.slug, key__in=chunk, after__isnull=True)
            for key, pk, related in partings.order_by("pk").values_list("key", "pk", "before__related"):
                found[key] = (pk, related)
        return found

    def _lost_apart(self, other: DocumentType) -> dict[str, set[str]]:
        """Return, for each new document, the documents of `other` that were linked to it and were deleted before it.

        Only those that came back while it was gone: the revision that deleted it lies between their own.
        """
        found: dict[str, set[str]] = {}
        went = {key: pk for key, (pk, _) in self._partings.items()}
        gaps = list(_gaps(other, since=min(went.values()))) if went else []
        today = follow(self.document_type.slug, {(key, begin) for _, begin, _, related in gaps for key in related})
        holders = follow(other.slug, {(holder, end) for holder, _, end, _ in gaps})
        for holder, begin, end, related in gaps:
            for key in (today[key, begin] for key in related):
                if begin < went.get(key, 0) < end:
                    found.setdefault(key, set()).add(holders[holder, end])
        return found


def _gaps(document_type: DocumentType, *, since: int) -> Iterator[tuple[str, int, int, Sequence[str]]]:
    """Yield the times for which documents were gone: (key, deleting revision, restoring revision, links before).

    Only documents that came back after the revision `since`. One query, and one for each `CHUNK` of these documents.
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
    """Return the same links by the other side."""
    turned: dict[str, set[str]] = {}
    for key, others in joined.items():
        for other in others:
            turned.setdefault(other, set()).add(key)
    return turned


def _joined(some: Iterable[str] | None, more: Iterable[str]) -> tuple[str, ...]:
    """Return the keys of both, sorted, each once."""
    return tuple(sorted({*(some or ()), *more}))
