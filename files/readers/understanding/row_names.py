"""Names in the rows of a table: which document, below which group, each row begins or goes on with."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from documents.document import clean
from files.readers.understanding.cells import REPEATED
from files.readers.understanding.codes import code_in_name
from files.readers.understanding.heads import Head, by_kind
from files.readers.understanding.items import lines_of
from files.readers.understanding.record import Entry, Record, Records
from files.readers.understanding.remarks import CODE_READ, DEFINES, GROUP_WORD, LINE_LABEL, NUMBER_REMOVED
from files.readers.understanding.vocabulary import Kind, Role, Vocabulary
from files.readers.understanding.words import mark, role_of, title

#: The longest name above a definition in one cell, in characters, and the most words of a line that can be a name.
_LONGEST_NAME, _WORDS = 80, 7
#: The kinds that a labelled line in the cell of a name can have.
_BRACKETS = re.compile(r"\s*(?:\([^()]{1,24}\)|\[[^\[\]]{1,24}\])\s*")
_PARTS = frozenset({Kind.KEY, Kind.NAME, Kind.TEXT, Kind.GROUP})
#: A word for groups and the name that a colon, or a number and a sign, sets off: "Aspek: Diri", "ASPEK I - Diri".
_ORDINAL = r"(?:[IVX]{1,5}|\d{1,3}|[A-Z])"
_SET_OFF = re.compile(
    rf"([^\W\d]+(?: [^\W\d]+){{0,2}}?)(?:\s*:|\s+{_ORDINAL}\s*(?::|\s[-–—]|\.(?=\s)))\s*(\S.*)", re.DOTALL
)


class Names:
    """Reads names, codes and groups of the rows below one head. `codes_in_names` says that its names carry codes."""

    def __init__(self, records: Records, heads: Sequence[Head], *, codes_in_names: bool) -> None:
        self.records = records
        self.codes_in_names = codes_in_names
        self.names = by_kind(heads, Kind.NAME, Kind.KEY)
        self.heads = {head.at: head for head in self.names}
        self.groups = by_kind(heads, Kind.GROUP, Kind.GROUP_TEXT)
        self.defined = bool(by_kind(heads, Kind.TEXT)) or not records.vocabulary.of_kind(Kind.TEXT)
        self.keyed = bool(records.vocabulary.of_kind(Kind.KEY))
        self.told: tuple[object, ...] = ()  # the names of the row above, with the document and the group of that row
        self.group = records.group

    def take(self, number: int, texts: Mapping[int, str]) -> bool:
        """Open or go on with the document that a row names, below its group; return whether another one begins."""
        named = [(head.at, texts[head.at]) for head in self.names if head.at in texts]
        group = self._group(number, texts)
        told = (self.records.at, group, *named)
        if self.records.record and told == self.told and self.records.group is self.group:
            for at, _text in named:
                self.records.label((number, at), REPEATED)
            return False
        entries = [entry for at, text in named for entry in self._entries(number, self.heads[at], text)]
        begins = bool(entries) and not self._is_open(entries, group)
        if begins:
            self._begin(number, texts, entries, group)
        else:
            self._repeat(entries)
        self.told, self.group = (self.records.at, group, *named), self.records.group
        return begins

    def _begin(self, number: int, texts: Mapping[int, str], entries: Sequence[Entry], group: str) -> None:
        """Open the document that these entries name, or go on with it where it was begun above."""
        at = self._find(entries, group)
        if at < 0:
            self._open_groups(number, texts)
            self._open(entries)
        else:
            self.records.reopen(at)
            self._repeat(entries)

    def _group(self, number: int, texts: Mapping[int, str]) -> str:
        """Return the group that the row names, "" for none."""
        heads = [head for head in self.groups if head.role and head.role.kind is Kind.GROUP]
        found = next((head for head in heads if clean(texts.get(head.at, ""))), None)
        return group_entry(number, found.at, clean(texts[found.at]), found.role).text if found and found.role else ""

    def _open(self, entries: Sequence[Entry]) -> None:
        first, *others = sorted(entries, key=lambda entry: entry.role.kind is not Kind.NAME)
        self.records.open_new(first)
        for entry in others:
            self.records.add(entry)

    def _repeat(self, entries: Sequence[Entry]) -> None:
        """Note names and codes that the open document has, or lacked."""
        record = self.records.record
        for entry in entries:
            if record and not record.text(entry.role.kind):
                self.records.add(entry)
        for entry in entries:
            if record and not self.records.fated(entry.piece):
                self.records.label(entry.piece, REPEATED)

    def _entries(self, number: int, head: Head, text: str) -> list[Entry]:
        """Return the entries of a name or code: a mark comes off, and a code in brackets is one of its own."""
        if not clean(text) or head.role is None:
            return []
        piece = number, head.at
        whole = plain(text)
        if head.role.kind is Kind.KEY:
            return [Entry(piece, head.role, whole)]
        if told := labelled(text, self.records.vocabulary):
            return [entry for role, words in told for entry in self._told(number, head, role, words)]
        name, definition = ("", "") if self.defined else parted(text, self.records.vocabulary)
        if definition:
            text_role = self.records.vocabulary.of_kind(Kind.TEXT)[0]
            return [*self._entries(number, head, name), Entry(piece, text_role, definition, "", "", DEFINES)]
        unsure = not self.defined and len(lines_of(text)) > 1 and (_is_sentence(whole) or ":" in whole)
        found = mark(whole)
        if found and found.kind != "bullet" and found.text:
            whole, remark = found.text, NUMBER_REMOVED.format(mark=found.printed)
        else:
            remark = ""
        keys = self.records.vocabulary.of_kind(Kind.KEY)
        inner = code_in_name(whole) if self.codes_in_names and keys else None
        if inner is None:
            return [Entry(piece, head.role, whole, "", "", remark, asks=unsure)]
        code = CODE_READ.format(code=inner[1])
        return [Entry(piece, head.role, inner[0], "", "", code), Entry(piece, keys[0], inner[1])]

    def _told(self, number: int, head: Head, role: Role | None, text: str) -> list[Entry]:
        """Return the entries of a line of a cell that holds several; `role` is that of its label."""
        if role is None or role.kind is Kind.NAME:
            return self._entries(number, head, text)
        return [Entry((number, head.at), role, text, "", "", LINE_LABEL)]

    def _is_open(self, entries: Sequence[Entry], group: str) -> bool:
        record = self.records.record
        group = group or _group_of(self.records.group)
        if record is None or (not self.keyed and not agrees(_group_of(record.group), group)):
            return False
        return all(agrees(record.text(entry.role.kind), entry.text) for entry in entries)

    def _find(self, entries: Sequence[Entry], group: str) -> int:
        """Return the document that has this code and no other name, or without a code this name; -1 for none."""
        for kind in (Kind.KEY, Kind.NAME):
            for entry in entries:
                at = self.records.find(entry, group) if entry.role.kind is kind else -1
                if at >= 0 and _fits(self.records.records[at], entries):
                    return at
        return -1

    def _open_groups(self, number: int, texts: Mapping[int, str]) -> None:
        """Open the group that a row with a new document names, unless it is open."""
        opened = False
        for head in self.groups:
            text = plain(texts.get(head.at, ""))
            if not text or head.role is None:
                continue
            entry = group_entry(number, head.at, text, head.role)
            if head.role.kind is Kind.GROUP_TEXT and (opened or head.role.name not in self.records.group):
                self.records.add_to_group(entry)
            elif not agrees(text_of(self.records.group, head.role), entry.text) and head.role.kind is Kind.GROUP:
                self.records.open_group(entry)
                opened = True


def parted(text: str, vocabulary: Vocabulary) -> tuple[str, str]:
    """Return the name in the first line of a cell and the definition below it; the text and "" where that is not plain.

    It is where the second line has the label of a definition, or is a sentence that is too long for a name.
    """
    first, *rest = lines_of(text) or [""]
    if not rest or len(first) > _LONGEST_NAME or first.rstrip().endswith((".", ",", ";")):
        return text, ""
    _label, _colon, below = rest[0].partition(":")
    role = label_in(rest[0], vocabulary)
    if any(label_in(line, vocabulary) for line in rest[1:]):
        return text, ""
    if role and role.kind is Kind.TEXT and role is vocabulary.of_kind(Kind.TEXT)[0]:
        return first, clean(" ".join([below, *rest[1:]]))
    if mark(rest[0]) or not _is_sentence(rest[0]) or (len(rest) > 1 and _is_sentence(first)):
        return text, ""
    return first, clean(" ".join(rest))


def labelled(text: str, vocabulary: Vocabulary) -> list[tuple[Role | None, str]]:
    """Return the parts of a cell that holds a name and labels on lines below it: "Audit", "Kode: AUD", "Definisi: …".

    The first part may lack its label. Empty where a line has no place, or one part stands twice.
    """
    found: list[tuple[Role | None, str]] = []
    for line in lines_of(text):
        role, rest = label_in(line, vocabulary), clean(line.partition(":")[2])
        if role and role.kind in _PARTS and rest:
            found.append((role, rest))
        elif not found and role is None and len(line) <= _LONGEST_NAME and not _is_sentence(line):
            found.append((None, clean(line)))
        elif found and found[-1][0] is None and _BRACKETS.fullmatch(line):
            found[-1] = None, f"{found[-1][1]} {clean(line)}"
        elif found and found[-1][0] and found[-1][0].kind is Kind.TEXT and role is None:
            found[-1] = found[-1][0], f"{found[-1][1]} {clean(line)}"
        else:
            return []
    roles = [role.name if role else "" for role, _rest in found]
    names = sum(1 for role, _rest in found if role is None or role.kind is Kind.NAME)
    return found if len(found) > 1 and names == 1 and len(set(roles)) == len(roles) else []


def name_in(text: str, vocabulary: Vocabulary) -> str:
    """Return the name in a cell of names, without what stands on the lines below it."""
    told = labelled(text, vocabulary)
    return (
        next((said for role, said in told if role is None or role.kind is Kind.NAME), "") or parted(text, vocabulary)[0]
    )


def label_in(line: str, vocabulary: Vocabulary) -> Role | None:
    """Return the role of the label with a colon that a line begins with, None without one."""
    label, colon, _rest = line.partition(":")
    return role_of(label, vocabulary) if colon and len(label) <= _LONGEST_NAME else None


def _is_sentence(text: str) -> bool:
    """Return whether a text is a sentence by its end, or by its length and its many words."""
    words = len(text.split())
    return (words > 3 and text.rstrip().endswith(".")) or (words > _WORDS and text.lstrip()[:1].isupper())


def plain(text: str) -> str:
    """Return a name without the emphasis around all of it."""
    text = clean(text)
    for signs in ("**", "__", "*", "_"):
        if len(text) > 2 * len(signs) and text.startswith(signs) and text.endswith(signs):
            return text[len(signs) : -len(signs)].strip()
    return text


def group_entry(number: int, at: int, text: str, role: Role, *, alone: bool = False) -> Entry:
    """Return the entry of a group; the letter or number before it comes off, and the word for groups set off by it.

    In a row of its own (`alone`) the usual word for groups comes off also where nothing sets it off: "ASPEK PELAYANAN".
    """
    text = plain(text)
    if name := without_word(text, role, alone=alone):
        return Entry((number, at), role, name, "", "", GROUP_WORD)
    found = mark(text)
    if found and found.kind != "bullet" and found.text:
        return Entry((number, at), role, found.text, "", "", NUMBER_REMOVED.format(mark=found.printed))
    return Entry((number, at), role, text)


def without_word(text: str, role: Role, *, alone: bool = False) -> str:
    """Return the name of a group behind the word for groups: "ASPEK I: Pelayanan"; "" where no such word stands."""
    found = _SET_OFF.fullmatch(text)
    if found and title(found[1]) in role.words:
        return found[2].strip()
    word, _space, name = text.partition(" ")
    name = name.strip(" :-–—")
    named = title(word) == role.words[0] and not re.fullmatch(_ORDINAL, name)
    return name if alone and named else ""


def _group_of(group: Mapping[str, Entry]) -> str:
    return next((entry.text for entry in group.values() if entry.role.kind is Kind.GROUP), "")


def _fits(record: Record, entries: Sequence[Entry]) -> bool:
    """Return whether a document has no other name or code than these."""
    return all(not (own := record.text(entry.role.kind)) or agrees(own, entry.text) for entry in entries)


def text_of(group: Mapping[str, Entry], role: Role) -> str:
    entry = group.get(role.name)
    return entry.text if entry else ""


def agrees(before: str, text: str) -> bool:
    return before == text or (bool(before) and title(before) == title(text))
