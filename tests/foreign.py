"""Foreign files for tests of their pages: a small reader in the place of the real one."""

import csv
import io

from documents.document import Parsed, Problem
from exchange import document_types
from files.cells import Row
from files.readers import detection
from files.readers.blocks import Cell, Place, TableRow
from files.readers.detection import NO_ANSWERS, ReadResult
from files.readers.understanding import reading as understandings
from files.readers.understanding.reading import understand
from files.readers.understanding.record import Column, Entry, TableReading
from files.readers.understanding.vocabulary import Kind
from files.readers.understanding.words import role_of, title

#: A matrix as an organisation may have it: names of levels as heads, one column that nobody knows, no codes.
MATRIX = (
    b"No;Kompetensi;Definisi;Dasar;Mahir;Ket.\n"
    b"1;Developing Others;Mengembangkan orang lain.;Menjelaskan tugas.;Menyeimbangkan sasaran.;Wajib\n"
    b"2;Analisis Data;Mengolah data.;Menyusun tabel.;;Wajib pimpinan\n"
)
#: The same with heads that say nothing.
UNKNOWN = MATRIX.replace(b"Kompetensi;Definisi", b"Perihal;Uraiannya")


def use(monkeypatch):
    """Read texts whose first line has three semicolons or more by this reader, and all others by the real one."""
    monkeypatch.setattr(understandings, "read_table", _read_table)
    monkeypatch.setattr(document_types, "read", _read)


def _read(data, answers=NO_ANSWERS):
    first = data.split(b"\n", 1)[0]
    if first.count(b";") < 3 or b"bagian" in first or data.startswith(b"PK"):
        return detection.read(data, document_types.all_types(), limit=10**7, answers=answers)
    document_type = document_types.get(answers.document_type or "kamus")
    rows = list(csv.reader(io.StringIO(data.decode()), delimiter=";"))
    blocks = [
        TableRow(number, Place(number), 1, tuple(Cell(at, text) for at, text in enumerate(row)))
        for number, row in enumerate(rows, 1)
    ]
    found = understand(iter(blocks), document_type.vocabulary, answers, document_type.stored_names)
    parsed = found.parsed
    if not parsed.documents and not parsed.fatal:
        parsed = Parsed((), (Problem(1, "E_NOTHING_FOUND", "Belum ada nama."),))
    known = document_type if parsed.documents or answers.document_type else None
    return ReadResult(known, parsed, found.excerpts, found.places, found)


def _column(cell, place, below, answers, vocabulary):
    words = title(cell.text)
    scale = next((scale for scale in vocabulary.scales if words in scale), None)
    samples = [row.text(cell.column) for row in below[:3]]
    role, origin, level = "", "unknown", ""
    if chosen := answers.column(words, vocabulary):
        role, level = chosen
        origin = "chosen"
    elif found := role_of(cell.text, vocabulary):
        role, origin = found.name, "known"
    elif scale:
        role, origin, level = vocabulary.of_kind(Kind.LEVEL_ITEM)[0].name, "guessed", cell.text
    elif words in vocabulary.ignored:
        origin = "known"
    at = Place(place.row, place.table, place.sheet, cell.column)
    return Column(at, words, cell.text, role, origin, level or (cell.text if scale else ""), samples)


def _read_table(rows, records, outline, answers):
    head, *below = rows
    vocabulary = records.vocabulary
    columns = [_column(cell, head.place, below, answers, vocabulary) for cell in head.cells]
    for cell in head.cells:
        records.label((head.number, cell.column), "judul kolom") if cell.text.strip() else None
    named = any(column.role and vocabulary.role(column.role).kind is Kind.NAME for column in columns)
    for row in below:
        _read_row(row, columns, records, named)
    shown = tuple(tuple(row.text(at) for at in range(len(columns))) for row in below[:5])
    return TableReading(head.place, tuple(columns), shown)


def _read_row(row, columns, records, named):
    def rank(column):
        kind = vocabulary.role(column.role).kind if column.role else None
        return {Kind.NAME: 0, Kind.KEY: 1}.get(kind, 2)

    vocabulary, opened = records.vocabulary, False
    for column in sorted(columns, key=rank):
        at, text = (row.number, column.place.column), row.text(column.place.column)
        if not text.strip():
            continue
        if not column.role or not named:
            records.leave(at, "kolom tidak dikenal", asks=column.origin == "unknown")
            continue
        role = vocabulary.role(column.role)
        entry = Entry(at, role, text, column.level if role.kind in (Kind.LEVEL_ITEM, Kind.LEVEL_TEXT) else "")
        if role.kind is Kind.NAME:
            records.open(entry)
            opened = True
        elif not opened:
            records.leave(at, "baris tanpa nama", asks=True)
        else:
            if entry.level and not entry.level.isdigit():
                records.levels.setdefault(entry.level, row.number)
            records.add(entry)


__all__ = ["MATRIX", "UNKNOWN", "Row", "use"]
