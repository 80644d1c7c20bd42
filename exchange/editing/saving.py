"""Saving of edits: on the revision that the person opened, or not at all, with an edit conflict to decide."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from documents.comparison.diff import Change, compare
from documents.comparison.merge import exclude_changes
from documents.comparison.three_way import Side, sides
from documents.document import Document
from exchange.document_types import DocumentType
from exchange.history import renames
from exchange.history.applying import Preview, StaleError, carry_out, fingerprint
from exchange.history.recording import Recording, TakenError
from exchange.history.versions import current, newest, opened_at
from exchange.models import Revision


@dataclass(frozen=True, slots=True)
class Choice:
    """One line in which the stored document differs from the person's.

    `opened` is its text when the page was opened, None when the line was not there. `ours` says that the person changed
    it; otherwise only somebody else did. `both` says that both did.
    """

    change: Change
    opened: str | None
    ours: bool
    both: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """Three versions of a document: as `opened`, as stored `now`, and as the person wrote it (`mine`).

    `newest` is the number of the newest revision that the person has seen, 0 without one.
    """

    opened: Document | None
    now: Document | None
    mine: Document
    newest: int

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The lines to decide on, in order."""
        texts = {line.path: line.text for line in self.opened.lines} if self.opened else {}
        if self.now is None:
            return tuple(Choice(change, None, ours=True, both=False) for change in compare(None, self.mine))
        found = sides(self.opened, self.now, self.mine)
        return tuple(
            Choice(change, texts.get(change.path), found[change.name] is not Side.HERE, found[change.name] is Side.BOTH)
            for change in compare(self.now, self.mine)
        )


class EditConflictError(StaleError):
    """Documents changed since the person opened them, so nothing was saved.

    `conflicts` holds every document of the edit, by its key now ("" for a new one), so that no text is lost.
    """

    def __init__(self, document_type: DocumentType, conflicts: Sequence[tuple[str, Conflict]]) -> None:
        super().__init__(document_type.slug, *(key for key, _ in conflicts))
        self.document_type = document_type
        self.conflicts = conflicts


class UnwritableError(Exception):
    """A document cannot be written in its own text format, so nothing was saved."""


def _preview(
    document_type: DocumentType, conflicts: Sequence[tuple[str, Conflict]], documents: Sequence[Document]
) -> Preview:
    """Return the preview of storing `documents`, each with its conflict and its key now ("" for a new one)."""
    basis = [(key, conflict.newest if conflict.now else None) for key, conflict in conflicts if key]
    pairs = [(key, document) for (key, _), document in zip(conflicts, documents, strict=True)]
    return Preview(basis, partial(_store, pairs), EditConflictError(document_type, conflicts))


def _store(documents: Sequence[tuple[str, Document]], record: Recording) -> None:
    """Rename and store documents, by their keys now. Existing documents decide the texts that a new one shares with
    them.

    Raises TakenError when a key is taken, and UnwritableError when documents that share a text disagree on it, or one
    grew beyond `documents.limits`.
    """
    record.snapshot(*(key for key, _ in documents if key), *(document.key for _, document in documents))
    for key, document in documents:
        _refuse_taken(record.document_type, key, document)
        if document.size_fault(record.before.get(key)):
            raise UnwritableError
        if key and document.key != key:
            record.rename(key, document)
    known = {document.key: document for key, document in documents if key}
    record.store([*(document for _, document in documents if document.key not in known), *known.values()])
    if len(documents) > 1 and known != _by_key(record.document_type, known):
        raise UnwritableError


def _refuse_taken(document_type: DocumentType, key: str, document: Document) -> None:
    """Raise TakenError when another document has the key that the document of `key` gets."""
    if document.key != key and document_type.repository.load([document.key]):
        raise TakenError(document.key)


