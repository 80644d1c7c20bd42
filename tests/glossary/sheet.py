"""The glossary as a sheet: a row a term."""

from documents.document import Problems, clean, line_words
from tests.glossary.text import MEANING, MESSAGES, document

COLUMNS = ("istilah", "arti")


def rows(each):
    yield (each.title, each.text(MEANING))


def parse(rows, place=line_words):
    return Problems(MESSAGES, place).parsed(document(*map(clean, row.cells), source_line=row.number) for row in rows)
