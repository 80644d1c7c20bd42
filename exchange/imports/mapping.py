"""The mapping page: columns, levels and codes of a file that is laid out otherwise, as fields of one form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from documents.document import excerpt
from documents.emphasis import plain
from exchange.document_types import DocumentType
from exchange.imports.questions import Clash, Questions, vocabularies
from files import cells
from files.readers.understanding.codes import Code
from files.readers.understanding.levels import LevelName
from files.readers.understanding.reading import Understanding
from files.readers.understanding.record import Column, TableReading
from files.readers.understanding.vocabulary import Kind
from files.readers.understanding.words import title

#: The most columns of all tables, rows of one table, level names and codes on a page. The rest keeps its answers.
COLUMNS, ROWS, LEVELS, CODES = 120, 5, 40, 100
#: The levels that a column can be chosen to hold.
CHOICES = 7
#: The length of a cell on the page, and of the head of a column in a sentence, in characters.
CELL, HEAD = 160, 40
#: Value of the option to leave a column out.
IGNORED = "-"


@dataclass(frozen=True, slots=True)
class Option:
    """One way to read a column."""

    value: str
    label: str
    selected: bool = False


@dataclass(frozen=True, slots=True)
class ColumnField:
    """A column with its select; `groups` are its options below headings, "" for none. `tone` shades its level.

    `name` names the field by the title of the head: columns with the same head are read in the same way.
    """

    name: str
    column: Column
    cell: str
    groups: Sequence[tuple[str, Sequence[Option]]]
    value: str
    level: str = ""
    tone: int | None = None

    @property
    def unknown(self) -> bool:
        """Whether nobody said what the column is."""
        return self.column.origin == "unknown"

    @property
    def sample(self) -> str:
        """The first texts below the head."""
        return excerpt("; ".join(self.column.samples[:ROWS]), CELL)

    @property
    def guess(self) -> str:
        """What the column is taken for, in words."""
        if self.unknown:
            return gettext("belum ada dugaan")
        label = next((option.label for _, group in self.groups for option in group if option.selected), "")
        if self.level and ":" not in self.value:
            label = gettext("{role}, level {number}").format(role=label, number=self.level)
        return label.lower()


@dataclass(frozen=True, slots=True)
class TableFields:
    """A table with its columns and first rows; `hidden` counts the columns that are not on the page."""

    table: TableReading
    columns: Sequence[ColumnField]
    rows: Sequence[tuple[str, Sequence[str]]]
    hidden: int


@dataclass(frozen=True, slots=True)
class LevelField:
    """A named level with the field of its number."""

    name: str
    level: LevelName
    tone: int


@dataclass(frozen=True, slots=True)
class CodeField:
    """The code of a document with its field; `clash` says what is wrong with it."""

    name: str
    code: Code
    clash: Clash | None
    id: str


@dataclass(frozen=True, slots=True)
class Form:
    """All fields of the page; `codes` are those of its `page`. Numbers say what is not on it."""

    questions: Questions
    tables: Sequence[TableFields]
    levels: Sequence[LevelField]
    clashes: Sequence[CodeField]
    codes: Sequence[CodeField]
    quiet: int
    hidden_tables: int
    hidden_levels: int
    page: int
    pages: int
    unlisted: int


def form_of(questions: Questions, *, page: int = 1) -> Form:
    """Return the fields of the mapping page. One query, if a document has a code to choose."""
    understanding = questions.understanding
    tables = list(_tables(questions))
    clashes = {clash.code: clash for clash in questions.clashes()}
    found = [
        CodeField(f"kode {title(code.name)}", code, clashes.get(code), f"kode-{nth}")
        for nth, code in enumerate(questions.codes, 1)
    ]
    quiet = [each for each in found if not each.clash]
    pages = max(1, -(-len(quiet) // CODES))
    page = min(max(page, 1), pages)
    noisy = [each for each in found if each.clash]
    return Form(
        questions,
        tables,
        [
            LevelField(f"level {title(level.name)}", level, _tone(level.number, understanding))
            for level in sorted(understanding.levels[:LEVELS], key=lambda level: level.number)
        ],
        noisy[:CODES],
        quiet[(page - 1) * CODES : page * CODES],
        len(quiet),
        len(understanding.tables) - len(tables),
        max(0, len(understanding.levels) - LEVELS),
        page,
        pages,
        max(0, len(noisy) - CODES),
    )


def _tone(number: int, understanding: Understanding) -> int:
    """Return the shade of a level, from 0 to 12, among those of the file."""
    highest = max((level.number for level in understanding.levels), default=4)
    return round(12 * (min(max(number, 1), highest) - 1) / max(highest - 1, 3))


def _tables(questions: Questions) -> Iterator[TableFields]:
    room = COLUMNS
    for table in questions.understanding.tables:
        if room <= 0:
            return
        shown = table.columns[:room]
        room -= len(shown)
        columns = [_column_field(column, questions) for column in shown]
        rows = [
            (str(table.place.row + below), [excerpt(cell, CELL) for cell in row[: len(shown)]])
            for below, row in enumerate(table.rows[:ROWS], 1)
        ]
        yield TableFields(table, columns, rows, len(table.columns) - len(shown))


def _column_field(column: Column, questions: Questions) -> ColumnField:
    numbers = {title(level.name): level.number for level in questions.understanding.levels}
    number = int(column.level) if column.level.isdecimal() else numbers.get(title(column.level))
    tone = None if number is None else _tone(number, questions.understanding)
    cell = f"{cells.column(column.place.column)}{column.place.row}" if column.place.column >= 0 else ""
    value = _value(column, numbers)
    groups = list(_groups(questions.document_type, value))
    return ColumnField(
        f"kolom {column.title}", column, cell, groups, value, "" if number is None else str(number), tone
    )


def _value(column: Column, named: Mapping[str, int]) -> str:
    """Return the option that says how a column is read now."""
    if column.origin == "unknown":
        return ""
    if not column.role:
        return IGNORED
    plain = not column.level.isdecimal() or title(column.head) in named
    return column.role if plain else f"{column.role}:{column.level}"


def _groups(document_type: DocumentType | None, value: str) -> Iterator[tuple[str, list[Option]]]:
    first = [Option("", gettext("Pilih …"), not value)] if not value else []
    yield "", [*first, Option(IGNORED, gettext("Abaikan"), value == IGNORED)]
    types = vocabularies(document_type)
    for each in types:
        yield str(each.label) if len(types) > 1 else "", list(_roles(each, value))
    for each in types:
        if each.vocabulary and each.vocabulary.levels:
            yield gettext("Kolom ini satu level"), list(_level_roles(each, value))


def _roles(document_type: DocumentType, value: str) -> Iterator[Option]:
    assert document_type.vocabulary
    for role in document_type.vocabulary.roles:
        yield Option(role.name, str(role.label), value == role.name)


def _level_roles(document_type: DocumentType, value: str) -> Iterator[Option]:
    assert document_type.vocabulary
    for role in document_type.vocabulary.of_kind(Kind.LEVEL_ITEM, Kind.LEVEL_TEXT):
        numbers = {*range(1, CHOICES + 1), *_number_of(value)}
        for number in sorted(numbers):
            each = f"{role.name}:{number}"
            label = gettext("{role}, level {number}").format(role=role.label, number=number)
            yield Option(each, label, value == each)


def _number_of(value: str) -> set[int]:
    number = value.partition(":")[2]
    return {int(number)} if number.isdecimal() else set()


def sentences(questions: Questions) -> list[tuple[str, str]]:
    """Return the open questions in words, each with the part of the page that asks it."""
    found = []
    if questions.document_type is None:
        found.append(("jenis", gettext("isi berkas")))
    if columns := questions.columns:
        named = [_named(column) for column in columns[:3]]
        found.append(("kolom", ", ".join(named) + (" …" if len(columns) > 3 else "")))
    if questions.levels:
        found.append(("nama-level", gettext("nomor level")))
    if proposed := questions.proposed:
        said = ngettext("{count} kode usulan", "{count} kode usulan", len(proposed)).format(count=len(proposed))
        found.append(("kode", said))
    return found


def _named(column: Column) -> str:
    """Return a column as a person finds it: by its letters and its head."""
    name = cells.column(column.place.column)
    if not column.head:
        return gettext("kolom {name}").format(name=name)
    return gettext("kolom {name} “{head}”").format(name=name, head=excerpt(plain(column.head), HEAD))


def sentences_of_clashes(form: Form) -> list[tuple[str, str]]:
    """Return the codes that cannot stay in words, each with the field that takes another one."""
    return [(field.id, gettext("kode {code}").format(code=field.code.code)) for field in form.clashes[:3]]
