"""Renames: a document whose key changes keeps one history, and its old addresses lead to it.

`exchange.models.FormerKey` has a row for each rename. Revisions are never rewritten, so those from before it stand
under the old key, and the functions here join them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from django.db.models import Case, F, Max, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from documents.document import Document
from exchange.bulk import chunked
from exchange.document_types import DocumentType
from exchange.models import FormerKey, Revision, RevisionQuerySet
from exchange.relations import leading_to, owned_by

#: A key, and a revision at which a document had it.
Seen = tuple[str, int]


def history_of(slug: str, key: str) -> RevisionQuerySet:
    """Return the revisions of the document of `key`, those from before its renames too; one query, however many.

    Revisions of another document that had one of its keys are not among them: a revision belongs to the document whose
    next rename from its key leads to `key`.
    """
    every = Revision.objects.filter(format=slug)
    about = FormerKey.objects.filter(Q(key=key) | Q(following=key) | Q(current=key), format=slug)
    events = list(about.values_list("key", "current"))
    if not events:
        return every.filter(key=key)
    later = FormerKey.objects.touching(slug, OuterRef("key")).filter(revision__gt=OuterRef("pk"))
    led = Case(When(key=OuterRef("key"), then=F("current")), default=Value(""))  # "": another one took the key
    first = later.order_by("revision_id").annotate(led=led).values("led")[:1]
    found = every.filter(key__in={key, *(old for old, today in events if today == key)})
    return found.annotate(today=Coalesce(Subquery(first), F("key"))).filter(today=key)


def follow(slug: str, seen: Collection[Seen]) -> dict[Seen, str]:
    """Return the keys today of documents, each named by a key that it had at a revision; its own where none is known.

    One query for each `CHUNK` keys.
    """
    events: dict[str, list[FormerKey]] = {}
    for chunk in chunked({key for key, _ in seen}):
        for event in FormerKey.objects.touching(slug, *chunk).order_by("revision_id"):
            for name in {event.key, event.following}:
                events.setdefault(name, []).append(event)
    found = {}
    for key, pk in seen:
        later = next((each for each in events.get(key, ()) if each.revision_id > pk), None)
        found[key, pk] = (later.current if later and later.key == key else "") or key
    return found


def key_today(revision: Revision) -> str:
    """Return the key today of the document of a revision; one query."""
    seen = (revision.key, revision.pk)
    return follow(revision.format, [seen])[seen]


def moved(slug: str, key: str) -> str:
    """Return the key today of the document that had `key`, "" where nobody left it.

    A document that took the key since ends this, unless an undo took it away again. One query for a key that nobody
    left, else two. It is not asked whether a document of this key is stored.
    """
    event = FormerKey.objects.filter(format=slug, key=key).first()
    return _answer(event, Revision.objects.of(slug, key)) if event else ""


def moved_from(slug: str, keys: Iterable[str]) -> dict[str, str]:
    """Return the keys today of the documents that last left some keys; one query for each `CHUNK` keys.

    It is not asked whether another document has such a key now.
    """
    found: dict[str, str] = {}
    for chunk in chunked(keys):
        left = FormerKey.objects.filter(format=slug, key__in=chunk).order_by("revision_id")
        found |= dict(left.values_list("key", "current"))
    return {key: today for key, today in found.items() if today}


def former_keys(slug: str, keys: Iterable[str]) -> dict[str, str]:
    """Return, by the former keys of documents, those that they have today; one query for each `CHUNK` keys."""
    found: dict[str, str] = {}
    for chunk in chunked(keys):
        found |= dict(FormerKey.objects.filter(format=slug, current__in=chunk).values_list("key", "current"))
    return found


def moved_below(slug: str, path: str) -> str:
    """Return, for the common beginning of some keys ("a" of "a/b"), that of the last of them that left; as `moved`."""
    event = FormerKey.objects.filter(format=slug, key__startswith=f"{path}/").first()
    if event and _answer(event, below(slug, path)):
        return event.following.rpartition("/")[0]
    return ""


def below(slug: str, path: str) -> RevisionQuerySet:
    """Return the revisions of documents whose keys begin with a path; no query."""
    return Revision.objects.filter(format=slug, key__startswith=f"{path}/")


def _answer(event: FormerKey, under: RevisionQuerySet) -> str:
    later = under.filter(pk__gt=event.revision_id).order_by("-pk").annotate(gone=Q(after__isnull=True))
    newest = later.values_list("gone", "door").first()
    return "" if newest and newest != (True, Revision.Origin.UNDO) else event.current


def departed(revisions: RevisionQuerySet) -> Revision | None:
    """Return the newest of these revisions if it deleted its document, else None; one query."""
    newest = revisions.order_by("-pk").defer("after").annotate(gone=Q(after__isnull=True)).first()
    return newest if newest and vars(newest)["gone"] else None


def with_links_today(document_type: DocumentType, documents: Collection[tuple[Document, int]]) -> list[Document]:
    """Return documents of old revisions, each with its revision, whose links lead to the keys of today.

    Queries as `follow`, none for documents without links.
    """
    relation = owned_by(document_type) or leading_to(document_type)
    if relation is None:
        return [document for document, _ in documents]
    other = relation.target if relation.owner == document_type.slug else relation.owner
    today = follow(other, {(key, pk) for document, pk in documents for key in document.related or ()})
    return [
        replace(each, related=tuple(sorted({today[key, pk] for key in each.related}))) if each.related else each
        for each, pk in documents
    ]


def with_key(document_type: DocumentType, document: Document, key: str) -> Document:
    """Return an old version of a document for its `key` of today.

    The key of a type whose text holds it (a name) comes back with the text, so that document stays as it is. Parses the
    document once if the keys differ.
    """
    here = replace(document, key=key)
    return here if document.key == key or document_type.normalised(here) else document


def count_of(slug: str, keys: Iterable[str]) -> dict[str, int]:
    """Return the number of revisions of documents, by their keys; two queries for each `CHUNK`."""
    found: dict[str, int] = {}
    for chunk in chunked(keys):
        newest = Revision.objects.filter(format=slug, key__in=chunk).order_by().values("key").annotate(last=Max("pk"))
        rows = Revision.objects.filter(pk__in=[row["last"] for row in newest]).with_nth()
        found |= {row.key: vars(row)["nth"] for row in rows.only("key")}
    return found


def write(slug: str, renamed: Mapping[str, tuple[str, int]], counts: Mapping[str, int]) -> None:
    """Write down renames: by its new key, the old key of each document, and the revision that renamed it.

    `counts` as `count_of` before these revisions. Addresses from before lead to the new key at once. Four queries for
    each `CHUNK`, at most.
    """
    now = {old: new for new, (old, _) in renamed.items()}
    affected: list[FormerKey] = []
    for chunk in chunked({*now, *renamed}):
        for row in FormerKey.objects.filter(format=slug, current__in=chunk):
            row.current = now.get(row.current, "")  # the key of a document that is gone, given to another one
            affected.append(row)
    FormerKey.objects.bulk_update(affected, ["current"], batch_size=200)
    FormerKey.objects.bulk_create(
        FormerKey(format=slug, key=old, following=new, current=new, revision_id=pk, earlier=counts.get(old, 0))
        for new, (old, pk) in renamed.items()
    )
