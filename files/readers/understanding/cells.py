"""Cells of texts: what a cell of a document's row becomes, item by item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from documents.document import clean
from documents.translation import AnyText
from documents.translation import mark as _
from files.readers.understanding.entries import Entry, Piece, number_of
from files.readers.understanding.items import Item, lines_of, split
from files.readers.understanding.level_words import NAME_LENGTH
from files.readers.understanding.record import Records
from files.readers.understanding.remarks import OTHER_LEVEL
from files.readers.understanding.vocabulary import Kind, Role
from files.readers.understanding.words import role_of

REPEATED = _("mengulang isi di atasnya")
DIFFERENT = _("lain daripada {what} yang sudah dibaca; yang pertama dipakai")
JOINED = _("beberapa baris disatukan")
LABEL_OFF = _("label “{label}” dilepas")
NUMBER = _("nomor teks di sebelahnya")
#: The kinds that a labelled line inside a cell can have.
_LISTS = (Kind.LIST, Kind.LEVEL_ITEM)
INSIDE = (Kind.TEXT, Kind.LIST, Kind.LEVEL_TEXT, Kind.LEVEL_ITEM)


class Segment(NamedTuple):
    """A part of a cell: the role that a label in the cell gives it, the label, and its text."""

    role: Role
    label: str
    text: str

    @property
    def remark(self) -> AnyText:
        """What was taken off."""
        return LABEL_OFF.format(label=self.label) if self.label else ""


class Cells:
    """Reads texts of cells into the open document of `records`."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self.vocabulary = records.vocabulary

    def take(self, piece: Piece, role: Role, text: str, *, listed: bool = False, label: str = "") -> None:
        """Read a cell that has this role. `listed` says that a description which is plainly a list holds items.

        `label` is the number that stands in a column of its own.
        """
        segments = self._segments(role, text)
        if not segments:
            self._take(piece, role, text, listed, label)
            return
        for segment in segments:
            if segment.role.kind in _LISTS:
                self._list(piece, segment.role, segment.text, "", segment.remark)
            elif self._said(segment.role) != _whole(segment.text):
                level = self.records.level if segment.role.kind is Kind.LEVEL_TEXT else ""
                self.records.add(Entry(piece, segment.role, _whole(segment.text), level, "", segment.remark))
        if not self.records.fated(piece):
            self.records.label(piece, REPEATED)

    def _take(self, piece: Piece, role: Role, text: str, listed: bool, label: str) -> None:  # noqa: FBT001
        if role.kind in _LISTS:
            self._list(piece, role, text, label)
        elif role.kind is Kind.LEVEL_TEXT and listed and split(text).several:
            self._list(piece, self.vocabulary.of_kind(Kind.LEVEL_ITEM)[0], text, label)
        else:
            self._text(piece, role, text)

    def _text(self, piece: Piece, role: Role, text: str) -> None:
        """Read one text; one that the document has already is a repetition or, when it differs, left to the reader.

        A differing one in the cell of its level is read twice, which is refused.
        """
        before, whole, read = self._said(role), _whole(text), self.records.fated(piece)
        if before is None or (read and before != whole):
            level = self.records.level if role.kind is Kind.LEVEL_TEXT else ""
            remark = JOINED if len(lines_of(text)) > 1 else ""
            self.records.add(Entry(piece, role, whole, level, "", remark))
        elif before == whole:
            if not read:
                self.records.label(piece, REPEATED)
        else:
            self.records.leave(piece, DIFFERENT.format(what=role.label), asks=True)

    def _said(self, role: Role) -> str | None:
        """Return the text of this role that the document or its open level has already, None without one."""
        return self.records.said(role, self.records.level if role.kind is Kind.LEVEL_TEXT else "")

    def _list(self, piece: Piece, role: Role, text: str, label: str, remark: AnyText = "") -> None:
        """Read the items of a list. What stands above its first mark describes the level, if nothing else does."""
        found = split(text)
        level = self.records.level if role.kind is Kind.LEVEL_ITEM else ""
        items = [found.items[0]._replace(text=_whole(text))] if label and not found.marked else list(found.items)
        if found.lead:
            description = next(iter(self.vocabulary.of_kind(Kind.LEVEL_TEXT)), None) if level else None
            if description and self._said(description) is None:
                self.records.add(Entry(piece, description, found.lead, level))
            else:
                items.insert(0, Item(found.lead))
        for item in _labelled(items, label):
            number = item.label if role.numbered else ""
            doubt = _is_of_another(number, level)
            told = OTHER_LEVEL if doubt else item.remark or remark
            self.records.add(Entry(piece, role, item.text, level, number, told, asks=doubt))
            if item.bullet:
                self.records.strip(item.bullet, piece[0])

    def _segments(self, role: Role, text: str) -> Sequence[Segment]:
        """Return the parts of a cell that labels of their own begin: "Deskripsi: …", "Indikator:" and lines below."""
        if ":" not in text or "\n" not in text:
            return []
        found: list[tuple[Role, str, list[str]]] = []
        for line in lines_of(text):
            head, colon, rest = line.partition(":")
            named = role_of(head, self.vocabulary) if colon and len(head) <= NAME_LENGTH else None
            if named and named.kind in INSIDE:
                found.append((named, clean(head), [rest]))
            elif found:
                found[-1][2].append(line)
            else:
                found.append((role, "", [line]))
        segments = [Segment(named, label, "\n".join(lines)) for named, label, lines in found]
        return [one for one in segments if clean(one.text)] if any(one.label for one in segments) else []


def _is_of_another(number: str, level: str) -> bool:
    """Return whether the number of an item begins with that of another level: "2.1" below level 1."""
    first, dot, _rest = number.partition(".")
    return bool(dot) and level.isdecimal() and first.isdecimal() and number_of(first) != number_of(level)


def _whole(text: str) -> str:
    return clean(" ".join(lines_of(text)))


def _labelled(items: Sequence[Item], label: str) -> Iterator[Item]:
    """Yield the items; the first has the number of the column beside it, unless its mark says that one in full."""
    for place, item in enumerate(items):
        if place or not label or item.label.endswith(f".{label}"):
            yield item
        else:
            yield item._replace(label=label)
