"""Edit page of a sub-aspect: its parts, their errors, and the document they make. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from development.format.fields import ASPECT, DOMAIN, HEAD, LISTS, NAME, NUMBER
from development.format.headings import can_be_aspect, can_be_sub_aspect
from development.format.records import aspect_slug, key_of, sub_aspect_slug
from documents.document import Document, Line
from documents.draft import Part
from documents.numbering import is_label
from documents.translation import AnyText
from documents.translation import mark as _

NEW_ASPECT = _("Aspek yang belum ada dibuat baru.")
UNWRITABLE = _("Nama ini akan terbaca sebagai hal lain di berkas panduan. Ubah kata-kata atau tandanya.")
NO_LETTERS = _("Nama harus memuat huruf atau angka.")
LABEL = _("Nomor harus bilangan 1 sampai 999, atau bertitik seperti 1.2.")

_PARTS = tuple(field.part for field in (*HEAD, *LISTS.values()))
_NEW_PARTS = (replace(_PARTS[0], hint=NEW_ASPECT), *_PARTS[1:])


def sections(_sections: Collection[str], *, new: bool = False) -> tuple[Part, ...]:
    """Return the parts of a sub-aspect: always the same, with a hint at the aspect of a new one."""
    return _NEW_PARTS if new else _PARTS


def addable(_sections: Collection[str]) -> tuple[Part, ...]:
    """Return (): nothing can be added."""
    return ()


def to_document(lines: Iterable[Line], _key: str) -> Document:
    """Return the document of these lines, its head in order; the key comes from its names.

    Raises KeyError for a section that a sub-aspect does not have.
    """
    lines = list(lines)
    texts = {line.section: line.text for line in lines}
    head = {field.section: texts.get(field.section, "") for field in HEAD}
    rest = [line for line in lines if line.section not in head]
    for line in rest:
        if line.section not in LISTS:
            raise KeyError(line.section)
    name = head[NAME]
    return Document(key_of(head[ASPECT], name), name, (*(Line(*each) for each in head.items()), *rest))


def errors(document: Document) -> dict[str, AnyText]:
    """Return the errors of a sub-aspect besides those of its lines, by section."""
    number = document.text(NUMBER)
    found: dict[str, AnyText] = {}
    if not aspect_slug(document.text(ASPECT)):
        found[ASPECT] = NO_LETTERS
    elif not can_be_aspect(document.text(ASPECT), document.text(DOMAIN)):
        found[ASPECT] = UNWRITABLE
    if number and not is_label(number):
        found[NUMBER] = LABEL
    if not sub_aspect_slug(document.title):
        found[NAME] = NO_LETTERS
    elif NUMBER not in found and not can_be_sub_aspect(number, document.title):
        found[NAME] = UNWRITABLE
    return found
