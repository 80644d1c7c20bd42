"""The only way content changes: under the ledger's lock, with the text before and after kept as history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from django.db import transaction

from documents.comparison.changes import ChangeKind, kind_of
from documents.document import Document, Line
from documents.fields import with_head_lines
from exchange import document_types, events
from exchange.bulk import chunked
from exchange.document_types import DocumentType, search_texts
from exchange.history import ledger
from exchange.history.link_tracking import LinkTracker
from exchange.models import Import, Revision
from search import index

#: Rises when what history holds of a document changes its meaning; a new field alone does not raise it.
SCHEMA = 1
#: How many documents of a change are named to whoever runs the site.
NAMED = 10
#: A document's key, how it was and how it is; None where there is none.
Difference = tuple[str, Document | None, Document | None]


class Recording:
    """One recorded change: remembers how documents were before they were touched.

    `source` is the import that the change comes from. `force_bump` says that something changed that readers see and no
    document holds, such as an order. `links` are those that documents of another format hold to these: see
    `exchange.history.link_tracking`.
    """

    def __init__(self, document_type: DocumentType) -> None:
        self.document_type = document_type
        self.source: Import | None = None
        self.force_bump = False
        self.links = LinkTracker(document_type)
        self.before: dict[str, Document | None] = {}
        self.revisions: list[Revision] = []
        self.kinds: Counter[ChangeKind] = Counter()

    def snapshot(self, *keys: str) -> None:
        """Remember these documents as they are now, unless they are remembered already. Call it before a change."""
        new = [key for key in keys if key not in self.before]
        if new:
            found = {document.key: document for document in self.document_type.repository.load(new)}
            self.before |= {key: found.get(key) for key in new}
            self.links.snapshot({key: found.get(key) for key in new})

    def store(self, documents: Sequence[Document]) -> None:
        """Save documents, and those that change with them. Queries as `Repository.load` and `Repository.save`."""
        everything = [*documents, *self.document_type.repository.also_changed_by(documents)]
        self.snapshot(*(document.key for document in everything))
        self.document_type.repository.save(everything)

    def delete(self, keys: Collection[str]) -> None:
        """Remove the documents of `keys`."""
        self.snapshot(*keys)
        self.document_type.repository.delete(keys)

    def changes(self) -> Iterator[Difference]:
        """The touched documents that differ from what they were, raw lines and related documents included."""
        for chunk in chunked(self.before):
            after = {document.key: document for document in self.document_type.repository.load(chunk)}
            for key in chunk:
                old, new = self.before[key], after.get(key)
                if old and new is None:
                    yield key, self.links.with_removed_links(old), None
                elif new and not new.like(old):
                    yield key, old, new

    def write_revisions(self, document_type: DocumentType, changes: Iterable[Difference], **author: Any) -> None:
        """Write `changes` of documents into the history, and let search find them as they are now.

        A bulk insert for each `CHUNK`, and the queries of `search.index`.
        """
        for chunk in chunked(changes):
            index.replace(document_type.slug, search_texts(document_type, (after for *_, after in chunk if after)))
            index.remove(document_type.slug, [key for key, _, after in chunk if after is None])
            made = Revision.objects.bulk_create(
                Revision(
                    format=document_type.slug,
                    key=key,
                    before=as_json(before),
                    after=as_json(after),
                    source=self.source,
                    **author,
                )
                for key, before, after in chunk
            )
            self.revisions += map(_light, made)
            self.kinds.update(kind_of(before, after) for _, before, after in chunk)

    def log(self, origin: str, user: Any) -> None:
        """Tell whoever runs the site what was changed, once it is stored."""
        facts = {str(kind): self.kinds[kind] for kind in ChangeKind}
        keys = ",".join(revision.key for revision in self.revisions[:NAMED])
        source = self.source.pk if self.source else None
        newest = max((revision.pk for revision in self.revisions), default=None)
        about = {"user": getattr(user, "pk", None), "name": str(user or "") or None, "door": origin}
        about |= {"format": self.document_type.slug, "source": source, "revision": newest, "keys": keys or None}
        transaction.on_commit(lambda: events.tell("changed", **about, **facts))


@contextmanager
def record_changes(
    document_type: DocumentType,
    keys: Collection[str] = (),
    *,
    origin: Revision.Origin | str,
    user: Any = None,
    note: str = "",
) -> Iterator[Recording]:
    """Change documents inside the block: one transaction, one writer at a time, one `Revision` a changed document.

    `keys` are the documents that the block may change; more can be named with `snapshot()` before they change. The
    ledger's lock is held until the end and its version rises when something changed. `user` is a person or None
    (a command), `origin` one of `Revision.Origin`. Called by `applying.carry_out` alone.

    Two queries for the ledger, those of `Repository.load` twice, and a bulk insert for each `CHUNK` documents; where
    documents of another type hold links to these, one more for each `CHUNK`; and those of `LinkTracker`. After the
    block, `revisions` holds what was recorded, without the texts: these are fetched when asked for. Any exception
    leaves everything as it was.
    """
    with transaction.atomic():
        ledger.lock()
        record = Recording(document_type)
        record.snapshot(*keys)
        yield record
        record.links.restore_links()
        author = {"user": user, "user_name": str(user or ""), "door": origin}
        record.write_revisions(document_type, record.changes(), note=note, **author)
        if record.links.owner:
            why = "Mengikuti perubahan " + document_type.noun + (f": {note}" if note else ".")  # as history keeps it
            record.write_revisions(record.links.owner, record.links.changes(), note=why[:200], **author)
        if record.revisions or record.force_bump:
            ledger.bump()
            record.log(origin, user)


def _light(revision: Revision) -> Revision:
    """A stored revision that fetches its texts anew when they are asked for."""
    del revision.before, revision.after
    return revision


def as_json(document: Document | None) -> dict[str, Any] | None:
    """A document as plain values: its key, title, source and place, and `"lines"`: `[[section, text, label, nth], …]`.

    And `"related"`, a list, and `"uid"`, a text, where these are known. `"schema"` is absent in what was kept before
    there was a number.
    """
    if document is None:
        return None
    lines = [[line.section, line.text, line.label, line.index] for line in document.lines]
    values = {"schema": SCHEMA, "key": document.key, "title": document.title, "source": document.source or ""}
    related = {} if document.related is None else {"related": list(document.related)}
    uid = {"uid": document.uid} if document.uid else {}
    return values | {"place": list(document.position), "lines": lines} | related | uid


def from_json(value: dict[str, Any] | None) -> Document | None:
    """The document that `as_json` made the value of, as it was kept: see `before_of` and `after_of`."""
    if value is None:
        return None
    lines = tuple(Line(section, text, label, nth) for section, text, label, nth in value["lines"])
    related = tuple(value["related"]) if value.get("related") is not None else None
    place = tuple(value.get("place", ()))
    uid = value.get("uid", "")
    return Document(value["key"], value["title"], lines, value["source"], position=place, related=related, uid=uid)


def before_of(revision: Revision) -> Document | None:
    """The document before a revision, None where there was none."""
    return _with_head(from_json(revision.before), revision.format)


def after_of(revision: Revision) -> Document | None:
    """The document after a revision, None where there is none."""
    return _with_head(from_json(revision.after), revision.format)


def _with_head(document: Document | None, slug: str) -> Document | None:
    """A kept document with the head lines that its type has today: revisions are never rewritten."""
    head = next((document_type.head for document_type in document_types.all_types() if document_type.slug == slug), ())
    return replace(document, lines=with_head_lines(document.lines, head)) if document else None
