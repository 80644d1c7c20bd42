"""Marks at the beginning of a line: numbers, letters and bullets of lists; headings and page furniture. Pure.

A line that has one never continues the text above it. All functions are linear.
"""

from __future__ import annotations

import re

#: The most words of a heading.
HEADING_WORDS = 6
#: Numbers as pictures, as messages on phones have them: a key, "🔟", a number in a circle.
PICTURED_NUMBERS = "(?:[0-9]\ufe0f?\u20e3){1,3}|🔟|[①-⑳❶-❿➀-➓]"
#: Other pictures that stand before an item as its bullet: arrows, shapes, boxes, emojis with what belongs to them.
PICTURES = "(?:[\u2190-\u21ff\u25a0-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff][\ufe0e\ufe0f\u200d]*)+"
_MARK = re.compile(
    rf"""
      \(?(?:[0-9]+(?:\.[0-9]+)*|[A-Za-z]|[ivxlc]{{1,6}}|[IVXLC]{{1,6}})\)   # 1) (1) a) (iv)
    | [0-9]+(?:\.[0-9]+)*(?:\.(?![0-9])|\s|$)                           # 1. 1.2 3
    | (?:[A-Za-z]|[ivxlc]{{1,6}}|[IVXLC]{{1,6}})\.\s                        # a. iv.
    | [•●○◦▪▫■□‣⁃·∙➢➤►▶✓✔] | {PICTURED_NUMBERS} | {PICTURES}
    | [-–—](?=\s|[A-Z]|$) | [*+](?=\s|$) | o\s(?=[A-Z])
    """,
    re.VERBOSE,
)
_PAGE = re.compile(r"(?:halaman|hal\.?|hlm\.?|page) ?[0-9]+(?: ?(?:dari|of|/) ?[0-9]+)?", re.IGNORECASE)
_LABEL = re.compile(r"[*_]*[A-Z][\w/-]*(?: [\w/()&-]+){0,4}[*_]* ?:[*_]*(?:\s|$)")
_SMALL_WORDS = {"dan", "di", "ke", "dari", "untuk", "melalui", "dengan", "pada", "yang", "atau", "serta", "dalam"}
_SMALL_WORDS |= {"and", "of", "the", "for", "to", "in", "on"}


def opens_item(text: str) -> bool:
    """Return whether a cleaned line begins as an item of a list, with a label and a colon, or is a page number."""
    return bool(_MARK.match(text) or _LABEL.match(text) or _PAGE.fullmatch(text))


def has_label(text: str) -> bool:
    """Return whether a cleaned line begins with a few words, the first with a capital, and a colon."""
    return _LABEL.match(text) is not None


def is_short(text: str) -> bool:
    """Return whether a cleaned line has few words, a capital first and no sign of a sentence at its end."""
    bare = text[:500].strip("*_# ")
    return bare[:1].isupper() and bare[-1] not in ".,;!?…-–—" and len(bare.split()) <= HEADING_WORDS


def is_heading(text: str) -> bool:
    """Return whether a cleaned line looks like a heading: marked as one, in bold, or short and in capitals."""
    if text.startswith("#") or (text.startswith("**") and text.endswith("**") and "**" not in text[2:-2]):
        return True
    words = text[:500].strip("*_ ").split()
    return is_short(text) and all(word[0].isupper() or word[0].isdigit() or word in _SMALL_WORDS for word in words)
