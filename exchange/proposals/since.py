"""Who changed a line here since a proposal was made, and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from documents.comparison.changes import WHOLE_DOCUMENT
from documents.comparison.diff import Change, compare
from exchange.document_types import DocumentType
from exchange.history.recording import after_of, before_of
from exchange.models import ProposedDocument, Revision

#: The most revisions that are read for one page.
REVISIONS = 100


@dataclass(frozen=True, slots=True)
class Since:
    """The revision that changed a line here: its primary key, who made it, and when."""

    pk: int
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Sought:
    """A proposed document, and its lines that were changed here; () for the document as a whole."""

    row: ProposedDocument
    lines: tuple[Change, ...]


def changed_since(document_type: DocumentType, sought: Sequence[Sought]) -> dict[tuple[str, str], Since]:
    """Return, by key and name of a change, the newest revision that changed the line since the row's base.

    Where none of the newest `REVISIONS` tells it, the newest one of the document; a line without any is absent. One
    query, none without documents; costs a `compare` for each revision read.
    """
    if not sought:
        return {}
    keys = [each.row.stored_key for each in sought]
    later = Revision.objects.filter(
        format=document_type.slug, key__in=keys, pk__gt=min(each.row.base for each in sought)
    )
    found: defaultdict[str, list[Revision]] = defaultdict(list)
    for revision in later.order_by("-pk")[:REVISIONS]:
        found[revision.key].append(revision)
    return {
        (each.row.key, name): revision
        for each in sought
        for name, revision in _named(each, [one for one in found[each.row.stored_key] if one.pk > each.row.base])
    }


def _named(sought: Sought, revisions: Sequence[Revision]) -> Iterable[tuple[str, Since]]:
    if not revisions:
        return
    newest = Since(revisions[0].pk, revisions[0].user_name, revisions[0].at)
    open_lines = {line.name: line for line in sought.lines}
    named: dict[str, Since] = {}
    for revision in revisions if open_lines else ():
        changes = compare(before_of(revision), after_of(revision))
        touched = {name for name, line in open_lines.items() if _touched(line, changes)}
        named |= dict.fromkeys(touched, Since(revision.pk, revision.user_name, revision.at))
        open_lines = _without(open_lines, touched)
        if not open_lines:
            break
    yield from {**dict.fromkeys(open_lines, newest), **named, WHOLE_DOCUMENT: newest}.items()


def _without(lines: Mapping[str, Change], names: Iterable[str]) -> dict[str, Change]:
    gone = set(names)
    return {name: line for name, line in lines.items() if name not in gone}


def _touched(line: Change, changes: Iterable[Change]) -> bool:
    """Return whether one of the changes of a revision made the line what it is here: its text, or that it is gone."""
    if line.before is None:
        return any(each.after is None and (each.before == line.after or each.path == line.path) for each in changes)
    return any(each.after == line.before for each in changes)
