"""A sub-aspect on paper: its description, then a table of actions for each way. It knows no tables of the database."""

from __future__ import annotations

from development.format.records import ASPECT, ASSIGNMENT, DESCRIPTION, DOMAIN, NUMBER, SELF
from documents.document import Document
from documents.layout import Part, PrintedDocument, Section
from documents.translation import mark as _

UNGROUPED = _("Tanpa aspek")
ACTIONS = _("Tindakan")


def layout(document: Document) -> PrintedDocument:
    """A sub-aspect as a leaf; it and its actions keep their printed numbers."""
    number, domain = document.text(NUMBER), document.text(DOMAIN)
    return PrintedDocument(
        document.key,
        Part(document.text(ASPECT), _("Aspek") if domain else "", domain),
        document.title,
        _("Sub aspek {number}").format(number=number) if number else _("Sub aspek"),
        document.text(DESCRIPTION),
        _("Belum ada deskripsi."),
        tuple(_way(document, way) for way in (SELF, ASSIGNMENT)),
    )


def _way(document: Document, way: str) -> Section:
    actions = tuple((line.label, line.text) for line in document.section(way))
    return Section(_(way.capitalize()), head=ACTIONS, rows=actions, none=_("Belum ada tindakan."))
