"""Saving what a person wrote: on the version that was opened, or not at all, with everything at hand to decide."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from documents.comparison.diff import Change, compare
from documents.comparison.merge import exclude_changes
from documents.document import Document
from exchange.document_types import DocumentType
from exchange.history.recording import Recording, record_changes
from exchange.history.versions import newest, opened_at
from exchange.models import Revision


@dataclass(frozen=True, slots=True)
class Choice:
    """One line in which the version now stored differs from what a person wrote.

    `opened` is its text when the page was opened, None when it was not there. `ours` says that the person wrote
    it so; otherwise only somebody else changed it. `both` says that both did.
    """

    change: Change
    opened: str | None
    ours: bool
    both: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """Three versions of a document: as it was `opened`, as it is `now`, as the person wrote it (`mine`)."""

    opened: Document | None
    now: Document | None
    mine: Document
    newest: int

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The lines to decide on, in order."""
        own = {change.name for change in compare(self.opened, self.mine)}
        theirs = {change.name for change in compare(self.opened, self.now)}
        texts = {line.path: line.text for line in self.opened.lines} if self.opened else {}
        return tuple(
            Choice(
                change, texts.get(change.path), change.name in own or change.path in own, _touched(change, own, theirs)
            )
            for change in compare(self.now, self.mine)
        )


def _touched(change: Change, own: Collection[str], theirs: Collection[str]) -> bool:
    names = {change.path, f"-{change.path}"}
    return not names.isdisjoint(own) and not names.isdisjoint(theirs)


class ConflictError(Exception):
    """The document was changed since it was opened: nothing was saved. Its `conflict` has the three versions."""

    def __init__(self, conflict: Conflict) -> None:
        super().__init__(conflict)
        self.conflict = conflict


class ConflictsError(Exception):
    """Some of several documents were changed since they were opened: none was saved.

    `conflicts` are of all of them, by the keys they have now, "" for a new one.
    """

    def __init__(self, conflicts: list[tuple[str, Conflict]]) -> None:
        super().__init__(conflicts)
        self.conflicts = conflicts


class UnwritableError(Exception):
    """The document cannot be written in its own text format, so nothing was saved."""


class TakenError(Exception):
    """Another document has this key already; nothing was saved."""


def save(
    document_type: DocumentType,
    document: Document,
    *,
    key: str = "",
    base: int = 0,
    user: Any,
    origin: Revision.Origin = Revision.Origin.EDIT,
) -> list[Revision]:
    """Store what a person made of the document `key` whose newest revision was `base`; a new one without `key`.

    A document that gets another key is renamed. What was recorded, nothing when nothing changed. Raises
    ConflictError when the document moved, TakenError when another one has the new key, UnwritableError for what
    no file could hold.
    """
    settled = document_type.normalised(replace(document, source=None))
    if settled is None:
        raise UnwritableError
    with record_changes(document_type, [key] if key else [], origin=origin, user=user) as record:
        _check(record, settled, key, base)
        record.snapshot(settled.key)
        if key and key != settled.key:
            document_type.repository.rename(key, settled)
        record.store([settled])
    return record.revisions


def just_made(document_type: DocumentType, document: Document, user: Any) -> bool:
    """Whether this very text is stored already, made by this person and not changed since; four queries or so.

    So it is when a form for a new document is sent twice.
    """
    if not made_by(document_type, document.key, user):
        return False
    return document_type.repository.load([document.key]) == [document_type.normalised(replace(document, source=None))]


def made_by(document_type: DocumentType, key: str, user: Any) -> bool:
    """Whether a document of this key was made, or brought to it, by this person and not changed since; one query."""
    made = Revision.objects.of(document_type.slug, key).order_by("-pk").first()
    return made is not None and made.before is None and made.user_id == user.pk


def _check(record: Recording, document: Document, key: str, base: int) -> None:
    document_type = record.document_type
    if document.key != key and document_type.repository.load([document.key]):
        raise TakenError(document.key)
    if not key:
        return
    last = newest(document_type, key)
    now = next(iter(document_type.repository.load([key])), None)
    if now is None or last != base:
        raise ConflictError(Conflict(opened_at(document_type, key, base), now, document, last))


def choose_lines(document_type: DocumentType, conflict: Conflict, mine: Collection[str]) -> Document:
    """The version now stored with those changes of the person's that are named in `mine`; they may give it another key.

    A document that is new stays as the person wrote it.
    """
    if conflict.now is None:
        return conflict.mine
    left_out = {choice.change.name for choice in conflict.choices} - set(mine)
    picked = exclude_changes(conflict.now, conflict.mine, left_out)
    assert document_type.editor
    named = document_type.editor.to_document(picked.lines, picked.key)
    return replace(named, at=picked.at, place=conflict.now.place)


def save_together(
    document_type: DocumentType, changed: Sequence[tuple[str, Conflict]], decided: Sequence[Document], *, user: Any
) -> list[Revision]:
    """Store what was `decided` of several documents `changed`, all or none; one recording.

    Each is known by the key that it has now, "" for a new one; `Conflict.newest` is the revision that was seen. What
    a new one shares with the others, they decide. Returns what was recorded. Raises ConflictsError when one moved,
    TakenError and UnwritableError as `save`, the latter also when documents that share something disagree on it.
    """
    documents = [document_type.normalised(replace(document, source=None)) for document in decided]
    settled = [document for document in documents if document]
    if len(settled) != len(documents):
        raise UnwritableError
    known = {document.key: document for (key, _), document in zip(changed, settled, strict=True) if key}
    fresh = [document for document in settled if document.key not in known]
    with record_changes(
        document_type, [key for key, _ in changed if key], origin=Revision.Origin.EDIT, user=user
    ) as record:
        _check_together(record, changed)
        record.snapshot(*(document.key for document in settled))
        for (key, _), document in zip(changed, settled, strict=True):
            if document.key != key and document_type.repository.load([document.key]):
                raise TakenError(document.key)
            if key and document.key != key:
                document_type.repository.rename(key, document)
        record.store([*fresh, *known.values()])
        if known != _by_key(document_type, known):
            raise UnwritableError
    return record.revisions


def _check_together(record: Recording, changed: Sequence[tuple[str, Conflict]]) -> None:
    document_type = record.document_type
    last = {key: newest(document_type, key) for key, _ in changed if key}
    if all(conflict.newest == last[key] for key, conflict in changed if key):
        return
    now = _by_key(document_type, last)
    raise ConflictsError(
        [(key, replace(conflict, now=now.get(key), newest=last.get(key, 0))) for key, conflict in changed]
    )


def _by_key(document_type: DocumentType, keys: Collection[str]) -> dict[str, Document]:
    return {document.key: document for document in document_type.repository.load(keys)}
