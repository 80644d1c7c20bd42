"""Numbers in the columns of a table that hold whole numbers and dotted ones."""

from __future__ import annotations

import re

from documents.document import Problems, excerpt
from documents.translation import mark as _

MESSAGES = {
    "W_DECIMALS": _(
        "Kolom {column} berisi bilangan berdesimal seperti “{text}”, tulisan aplikasi pengolah data; "
        "dibaca “{read}”. Periksa nomor-nomor di kolom itu."
    ),
}
_WHOLE = re.compile(r"([0-9]{1,9})[.,]0")
_COMMA = re.compile(r"([0-9]{1,9}),([0-9]{1,9})")


class Decimals:
    """Reader of the numbers of one file: "1.0" and "1,0" are 1, "1,2" is 1.2; one warning a column.

    No number ends in ".0", and none has a comma: programs write them so that take a column for measured values, or
    show decimals with a comma.
    """

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self.told: set[tuple[str, bool]] = set()

    def read(self, row: int, column: str, text: str) -> str:
        """Return a number without the decimals of a whole one, and with a full stop for a comma."""
        if not text or text.isdecimal() or not (match := _WHOLE.fullmatch(text) or _COMMA.fullmatch(text)):
            return text
        read = ".".join(match.groups())
        kind = (column, match.re is _WHOLE)
        if kind not in self.told:
            self.told.add(kind)
            self.problems.add(row, "W_DECIMALS", column=column, text=excerpt(text), read=read)
        return read
