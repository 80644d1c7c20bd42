"""Edit page of a competency: its parts, their errors, and the document they make. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from dictionary.format.fields import CODE, HEAD, LISTS, NAME, TEXTS
from dictionary.format.records import CODE_PATTERN, LEVELS, level_number, level_section
from documents.document import Document, Line
from documents.draft import NUMBERED, Part
from documents.translation import AnyText
from documents.translation import mark as _

CODE_HINT = _("1–20 huruf A–Z, angka, titik, garis bawah, atau tanda hubung. Menjadi alamat halamannya.")

_CODE = Part(CODE, _("Kode"), required=True, limit=20, hint=CODE_HINT)
_FIXED = tuple(field.part for field in (*TEXTS, *LISTS.values()))


def sections(sections: Collection[str], *, new: bool = False) -> tuple[Part, ...]:
    """Return the parts of a competency that has these sections, levels by number; a new one starts with its code."""
    levels = sorted({number for section in sections if (number := level_number(section)) is not None})
    return (*((_CODE,) if new else ()), *_FIXED, *(_level(number) for number in levels if number in LEVELS))


def addable(sections: Collection[str]) -> tuple[Part, ...]:
    """Return the parts of the levels that can be added."""
    return tuple(_level(number) for number in LEVELS if level_section(number) not in sections)


def to_document(lines: Iterable[Line], key: str) -> Document:
    """Return the document of these lines, sections in order; its key is the line `kode`, else `key`.

    Raises KeyError for a section that a competency does not have.
    """
    by_section: dict[str, list[Line]] = {}
    for line in lines:
        by_section.setdefault(line.section, []).append(line)
    code = "".join(line.text for line in by_section.pop(CODE, [])).upper()
    head = {field.section: _text(by_section.pop(field.section, [])) for field in HEAD}
    for section in by_section:
        if section not in LISTS and level_number(section) is None:
            raise KeyError(section)
    rest = [line for section in by_section.values() for line in section]
    return Document(code or key, head[NAME], (*(Line(section, text) for section, text in head.items()), *rest))


def errors(document: Document) -> dict[str, AnyText]:
    """Return the errors of a competency besides those of its lines, by section."""
    return {} if CODE_PATTERN.fullmatch(document.key) else {CODE: CODE_HINT}


def _level(number: int) -> Part:
    section = level_section(number)
    return Part(
        section, f"Level {number}", NUMBERED, item=_("indikator"), head=_("Deskripsi level"), comes_and_goes=True
    )


def _text(lines: Collection[Line]) -> str:
    return next((line.text for line in lines), "")
