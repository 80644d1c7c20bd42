"""Rows above the head of a table: titles, forms, the group or the document of the table, other tables."""

from __future__ import annotations

from collections.abc import Sequence

from documents.document import clean
from documents.translation import AnyText
from documents.translation import mark as _
from files.readers.blocks import TableRow
from files.readers.understanding import heads as head_rows
from files.readers.understanding.forms import Form, is_form
from files.readers.understanding.heads import texts_of
from files.readers.understanding.others import is_other, other_table
from files.readers.understanding.record import Entry, Records
from files.readers.understanding.row_names import group_entry, plain, without_word
from files.readers.understanding.sections import TITLE, Sections
from files.readers.understanding.title_words import is_subtitle
from files.readers.understanding.vocabulary import Kind
from files.readers.understanding.words import mark, title

NAME_ABOVE = _("label di atas tabel yang punya kolom nama")
SHEET_NAME = _("nama lembar, yang juga ada di judulnya")
NO_TITLE = _("baris di atas judul kolom")
#: The most filled cells of a row that is no part of a table: a label and its text.
_PAIR = 2


class Above:
    """Reads the rows above the heads of tables."""

    def __init__(self, records: Records, form: Form) -> None:
        self.records, self.form, self.vocabulary = records, form, records.vocabulary
        self.sections = Sections(records, (), 0)

    def take(self, lines: Sequence[TableRow], *, named: bool) -> None:
        """Read the rows above a head; `named` says that the table below names its documents."""
        if not named and any(is_form(row, self.vocabulary) for row in lines):
            self.form.take(lines)
            return
        other: AnyText = ""
        for place, row in enumerate(lines):
            other = other_table(row) if is_other(row, self.vocabulary) else other
            if other:
                self._leave(row, other)
            elif named and is_form(row, self.vocabulary):
                self._form(row)
            elif not named and place + 1 == len(lines) and self._is_name(row):
                at, text = next(iter(texts_of(row).items()))
                self.sections.open_document((row.number, at), clean(text))
            elif not named and place + 1 == len(lines) and self._is_card(row):
                continue
            elif named and self._is_group(row):
                at, text = next(iter(texts_of(row).items()))
                role = self.vocabulary.of_kind(Kind.GROUP)[0]
                self.records.open_group(group_entry(row.number, at, text, role, alone=True))
            elif named and (group := self._of_sheet(row)):
                self.records.open_group(group)
            else:
                several = len(texts_of(row)) > _PAIR
                self._leave(row, NO_TITLE if several else TITLE, asks=several)

    def _form(self, row: TableRow) -> None:
        """Read a line of a form above a table that has names: only a group holds for them."""
        first = next((cell.text for cell in row.cells if cell.text.strip()), "")
        role = head_rows.role_for(first.partition(":")[0], self.vocabulary)
        if role and role.kind in (Kind.GROUP, Kind.GROUP_TEXT):
            self.form.take([row])
        else:
            self._leave(row, NAME_ABOVE, asks=True)

    def _of_sheet(self, row: TableRow) -> Entry | None:
        """Return the group that a title and the name of its sheet give together: "KOMPETENSI INTI" in "Inti"."""
        texts, sheet, roles = texts_of(row), clean(row.place.sheet), self.vocabulary.of_kind(Kind.GROUP)
        at, text = next(iter(texts.items()), (0, ""))
        words = title(sheet).split()
        known = {word for role in self.vocabulary.roles for phrase in role.words for word in phrase.split()}
        telling = any(word not in known and word not in self.vocabulary.titles and word.isalpha() for word in words)
        if len(texts) != 1 or not roles or not telling or title(text).split()[-len(words) :] != words:
            return None
        return Entry((row.number, at), roles[0], sheet, "", "", SHEET_NAME)

    def _is_group(self, row: TableRow) -> bool:
        texts = [clean(text) for text in texts_of(row).values()]
        found = mark(texts[0]) if len(texts) == 1 else None
        roles = self.vocabulary.of_kind(Kind.GROUP)
        if len(texts) != 1 or len(texts[0]) > head_rows.LONGEST or not roles:
            return False
        lettered = found is not None and found.kind in ("letter", "roman") and bool(found.text)
        return lettered or bool(without_word(plain(texts[0]), roles[0], alone=True))

    def _is_card(self, row: TableRow) -> bool:
        return self.form.titles.take_card(row.number, [cell for cell in row.cells if cell.text.strip()])

    def _is_name(self, row: TableRow) -> bool:
        """Return whether the row directly above a head without names is the name of its document."""
        texts = list(texts_of(row).values())
        if len(texts) != 1 or len(texts[0]) > head_rows.LONGEST:
            return False
        record, words = self.records.record, title(texts[0]).split()
        known = record is not None and (record.bare or title(record.text(Kind.NAME)) == title(texts[0]))
        return bool(words) and words[0] not in self.vocabulary.titles and not (known or is_subtitle(texts[0]))

    def _leave(self, row: TableRow, reason: AnyText, *, asks: bool = False) -> None:
        for at in texts_of(row):
            self.records.leave((row.number, at), reason, asks=asks)
