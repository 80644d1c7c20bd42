"""The guide as a sheet: one row a line of a sub-aspect. It knows no tables of the database."""

from __future__ import annotations

from collections.abc import Iterator

from development.records import ASPECT, DESCRIPTION, DOMAIN, NUMBER, PARTS
from exchange.documents import Document, Line

COLUMNS: tuple[str, ...] = ("aspek", "ranah", "nomor sub aspek", "sub aspek", "bagian", "nomor", "teks")


def rows(document: Document) -> Iterator[tuple[str, ...]]:
    """The rows of a sub-aspect, as `COLUMNS`; at least one, with an empty description when it holds nothing else."""
    head = (document.text(ASPECT), document.text(DOMAIN), document.text(NUMBER), document.title)
    lines = [line for line in document.lines if line.section in PARTS and line.text]
    for line in lines or [Line(DESCRIPTION, "")]:
        yield (*head, line.section, line.label, line.text)
