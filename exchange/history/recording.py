"""Recording of changes: all content changes under the ledger's lock, and history keeps the text before and after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from django.db import transaction

from documents.comparison.changes import ChangeKind, DocumentChange, kind_of
from documents.document import Document, Line
from documents.fields import with_head_lines
from documents.translation import source_of
from exchange import document_types, events
from exchange.bulk import chunked
from exchange.document_types import DocumentType, search_texts
from exchange.history import ledger, renames
from exchange.history.link_tracking import LinkTracker
from exchange.models import Proposal, Revision
from search import index

#: Number of the JSON schema of documents in history. Raise it when stored values change their meaning, not for a new
#: field.
SCHEMA = 1
#: Number of documents of a change that the log names.
NAMED = 10
#: Key of a document, the document before and after; None where there is none.
Difference = tuple[str, Document | None, Document | None]


class TakenError(Exception):
    """Another document has this key already, so nothing was saved."""


class DamagedError(Exception):
    """A stored row is not as this program writes it: the `table`, in people's words, and the primary key `pk`.

    `newer` says that a newer version of the program wrote it. Only raw SQL and faults of the disk make such rows.
    """

    def __init__(self, table: str, pk: object, *, newer: bool = False) -> None:
        super().__init__(table, str(pk))
        self.table, self.pk, self.newer = table, str(pk), newer


class Recording:
    """One change while it is made; it remembers documents as they were before.

    `source` is the import that the change comes from. `former` has the old keys of renamed documents by the new ones;
    `moved` has those that `changes` found stored. `force_bump`: raise the content version although no document changed
    (for example after reordering). `links` are the links that documents of another type hold to these: see
    `exchange.history.link_tracking`.
    """

    def __init__(self, document_type: DocumentType) -> None:
        self.document_type = document_type
        self.source: Proposal | None = None
        self.force_bump = False
        self.links = LinkTracker(document_type)
        self.before: dict[str, Document | None] = {}
        self.former: dict[str, str] = {}
        self.moved: dict[str, str] = {}
        self.revisions: list[Revision] = []
        self.kinds: Counter[ChangeKind] = Counter()

    def snapshot(self, *keys: str) -> None:
        """Remember these documents as they are now, unless they are remembered already. Call it before they change.

        Queries as `Repository.load`, and those of `LinkTracker.snapshot`; none for remembered documents.
        """
        new = [key for key in keys if key not in self.before]
        if new:
            found = {document.key: document for document in self.document_type.repository.load(new)}
            self.before |= {key: found.get(key) for key in new}
            self.links.snapshot({key: found.get(key) for key in new})

    def store(self, documents: Sequence[Document]) -> None:
        """Save documents, and those that `Repository.also_changed_by` adds.

        Queries as `LinkTracker.followed`, `Repository.load`, `Repository.also_changed_by` and `Repository.save`.
        """
        documents = self.links.followed(documents)
        everything = [*documents, *self.document_type.repository.also_changed_by(documents)]
        self.snapshot(*(document.key for document in everything))
        self.document_type.repository.save(everything)

    def rename(self, key: str, document: Document) -> None:
        """Give the stored document of `key` the key of `document`, and nothing else of it; its history goes on.

        Queries as `Repository.load` twice and `Repository.rename`. Raises TakenError when another document has the key.
        """
        if key == document.key:
            return
        self.snapshot(key, document.key)
        if self.document_type.repository.load([document.key]):
            raise TakenError(document.key)
        self.document_type.repository.rename(key, document)
        self.note_rename(key, document.key)

    def note_rename(self, key: str, now: str) -> None:
        """Remember that the document of `key` has the key `now`, which other code gives it within this recording.

        Remember both by `snapshot` before. It counts when the document is stored under the new key at the end.
        """
        first = self.former.pop(key, key)
        if first != now:
            self.former[now] = first
        self.links.note_rename(key, now)

    def delete(self, keys: Collection[str]) -> None:
        """Delete the documents of `keys`."""
        self.snapshot(*keys)
        self.document_type.repository.delete(keys)

    def changes(self) -> Iterator[Difference]:
        """Yield the remembered documents that differ now, in raw lines and related documents too.

        Renamed ones come first, each under its new key with the document of the old key before: a document that gets
        an old key comes after the one that left it. Queries as `Repository.load`, and those of
        `LinkTracker.with_removed_links`.
        """
        self.moved = {}
        for chunk in chunked(self.former):
            found = {document.key: document for document in self.document_type.repository.load(chunk)}
            for key in chunk:
                if (old := self.before[self.former[key]]) and key in found:
                    self.moved[key] = old.key
                    yield from self._replaced(key)
                    yield key, old, found[key]
        left = {*self.moved.values()}
        for chunk in chunked(key for key in self.before if key not in self.moved):
            after = {document.key: document for document in self.document_type.repository.load(chunk)}
            for key in chunk:
                old, new = None if key in left else self.before[key], after.get(key)
                if old and new is None:
                    yield key, self.links.with_removed_links(old), None
                elif new and not new.like(old):
                    yield key, old, new

    def _replaced(self, key: str) -> Iterator[Difference]:
        """Yield the end of the document that had `key` before another one was renamed to it."""
        old = self.before[key]
        if old and key not in self.former.values():
            yield key, self.links.with_removed_links(old), None

    def write_revisions(self, document_type: DocumentType, changes: Iterable[Difference], **author: Any) -> None:
        """Write `changes` into the history, and update the search index.

        A bulk insert for each `CHUNK` documents, and the queries of `search.index`.
        """
        for chunk in chunked(changes):
            there = {after.key: after for *_, after in chunk if after}
            index.remove(document_type.slug, [key for key, *_ in chunk if key not in there])
            index.replace(document_type.slug, search_texts(document_type, there.values()))
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

    def write_renames(self, counts: Mapping[str, int]) -> None:
        """Write down the renames among the revisions; `counts` are those of `renames.count_of` before them."""
        slug = self.document_type.slug
        made = {revision.key: revision.pk for revision in self.revisions if revision.format == slug}
        renames.write(slug, {new: (old, made[new]) for new, old in self.moved.items()}, counts)

    def log(self, origin: str, user: Any) -> None:
        """Log the counts and the first keys of the change, once the transaction is committed."""
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

    `keys` are documents that the block may change; it can name more with `snapshot()` before they change. The ledger's
    lock is held until the end, and the content version rises when something changed; the revisions keep the new version
    as the number of their change set. `user` is a person, or None for a command; `origin` is one of `Revision.Origin`.
    Only `applying.carry_out` calls this.

    Two queries for the ledger, those of `Repository.load` twice, a bulk insert for each `CHUNK` documents, and those of
    `search.index` and `LinkTracker`; where documents of another type hold links to these, one more for each `CHUNK`.
    After the block, `revisions` holds the recorded revisions without their texts, which are fetched on access. An
    exception leaves everything as it was.
    """
    with transaction.atomic():
        version = ledger.lock()
        record = Recording(document_type)
        record.snapshot(*keys)
        yield record
        record.links.restore_links()
        number = ledger.following(version)
        author = {"user": user, "user_name": str(user or ""), "door": origin, "change_set": number}
        counts = renames.count_of(document_type.slug, record.former.values()) if record.former else {}
        index.remove(document_type.slug, list(record.former.values()))
        record.write_revisions(document_type, record.changes(), note=note, **author)
        if record.moved:
            record.write_renames(counts)
        if record.links.owner:
            why = f"Mengikuti perubahan {source_of(document_type.noun)}" + (f": {note}" if note else ".")
            record.write_revisions(record.links.owner, record.links.changes(), note=why[:200], **author)
        if record.revisions or record.force_bump:
            ledger.bump(number)
            record.log(origin, user)


