"""The fields of a competency, in one table. Pure.

To add an optional text of one line: add it here, to the model with a migration, to the page, the schema and the
translations.
"""

from __future__ import annotations

from documents.document import NAME_LIMIT
from documents.draft import LIST
from documents.fields import Field
from documents.translation import mark as _
from documents.weights import Weight

NAME, GROUP, CODE, DEFINITION, REFERENCE, BEHAVIOUR, LEVEL = (
    "nama",
    "kelompok",
    "kode",
    "definisi",
    "sumber",
    "perilaku kunci",
    "level",
)
EMPHASIS = _("Penekanan: *miring* atau **tebal**.")
SOURCE = _("Peraturan atau rujukan; boleh kosong.")

#: The texts, in the order of forms and JSON.
TEXTS = (
    Field(NAME, "name", _("Nama"), limit=NAME_LIMIT, required=True, weight=Weight.FIRST_TITLE),
    Field(GROUP, "group", _("Kelompok"), limit=NAME_LIMIT, hint=_("Boleh kosong."), weight=Weight.FIRST_HEAD),
    Field(
        DEFINITION,
        "definition",
        _("Definisi"),
        long=True,
        hint=EMPHASIS,
        none=_("Belum ada definisi."),
        weight=Weight.FIRST_HEAD,
    ),
    Field(
        REFERENCE,
        "reference",
        _("Sumber"),
        limit=NAME_LIMIT,
        hint=SOURCE,
        optional=True,
        weight=Weight.FIRST_HEAD,
    ),
)
#: The head of a document: a line for each text, even an empty one. The group comes first, as in files.
HEAD = tuple(sorted(TEXTS, key=lambda field: field.section != GROUP))
#: The texts that have their own row in files, below name and code; the first one opens a printed page.
BODY = {field.section: field for field in TEXTS if field.section not in (NAME, GROUP)}
#: The lists, below the texts.
LISTS = {
    BEHAVIOUR: Field(
        BEHAVIOUR,
        "key_behaviours",
        _("Perilaku kunci"),
        LIST,
        item=_("perilaku kunci"),
        none=_("Belum ada perilaku kunci."),
        weight=Weight.FIRST_LINE,
    )
}
#: The words that rows of a file begin with, as printed, in the order of the rows.
TITLES = {
    NAME: "Nama",
    CODE: "Kode",
    **{section: field.title for section, field in (BODY | LISTS).items()},
    LEVEL: "Level",
}
