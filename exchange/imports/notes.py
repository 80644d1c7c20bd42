"""Notes on a file as it was read, to be kept with its proposal."""

from __future__ import annotations

from dataclasses import astuple
from typing import Any

from django.utils.translation import get_language

from exchange.imports import mapping, marking
from exchange.imports.account import counts_of, fates_of
from exchange.imports.comparison import Review
from exchange.imports.questions import Questions
from exchange.imports.rejection import quoted


def notes_of(review: Review, data: bytes, name: str) -> dict[str, Any]:
    """Return the notes on a readable file as plain values, as `exchange.proposals.notes.Notes` reads them.

    Goes through the account of its lines once.
    """
    questions = Questions.of(review)
    return {
        "counts": astuple(counts_of(fates_of(review.reading))) if review.reading else (),
        "problems": [
            [each.problem.line, each.problem.code, each.problem.message, each.quote, each.place]
            for each in quoted(review)
        ],
        "unlisted": review.parsed.unlisted,
        "open": mapping.sentences(questions) if questions else [],
        "markable": marking.is_markable(review, data, name),
        "foreign": questions is not None,
        "language": get_language() or "id",
    }
