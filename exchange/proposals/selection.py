"""Selection: the changes of a proposal as they are now, and what a person decided on them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from documents.comparison.changes import RENAME, ChangeKind, DocumentChange
from documents.comparison.merge import exclude_changes
from documents.comparison.three_way import Side
from documents.document import Document, clean
from exchange.document_types import DocumentType
from exchange.history.applying import StaleError, fingerprint
from exchange.history.recording import Recording, TakenError
from exchange.models import ProposedDocument
from exchange.proposals.comparison import Mark
from exchange.proposals.renaming import under_its_key
from exchange.proposals.rows import changes_of

#: Names of changes with the digests that they were decided on.
Taken = Mapping[str, str]


class UnfitError(Exception):
    """The selection cannot be stored: its `documents` do not fit together without the excluded changes."""

    def __init__(self, documents: Collection[Document]) -> None:
        super().__init__(*(document.key for document in list(documents)[: StaleError.NAMED]))
        self.documents = documents


@dataclass(frozen=True, slots=True)
class Decisions:
    """Decisions of a person on a proposal, by the keys of documents and the names of changes (`Mark.name`).

    `left_out` has the proposal's own changes that are not wanted. `taken` has the wanted ones of those that somebody
    made here since, or on both sides; they hold only for the digest that the person saw. `texts` are the person's own
    wordings of taken lines; `kept` has the lines that both sides changed and that stay as they are here, held like
    `taken`. `remove` has the stored documents that are to be removed.
    """

    left_out: Mapping[str, frozenset[str]] = field(default_factory=dict)
    remove: frozenset[str] = frozenset()
    taken: Mapping[str, Taken] = field(default_factory=dict)
    texts: Mapping[str, Taken] = field(default_factory=dict)
    kept: Mapping[str, Taken] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return the decisions as plain values."""
        named = {"taken": self.taken, "texts": self.texts, "kept": self.kept}
        return {
            "left_out": {key: sorted(names) for key, names in sorted(self.left_out.items()) if names},
            "remove": sorted(self.remove),
            **{
                name: {key: dict(sorted(each.items())) for key, each in sorted(values.items()) if each}
                for name, values in named.items()
            },
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Decisions:
        """Return the decisions that `as_json` turned into `value`; none for an empty value."""
        left_out = {key: frozenset(names) for key, names in value.get("left_out", {}).items()}
        taken, texts, kept = (
            {key: dict(each) for key, each in value.get(name, {}).items()} for name in ("taken", "texts", "kept")
        )
        return cls(left_out, frozenset(value.get("remove", ())), taken, texts, kept)


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of a proposal with the marks of its changes as they are now; none if its content is stored already.

    `newest` is the primary key of its newest revision, 0 without one.
    """

    row: ProposedDocument
    kind: ChangeKind
    marks: tuple[Mark, ...]
    newest: int
    weight: int

    @property
    def key(self) -> str:
        """Key of the document."""
        return self.row.key

    @property
    def names(self) -> tuple[str, ...]:
        """Names of its changes, in order."""
        return tuple(mark.name for mark in self.marks)


@dataclass(frozen=True)
class Selection:
    """The changes of a proposal as they are now, with the decisions on them."""

    document_type: DocumentType
    entries: Sequence[Entry]
    decisions: Decisions = Decisions()

    @cached_property
    def changes(self) -> tuple[Entry, ...]:
        """Documents to decide on, in the order of the proposal."""
        return tuple(entry for entry in self.entries if entry.marks)

    @cached_property
    def reformatted(self) -> tuple[Entry, ...]:
        """Documents whose content is stored already, but not their raw text (spaces, notes)."""
        return tuple(entry for entry in self.entries if not entry.marks and entry.row.document)

    def basis(self) -> Iterator[object]:
        """Yield the decisions, and what each change changes."""
        yield json.dumps(self.decisions.as_json())
        yield from ((entry.key, entry.newest, [mark.values for mark in entry.marks]) for entry in self.entries)

    @cached_property
    def fingerprint(self) -> str:
        """Digest of the basis."""
        return fingerprint(self.basis())

    def includes(self, entry: Entry, mark: Mark) -> bool:
        """Return whether a change is selected.

        The proposal's own changes are unless they are left out, those that somebody made here only if they are taken.
        """
        if entry.kind is ChangeKind.REMOVED:
            return entry.key in self.decisions.remove
        if mark.side is Side.PROPOSED:
            return mark.name not in self.decisions.left_out.get(entry.key, ())
        return self.decisions.taken.get(entry.key, {}).get(mark.name) == mark.digest

    def ticks(self, entry: Entry) -> list[bool]:
        """Return whether each change of a document is selected, in order."""
        return [self.includes(entry, mark) for mark in entry.marks]

    @cached_property
    def included(self) -> tuple[Entry, ...]:
        """Documents with at least one selected change."""
        return tuple(entry for entry in self.changes if any(self.ticks(entry)))

    @cached_property
    def ticked(self) -> int:
        """Number of selected changes: the ticked boxes on all pages of the review."""
        return sum(sum(self.ticks(entry)) for entry in self.included)

    @property
    def complete(self) -> bool:
        """Whether every change is selected, so that the stored documents become equal to the proposed ones."""
        return self.ticked == sum(len(entry.marks) for entry in self.changes) and not any(self.decisions.texts.values())

    @property
    def empty(self) -> bool:
        """Whether there is nothing to store: no selected change, and no reformatted document of a complete one."""
        return not self.included and not (self.complete and self.reformatted)

    def count(self, kind: ChangeKind) -> int:
        """Return the number of documents of a kind with at least one selected change."""
        return sum(entry.kind is kind for entry in self.included)

    @cached_property
    def kinds(self) -> Counter[ChangeKind]:
        """Number of documents of each kind."""
        return Counter(entry.kind for entry in self.changes)

    @cached_property
    def undecided(self) -> tuple[Entry, ...]:
        """Documents with a line that both sides changed, and that nobody took, kept or worded."""
        return tuple(entry for entry in self.changes if any(self.is_undecided(entry, mark) for mark in entry.marks))

    def is_undecided(self, entry: Entry, mark: Mark) -> bool:
        """Return whether both sides made a change and nobody decided on it; what is stored here then stays."""
        if mark.side is not Side.BOTH or entry.kind is ChangeKind.REMOVED:
            return False
        return not self.includes(entry, mark) and not self.keeps(entry, mark)

    def keeps(self, entry: Entry, mark: Mark) -> bool:
        """Return whether a person decided that a line which both sides changed stays as it is here."""
        return self.decisions.kept.get(entry.key, {}).get(mark.name) == mark.digest

    def text(self, entry: Entry, name: str) -> str | None:
        """Return the person's own wording of a line, None without one."""
        return self.decisions.texts.get(entry.key, {}).get(name)

    def with_all(self) -> Selection:
        """Return the selection with every change taken but removals: those that somebody made here since as well."""
        taken = {
            entry.key: {mark.name: mark.digest for mark in entry.marks if mark.side is not Side.PROPOSED}
            for entry in self.changes
        }
        return replace(self, decisions=replace(self.decisions, taken=taken))

    def apply_to(self, record: Recording) -> None:
        """Store the selection. When it is complete, store the raw text of reformatted documents too.

        An export then gives the file back. Raises UnfitError when the type's text format cannot hold the selection.
        """
        changes = list(changes_of(record.document_type, [entry.row for entry in self.included]))
        pairs = list(self._wanted(record.document_type, changes))
        for old, document in pairs:
            _rename(record, old, document)
        wanted = [document for _, document in pairs]
        again = [entry.row for entry in self.reformatted] if self.complete else []
        record.store([*wanted, *(change.after for change in changes_of(record.document_type, again) if change.after)])
        record.delete([change.key for change in changes if change.after is None])
        self._check(record, wanted)

    def _wanted(self, document_type: DocumentType, changes: Iterable[DocumentChange]) -> Iterator[tuple[str, Document]]:
        """Yield the documents to store, each with its key now, "" for a new one; excluded lines are as they are now."""
        for entry, change in zip(self.included, changes, strict=True):
            left_out = [mark.name for mark in entry.marks if not self.includes(entry, mark)]
            texts = {name: clean(text) for name, text in self.decisions.texts.get(entry.key, {}).items()}
            old = change.before.key if change.before else ""
            if change.before and change.after and (left_out or texts):
                yield old, _without(document_type, change.before, change.after, left_out, texts)
            elif change.after:
                yield old, change.after

    def _check(self, record: Recording, wanted: Iterable[Document]) -> None:
        """Raise UnfitError when documents that share values came out differently; no query when all is taken."""
        kept = [entry for entry in self.changes if entry.kind is not ChangeKind.REMOVED]
        if all(all(self.ticks(entry)) for entry in kept) and not any(self.decisions.texts.values()):
            return
        keys = {entry.row.stored_key for entry in kept if entry.kind is ChangeKind.CHANGED} & record.before.keys()
        expected = {key: record.before[key] for key in keys}
        expected |= {document.key: document for document in wanted}
        found = {document.key: document for document in record.document_type.repository.load(list(expected))}
        if unfit := [document for key, document in expected.items() if document and found.get(key) != document]:
            raise UnfitError(unfit)


def _without(
    document_type: DocumentType, before: Document, after: Document, left_out: Collection[str], texts: Mapping[str, str]
) -> Document:
    kept = exclude_changes(before, after, left_out, texts)
    kept = under_its_key(document_type, kept, before.key if RENAME in left_out else after.key)
    document = document_type.normalised(replace(kept, source_line=after.source_line, position=before.position))
    if document is None or document.size_fault(before):
        raise UnfitError([after])
    return replace(document, source=None)


def _rename(record: Recording, old: str, document: Document) -> None:
    """Give the stored document `old` the key of `document`. Raises UnfitError when another document has it."""
    if not old or old == document.key:
        return
    try:
        record.rename(old, document)
    except TakenError as error:
        raise UnfitError([document]) from error
