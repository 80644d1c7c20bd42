"""Rows that raw SQL or a disk damaged, so that no page can read them; `manage.py doctor` names them."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.db.models import TextField
from django.db.models.functions import Cast

from exchange.bulk import CHUNK
from exchange.history.recording import from_json
from exchange.history.versions import known
from exchange.imports.answers import from_json as from_json_of_answers
from exchange.models import Proposal, Revision
from exchange.proposals.selection import Decisions

_FAULTS = (AttributeError, KeyError, TypeError, ValueError, RecursionError)


def revisions() -> Iterator[tuple[str, int]]:
    """Yield the name of the table and the primary key of each damaged revision. Reads the whole history, in one query.

    The columns are read as text: a text that is no JSON would end the query.
    """
    texts = (Cast("before", TextField()), Cast("after", TextField()))
    for pk, *values in Revision.objects.order_by("pk").values_list("pk", *texts).iterator(chunk_size=CHUNK):
        try:
            for value in values:
                from_json(json.loads(value) if value else None)
        except _FAULTS:
            yield "riwayat", pk


def proposals() -> Iterator[tuple[str, object]]:
    """Yield the same for proposals: an unknown document type, or decisions or answers that cannot be read."""
    texts = (Cast("choices", TextField()), Cast("answers", TextField()))
    rows = Proposal.objects.order_by("pk").values_list("pk", "format", "state", *texts)
    for pk, slug, state, choices, answers in rows.iterator(chunk_size=CHUNK):
        try:
            Decisions.from_json(json.loads(choices))
            from_json_of_answers(json.loads(answers))
            sound = known(slug) is not None or (not slug and Proposal(state=state).may_be_unread)
        except _FAULTS:
            sound = False
        if not sound:
            yield "usulan", pk