def _light(revision: Revision) -> Revision:
    """Return a stored revision that fetches its texts again on access, so that they do not stay in memory."""
    del revision.before, revision.after
    return revision


def as_json(document: Document | None) -> dict[str, Any] | None:
    """Return a document as plain values: its key, title, source and place, and its lines.

    `"lines"` is `[[section, text, label, nth], …]`. `"related"`, a list, and `"uid"`, a text, exist where they are
    known. `"schema"` is absent in values that are older than the number. None for no document.
    """
    if document is None:
        return None
    lines = [[line.section, line.text, line.label, line.index] for line in document.lines]
    values = {"schema": SCHEMA, "key": document.key, "title": document.title, "source": document.source or ""}
    related = {} if document.related is None else {"related": list(document.related)}
    uid = {"uid": document.uid} if document.uid else {}
    return values | {"place": list(document.position), "lines": lines} | related | uid


def from_json(value: dict[str, Any] | None) -> Document | None:
    """Return the document that `as_json` turned into `value`; None for None.

    It has the lines that were stored; `before_of` and `after_of` add the head lines that its type has today. Raises
    KeyError, TypeError or ValueError for a value that is not shaped like one.
    """
    if value is None:
        return None
    if value.get("schema", 1) > SCHEMA:
        raise NewerError
    lines = tuple(Line(section, text, label, nth) for section, text, label, nth in value["lines"])
    related = tuple(value["related"]) if value.get("related") is not None else None
    place = tuple(value.get("place", ()))
    uid = value.get("uid", "")
    texts = [value["key"], value["title"], value["source"], uid, *(related or ())]
    texts += [text for line in lines for text in (line.section, line.text, line.label)]
    if not all(isinstance(text, str) for text in texts):
        raise TypeError
    if not all(isinstance(number, int) for number in (*place, *(line.index for line in lines))):
        raise TypeError
    return Document(value["key"], value["title"], lines, value["source"], position=place, related=related, uid=uid)


class NewerError(ValueError):
    """A stored value has a schema number that this program does not know."""


def _read(value: Any, revision: Revision) -> Document | None:
    """Return the document of a stored value of `revision`. Raises DamagedError."""
    try:
        return from_json(value)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise DamagedError("riwayat", revision.pk, newer=isinstance(error, NewerError)) from error


def before_of(revision: Revision) -> Document | None:
    """Return the document before a revision, None where there was none. Raises DamagedError."""
    return _with_head(_read(revision.before, revision), revision.format)


def after_of(revision: Revision) -> Document | None:
    """Return the document after a revision, None where there is none. Raises DamagedError."""
    return _with_head(_read(revision.after, revision), revision.format)


def change_of(revision: Revision) -> DocumentChange:
    """Return the change that a revision made; one of raw text alone has no lines. Raises DamagedError."""
    return DocumentChange.between(_read(revision.before, revision), _read(revision.after, revision))


def _with_head(document: Document | None, slug: str) -> Document | None:
    """Add the head lines that the type has today to a stored document; revisions are never rewritten."""
    head = next((document_type.head for document_type in document_types.all_types() if document_type.slug == slug), ())
    return replace(document, lines=with_head_lines(document.lines, head)) if document else None
