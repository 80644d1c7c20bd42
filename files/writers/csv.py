"""A sheet as CSV, made for a double click in a spreadsheet program that is set to Indonesian.

Semicolons, because they are its list separator (the comma is in its numbers). UTF-8 with a byte order mark, without
which the program guesses another encoding. CRLF, as in RFC 4180.
"""

from __future__ import annotations

import codecs
import csv
import io
from typing import BinaryIO

from files.writers.sheet import Sheet, escape_formulas

CONTENT_TYPE = "text/csv; charset=utf-8"
DELIMITER = ";"


def write(sheet: Sheet, out: BinaryIO) -> None:
    """Write `sheet` to `out`, with every cell guarded against being run as a formula. Constant memory."""
    out.write(codecs.BOM_UTF8)
    text = io.TextIOWrapper(out, "utf-8", newline="")
    writer = csv.writer(text, delimiter=DELIMITER, lineterminator="\r\n")
    writer.writerow(escape_formulas(sheet.columns))
    writer.writerows(map(escape_formulas, sheet.rows))
    text.detach()
