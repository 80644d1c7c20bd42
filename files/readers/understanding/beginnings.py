"""Beginnings of documents: names, codes, numbers and groups, from labels and from titles."""

from __future__ import annotations

from documents.translation import AnyText
from files.readers.understanding.labels import LabelWords
from files.readers.understanding.record import Entry, Piece, Record, Records
from files.readers.understanding.remarks import CODE_READ, GROUP_WORD, LABEL_ALONE, NO_DOCUMENT, NUMBER_REMOVED
from files.readers.understanding.signs import LABEL, LEVEL, MARK, PLAIN, Sign
from files.readers.understanding.title_words import code_in, ladder_of, plain_title
from files.readers.understanding.titles import Titles
from files.readers.understanding.vocabulary import Kind, Role
from files.readers.understanding.words import plain_number, title


class Beginnings:
    """Opens documents and groups. Each call costs what the signs directly below cost."""

    def __init__(self, records: Records, titles: Titles) -> None:
        self.records = records
        self.titles = titles
        self.vocabulary = records.vocabulary
        self.waiting: LabelWords | None = None  # a label alone, whose text is the next paragraph
        self.laddered: Record | None = None  # a document whose list names its levels
        self.rank = 0  # the rank of the heading that began the open document
        self.labelled = False  # whether a label began it
        self.told_group = False  # whether a label gave the open group
        self.group_rank = 0  # the rank of the heading that began the open group
        self._counted: tuple[Record | None, int] = (None, 0)
        self._roles: set[str] = set()

    def has(self, role: Role) -> bool:
        """Return whether the open document has a text of that role. Each entry is looked at once."""
        record = self.records.record
        if record is None:
            return False
        before, count = self._counted
        if before is not record:
            self._roles, count = set(), 0
        self._roles.update(entry.role.name for entry in record.entries[count:])
        self._counted = record, len(record.entries)
        return role.name in self._roles

    def of(self, kind: Kind) -> Role | None:
        """Return the first role of a kind, None in a vocabulary without."""
        return next(iter(self.vocabulary.of_kind(kind)), None)

    def has_kind(self, kind: Kind) -> bool:
        """Return whether the open document has a text of the first role of that kind."""
        role = self.of(kind)
        return bool(role) and role is not None and self.has(role)

    def is_fresh(self) -> bool:
        """Return whether the open document has no more than its head."""
        return self.records.record is not None and self.records.record.bare

    def take(self, piece: Piece, label: LabelWords, at: int) -> None:
        """Read a label of the head and its text; alone, it waits for the paragraph below."""
        if not label.text and self.titles.is_number(at):
            self._numbered(piece, label)
        elif not label.text:
            self._wait(piece, label, at)
        elif label.role.kind is Kind.NAME:
            self._name(piece, label, at)
        elif label.role.kind is Kind.KEY:
            self._key(piece, label, at)
        elif label.role.kind is Kind.GROUP:
            self._group(piece, label, at)
        else:
            self._other(piece, label)

    def _numbered(self, piece: Piece, label: LabelWords) -> None:
        """Read a label for names that only numbers the title above."""
        numbers = self.of(Kind.NUMBER)
        if plain_number(label.number) and numbers and self.is_fresh() and not self.has(numbers):
            self.records.add(Entry(piece, numbers, plain_number(label.number)))
        else:
            self.records.label(piece, LABEL_ALONE)

    def beside_title(self, piece: Piece, at: int) -> bool:
        """Read what own exports print below a title: the code of a document, the text of a group; else return False."""
        keys, texts = self.of(Kind.KEY), self.of(Kind.GROUP_TEXT)
        above = self.titles.sign(at - 1)
        if keys and above and self.titles.code_below(at - 1) and self.is_fresh() and not self.has(keys):
            self.records.add(Entry(piece, keys, plain_title(self.titles.signs[at].text)))
            return True
        if texts and self.records.group and self.titles.is_note(at):
            _word, _space, text = self.titles.signs[at].text.strip().partition(" ")
            self.records.add_to_group(Entry(piece, texts, plain_title(text), remark=GROUP_WORD))
            return True
        return False

    def _wait(self, piece: Piece, label: LabelWords, at: int) -> None:
        below = self.titles.sign(self.titles.below(at))
        self.waiting = label if below and below.kind in (PLAIN, MARK) else None
        if self.waiting or at < 0:
            self.records.label(piece, LABEL_ALONE)
        else:
            self.records.leave(piece, LABEL_ALONE, asks=True)

    def waits(self) -> bool:
        """Return whether a label of the head stands directly above, without its text."""
        return self.waiting is not None

    def fill(self, piece: Piece, text: str) -> None:
        """Read the paragraph below a label that stood alone."""
        label, self.waiting = self.waiting, None
        if label:
            self.take(piece, label._replace(text=plain_title(text)), -1)

    def _name(self, piece: Piece, label: LabelWords, at: int) -> None:
        keyed = self.has_kind(Kind.KEY) and self.is_fresh()
        name, code = self._code_in(label.text, at, keyed=keyed)
        self._begin(piece, label.role, name, label.number, code)

    def _code_in(self, text: str, at: int, *, keyed: bool) -> tuple[str, str]:
        """Return the name and the code that stands in it; no code where a label gives one."""
        name, code = code_in(text)
        if not code or keyed or not self.of(Kind.KEY) or self.titles.key_below(at):
            return text if at < 0 or not code else plain_title(text), ""
        return name, code

    def _begin(self, piece: Piece, role: Role, name: str, number: str, code: str, remark: AnyText = "") -> None:
        """Begin a document, or name the one that has only its code yet."""
        remark = CODE_READ.format(code=code) if code else remark
        entry = Entry(piece, role, name, remark=remark)
        if self.is_fresh() and not self.has(role):
            self.records.add(entry)
        else:
            self.records.open(entry)
        if (number := plain_number(number)) and (numbers := self.of(Kind.NUMBER)):
            self.records.add(Entry(piece, numbers, number))
        if code and (keys := self.of(Kind.KEY)):
            self.records.add(Entry(piece, keys, code))
        self.laddered = None
        self.rank, self.labelled = 0, True

    def _key(self, piece: Piece, label: LabelWords, at: int) -> None:
        entry = Entry(piece, label.role, label.text)
        begins = self.records.record is None or self.has(label.role)
        if not begins and not self.is_fresh():
            begins = self.titles.label_kind(self.titles.below(at)) is Kind.NAME
        if begins:
            self.records.open(entry)
        else:
            self.records.add(entry)

    def _group(self, piece: Piece, label: LabelWords, at: int) -> None:
        """Read a group: of the open document if only its head is known, of those below if one begins there."""
        entry = Entry(piece, label.role, label.text)
        below = self.titles.label_kind(self.titles.below(at))
        record = self.records.record
        bare = record is not None and not record.group and not self.records.level and not self.has(label.role)
        if self._lacks_name(label.role) or (at < 0 and self._is_in_form(label.role)):
            self.records.drop_group()
            self.records.add(entry)
            return
        inside = bare and below not in (Kind.NAME, Kind.GROUP)
        if inside and at >= 0 and self.has_kind(Kind.NAME) and not label.beside and not self._title_below(at):
            self.records.add(entry)
            return
        self.records.open_group(entry)
        self.told_group = True
        texts = self.of(Kind.GROUP_TEXT)
        if texts and label.beside:
            self.records.add_to_group(Entry(piece, texts, label.beside))

    def _is_in_form(self, role: Role) -> bool:
        """Return whether a group below the name of a document in a form is its own: no label gave it one before."""
        return self.is_fresh() and self.has_kind(Kind.NAME) and not self.has(role) and not self.told_group

    def _lacks_name(self, role: Role) -> bool:
        """Return whether the open document has its code only: a group before its name is its own."""
        return self.is_fresh() and self.has_kind(Kind.KEY) and not self.has_kind(Kind.NAME) and not self.has(role)

    def _title_below(self, at: int) -> bool:
        below = self.titles.below(at)
        return below >= 0 and bool(self.titles.leads(below))

    def _other(self, piece: Piece, label: LabelWords) -> None:
        entry = Entry(piece, label.role, label.text)
        if label.role.kind is Kind.GROUP_TEXT and self.records.group:
            self.records.add_to_group(entry)
        elif label.role.kind is Kind.NUMBER and (self.records.record is None or not self.is_fresh()):
            self.records.open(entry)
        elif label.role.kind is Kind.NUMBER and not self.has(label.role):
            self.records.add(entry)
        else:
            self.records.leave(piece, NO_DOCUMENT, asks=True)

    def may_begin(self, at: int) -> bool:
        """Return whether a title that leads to a document begins one here: it is set off, or what is below is taken."""
        below = self.titles.sign(self.titles.below(at))
        if self.records.record is None or below is None:
            return True
        if self.is_inside(at) or (self._goes_on(self.titles.signs[at]) and not self._told_again(at)):
            return False
        if self.titles.is_strong(at) and not self.labelled:
            return self._strong_begins(below)
        if below.label and below.label.role.kind in (Kind.TEXT, Kind.KEY, Kind.LIST):
            listed = below.label.role.kind is Kind.LIST and bool(self.records.level)
            return listed or (self.has(below.label.role) and below.label.role.kind is not Kind.LIST)
        return self._restarts(below)

    def _told_again(self, at: int) -> bool:
        """Return whether a heading, or what stands below a title, is that of another document than the open one."""
        kind = self.titles.label_kind(self.titles.below(at))
        told = kind in (Kind.KEY, Kind.TEXT) and kind is not None and self.has_kind(kind)
        return bool(self.titles.signs[at].heading) or told

    def _goes_on(self, sign: Sign) -> bool:
        """Return whether the number of a line goes on with the items of the open level: "3.2" below "3.1"."""
        record, level = self.records.record, self.records.level
        if record is None or not level or sign.mark is None or sign.mark.kind != "number":
            return False
        first, dot, last = sign.mark.label.partition(".")
        if not dot or first != level or not last.isdecimal():
            return False
        return int(last) - 1 in [number for (_name, place), number in record.last.items() if place == level]

    def _strong_begins(self, below: Sign) -> bool:
        """Return whether a title that is set off begins a document.

        Not above levels while the open document has a definition and none, or still lacks its name.
        """
        return below.kind != LEVEL or bool(self.records.level) or not self.has_kind(Kind.TEXT)

    def is_inside(self, at: int) -> bool:
        """Return whether a title ranks below that of the open document, so that it is a part of it."""
        heading = self.titles.signs[at].heading
        return self.records.record is not None and self.rank > 0 and (heading > self.rank or heading == 0)

    def _restarts(self, below: Sign) -> bool:
        """Return whether the levels begin anew below, although the open document has levels."""
        if below.kind == LABEL and below.label and below.label.role.kind is Kind.LEVEL:
            return bool(self.records.level)
        number = below.level.number if below.kind == LEVEL and below.level else ""
        level = self.records.level
        if not number.isdecimal() or not level.isdecimal():
            return False
        return int(number) >= int(level) if self.titles.falling else int(number) <= int(level)

    def begins_by_code(self, at: int, leads: str) -> bool:
        """Return whether a title like that of a file has a code and labels directly below: it names a document."""
        return leads == "document" and self.records.record is not None and bool(code_in(self.titles.signs[at].text)[1])

    def twin(self, at: int) -> None:
        """Note a title that a label below repeats: what is open ends."""
        self.laddered = None

    def open_title(self, piece: Piece, at: int) -> None:
        """Begin a document with the title of a paragraph."""
        sign = self.titles.signs[at]
        name, code = self._code_in(sign.text, at, keyed=bool(self.titles.code_below(at)))
        role = self.of(Kind.NAME)
        number = sign.mark.label if sign.mark and sign.mark.kind == "number" else ""
        remark = NUMBER_REMOVED.format(mark=sign.mark.printed) if sign.mark and not self.of(Kind.NUMBER) else ""
        if role:
            self._begin(piece, role, plain_title(name), number, code, remark)
            self._note_title()
            self.rank, self.labelled = sign.heading, False
            if sign.heading and sign.heading == self.group_rank:
                self.records.flat.update(entry.piece for entry in self.records.group.values())

    def _note_title(self) -> None:
        if self.records.record:
            self.records.record.titled = True

    def open_ladder(self, piece: Piece, at: int) -> None:
        """Begin a document with its name and definition in one paragraph, above bullets that name its levels."""
        role, text = self.of(Kind.NAME), self.of(Kind.TEXT)
        found = ladder_of(self.titles.signs[at].text)
        if role and text and found:
            self._begin(piece, role, found[0], "", "")
            self.records.add(Entry(piece, text, found[1]))
            self.labelled = False
            self.laddered = self.records.record

    def open_group(self, piece: Piece, at: int) -> None:
        """Begin a group with the title of a paragraph; the word for groups before it is no part of its name."""
        sign, role = self.titles.signs[at], self.of(Kind.GROUP)
        name, remark = plain_title(sign.text), NUMBER_REMOVED.format(mark=sign.mark.printed) if sign.mark else ""
        if role and title(name).startswith(f"{role.words[0]} "):
            name, remark = name[len(role.words[0]) :].strip(" :-–—*_"), str(GROUP_WORD)
        if role:
            self.records.open_group(Entry(piece, role, name, remark=remark))
            self.laddered, self.rank, self.labelled, self.told_group = None, 0, False, False
            self.group_rank = sign.heading

    def end_group(self, at: int) -> None:
        """End the group at a heading that nobody knows, if it ranks no lower: what is below is not of that group."""
        if 0 < self.titles.signs[at].heading <= self.group_rank:
            self.records.group, self.group_rank = {}, 0

    def finish(self) -> None:
        """End the file."""
        self.waiting = None
