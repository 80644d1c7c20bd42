"""Windows-1252, as Word's "Plain Text" writes it, told from other bytes that are no UTF-8."""

from __future__ import annotations

import re

#: The bytes that may stand in such a text: letters with accents, and the signs that Word types by itself.
_LETTERS = b"\x8a\x8c\x8e\x9a\x9c\x9e\x9f" + bytes({*range(0xC0, 0x100)} - {0xD7, 0xF7})
_SIGNS = b"\x80\x82\x84\x85\x86\x87\x89\x8b\x91\x92\x93\x94\x95\x96\x97\x99\x9b" + bytes(
    [0xA0, 0xA7, 0xA9, 0xAB, 0xAD, 0xAE, 0xB0, 0xB1, 0xB2, 0xB3, 0xB7, 0xBB, 0xBC, 0xBD, 0xBE, 0xD7, 0xF7]
)
_ASCII = bytes(range(128))
#: Three letters with accents in a row, or a capital one behind a small letter: no word of a language written so.
_STRANGE = re.compile(r"[À-ÖØ-öø-ÿŠŒŽšœžŸ]{3}|[a-zß-öø-ÿšœž][À-ÖØ-ÞŠŒŽŸ]")
#: A capital letter with an accent that stands alone: half a character of UTF-8, or a sign of an old Macintosh.
_ALONE = re.compile(r"(?<!\w)[À-ÖØ-ÞŠŒŽŸ](?!\w)")


def text(data: bytes) -> str:
    """Return the text of bytes that are no UTF-8 but plainly Windows-1252, "" for any other. Linear.

    Plain means: letters and typographic signs only, no whole character of UTF-8 beside them (that is a damaged UTF-8),
    no half one at the end, and letters with accents only where words have them.
    """
    if data.translate(None, _ASCII + _LETTERS + _SIGNS) or not data.decode("utf-8", "ignore").isascii():
        return ""
    if any(data[-length:] in _beginnings(data[-length:]) for length in (1, 2, 3)):
        return ""
    found = data.decode("cp1252")
    return "" if _STRANGE.search(found) or _ALONE.search(found) else found


def _beginnings(tail: bytes) -> tuple[bytes, ...]:
    """Return `tail` alone when more bytes would make it a character of UTF-8, else nothing."""
    try:
        tail.decode("utf-8")
    except UnicodeDecodeError as error:
        return (tail,) if error.reason == "unexpected end of data" and error.start == 0 else ()
    return ()
