"""Links of a document: the selection a person makes, saved as a recorded change.

One document type owns the links (see `exchange.relations`). A selection made from the target's side is recorded in
every document of the owner that it changes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext

from documents.document import RECORD_LIMIT, clean
from exchange.history.applying import Preview, carry_out, fingerprint
from exchange.history.renames import moved_from
from exchange.models import Revision
from exchange.relations import Choice, LinkSide, owned_by

#: The number of documents that a search lists, and the number suggested.
LISTED, SUGGESTED = 50, 8


@dataclass(frozen=True, slots=True)
class LinkSelection:
    """The keys `ticked`, the keys linked when the page was opened (`seen`), and the search `query`."""

    ticked: Collection[str] = ()
    seen: Collection[str] = ()
    query: str = ""

    @property
    def changed(self) -> int:
        """Return the number of keys ticked or unticked."""
        return len({*self.ticked} ^ {*self.seen})

    def applied_to(self, now: Collection[str]) -> set[str]:
        """Return the keys linked `now`, with the person's own changes applied; the changes of others are kept."""
        return ({*now} - ({*self.seen} - {*self.ticked})) | ({*self.ticked} - {*self.seen})


def followed(side: LinkSide, selection: LinkSelection) -> LinkSelection:
    """Return the same selection with renamed documents by their keys today: the page may have been opened before.

    Two queries, none for an empty selection.
    """
    keys = {*selection.ticked, *selection.seen}
    missing = keys - {choice.key for choice in side.choices(keys)} if keys else keys
    relation = owned_by(side.document_type)
    left = moved_from(relation.target if relation else side.owner.slug, missing) if missing else {}
    ticked, seen = ({left.get(key, key) for key in each} for each in (selection.ticked, selection.seen))
    return replace(selection, ticked=frozenset(ticked), seen=frozenset(seen)) if left else selection


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    """Boxes to tick under one heading, and a note for an empty or incomplete list."""

    title: str
    choices: list[Choice]
    note: str = ""


def save_links(side: LinkSide, wanted: Collection[str], *, token: str, user: Any) -> list[Revision]:
    """Link a document to `wanted` alone; return one revision for each of the owner's documents that changes.

    Raises StaleError when `token` differs from the side's token now.
    """
    return _save(side, lambda: wanted, seen=fingerprint([token]), user=user)


def apply_links(side: LinkSide, selection: LinkSelection, *, user: Any) -> list[Revision]:
    """Link the ticked documents and unlink the unticked ones; keep other people's changes. Returns as `save_links`."""
    return _save(side, lambda: selection.applied_to(side.linked()), seen=None, user=user)


def _save(side: LinkSide, wanted: Callable[[], Collection[str]], *, seen: str | None, user: Any) -> list[Revision]:
    def under_lock() -> Preview:
        return Preview([side.token()], lambda record: record.store(side.updated_documents(wanted())))

    return carry_out(side.owner, under_lock, seen=seen, origin=Revision.Origin.EDIT, user=user)


def sent_selection(fields: Mapping[str, Any], ticked: str, seen: str, query: str) -> LinkSelection:
    """Return the selection that a form sent under these field names. Malformed keys are dropped; existence is not
    checked.
    """
    asked = clean(str(fields.get(query, ""))[:200])
    return LinkSelection(_keys(fields, ticked), _keys(fields, seen), " ".join(asked.split()))


def _keys(fields: Mapping[str, Any], name: str) -> frozenset[str]:
    sent: list[str] = fields.getlist(name) if hasattr(fields, "getlist") else []
    return frozenset(key for key in sent[:RECORD_LIMIT] if key.isprintable() and len(key) <= 450)


def choice_groups(side: LinkSide, selection: LinkSelection, *, wide: bool) -> list[ChoiceGroup]:
    """Return the groups of boxes, each document once: those linked or ticked; if `wide`, also search results and
    suggestions.

    One query, four if `wide`.
    """
    own = side.choices({*selection.ticked, *selection.seen})
    joined = ChoiceGroup(gettext("Terkait"), own, gettext("Belum ada {noun} yang terkait.").format(noun=side.noun))
    return [joined, *_others(side, selection, {choice.key for choice in own})] if wide else [joined]


def _others(side: LinkSide, selection: LinkSelection, shown: set[str]) -> list[ChoiceGroup]:
    groups = []
    found = side.find(selection.query, limit=LISTED + 1)
    more = len(found) > LISTED
    found = [choice for choice in found[:LISTED] if choice.key not in shown]
    if selection.query:
        note = gettext("Ada yang lain lagi; tambahkan kata untuk mempersempit.") if more else _nothing(found, side)
        groups.append(ChoiceGroup(gettext("Hasil pencarian"), found, note))
        shown |= {choice.key for choice in found}
    if suggested := [choice for choice in side.suggested(limit=SUGGESTED) if choice.key not in shown]:
        groups.append(ChoiceGroup(gettext("Saran"), suggested, gettext("Kata-katanya mirip; periksa sebelum memilih.")))
        shown |= {choice.key for choice in suggested}
    if not selection.query and not more and (rest := [choice for choice in found if choice.key not in shown]):
        groups.append(ChoiceGroup(gettext("{noun} lain").format(noun=capfirst(str(side.noun))), rest))
    return groups


def _nothing(found: list[Choice], side: LinkSide) -> str:
    sentence = gettext("Tidak ada {noun} lain yang cocok. Periksa ejaannya, atau pakai kata lain.")
    return "" if found else sentence.format(noun=side.noun)
