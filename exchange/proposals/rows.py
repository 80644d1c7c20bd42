"""Documents of a proposal as rows: made from a file or an edit page, and read back for reviews and for applying."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from documents.comparison.changes import DocumentChange
from documents.document import Document
from documents.fields import with_head_lines
from exchange.bulk import chunked
from exchange.document_types import DocumentType
from exchange.history.recording import DamagedError, as_json, from_json
from exchange.models import Proposal, ProposedDocument
from exchange.proposals.comparison import bases, marks_of, weight
from exchange.proposals.renaming import keys_today, named_today, with_rename

#: Rows that are written at a time.
BATCH = 500


def row_of(
    change: DocumentChange, *, base: int, compared: int, key: str = "", places: Mapping[int, object] | None = None
) -> ProposedDocument:
    """Return a row, not saved yet, for a change that a person proposes.

    `base` and `compared` as in `ProposedDocument`; `key` is the key of the stored document if the proposal gives it
    another one. `places` are the words for lines of the file that are not simply counted.
    """
    return ProposedDocument(
        key=change.key,
        stored_key=key or change.key,
        title=change.document.title[:450],
        base=base,
        document=_as_json(change.after, places or {}),
        compared=compared,
        marks=[mark.values for mark in marks_of(change)],
        weight=weight(change),
    )


def save_rows(proposal: Proposal, rows: Iterable[ProposedDocument]) -> None:
    """Make these rows, in order, the documents of a proposal; a statement for each `BATCH`, and one."""
    proposal.documents.all().delete()
    made = list(rows)
    for place, row in enumerate(made):
        row.place, row.proposal = place, proposal
    ProposedDocument.objects.bulk_create(made, batch_size=BATCH)


def _as_json(document: Document | None, places: Mapping[int, object]) -> dict[str, Any] | None:
    """Return a document as history keeps it; `numbers` are the lines of the file that its own were read from.

    `raw` says that its raw text is known.
    """
    if document is None:
        return None
    value = (as_json(document) or {}) | {"raw": document.source is not None}
    if not document.source_line:
        return value
    numbers = [line.source_line for line in document.lines]
    named = {str(number): str(places[number]) for number in (*numbers, document.source_line) if number in places}
    return value | {"line": document.source_line, "numbers": numbers, "places": named}


def document_of(value: Any, document_type: DocumentType) -> Document | None:
    """Return the document of a row's JSON, None for a removal. Raises DamagedError."""
    try:
        document = from_json(value)
        if document is None:
            return None
        numbers = value.get("numbers") or [0] * len(document.lines)
        lines = (replace(line, source_line=number) for line, number in zip(document.lines, numbers, strict=True))
        return replace(
            document,
            lines=with_head_lines(lines, document_type.head),
            source=document.source if value.get("raw") else None,
            source_line=value.get("line", 0),
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise DamagedError("usulan", "") from error


def values_of(rows: Sequence[ProposedDocument]) -> list[Any]:
    """Return the JSON of the documents of rows, in order; one query for those of which it was not read yet."""
    unread = {row.pk for row in rows if "document" in row.get_deferred_fields()}
    found = dict(ProposedDocument.objects.filter(pk__in=unread).values_list("pk", "document")) if unread else {}
    return [found.get(row.pk) if row.pk in unread else row.document for row in rows]


def load_documents(rows: Sequence[ProposedDocument]) -> None:
    """Read the documents of rows that were not read yet; one query."""
    for row, value in zip(rows, values_of(rows), strict=True):
        row.document = value


def places_of(values: Iterable[Any]) -> dict[int, str]:
    """Return the words for the lines of the file that documents come from, where they are not simply counted."""
    return {int(number): words for value in values for number, words in ((value or {}).get("places") or {}).items()}


@dataclass(frozen=True, slots=True)
class Compared:
    """A proposed document: its change from what is stored now, and the version that it was made on."""

    change: DocumentChange
    base: Document | None


def changes_of(document_type: DocumentType, rows: Sequence[ProposedDocument]) -> Iterator[DocumentChange]:
    """Yield the change of each proposed document from what is stored now, in order; costs as `compared`."""
    return (each.change for each in compared(document_type, rows))


def compared(document_type: DocumentType, rows: Sequence[ProposedDocument]) -> Iterator[Compared]:
    """Yield each proposed document compared with what is stored now, in order.

    Queries as `keys_today`, `Repository.load`, `bases` and `values_of`, for each `CHUNK` documents. Raises
    DamagedError.
    """
    for chunk in chunked(rows):
        today = keys_today(document_type, chunk)
        keys = [today.get(row.stored_key, row.stored_key) for row in chunk]
        stored = {each.key: each for each in document_type.repository.load(keys)}
        made_on = bases(chunk, document_type, stored, today)
        for row, key, value in zip(chunk, keys, values_of(chunk), strict=True):
            wanted = document_of(value, document_type)
            wanted = named_today(today, row, wanted) if wanted else None
            base = made_on[row.key]
            change = DocumentChange.since(base, stored.get(key), wanted)
            yield Compared(with_rename(document_type, base, change), base)
