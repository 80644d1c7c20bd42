"""A sub-aspect as a table that people would make of it, to be filled in. Pure."""

from __future__ import annotations

from itertools import zip_longest

from development.format.fields import ASPECT, ASSIGNMENT, DESCRIPTION, DOMAIN, NUMBER, SELF
from documents.document import Document, Line

_OPTIONAL = ("Ranah", "Nomor Sub Aspek")


def table(document: Document) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return the heads and the rows of a sub-aspect: the actions of both ways side by side, its texts in the first row.

    Columns that no document needs are left out when they would be empty.
    """
    head = {
        "Aspek": document.text(ASPECT),
        "Ranah": document.text(DOMAIN),
        "Nomor Sub Aspek": document.text(NUMBER),
        "Sub Aspek": document.title,
        "Deskripsi": document.text(DESCRIPTION),
    }
    head = {name: text for name, text in head.items() if text or name not in _OPTIONAL}
    below = tuple("" if name == "Deskripsi" else text for name, text in head.items())
    pairs = zip_longest(map(_cell, document.section(SELF)), map(_cell, document.section(ASSIGNMENT)), fillvalue="")
    rows = [(*(below if nth else head.values()), *pair) for nth, pair in enumerate(pairs)]
    heads = (*head, "Pengembangan Mandiri", "Pengembangan Melalui Penugasan")
    return heads, rows or [(*head.values(), "", "")]


def _cell(line: Line) -> str:
    return f"{line.label}. {line.text}" if line.label else line.text