def save(
    document_type: DocumentType,
    document: Document,
    *,
    key: str = "",
    base: int = 0,
    user: Any,
    note: str = "",
) -> list[Revision]:
    """Store a person's edit of the document `key`, opened at the revision `base`; store a new document without `key`.

    A document that gets another key is renamed; one that somebody else renamed meanwhile is found under its new key, in
    the conflict that this is. Returns the revisions recorded, none when nothing changed. Raises
    EditConflictError when the document changed since, TakenError when another document has the new key, and
    UnwritableError for a document that no file can hold.
    """
    (normalised,) = _normalised(document_type, [document])

    def under_lock() -> Preview:
        _refuse_taken(document_type, key, normalised)  # first: a form sent twice has renamed the document already
        here, last, now = _found(document_type, key) if key else ("", 0, None)
        opened = now if last == base else opened_at(document_type, here, base)
        return _preview(document_type, [(here, Conflict(opened, now, normalised, last))], [normalised])

    seen = fingerprint([(key, base)] if key else [])
    return carry_out(document_type, under_lock, seen=seen, origin=Revision.Origin.EDIT, user=user, note=note)


def _found(document_type: DocumentType, key: str) -> tuple[str, int, Document | None]:
    """Return the key today of the document that had `key`, and its newest revision and text as `versions.current`."""
    last, now = current(document_type, key)
    if now is None and (today := renames.moved(document_type.slug, key)):
        return today, *current(document_type, today)
    return key, last, now


def _normalised(document_type: DocumentType, documents: Sequence[Document]) -> list[Document]:
    """Return the documents as their own text format reads them back. Raises UnwritableError when it cannot."""
    normalised = [document_type.normalised(replace(document, source=None)) for document in documents]
    found = [document for document in normalised if document]
    if len(found) != len(normalised):
        raise UnwritableError
    return found


def just_made(document_type: DocumentType, document: Document, user: Any) -> bool:
    """Return whether this very document is stored already, made by this person and not changed since.

    This is so when the form of a new document is sent twice. Queries as `Repository.load`, and one.
    """
    if not made_by(document_type, document.key, user):
        return False
    return document_type.repository.load([document.key]) == [document_type.normalised(replace(document, source=None))]


def made_by(document_type: DocumentType, key: str, user: Any) -> bool:
    """Return whether this person made the document of this key, or renamed one to it, and nobody changed it since; one
    query.
    """
    made = Revision.objects.of(document_type.slug, key).order_by("-pk").defer("after").first()
    return made is not None and (made.before or {}).get("key") != key and made.user_id == user.pk


def choose_lines(document_type: DocumentType, conflict: Conflict, mine: Collection[str]) -> Document:
    """Return the stored document with those of the person's changes that `mine` names; these may change its key.

    A conflict without a stored document returns the person's own.
    """
    if conflict.now is None:
        return conflict.mine
    left_out = {choice.change.name for choice in conflict.choices} - set(mine)
    picked = exclude_changes(conflict.now, conflict.mine, left_out)
    assert document_type.editor
    named = document_type.editor.to_document(picked.lines, picked.key)
    return replace(named, source_line=picked.source_line, position=conflict.now.position)


def save_together(
    document_type: DocumentType, changed: Sequence[tuple[str, Conflict]], decided: Sequence[Document], *, user: Any
) -> list[Revision]:
    """Store the documents `decided`, one for each conflict in `changed`, all or none, in one recording.

    Each conflict comes with the key that its document has now, "" for a new one; `Conflict.newest` is the revision that
    the person has seen. Returns the revisions recorded. Raises EditConflictError when a document changed since, and the
    errors of `_normalised` and `_store`.
    """
    normalised = _normalised(document_type, decided)
    keys = [key for key, _ in changed if key]

    def under_lock() -> Preview:
        last, now = {key: newest(document_type, key) for key in keys}, _by_key(document_type, keys)
        conflicts = [(key, replace(each, now=now.get(key), newest=last.get(key, 0))) for key, each in changed]
        return _preview(document_type, conflicts, normalised)

    seen = fingerprint((key, conflict.newest) for key, conflict in changed if key)
    return carry_out(document_type, under_lock, seen=seen, origin=Revision.Origin.EDIT, user=user)


def _by_key(document_type: DocumentType, keys: Collection[str]) -> dict[str, Document]:
    return {document.key: document for document in document_type.repository.load(keys)}
