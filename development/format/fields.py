"""The fields of a sub-aspect, in one table. Pure."""

from __future__ import annotations

from documents.document import NAME_LIMIT
from documents.draft import NUMBERED
from documents.fields import Field
from documents.numbering import LABEL_LIMIT
from documents.translation import mark as _
from documents.weights import Weight

ASPECT, DOMAIN, NUMBER, NAME, DESCRIPTION = "aspek", "ranah", "nomor", "nama", "deskripsi"
SELF, ASSIGNMENT = "pengembangan mandiri", "pengembangan melalui penugasan"

SHARED = _("Berlaku untuk semua sub aspek di aspek ini.")
ADDRESS = _("Mengubahnya mengubah alamat halaman; alamat lama mengantar ke yang baru.")
EMPHASIS = _("Penekanan: *miring* atau **tebal**.")
PRINTED = _("Seperti tercetak; boleh kosong.")

#: The head of a document: a line for each text, even an empty one.
HEAD = (
    Field(ASPECT, "aspect", _("Aspek"), limit=NAME_LIMIT, required=True, hint=SHARED),
    Field(DOMAIN, "domain", _("Ranah"), limit=NAME_LIMIT, hint=SHARED),
    Field(NUMBER, "number", _("Nomor sub aspek"), limit=LABEL_LIMIT, hint=PRINTED),
    Field(NAME, "name", _("Nama sub aspek"), limit=NAME_LIMIT, required=True, hint=ADDRESS, weight=Weight.SECOND_TITLE),
    Field(
        DESCRIPTION,
        "description",
        _("Deskripsi"),
        long=True,
        hint=EMPHASIS,
        none=_("Belum ada deskripsi."),
        weight=Weight.SECOND_HEAD,
    ),
)
#: The lists of actions, one for each way to develop; actions have printed numbers.
LISTS = {
    section: Field(
        section, name, label, NUMBERED, item=_("tindakan"), none=_("Belum ada tindakan."), weight=Weight.SECOND_LINE
    )
    for section, name, label in (
        (SELF, "self_development", _("Pengembangan mandiri")),
        (ASSIGNMENT, "development_through_assignment", _("Pengembangan melalui penugasan")),
    )
}
WAYS = tuple(LISTS)
#: The parts of a sub-aspect that have their own heading in files, in their usual order.
TITLES = {field.section: field.title for field in (HEAD[-1], *LISTS.values())}
PARTS = tuple(TITLES)
