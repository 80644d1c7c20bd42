"""The dictionary as a sheet: one row a line of a competency. It knows no tables of the database."""

from __future__ import annotations

from collections.abc import Iterator

from dictionary.records import BEHAVIOUR, DEFINITION, GROUP, level_number
from exchange.documents import Document, Line

COLUMNS: tuple[str, ...] = ("kode", "nama", "bagian", "level", "nomor", "teks")
#: What the column `bagian` says of a level's description and of its indicators.
DESCRIPTION, INDICATOR = "deskripsi level", "indikator"


def rows(document: Document) -> Iterator[tuple[str, ...]]:
    """The rows of a competency, as `COLUMNS`; at least one.

    What is empty has no row, but for a level without indicators and for a competency that holds nothing else.
    """
    head = (document.key, document.title)
    filled = {line.section for line in document.lines if line.label}
    lines = [line for line in document.lines if line.section != "nama" and (line.text or _bare(line, filled))]
    for line in lines or [Line(DEFINITION, "")]:
        yield (*head, *_cells(line), line.text)


def _bare(line: Line, filled: set[str]) -> bool:
    return level_number(line.section) is not None and line.section not in filled


def _cells(line: Line) -> tuple[str, str, str]:
    """The cells bagian, level, nomor of a line."""
    if line.section in (GROUP, DEFINITION, BEHAVIOUR):
        return line.section, "", ""
    return INDICATOR if line.label else DESCRIPTION, str(level_number(line.section)), line.label
