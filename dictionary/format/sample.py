"""A competency as a table that people would make of it, to be filled in. Pure."""

from __future__ import annotations

from dictionary.format.fields import BEHAVIOUR, DEFINITION, GROUP, REFERENCE
from dictionary.format.records import level_number
from documents.document import Document

_OPTIONAL = {"Kelompok": GROUP, "Sumber": REFERENCE}


def table(document: Document) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return the heads and the rows of a competency: one row for each indicator, its texts in the first one.

    Columns that no document needs are left out when they would be empty.
    """
    head = {
        "Kelompok": document.text(GROUP),
        "Kode": document.key,
        "Nama Kompetensi": document.title,
        "Definisi": document.text(DEFINITION),
        "Sumber": document.text(REFERENCE),
        "Perilaku Kunci": "\n".join(line.text for line in document.section(BEHAVIOUR)),
    }
    head = {name: text for name, text in head.items() if text or name not in _OPTIONAL}
    below = tuple(text if name in ("Kelompok", "Kode", "Nama Kompetensi") else "" for name, text in head.items())
    levels = _levels(document) or [("", "", "", "")]
    rows = [(*(below if nth else head.values()), *cells) for nth, cells in enumerate(levels)]
    return (*head, "Level", "Deskripsi Level", "Nomor", "Indikator Perilaku"), rows


def _levels(document: Document) -> list[tuple[str, str, str, str]]:
    """Return the cells of the levels: the description of a level stands beside its first indicator."""
    found: list[tuple[str, str, str, str]] = []
    for line in document.lines:
        number = level_number(line.section)
        if number is None:
            continue
        above = found[-1] if found else ("", "", "", "")
        if line.label and above[0] == str(number) and not above[2]:
            found[-1] = (above[0], above[1], line.label, line.text)
        elif line.label:
            found.append((str(number), "", line.label, line.text))
        else:
            found.append((str(number), line.text, "", ""))
    return found
