"""The whole way from blocks to documents, with the account of every piece and the questions that are left."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from documents.document import Parsed, Problem, excerpt, joined
from documents.translation import mark as _
from files.cells import QUOTE, Row
from files.readers.blocks import Block, Paragraph, Place
from files.readers.understanding import codes, levels
from files.readers.understanding.account import NOT_UNDERSTOOD, Account, Fate, Told, account_of
from files.readers.understanding.doubts import AnsweredRecords, LineQuestions
from files.readers.understanding.forms import holds_labels
from files.readers.understanding.listed import settle_numbers
from files.readers.understanding.outline import Outline, with_tabbed_tables
from files.readers.understanding.paired import with_paired_lines
from files.readers.understanding.record import Answers, Record, Records, TableReading, TooManyError, pieces_of
from files.readers.understanding.refusals import Refusal, refusal_of, too_many
from files.readers.understanding.soundness import told_twice
from files.readers.understanding.tables import Tables
from files.readers.understanding.vocabulary import Kind, Vocabulary

__all__ = ["NOT_UNDERSTOOD", "Fate", "Understanding", "understand"]

NOT_READ = _("berkas ini tidak dibaca")


@dataclass(frozen=True, slots=True)
class Understanding:
    """A file as it was understood: its documents and problems, the account of every piece in the order of the file, and
    what a person may answer: tables, level names and codes. `places` and `excerpts` belong to the lines of problems.
    `lines` has the questions of lines in doubt, None for a file that is refused as a whole.
    """

    parsed: Parsed
    account: Sequence[Fate] = ()
    tables: tuple[TableReading, ...] = ()
    levels: tuple[levels.LevelName, ...] = ()
    codes: tuple[codes.Code, ...] = ()
    places: Mapping[int, Place] = field(default_factory=dict)
    excerpts: Mapping[int, str] = field(default_factory=dict)
    lines: LineQuestions | None = None


def understand(
    blocks: Iterable[Block], vocabulary: Vocabulary, answers: Answers, stored: codes.Stored
) -> Understanding:
    """Return what a file says in the words of one vocabulary. Never raises for any blocks. Linear.

    `stored` is asked once, if a document has no code.
    """
    listed = list(blocks)
    if refusal := refusal_of(listed, vocabulary):
        return _refused(listed, vocabulary, refusal)
    records = AnsweredRecords(vocabulary, answers.lines)
    try:
        tables = list(_read(listed, records, answers))
    except TooManyError as error:
        return _refused(listed, vocabulary, too_many(error.block))
    return _understood(records, answers, stored, tables)


def _understood(
    records: AnsweredRecords, answers: Answers, stored: codes.Stored, tables: Sequence[TableReading]
) -> Understanding:
    """Return the documents, the account and the questions of a file that was read to its end."""
    levels.settle(records)
    settle_numbers(records)
    named = levels.numbered(records, answers)
    coded = codes.coded(records, answers, stored)
    keys = [_key(record, code, records.vocabulary) for record, code in zip(records.records, coded, strict=True)]
    parsed = records.vocabulary.parse(_rows(records, named, coded))
    parsed = replace(parsed, problems=told_twice(records, parsed.problems))
    parsed = joined(parsed, Parsed((), tuple(records.problems)))
    account = account_of(records, named, keys)
    places, excerpts = _shown_places(records, {problem.line for problem in parsed.problems})
    return Understanding(
        parsed,
        account,
        tuple(tables),
        tuple(named.values()),
        tuple(coded),
        places,
        excerpts,
        records.questions(),
    )


def _shown_places(records: Records, numbers: Collection[int]) -> tuple[dict[int, Place], dict[int, str]]:
    """Return the place of each block, and the beginnings of those with these numbers."""
    places: dict[int, Place] = {}
    excerpts: dict[int, str] = {}
    for block in records.blocks:
        place = block.place
        places.setdefault(block.number, place if place.column < 0 else place._replace(column=-1))
        first = next(pieces_of(block), None) if block.number in numbers else None
        if first:
            excerpts.setdefault(block.number, excerpt(first[2], QUOTE))
    return places, excerpts


def _refused(blocks: Iterable[Block], vocabulary: Vocabulary, refusal: Refusal) -> Understanding:
    """Return the account of a file that is refused as a whole: nothing of it is read."""
    records = Records(vocabulary)
    for _block in _shown(blocks, records):
        pass
    account = Account(records.blocks, [Told(reason=NOT_READ)] * sum(1 for _piece in records.pieces()))
    parsed = Parsed((), (Problem(refusal.block, refusal.code, str(refusal.message)),))
    shown = [place for (number, _at), place, _text in records.pieces() if number == refusal.block]
    return Understanding(parsed, account, places={refusal.block: shown[0]} if shown else {})


def _read(blocks: Iterable[Block], records: Records, answers: Answers) -> Iterator[TableReading]:
    vocabulary = records.vocabulary
    lines = with_paired_lines(with_tabbed_tables(_flat(blocks, vocabulary), vocabulary), vocabulary)
    shown = list(_shown(lines, records))
    outline = Outline(records, shown)
    reader = Tables(records, outline, answers)
    for table, group in groupby(shown, _table_of):
        if table:
            yield from reader.read(row for row in group if not isinstance(row, Paragraph))
        else:
            for paragraph in group:
                if isinstance(paragraph, Paragraph):
                    records.enter(paragraph.place.sheet)
                    outline.take(paragraph)
    outline.finish()


def _flat(blocks: Iterable[Block], vocabulary: Vocabulary) -> Iterator[Block]:
    """Yield the blocks; a table or a sheet whose rows have one cell each is a text, line below line.

    Not one whose cells hold several labels each.
    """
    for table, group in groupby(blocks, _table_of):
        lines = list(group)
        texts = list(filter(None, map(_only_text, lines))) if table else []
        several = any(holds_labels(text.text, vocabulary) for text in texts)
        yield from texts if len(texts) == len(lines) and not several else lines


def _only_text(block: Block) -> Paragraph | None:
    """Return the only text of a row as a paragraph, None for a row with several."""
    filled = [] if isinstance(block, Paragraph) else [cell for cell in block.cells if cell.text.strip()]
    if len(filled) != 1:
        return None
    place = Place(block.place.row, block.place.table, block.place.sheet, filled[0].column)
    return Paragraph(block.number, place, filled[0].text)


def _shown(blocks: Iterable[Block], records: Records) -> Iterator[Block]:
    for block in blocks:
        records.show(block)
        yield block


def _table_of(block: Block) -> int:
    """Return the table of a row, 0 for a paragraph."""
    return 0 if isinstance(block, Paragraph) else block.table


def _rows(records: Records, named: Mapping[str, levels.LevelName], coded: Collection[codes.Code]) -> Iterator[Row]:
    """Yield the rows of the type's sheet for every entry, numbered by the block that it came from."""
    for record, code in zip(records.records, coded, strict=True):
        heads = _heads(record, code)
        first, *others = levels.written(record) or [None]
        # The group is not first: a document stands where its own first text does.
        for entry in filter(None, (first, *record.group.values(), *others)):
            yield Row(entry.piece[0], records.vocabulary.row(heads, levels.with_number(entry, named)))


def _key(record: Record, code: codes.Code, vocabulary: Vocabulary) -> str:
    """Return what tells a document from others: its code, else its key, which its name alone may not give."""
    return code.code or (vocabulary.key(_heads(record, code)) if vocabulary.key else code.name)


def _heads(record: Record, code: codes.Code) -> dict[str, str]:
    """Return the texts of a record's group, code, name and number, by the names of their roles."""
    found = {name: entry.text for name, entry in record.group.items()}
    for entry in record.entries:
        if entry.role.kind in (Kind.NAME, Kind.NUMBER, Kind.GROUP, Kind.GROUP_TEXT):
            found.setdefault(entry.role.name, entry.text)
    return found | ({code.role: code.code} if code.role else {})
