"""Names settled at the end of a file: codes and words before them that its names share, and titles without contents.

One name alone rarely tells whether "PBJ – Pengadaan" begins with a code; all names of a file together do.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from documents.document import clean
from files.readers.understanding.entries import Entry, Piece, Record
from files.readers.understanding.record import Records
from files.readers.understanding.remarks import CODE_READ, DEFINES, EMPTY_TITLE, GROUP_WORD, NAME_WORD
from files.readers.understanding.row_names import without_word
from files.readers.understanding.title_words import stands_in
from files.readers.understanding.vocabulary import Kind, Vocabulary
from files.readers.understanding.words import title

_CODE = r"[A-Z][A-Z0-9]{1,9}(?:[._-][A-Z0-9]{1,6})*"
#: A code set off before a name: "PBJ – Pengadaan", "[PBJ] Pengadaan"; and one that only its capitals tell.
_SET_OFF = re.compile(rf"(?:({_CODE})\s*(?:[:–—|·•∙/_]|\s-|-\s)\s*|[(\[]({_CODE})[)\]]\s*[-–—:]?\s*)(?=[^\W\d_])(\S.*)")
_CODES = re.compile(_CODE)
_BARE = re.compile(r"([A-Z][A-Z0-9]{1,5})\.?\s+(?=[^\W\d_])(\S.*)")
_BEHIND = re.compile(rf"(\S.*?)(?:\s*[:–—|·•∙]\s*|\s+-\s+)({_CODE})")
#: The longest name that may hold a code, in characters.
_LONGEST = 300
#: The fewest names that tell by what they share.
_SEVERAL = 2


class _Coded(NamedTuple):
    """A name that may hold a code: the places of its record and of its entry there, and both parts."""

    at: int
    place: int
    name: str
    code: str


def settle_names(records: Records) -> None:
    """Take what names of the file share off them: the word for names, then codes; drop titles without contents.

    Call it once, when everything is read. Linear.
    """
    _drop_empty(records)
    _take_group_words(records)
    _take_groups(records)
    _take_words(records)
    _take_codes(records)
    _doubt(records)


def _names(records: Records) -> list[tuple[int, int, Entry]]:
    """Return the entry of each name with the places of its record and of itself."""
    found = []
    for at, record in enumerate(records.records):
        name = record.first(Kind.NAME)
        place = next((n for n, entry in enumerate(record.entries) if entry.role.kind is Kind.NAME), -1)
        if name and place >= 0:
            found.append((at, place, record.entries[place]))
    return found


def _take_codes(records: Records) -> None:
    """Read the codes that stand in names of documents without a code of their own."""
    roles = records.vocabulary.of_kind(Kind.KEY)
    bare = [each for each in _names(records) if not records.records[each[0]].first(Kind.KEY)] if roles else []
    for coded in _coded(bare):
        before = records.records[coded.at].entries[coded.place]
        remark = CODE_READ.format(code=coded.code)
        _rename(records, coded.at, coded.place, before._replace(text=coded.name, remark=remark))
        records.at = coded.at
        records.add(Entry(before.piece, roles[0], coded.code))


def _coded(names: Sequence[tuple[int, int, Entry]]) -> Sequence[_Coded]:
    """Return the names with a code: where all have one that is set off, or the letters of most stand in their names."""
    off = [_Coded(at, place, found[3], found[1] or found[2]) for at, place, found in _matches(names, _SET_OFF)]
    if off and len(off) == len(names) and len(off) >= _SEVERAL and _differ(off):
        return off
    told = [each for each in off if stands_in(each.code, each.name)]
    if told and 2 * len(told) >= len(names) and _differ(told):
        return told
    for pattern, name, code in ((_BARE, 2, 1), (_BEHIND, 1, 2)):
        found = [_Coded(at, place, each[name], each[code]) for at, place, each in _matches(names, pattern)]
        sure = all(stands_in(each.code, each.name) and each.code != each.name.partition(" ")[0] for each in found)
        if len(found) == len(names) >= _SEVERAL and _differ(found) and sure:
            return found
    return ()


def _matches(names: Sequence[tuple[int, int, Entry]], pattern: re.Pattern[str]) -> list[tuple[int, int, re.Match[str]]]:
    short = ((at, place, clean(entry.text)) for at, place, entry in names if len(entry.text) <= _LONGEST)
    found = ((at, place, pattern.fullmatch(text)) for at, place, text in short)
    return [(at, place, match) for at, place, match in found if match]


def _differ(coded: Sequence[_Coded]) -> bool:
    return len({each.code for each in coded}) == len(coded)


def _take_groups(records: Records) -> None:
    """Read groups as codes where each is the code of the only document below it: "INT", below it "Integritas"."""
    keys = records.vocabulary.of_kind(Kind.KEY)
    groups = [next(iter(record.group.values()), None) for record in records.records]
    pieces = {group.piece for group in groups if group}
    if not keys or len(groups) < _SEVERAL or len(pieces) < len(groups):
        return
    for record, group in zip(records.records, groups, strict=True):
        told = group is not None and _CODES.fullmatch(group.text) and stands_in(group.text, record.text(Kind.NAME))
        if not told or len(record.group) > 1 or record.first(Kind.KEY):
            return
    for at, (record, group) in enumerate(zip(records.records, groups, strict=True)):
        if group:
            record.group, records.at = {}, at
            records.read.pop(group.piece, None)
            records.add(Entry(group.piece, keys[0], group.text))


def _take_group_words(records: Records) -> None:
    """Take off the word for groups that all groups begin with, as their column says it already."""
    roles = records.vocabulary.of_kind(Kind.GROUP)
    groups = {
        entry.piece: entry for record in records.records for entry in record.group.values() if entry.role in roles
    }
    names = {piece: without_word(entry.text, entry.role, alone=True) for piece, entry in groups.items()}
    if len({entry.text for entry in groups.values()}) < _SEVERAL or not all(
        name[:1].isupper() for name in names.values()
    ):
        return
    _regroup(records, {piece: entry._replace(text=names[piece], remark=GROUP_WORD) for piece, entry in groups.items()})


def _regroup(records: Records, changed: Mapping[Piece, Entry]) -> None:
    """Set other entries in place of those of groups, by their pieces."""
    for record in records.records:
        record.group = {name: changed.get(entry.piece, entry) for name, entry in record.group.items()}
    for piece, entry in changed.items():
        told = records.read.get(piece, [])
        records.read[piece] = [(at, entry if one.role is entry.role else one) for at, one in told]


def _doubt(records: Records) -> None:
    """Ask about the only group of a file whose heading ranks as its documents, and about codes that few names have."""
    groups = {entry.piece: entry for record in records.records for entry in record.group.values()}
    if len(groups) == 1 and groups.keys() <= records.flat:
        _regroup(records, {piece: entry._replace(asks=True) for piece, entry in groups.items()})
    coded = [each for each in _names(records) if records.records[each[0]].first(Kind.KEY)]
    if 2 * len(coded) >= len(records.records):
        return
    for at, place, entry in coded:
        if entry.remark == CODE_READ.format(code=records.records[at].text(Kind.KEY)):
            _rename(records, at, place, entry._replace(asks=True))


def _take_words(records: Records) -> None:
    """Take off the word for names that a name begins with: one of several words, or one that all titles begin with."""
    names = _names(records)
    parted = [(at, place, entry, *_worded(entry.text, records.vocabulary)) for at, place, entry in names]
    shared = len(names) >= _SEVERAL and all(word and entry.piece[1] < 0 for _at, _place, entry, word, _name in parted)
    for at, place, entry, word, name in parted:
        if word and (shared or " " in word):
            _rename(records, at, place, entry._replace(text=name, remark=NAME_WORD.format(word=word)))


def _worded(text: str, vocabulary: Vocabulary) -> tuple[str, str]:
    """Return the word for names before a name, and the name; two empty texts without one."""
    words = clean(text).split()
    known = {word for role in vocabulary.of_kind(Kind.NAME) for word in role.words}
    for count in range(min(3, len(words) - 1), 0, -1):
        word, rest = " ".join(words[:count]), " ".join(words[count:]).lstrip(" :–—-")
        if title(word) in known and rest[:1].isupper():
            return word, rest
    return "", ""


def _rename(records: Records, at: int, place: int, entry: Entry) -> None:
    records.change(at, place, entry)
    records.records[at].heads[entry.role.kind] = entry


def _drop_empty(records: Records) -> None:
    """Leave out titles that have nothing below them where every other document has: the year below a title."""
    found = records.records
    empty = {at for at, record in enumerate(found) if _is_empty(record)}
    if not empty or len(empty) * 2 >= len(found) or len(found) - len(empty) < _SEVERAL:
        return
    others = [record for at, record in enumerate(found) if at not in empty]
    if any(record.bare for record in others):
        return
    levelled = all(any(entry.level for entry in record.entries) for record in others)
    told = {at for at in empty if levelled or (found[at].bare and any(map(str.isdigit, found[at].text(Kind.NAME))))}
    if told:
        records.drop(told, EMPTY_TITLE)


def _is_empty(record: Record) -> bool:
    """Return whether a title began a document, and nothing is below it but a text that nobody called its definition."""
    if not record.titled or record.first(Kind.KEY):
        return False
    return all(entry.role.kind is Kind.NAME or entry.remark == DEFINES for entry in record.entries)
