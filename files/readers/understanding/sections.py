"""Sections of a table: rows across it that name a group, a document or a level for the rows below them."""

from __future__ import annotations

from collections.abc import Sequence

from documents.document import clean
from documents.translation import mark as _
from files.readers.blocks import Cell, TableRow
from files.readers.understanding.codes import code_in_name
from files.readers.understanding.heads import Head, by_kind
from files.readers.understanding.level_words import LevelName, level_cell, worded
from files.readers.understanding.record import LEVEL_NAME, Entry, Records
from files.readers.understanding.remarks import CODE_READ, NUMBER_REMOVED
from files.readers.understanding.row_names import group_entry, plain
from files.readers.understanding.title_words import is_code, is_subtitle
from files.readers.understanding.vocabulary import Kind
from files.readers.understanding.words import mark, role_of, title

NOTE, TITLE, SENTENCE = _("catatan"), _("judul"), _("kalimat di dalam tabel")
LEVEL_BELOW = _("level untuk baris di bawahnya")
GROUP_TWICE = _("judul bagian; kelompok dibaca dari kolomnya")
#: The longest name of a section, in characters.
LONGEST = 150


class Sections:
    """Tells and reads the section rows of one table."""

    def __init__(self, records: Records, heads: Sequence[Head], width: int) -> None:
        self.records, self.vocabulary = records, records.vocabulary
        self.heads = {head.at: head for head in heads}
        self.width = width
        self.named = bool(by_kind(heads, Kind.NAME, Kind.KEY))
        self.grouped = bool(by_kind(heads, Kind.GROUP))
        self.levelled = bool(by_kind(heads, Kind.LEVEL)) or any(head.level for head in heads)
        self.level: LevelName | None = None  # that of the rows below, in a table whose rows name their documents
        self.first = min(self.heads, default=0)

    def cell(self, row: TableRow, below: TableRow | None = None) -> Cell | None:
        """Return the cell that makes a row a section, None for a row of data. `below` is the row below it."""
        filled = [cell for cell in row.cells if cell.text.strip()]
        if len(filled) == 2 and self._is_lettered(filled[0], filled[1]):
            return filled[1]
        if len(filled) != 1 or self.width < 2:
            return None
        cell = filled[0]
        if cell.span > 1 and cell.span * 2 >= self.width:
            return cell
        return cell if cell.span == 1 and self._is_alone(cell, below) else None

    def _is_lettered(self, number: Cell, name: Cell) -> bool:
        """Return whether a letter stands in a column for numbers and a name beside it: "A | KOMPETENSI MANAJERIAL"."""
        head, beside = self.heads.get(number.column), self.heads.get(name.column)
        letter = clean(number.text).rstrip(".)")
        sign = len(letter) < 5 and letter.isalpha() and letter.isupper()
        return (
            sign
            and head is not None
            and head.role is None
            and not head.level
            and bool(beside and beside.is_of(Kind.NAME))
        )

    def _is_alone(self, cell: Cell, below: TableRow | None) -> bool:
        """Return whether the only text of a row, in a cell that is not merged, cannot be one of its column."""
        head, text = self.heads.get(cell.column), clean(cell.text)
        if head is not None and head.is_of(Kind.NAME):
            return self._is_above_names(cell, below)
        if cell.column != self.first or head is None:
            return False
        if head.is_of(Kind.LEVEL):
            found = level_cell(text, self.vocabulary)
            return found is None or not (found.number or self.is_level(found.name))
        if head.is_of(Kind.KEY):
            return not is_code(text.upper())
        return head.role is None and not head.level and not text.replace(".", "").isdecimal()

    def _is_above_names(self, cell: Cell, below: TableRow | None) -> bool:
        """Return whether a name alone in its row is that of a group: another name follows, and it is set off as one."""
        if below is None or not clean(below.text(cell.column)) or len([one for one in below.cells if one.text]) < 2:
            return False
        text, following = plain(cell.text), plain(below.text(cell.column))
        found = mark(text)
        lettered = found is not None and found.kind in ("letter", "roman") and bool(found.text)
        first = text.partition(" ")[0]
        role = role_of(first, self.vocabulary) if first != text else None
        worded_so = role is not None and role.kind in (Kind.NAME, Kind.GROUP)
        return lettered or worded_so or (text.isupper() and not following.isupper())

    def is_level(self, name: str) -> bool:
        """Return whether a name is that of a level: one of the file, or of a known scale."""
        return title(name) in self.records.spellings or any(title(name) in scale for scale in self.vocabulary.scales)

    def is_band(self, cell: Cell, below: TableRow | None, since: int) -> bool:
        """Return whether a row across a table of levels stands inside the open document, so that it names none.

        A paragraph or a form since the block `since` named that; it has no level yet, or those below go on.
        """
        record = self.records.record
        name = record.first(Kind.NAME) if record else None
        if not self.levelled or record is None or record.bare or name is None:
            return False
        last = next((entry.level for entry in reversed(record.entries) if entry.level), "")
        if self.named:
            return self._names(name.text, below) and self._follows(last, below)
        if (name.piece[1] >= 0 and name.piece[0] < since) or worded(plain(cell.text), self.vocabulary):
            return False
        if self.records.find(Entry((0, -1), name.role, plain(cell.text))) >= 0:
            return False
        return not last or self._follows(last, below)

    def _names(self, name: str, below: TableRow | None) -> bool:
        """Return whether the row below goes on with the document of this name."""
        column = next((head.at for head in self.heads.values() if head.is_of(Kind.NAME)), None)
        return below is not None and column is not None and title(clean(below.text(column))) in ("", title(name))

    def _follows(self, level: str, below: TableRow | None) -> bool:
        """Return whether the row below has the level behind this one."""
        column = next((head.at for head in self.heads.values() if head.is_of(Kind.LEVEL)), None)
        found = level_cell(below.text(column), self.vocabulary) if below and column is not None else None
        following = found.number if found else ""
        return level.isdecimal() and following.isdecimal() and int(following) == int(level) + 1

    def take(self, row: TableRow, cell: Cell, *, above_another: bool) -> None:
        """Read a section row. `above_another` says that another one follows directly: then it names a group."""
        for other in row.cells:
            if other is not cell and other.text.strip():
                self.records.label((row.number, other.column), NUMBER_REMOVED.format(mark=clean(other.text)))
        piece, text = (row.number, cell.column), plain(cell.text)
        words = title(text)
        level = worded(text, self.vocabulary) if not self.levelled else None
        if level and self.named:
            self.level = level
            self.records.label(piece, LEVEL_BELOW)
        elif level and self.records.record:
            self._open_level(piece, level.number, level.name)
        elif _begins(words, self.vocabulary.ignored) or text.startswith("*"):
            self.records.leave(piece, NOTE)
        elif _begins(words, self.vocabulary.titles) or is_subtitle(text):
            self.records.leave(piece, TITLE)
        elif len(text) > LONGEST:
            self.records.leave(piece, SENTENCE, asks=True)
        elif self.named or above_another:
            self._open_group(piece, text)
        else:
            self.open_document(piece, text)

    def _open_level(self, piece: tuple[int, int], number: str, name: str) -> None:
        role = self.vocabulary.of_kind(Kind.LEVEL)[0]
        level = number or self.records.level_named(name)
        self.records.open_level(Entry(piece, role, name, level, "", LEVEL_NAME if name else ""))

    def _open_group(self, piece: tuple[int, int], text: str) -> None:
        roles = self.vocabulary.of_kind(Kind.GROUP)
        if self.grouped or not roles:
            self.records.leave(piece, GROUP_TWICE, asks=not self.grouped)
        else:
            self.records.open_group(group_entry(*piece, text, roles[0], alone=True))

    def open_coded(self, piece: tuple[int, int], text: str, beside: tuple[int, int], code: str) -> None:
        """Begin a document whose name and code stand beside each other without labels."""
        name, keys = self.vocabulary.of_kind(Kind.NAME)[0], self.vocabulary.of_kind(Kind.KEY)
        self.records.open(Entry(piece, name, plain(text)))
        self.records.add(Entry(beside, keys[0], code))

    def open_document(self, piece: tuple[int, int], text: str) -> None:
        """Begin a document whose name stands above the rows of its levels."""
        name, keys = self.vocabulary.of_kind(Kind.NAME)[0], self.vocabulary.of_kind(Kind.KEY)
        found = mark(text)
        remark = NUMBER_REMOVED.format(mark=found.printed) if found and found.text else ""
        plain = found.text if found and found.text else text
        inner = code_in_name(plain) if keys else None
        if inner is None:
            self.records.open(Entry(piece, name, plain, "", "", remark))
        else:
            self.records.open(Entry(piece, name, inner[0], "", "", CODE_READ.format(code=inner[1])))
            self.records.add(Entry(piece, keys[0], inner[1]))
        if self.records.record:
            self.records.record.titled = True


def _begins(words: str, with_words: Sequence[str]) -> bool:
    return any(words == word or words.startswith(f"{word} ") for word in with_words if word.isalpha() and len(word) > 2)
