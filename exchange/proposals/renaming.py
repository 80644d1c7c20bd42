"""Documents that got another key: in a proposal, or here since it was made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from documents.comparison.changes import RENAME, DocumentChange
from documents.comparison.renames import renamed
from documents.comparison.three_way import Side
from documents.document import Document, Line
from exchange.document_types import DocumentType
from exchange.history.renames import follow, moved_from
from exchange.models import FormerKey, ProposedDocument


def keys_today(document_type: DocumentType, rows: Sequence[ProposedDocument]) -> dict[str, str]:
    """Return the keys today of the stored documents that were renamed since these rows were compared.

    By the keys that the rows know. One query while nothing was renamed since, else those of `follow`.
    """
    oldest = min((row.compared for row in rows), default=0)
    if not rows or not FormerKey.objects.filter(format=document_type.slug, revision__gt=oldest).exists():
        return {}
    today = follow(document_type.slug, {(row.stored_key, row.compared) for row in rows})
    return {key: now for (key, _), now in today.items() if now != key}


def known_as(document_type: DocumentType, documents: Sequence[Document]) -> tuple[dict[str, str], dict[str, str]]:
    """Return, by the keys of a file's documents, those of the stored ones that they are under another key.

    First those that were renamed here since the file was made, then those that the file renames: documents that are not
    stored, each paired with one that the file lacks if name and lines say so. No query if all are stored; else those of
    `moved_from`, and of `Repository.load` for the documents that the file lacks.
    """
    stored, given = document_type.repository.keys(), {document.key for document in documents}
    new = [document for document in documents if document.key not in set(stored)]
    if not new:
        return {}, {}
    lacking = dict.fromkeys(key for key in stored if key not in given)
    left = moved_from(document_type.slug, [document.key for document in new])
    since = _alike(document_type, new, {key: today for key, today in left.items() if today in lacking})
    missing = [key for key in lacking if key not in since.values()]
    others = [document for document in new if document.key not in since]
    found = renamed(document_type.repository.load(missing), others) if missing and others else {}
    return since, found


def _alike(document_type: DocumentType, new: Sequence[Document], left: Mapping[str, str]) -> dict[str, str]:
    """Return those of `left` whose documents are alike: a key that was left may be another document's in a file."""
    stored = {document.key: document for document in document_type.repository.load([*left.values()])} if left else {}
    return {
        document.key: left[document.key]
        for document in new
        if document.key in left and renamed([stored[left[document.key]]], [document])
    }


def with_rename(document_type: DocumentType, base: Document | None, change: DocumentChange) -> DocumentChange:
    """Return the change with `RENAME` among its names if it gives the document a key that its lines do not say."""
    here, wanted = change.before, change.after
    if here is None or wanted is None or here.key == wanted.key or keyed(document_type, here.lines, ""):
        return change
    side = Side.PROPOSED if base is None or base.key == here.key else Side.BOTH
    return replace(change, renames=True, sides={**change.sides, RENAME: side})


def keyed(document_type: DocumentType, lines: Iterable[Line], other: str) -> str:
    """Return the key that lines say, `other` if they say none."""
    return document_type.editor.to_document(lines, other).key if document_type.editor else other


def under_its_key(document_type: DocumentType, document: Document, key: str) -> Document:
    """Return a document with the key that its lines say, `key` if they say none."""
    return replace(document, key=keyed(document_type, document.lines, key))


def named_today(today: Mapping[str, str], row: ProposedDocument, document: Document) -> Document:
    """Return a proposed document with the key that the stored one has today, unless the proposal gives it another."""
    now = today.get(row.stored_key, row.stored_key)
    return replace(document, key=now) if row.key == row.stored_key != now else document
