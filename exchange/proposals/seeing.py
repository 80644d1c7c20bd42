"""Which documents of a proposal a person has seen."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db import IntegrityError, transaction

from exchange.models import Proposal, ProposedDocument
from exchange.proposals.listing import Numbered

_Seen = ProposedDocument.seen_by.through


def seen_of(proposal: Proposal, user: Any) -> frozenset[int]:
    """Return the primary keys of the documents that a person has seen; one query."""
    found = _Seen.objects.filter(proposeddocument__proposal=proposal, user_id=user.pk)
    return frozenset(found.values_list("proposeddocument_id", flat=True))


def mark_seen(shown: Iterable[Numbered], ticked: Collection[str], user: Any) -> None:
    """Keep which of the documents that a page showed a person ticked as seen, by their numbers; two statements."""
    found = {entry.row.pk: str(number) in ticked for number, entry in shown}
    made = [_Seen(proposeddocument_id=pk, user_id=user.pk) for pk, seen in found.items() if seen]
    try:
        with transaction.atomic():
            _Seen.objects.bulk_create(made, ignore_conflicts=True)
            unseen = [pk for pk, seen in found.items() if not seen]
            _Seen.objects.filter(user_id=user.pk, proposeddocument_id__in=unseen).delete()
    except IntegrityError:  # its author saved the proposal anew meanwhile: these rows are gone
        return
