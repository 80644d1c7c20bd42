"""Items: the entry of a list item, its mark taken off or read as its number."""

from __future__ import annotations

from documents.document import Problem
from documents.translation import AnyText
from documents.translation import mark as _
from files.readers.understanding.entries import Entry, Piece, number_of
from files.readers.understanding.record import Records
from files.readers.understanding.remarks import JUMPS, MARK_REMOVED, NUMBER_READ, NUMBER_REMOVED, OTHER_LEVEL
from files.readers.understanding.vocabulary import Kind, Role
from files.readers.understanding.words import Mark

MARKS_REMOVED = _("Tanda {marks} dilepas dari {count} butir.")
#: Marks of these kinds are counted together; this is how they look.
_LOOKS = {"number": "1.", "letter": "a.", "roman": "i."}


def item_entry(records: Records, piece: Piece, found: Mark, role: Role, level: str) -> Entry:
    """Return the entry of an item: a number stays as its label where the role has numbers, other marks are counted."""
    label = found.label if role.numbered and found.kind == "number" else ""
    if doubt := _doubt(records, found, role, level):
        return Entry(piece, role, found.text, level, label, doubt, asks=True)
    if not found.kind or not found.printed:
        return Entry(piece, role, found.text, level, label)
    remark: AnyText = NUMBER_READ.format(mark=found.printed) if label else stripped(records, piece, found)
    return Entry(piece, role, found.text, level, label, remark)


def stripped(records: Records, piece: Piece, found: Mark) -> str:
    """Count a mark that is taken off, and return the remark that says so."""
    records.strip(found.printed if found.kind == "bullet" else f"{found.kind}", piece[0])
    pattern = MARK_REMOVED if found.kind == "bullet" else NUMBER_REMOVED
    return pattern.format(mark=found.printed)


def _doubt(records: Records, found: Mark, role: Role, level: str) -> AnyText:
    """Return why a number does not fit where it stands, "" if it does."""
    if found.kind != "number" or records.record is None:
        return ""
    first, dot, _rest = found.label.partition(".")
    if dot and level.isdecimal() and first.isdecimal() and number_of(first) != number_of(level):
        return OTHER_LEVEL
    last = records.record.last.get((role.name, level), 0)
    whole = found.label.rpartition(".")[2]
    return JUMPS if last and whole.isdecimal() and number_of(whole) <= last else ""


def settle_numbers(records: Records) -> None:
    """Take back the doubt about numbers that name no level: each of several levels begins with the same one. Linear."""
    for at, record in enumerate(records.records):
        doubted = [place for place, entry in enumerate(record.entries) if entry.asks and entry.remark == OTHER_LEVEL]
        firsts: dict[str, str] = {}
        for entry in record.entries if doubted else ():
            if entry.role.kind is Kind.LEVEL_ITEM:
                firsts.setdefault(entry.level, entry.label)
        if len(firsts) < 2 or len(set(firsts.values())) > 1:
            continue
        for place in doubted:
            entry = record.entries[place]
            records.change(at, place, entry._replace(asks=False, remark=NUMBER_READ.format(mark=entry.label)))


def marks_problem(records: Records) -> Problem | None:
    """Return the warning that says once how many marks were taken off, where that happened first; None for none."""
    if not records.marks:
        return None
    marks = ", ".join(f"“{_LOOKS.get(printed, printed)}”" for printed in records.marks)
    count = sum(count for count, _first in records.marks.values())
    first = min(first for _count, first in records.marks.values())
    return Problem(first, "W_MARKS", MARKS_REMOVED.format(marks=marks, count=count))
