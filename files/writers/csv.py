"""A sheet as CSV, as a spreadsheet program set to Indonesian opens it by a double click.

Semicolons, because its list separator is one (the comma is in its numbers); UTF-8 with its mark, without which it
guesses another encoding; CRLF, as RFC 4180 asks.
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
    """Write `sheet` to `out`, every cell guarded against being run. Constant memory."""
    out.write(codecs.BOM_UTF8)
    text = io.TextIOWrapper(out, "utf-8", newline="")
    writer = csv.writer(text, delimiter=DELIMITER, lineterminator="\r\n")
    writer.writerow(escape_formulas(sheet.columns))
    writer.writerows(map(escape_formulas, sheet.rows))
    text.detach()
