"""What a document is joined to, seen from either end; choosing it, and keeping what was chosen as a recorded change.

One format holds the links to another's documents (`Format.relates_to`): what is chosen from the other end is recorded
in every document that it concerns.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext

from documents.document import RECORD_LIMIT, Document, clean
from exchange.document_types import Format, all_formats
from exchange.history.recording import recording
from exchange.models import Revision

#: How many rows a search lists, and how many are suggested.
LISTED, SUGGESTED = 50, 8


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that a document may be joined to: its key, its name, and the few letters people know it by."""

    key: str
    title: str
    mark: str


@dataclass(frozen=True, slots=True)
class Picks:
    """What is `ticked`, what was joined when the page was opened (`seen`), and what was searched for."""

    ticked: Collection[str] = ()
    seen: Collection[str] = ()
    query: str = ""

    @property
    def changed(self) -> int:
        """How many were ticked or unticked."""
        return len({*self.ticked} ^ {*self.seen})

    def on(self, now: Collection[str]) -> set[str]:
        """What is joined `now`, with what the person ticked and unticked done to it: nobody else's choice is lost."""
        return ({*now} - ({*self.seen} - {*self.ticked})) | ({*self.ticked} - {*self.seen})


@dataclass(frozen=True, slots=True)
class Group:
    """Some boxes to tick under one heading, with a sentence where there are none."""

    title: str
    choices: list[Choice]
    note: str = ""


class MovedError(Exception):
    """The links were changed since they were read; nothing was stored."""


class End(ABC):
    """One document and what it is joined to at the other end.

    `format`, `key`, `title`, `mark` and `url` are the document's; `noun` says what it is joined to, `holder` is the
    format whose documents hold the links.
    """

    format: Format
    holder: Format
    key: str
    title: str
    mark: str
    url: str
    noun: str

    @abstractmethod
    def joined(self) -> tuple[str, ...]:
        """The keys of what it is joined to; one query."""

    @abstractmethod
    def token(self) -> str:
        """Another one as soon as somebody changed what `save` would write over; one query."""

    @abstractmethod
    def choices(self, keys: Collection[str]) -> list[Choice]:
        """Those of `keys` that there are, in order; one query."""

    @abstractmethod
    def found(self, query: str) -> list[Choice]:
        """Up to `LISTED` and one more whose name, or mark, has every word of `query`; one query."""

    @abstractmethod
    def suggested(self) -> list[Choice]:
        """Up to `SUGGESTED` that share words with it, the likest first; two queries, one of them for everything."""

    @abstractmethod
    def turned(self, wanted: Collection[str]) -> list[Document]:
        """The holder's documents that have to change for it to be joined to `wanted` alone, as they become."""

    def save(self, wanted: Collection[str], *, token: str, user: Any) -> list[Revision]:
        """Join it to `wanted` alone: one revision of each of the holder's documents that changes.

        Compares under the ledger's lock. Raises MovedError when `token` is no longer its own.
        """
        with recording(self.holder, door=Revision.Door.EDIT, user=user) as record:
            if self.token() != token:
                raise MovedError(self.key)
            record.store(self.turned(wanted))
        return record.revisions

    def settle(self, picks: Picks, *, user: Any) -> list[Revision]:
        """Join and part what was ticked and unticked, whatever others did meanwhile; revisions as `save`."""
        with recording(self.holder, door=Revision.Door.EDIT, user=user) as record:
            record.store(self.turned(picks.on(self.joined())))
        return record.revisions


def end_of(format_: Format, key: str) -> End | None:
    """What a stored document can be joined to; None where nothing holds links to it. At most one query."""
    if format_.relates_to:
        return format_.end(key)
    holder = next((each for each in all_formats() if each.relates_to == format_.slug), None)
    return holder.far_end(key) if holder else None


def sent_picks(fields: Mapping[str, Any], ticked: str, seen: str, query: str) -> Picks:
    """What a form sent under these names, whether there are such documents or not; nonsense is left out."""
    asked = clean(str(fields.get(query, ""))[:200])
    return Picks(_keys(fields, ticked), _keys(fields, seen), " ".join(asked.split()))


def _keys(fields: Mapping[str, Any], name: str) -> frozenset[str]:
    sent: list[str] = fields.getlist(name) if hasattr(fields, "getlist") else []
    return frozenset(key for key in sent[:RECORD_LIMIT] if key.isprintable() and len(key) <= 450)


def groups(end: End, picks: Picks, *, wide: bool) -> list[Group]:
    """The boxes, each once: what is joined or ticked; if `wide`, also what a search found, and what is suggested.

    One query, five if `wide`.
    """
    own = end.choices({*picks.ticked, *picks.seen})
    joined = Group(gettext("Terkait"), own, gettext("Belum ada {noun} yang terkait.").format(noun=end.noun))
    return [joined, *_others(end, picks, {choice.key for choice in own})] if wide else [joined]


def _others(end: End, picks: Picks, shown: set[str]) -> list[Group]:
    groups = []
    found = end.found(picks.query)
    more = len(found) > LISTED
    found = [choice for choice in found[:LISTED] if choice.key not in shown]
    if picks.query:
        note = gettext("Ada yang lain lagi; tambahkan kata untuk mempersempit.") if more else _nothing(found, end)
        groups.append(Group(gettext("Hasil pencarian"), found, note))
        shown |= {choice.key for choice in found}
    if suggested := [choice for choice in end.suggested() if choice.key not in shown]:
        groups.append(Group(gettext("Saran"), suggested, gettext("Kata-katanya mirip; periksa sebelum memilih.")))
        shown |= {choice.key for choice in suggested}
    if not picks.query and not more and (rest := [choice for choice in found if choice.key not in shown]):
        groups.append(Group(gettext("{noun} lain").format(noun=capfirst(str(end.noun))), rest))
    return groups


def _nothing(found: list[Choice], end: End) -> str:
    sentence = gettext("Tidak ada {noun} lain yang cocok. Periksa ejaannya, atau pakai kata lain.")
    return "" if found else sentence.format(noun=end.noun)
