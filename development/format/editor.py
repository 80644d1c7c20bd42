"""A sub-aspect as its editor shows it: its parts, what is wrong with them, and the document they make. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from development.format.headings import can_be_aspect, can_be_sub_aspect
from development.format.records import (
    ASPECT,
    ASSIGNMENT,
    DESCRIPTION,
    DOMAIN,
    NAME,
    NUMBER,
    SELF,
    aspect_slug,
    key_of,
    sub_aspect_slug,
)
from documents.document import NAME_LIMIT, Document, Line
from documents.draft import NUMBERED, Part
from documents.numbering import LABEL_LIMIT, is_label
from documents.translation import mark as _

SHARED = _("Berlaku untuk semua sub aspek di aspek ini.")
NEW_ASPECT = _("Aspek yang belum ada dibuat baru.")
ADDRESS = _("Mengubahnya mengubah alamat halaman; tautan lama tidak berlaku lagi.")
UNWRITABLE = _("Nama ini akan terbaca sebagai hal lain di berkas panduan. Ubah kata-kata atau tandanya.")
NO_LETTERS = _("Nama harus memuat huruf atau angka.")
LABEL = _("Nomor harus bilangan 1 sampai 999, atau bertitik seperti 1.2.")

_HEAD = (ASPECT, DOMAIN, NUMBER, NAME, DESCRIPTION)
_ASPECT = Part(ASPECT, _("Aspek"), required=True, limit=NAME_LIMIT, hint=SHARED)
_PARTS = (
    Part(DOMAIN, _("Ranah"), limit=NAME_LIMIT, hint=SHARED),
    Part(NUMBER, _("Nomor sub aspek"), limit=LABEL_LIMIT, hint=_("Seperti tercetak; boleh kosong.")),
    Part(NAME, _("Nama sub aspek"), required=True, limit=NAME_LIMIT, hint=ADDRESS),
    Part(DESCRIPTION, _("Deskripsi"), long=True, hint=_("Penekanan: *miring* atau **tebal**.")),
    Part(SELF, _("Pengembangan mandiri"), NUMBERED, item=_("tindakan")),
    Part(ASSIGNMENT, _("Pengembangan melalui penugasan"), NUMBERED, item=_("tindakan")),
)


def sections(_sections: Collection[str], *, new: bool = False) -> tuple[Part, ...]:
    """The parts of a sub-aspect: always the same."""
    aspect = Part(ASPECT, _("Aspek"), required=True, limit=NAME_LIMIT, hint=NEW_ASPECT) if new else _ASPECT
    return (aspect, *_PARTS)


def addable(_sections: Collection[str]) -> tuple[Part, ...]:
    """Nothing can be added."""
    return ()


def to_document(lines: Iterable[Line], _key: str) -> Document:
    """The document that these lines make, in their usual order; its key comes from its names."""
    lines = list(lines)
    texts = {line.section: line.text for line in lines}
    head = [Line(section, texts.get(section, "")) for section in _HEAD]
    rest = [line for line in lines if line.section in (SELF, ASSIGNMENT)]
    name = texts.get(NAME, "")
    return Document(key_of(texts.get(ASPECT, ""), name), name, (*head, *rest))


def errors(document: Document) -> dict[str, str]:
    """What is wrong with a sub-aspect besides its lines, by section."""
    number, found = document.text(NUMBER), {}
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
