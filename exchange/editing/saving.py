"""Saving what a person wrote: on the version that was opened, or not at all, with everything at hand to decide."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from documents.comparison.diff import Change, compare
from documents.comparison.merge import pick
from documents.document import Document
from exchange.document_types import Format
from exchange.history.recording import Recording, from_json, recording
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


def newest(format_: Format, key: str) -> int:
    """The number of a document's newest revision, 0 when it has none; one query."""
    versions = Revision.objects.filter(format=format_.slug, key=key).order_by("-pk")
    return versions.values_list("pk", flat=True).first() or 0


def current(format_: Format, key: str) -> tuple[int, Document | None]:
    """The number of a document's newest revision, 0 when it has none, and the document as it is stored, if it is.

    In this order: what somebody saves between the two is newer than the number says, and never older, so that a form
    which carries the number never writes over what it did not show. Queries as `Format.stored`, and one.
    """
    number = newest(format_, key)
    return number, next(iter(format_.stored([key])), None)


def opened_at(format_: Format, key: str, base: int) -> Document | None:
    """A document as it was when its newest revision was `base`; one query."""
    later = Revision.objects.filter(format=format_.slug, key=key, pk__gt=base).order_by("pk")
    value = later.values_list("before", flat=True).first()
    return from_json(value)


def save(
    format_: Format, document: Document, *, key: str = "", base: int = 0, user: Any, door: str = Revision.Door.EDIT
) -> list[Revision]:
    """Store what a person made of the document `key` whose newest revision was `base`; a new one without `key`.

    A document that gets another key is renamed. What was recorded, nothing when nothing changed. Raises
    ConflictError when the document moved, TakenError when another one has the new key, UnwritableError for what
    no file could hold.
    """
    settled = format_.settled(replace(document, source=None))
    if settled is None:
        raise UnwritableError
    with recording(format_, [key] if key else [], door=door, user=user) as record:
        _check(record, settled, key, base)
        record.touch(settled.key)
        if key and key != settled.key:
            format_.rename(key, settled)
        record.store([settled])
    return record.revisions


def just_made(format_: Format, document: Document, user: Any) -> bool:
    """Whether this very text is stored already, made by this person and not changed since; four queries or so.

    So it is when a form for a new document is sent twice.
    """
    if not made_by(format_, document.key, user):
        return False
    return format_.stored([document.key]) == [format_.settled(replace(document, source=None))]


def made_by(format_: Format, key: str, user: Any) -> bool:
    """Whether a document of this key was made, or brought to it, by this person and not changed since; one query."""
    made = Revision.objects.of(format_.slug, key).order_by("-pk").first()
    return made is not None and made.before is None and made.user_id == user.pk


def _check(record: Recording, document: Document, key: str, base: int) -> None:
    format_ = record.format
    if document.key != key and format_.stored([document.key]):
        raise TakenError(document.key)
    if not key:
        return
    last = newest(format_, key)
    now = next(iter(format_.stored([key])), None)
    if now is None or last != base:
        raise ConflictError(Conflict(opened_at(format_, key, base), now, document, last))


def settle(format_: Format, conflict: Conflict, mine: Collection[str]) -> Document:
    """The version now stored with those changes of the person's that are named in `mine`; they may give it another key.

    A document that is new stays as the person wrote it.
    """
    if conflict.now is None:
        return conflict.mine
    left_out = {choice.change.name for choice in conflict.choices} - set(mine)
    picked = pick(conflict.now, conflict.mine, left_out)
    named = format_.outline.compose(picked.lines, picked.key)
    return replace(named, at=picked.at, place=conflict.now.place)


def save_together(
    format_: Format, changed: Sequence[tuple[str, Conflict]], decided: Sequence[Document], *, user: Any
) -> list[Revision]:
    """Store what was `decided` of several documents `changed`, all or none; one recording.

    Each is known by the key that it has now, "" for a new one; `Conflict.newest` is the revision that was seen. What
    a new one shares with the others, they decide. Returns what was recorded. Raises ConflictsError when one moved,
    TakenError and UnwritableError as `save`, the latter also when documents that share something disagree on it.
    """
    documents = [format_.settled(replace(document, source=None)) for document in decided]
    settled = [document for document in documents if document]
    if len(settled) != len(documents):
        raise UnwritableError
    known = {document.key: document for (key, _), document in zip(changed, settled, strict=True) if key}
    fresh = [document for document in settled if document.key not in known]
    with recording(format_, [key for key, _ in changed if key], door=Revision.Door.EDIT, user=user) as record:
        _check_together(record, changed)
        record.touch(*(document.key for document in settled))
        for (key, _), document in zip(changed, settled, strict=True):
            if document.key != key and format_.stored([document.key]):
                raise TakenError(document.key)
            if key and document.key != key:
                format_.rename(key, document)
        record.store([*fresh, *known.values()])
        if known != _by_key(format_, known):
            raise UnwritableError
    return record.revisions


def _check_together(record: Recording, changed: Sequence[tuple[str, Conflict]]) -> None:
    format_ = record.format
    last = {key: newest(format_, key) for key, _ in changed if key}
    if all(conflict.newest == last[key] for key, conflict in changed if key):
        return
    now = _by_key(format_, last)
    raise ConflictsError(
        [(key, replace(conflict, now=now.get(key), newest=last.get(key, 0))) for key, conflict in changed]
    )


def _by_key(format_: Format, keys: Collection[str]) -> dict[str, Document]:
    return {document.key: document for document in format_.stored(keys)}
