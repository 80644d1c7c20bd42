"""Proposed documents compared with the stored ones, and with the version that each was made on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from django.db.models import F, Max, Window
from django.db.models.functions import RowNumber

from documents import limits
from documents.comparison.changes import RENAME, ChangeKind, DocumentChange
from documents.comparison.three_way import Side, nearest
from documents.document import Document
from exchange.bulk import chunked
from exchange.document_types import DocumentType
from exchange.history.recording import after_of, before_of
from exchange.history.renames import former_keys, history_of
from exchange.models import ProposedDocument, Revision

#: The newest versions of a document among which the one that a file's text is nearest to is looked for.
VERSIONS = 50
#: The number of a base that does not exist.
NOTHING = ProposedDocument.NOTHING


@dataclass(frozen=True, slots=True)
class Mark:
    """One change of a proposed document: its name, who made it, and a digest of the texts before and after it.

    Equal digests are equal changes, "" is like no other. A decision holds for the digest that it was made on.
    """

    name: str
    side: Side
    digest: str = ""

    @property
    def values(self) -> list[str]:
        """The mark as plain values, as `ProposedDocument.marks` keeps it."""
        return [self.name, str(self.side), self.digest]


def marks_of(change: DocumentChange) -> tuple[Mark, ...]:
    """Return the marks of a change, in the order of `DocumentChange.names`."""
    if change.kind is not ChangeKind.CHANGED:
        return tuple(Mark(name, change.side(name), _digest(change.key, str(change.kind))) for name in change.names)
    keys = [document.key for document in (change.before, change.after) if document]
    renamed = (Mark(RENAME, change.side(RENAME), _digest(*keys)),) if change.renames else ()
    return renamed + tuple(
        Mark(line.name, change.side(line.name), _digest(line.before, line.after, line.was and line.path, line.was))
        for line in change.lines
    )


def _digest(*parts: str | None) -> str:
    return blake2b(repr(parts).encode(), digest_size=8).hexdigest()


def weight(change: DocumentChange) -> int:
    """Return the number of rows of a change on a page, as `documents.limits.weight` counts texts."""
    if change.kind is ChangeKind.CHANGED:
        return sum(limits.weight((line.before or "") + (line.after or "")) for line in change.lines)
    return sum(limits.weight(line.text) for line in change.document.lines)


def newest_revisions(document_type: DocumentType, keys: Collection[str]) -> dict[str, int]:
    """Return the primary key of the newest revision of each document that has one; a query for each `CHUNK` keys."""
    found: dict[str, int] = {}
    for chunk in chunked(keys):
        versions = Revision.objects.filter(format=document_type.slug, key__in=chunk).order_by()
        found |= dict(versions.values_list("key").annotate(Max("pk")))
    return found


@dataclass(frozen=True, slots=True)
class Based:
    """A stored version: its number as `ProposedDocument.base` has it, and its document."""

    number: int
    document: Document | None


def nearest_versions(
    document_type: DocumentType,
    documents: Mapping[str, Document],
    stored: Mapping[str, Document],
    newest: Mapping[str, int],
) -> dict[str, Based]:
    """Return the stored version that each document is nearest to, by the key of the stored one it is compared with.

    Of equally near ones as `nearest` says; `NOTHING` for one that never was. `stored` and `newest` are the stored
    documents and their newest revisions. At most the newest `VERSIONS` revisions of each document are read, those under
    a former key too: two queries.
    """
    if not documents:
        return {}
    names = former_keys(document_type.slug, documents) | {key: key for key in documents}
    numbered = Revision.objects.filter(format=document_type.slug, key__in=list(names)).annotate(
        nth=Window(RowNumber(), partition_by=[F("key")], order_by=F("pk").desc())
    )
    versions: dict[str, list[tuple[int, Document]]] = {}
    for revision in numbered.filter(nth__lte=VERSIONS).order_by("pk").iterator(chunk_size=100):
        known = versions.setdefault(names[revision.key], [])
        for number, document in ((0, None if known else before_of(revision)), (revision.pk, after_of(revision))):
            known += [(number, document)] if document else []
    return {
        key: _nearest(document, versions.get(key, []), stored.get(key), newest.get(key, 0))
        for key, document in documents.items()
    }


def _nearest(document: Document, versions: list[tuple[int, Document]], now: Document | None, newest: int) -> Based:
    """Return the nearest of the versions and what is stored now, which is the newest."""
    candidates = [*versions, *([(newest, now)] if now else [])]
    found = nearest(document, [version for _, version in candidates])
    number = next((number for number, version in reversed(candidates) if version is found), NOTHING)
    return Based(number, found)


def bases(
    rows: Iterable[ProposedDocument],
    document_type: DocumentType,
    stored: Mapping[str, Document],
    today: Mapping[str, str],
) -> dict[str, Document | None]:
    """Return, by key, the version that each proposed document was made on.

    `stored` are the stored documents by their keys, `today` the keys of those that were renamed since. Of a document
    that was, the whole history is looked through: two queries more for each.
    The version `base` is what the first revision after it changed, or what is stored where none came after it. One
    query for each `CHUNK` documents, and one for those that were changed since.
    """
    found: dict[str, Document | None] = {}
    for chunk in chunked(rows):
        later = _first_after(document_type, {row.stored_key: row.base for row in chunk if row.base != NOTHING})
        for row in chunk:
            if row.base == NOTHING:
                found[row.key] = None
                continue
            now = today.get(row.stored_key)
            revision = _first_of_all(document_type, now, row.base) if now else later.get(row.stored_key)
            found[row.key] = before_of(revision) if revision else stored.get(now or row.stored_key)
    return found


def _first_of_all(document_type: DocumentType, key: str, number: int) -> Revision | None:
    """Return the first revision after a number in the whole history of a document, under former keys too."""
    return history_of(document_type.slug, key).filter(pk__gt=number).order_by("pk").defer("after").first()


def _first_after(document_type: DocumentType, numbers: Mapping[str, int]) -> dict[str, Revision]:
    """Return, by key, the first revision after each number; documents without one are absent."""
    same = Revision.objects.filter(format=document_type.slug, key__in=list(numbers)).order_by("pk")
    firsts: dict[str, int] = {}
    for key, pk in same.filter(pk__gt=min(numbers.values(), default=0)).values_list("key", "pk"):
        if pk > numbers[key]:
            firsts.setdefault(key, pk)
    found = Revision.objects.filter(pk__in=firsts.values()).defer("after") if firsts else ()
    return {revision.key: revision for revision in found}
