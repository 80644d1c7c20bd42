"""Words at the beginning of a row of the dictionary: levels, and labels in other words than those of `TITLES`."""

from __future__ import annotations

import re

#: The label of a level row, in lower case, with its number.
LEVEL_ROW = re.compile(r"level(?: (.+)|(-?\d+.*))?")
#: A level row without a pipe.
BARE_LEVEL = re.compile(r"[*_]*level ?([0-9]+) ?:?[*_]*", re.IGNORECASE)
#: A label made of words. Below a level, any other unknown label may be a number that would be lost.
WORDS = re.compile(r"(?![ivxlc]+$)[^\W\d]+(?:[ /-]+[^\W\d]+)*")
#: The beginning of a line that is no part of the text above it: a known label without a pipe, or a level.
KNOWN = re.compile(
    r"[*_]*(?:(?:nama|kode|kelompok|sumber|definisi|deskripsi|uraian|perilaku kunci|indikator|kompetensi|catatan)"
    r"(?: (?:perilaku|kunci|kompetensi|level|unit))*[*_]*(?: ?:|\t|  |$)|(?:level|tingkat) ?(?:[0-9]|[ivx]+\b))",
    re.IGNORECASE,
)
#: A label that is read in none of its words here, but whose text would be missed.
LIKE_KNOWN = re.compile(r"(?:perilaku|indikator|definisi|tingkat|level|kode|nama)(?: kunci| kompetensi)?(?: [0-9.]+)?")
