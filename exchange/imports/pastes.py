"""Pastes: what a person copied from a program, as a file with a name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from documents.translation import mark as _

#: Programs by marks that they leave in the HTML of the clipboard, in the order in which they are looked for.
_PROGRAMS = (
    (re.compile(rb"google-sheets-html-origin", re.IGNORECASE), "Google Sheets"),
    (re.compile(rb"docs-internal-guid|google-docs", re.IGNORECASE), "Google Docs"),
    (re.compile(rb"Excel\.Sheet|Microsoft Excel|urn:schemas-microsoft-com:office:excel", re.IGNORECASE), "Excel"),
    (re.compile(rb"Word\.Document|Microsoft Word|urn:schemas-microsoft-com:office:word", re.IGNORECASE), "Word"),
    (re.compile(rb"LibreOffice|OpenOffice", re.IGNORECASE), "LibreOffice"),
)
_NAME, _FROM = _("Tempelan"), _("Tempelan dari {program}")
#: The beginning of a paste that is searched for these marks, in bytes.
BEGINNING = 20_000


@dataclass(frozen=True, slots=True)
class Paste:
    """A paste as bytes: the HTML of the clipboard, or plain text."""

    data: bytes
    name: str


def paste_of(text: str, html: bytes) -> Paste | None:
    """Return what was pasted, HTML before plain text; None for nothing."""
    if html.strip():
        return Paste(html, _name(html[:BEGINNING]))
    return Paste(text.encode(), str(_NAME)) if text.strip() else None


def _name(beginning: bytes) -> str:
    program = next((name for mark, name in _PROGRAMS if mark.search(beginning)), "")
    return _FROM.format(program=program) if program else str(_NAME)


def file_name(name: str, data: bytes) -> str:
    """Return the name of a paste that is saved as a file."""
    return f"{name}.html" if data.lstrip()[:1] == b"<" else f"{name}.txt"
