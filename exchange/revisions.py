"""The only way content changes: under the ledger's lock, with the text before and after kept as history."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import F

from exchange.documents import Document, Line
from exchange.formats import Format
from exchange.models import Import, Ledger, Revision
from exchange.rows import chunked


class Recording:
    """One recorded change: remembers how documents were before they were touched.

    `stirred` says that something changed that readers see and no document holds, such as an order.
    """

    def __init__(self, format_: Format, source: Import | None = None) -> None:
        self.format = format_
        self.source = source
        self.stirred = False
        self.before: dict[str, Document | None] = {}
        self.revisions: list[Revision] = []

    def touch(self, *keys: str) -> None:
        """Remember these documents as they are now, unless they are remembered already. Call it before a change."""
        new = [key for key in keys if key not in self.before]
        if new:
            found = {document.key: document for document in self.format.stored(new)}
            self.before |= {key: found.get(key) for key in new}

    def store(self, documents: Sequence[Document]) -> None:
        """Store documents, and those that become others with them. Queries as `Format.stored` and `Format.store`."""
        everything = [*documents, *self.format.entailed(documents)]
        self.touch(*(document.key for document in everything))
        self.format.store(everything)

    def delete(self, keys: Collection[str]) -> None:
        """Remove the documents of `keys`."""
        self.touch(*keys)
        self.format.delete(keys)

    def changes(self) -> Iterator[tuple[str, Document | None, Document | None]]:
        """The touched documents that differ from what they were, raw lines included, as (key, before, after)."""
        for chunk in chunked(self.before):
            after = {document.key: document for document in self.format.stored(chunk)}
            for key in chunk:
                old, new = self.before[key], after.get(key)
                if old != new or (old and new and old.source != new.source):
                    yield key, old, new


@contextmanager
def recording(
    format_: Format,
    keys: Collection[str] = (),
    *,
    door: str,
    user: Any = None,
    source: Import | None = None,
    note: str = "",
) -> Iterator[Recording]:
    """Change documents inside the block: one transaction, one writer at a time, one `Revision` a changed document.

    `keys` are the documents that the block may change; more can be named with `touch()` before they change. The
    ledger's lock is held until the end and its version rises when something changed. `user` is a person or None
    (a command), `door` one of `Revision.Door`, `source` the import a change comes from. Two queries for the
    ledger, those of `Format.stored` twice, and a bulk insert for each `CHUNK` documents. After the block, `revisions`
    holds what was recorded, without the texts: these are fetched when asked for. Any exception leaves everything
    as it was.
    """
    with transaction.atomic():
        Ledger.objects.get_or_create(pk=1)
        Ledger.objects.select_for_update().get(pk=1)
        record = Recording(format_, source)
        record.touch(*keys)
        yield record
        for chunk in chunked(record.changes()):
            made = Revision.objects.bulk_create(
                Revision(
                    format=format_.slug,
                    key=key,
                    before=as_json(before),
                    after=as_json(after),
                    user=user,
                    user_name=str(user or ""),
                    door=door,
                    source=record.source,
                    note=note,
                )
                for key, before, after in chunk
            )
            record.revisions += map(_light, made)
        if record.revisions or record.stirred:
            Ledger.objects.filter(pk=1).update(version=F("version") + 1)


def _light(revision: Revision) -> Revision:
    """A stored revision that fetches its texts anew when they are asked for."""
    del revision.before, revision.after
    return revision


def as_json(document: Document | None) -> dict[str, Any] | None:
    """A document as plain values: `{"key", "title", "source", "place", "lines": [[section, text, label, nth], …]}`."""
    if document is None:
        return None
    lines = [[line.section, line.text, line.label, line.nth] for line in document.lines]
    values = {"key": document.key, "title": document.title, "source": document.source or ""}
    return values | {"place": list(document.place), "lines": lines}


def from_json(value: dict[str, Any] | None) -> Document | None:
    """The document that `as_json` made the value of."""
    if value is None:
        return None
    lines = tuple(Line(section, text, label, nth) for section, text, label, nth in value["lines"])
    return Document(value["key"], value["title"], lines, value["source"], place=tuple(value.get("place", ())))
