"""Drafts: what one person changed in one document on its pages, collected until it is submitted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from documents.comparison.changes import DocumentChange
from documents.document import Document
from exchange.document_types import DocumentType
from exchange.history.versions import current, opened_at
from exchange.models import Proposal, ProposedDocument
from exchange.proposals.deciding import new_proposal, submit
from exchange.proposals.rows import document_of, row_of, save_rows


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft of one document: its proposal, the document as its author wants it, and the version it was made on."""

    proposal: Proposal
    row: ProposedDocument
    document: Document

    @property
    def base(self) -> int:
        """Number of the version that it was made on, as `ProposedDocument.base` has it."""
        return self.row.base

    @property
    def stamp(self) -> str:
        """Names this state of the draft: its proposal and the row, which every save makes anew."""
        return f"{self.proposal.pk}.{self.row.pk}"


def draft_of(document_type: DocumentType, key: str, user: Any) -> Draft | None:
    """Return the newest draft of a person for a stored document, None without one; two queries. Raises DamagedError."""
    rows = ProposedDocument.objects.filter(
        stored_key=key,
        proposal__format=document_type.slug,
        proposal__door=Proposal.Door.EDIT,
        proposal__state=Proposal.State.DRAFT,
        proposal__author=user,
    )
    row = rows.select_related("proposal").order_by("-proposal__number").first() if key and user.pk else None
    document = document_of(row.document, document_type) if row else None
    return Draft(row.proposal, row, document) if row and document else None


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit as a person sends it: the document `key` ("" for a new one), opened at the revision `base`.

    `stamp` is that of the draft that the page showed, "" without one; `reason` says why.
    """

    document_type: DocumentType
    document: Document
    key: str = ""
    base: int = 0
    stamp: str = ""
    reason: str = ""


def keep(edit: Edit, *, user: Any) -> Proposal | None:
    """Store an edit as a draft; return its proposal, None when it changes nothing, which removes the draft.

    The draft that the page showed is replaced. One that was saved elsewhere since stays, and the edit is another one.
    """
    with transaction.atomic():
        draft = _shown(edit, user)
        change, base, newest = _change(edit)
        if change.before == change.after:
            if draft:
                draft.delete()
            return None
        proposal = draft or new_proposal(
            name=change.document.title[:200] or change.key[:200],
            door=Proposal.Door.EDIT,
            user=user,
            format=edit.document_type.slug,
        )
        proposal.reason, proposal.name = edit.reason[:500], change.document.title[:200] or change.key[:200]
        proposal.added, proposal.changed = int(change.before is None), int(change.before is not None)
        proposal.save()
        save_rows(proposal, [row_of(change, base=base, compared=newest, key=edit.key)])
    return proposal


def _shown(edit: Edit, user: Any) -> Proposal | None:
    """Return the draft that the page showed, locked, if it was not saved since."""
    pk, _, row = edit.stamp.partition(".")
    if not row.isdecimal():
        return None
    mine = Proposal.objects.filter(author=user, state=Proposal.State.DRAFT, documents__pk=row)
    found = mine.defer("content", "notes").select_for_update(of=("self",)).first()
    return found if found and str(found.pk) == pk else None


def _change(edit: Edit) -> tuple[DocumentChange, int, int]:
    """Return the change that an edit proposes now, the number of its base, and that of the newest revision."""
    if not edit.key:
        newest, here = current(edit.document_type, edit.document.key)
        return DocumentChange.since(None, here, edit.document), ProposedDocument.NOTHING, newest
    newest, here = current(edit.document_type, edit.key)
    opened = here if newest == edit.base else opened_at(edit.document_type, edit.key, edit.base)
    return DocumentChange.since(opened, here, edit.document), edit.base, newest


def propose(edit: Edit, *, user: Any) -> Proposal | None:
    """Store an edit and submit it; return its proposal, None when it changes nothing."""
    with transaction.atomic():
        proposal = keep(edit, user=user)
        if proposal:
            submit(proposal)
    return proposal
