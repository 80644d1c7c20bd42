"""Quotation marks in delimited text: marks of the format, or letters of the cells."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import Protocol

from documents.document import raw_lines

#: A cell in quotation marks that needs none: no program that quotes where it must writes it so.
_NEEDLESS = re.compile(r'(?:^|\t)"[^"\t\r\n,;]*"(?=\t|\r|\n|$)', re.MULTILINE)
#: A cell of words outside quotation marks, which a program that quotes all texts does not write.
_BARE = re.compile(r'(?:^|\t)[^"\t\r\n]*[^\W\d_][^\t\r\n]*', re.MULTILINE)


class Lines(Protocol):
    """The reader of `csv`: cells by line, and the number of lines read."""

    @property
    def line_num(self) -> int: ...
    def __iter__(self) -> Iterator[list[str]]: ...
    def __next__(self) -> list[str]: ...


def csv_lines(text: str, delimiter: str) -> Lines:
    """Return the rows of a delimited text. While they are taken, raises `csv.Error` for a mark that is not closed."""
    if delimiter == "\t" and '"' in text and delimiter in text and _is_unquoted(text):
        return csv.reader(raw_lines(text), delimiter=delimiter, quoting=csv.QUOTE_NONE)
    return csv.reader(raw_lines(text), delimiter=delimiter, strict=True)


def _is_unquoted(text: str) -> bool:
    """Return whether quotation marks of a text with TABs are letters, as in one from Google Sheets. Linear.

    Google writes every line with the same number of TABs, and cells as they are. Such a text is either no sound text
    with quotation, or it has cells in marks that need none beside bare ones.
    """
    widths = (line.count("\t") for line in raw_lines(text) if line.strip("\r\n"))
    first = next(widths)
    if any(width != first for width in widths):
        return False
    if _NEEDLESS.search(text) and _BARE.search(text):
        return True
    try:
        for _cells in csv.reader(raw_lines(text), delimiter="\t", strict=True):
            pass
    except csv.Error:
        return True
    return False
