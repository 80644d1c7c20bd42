"""Printed document of a sub-aspect: its description, then a table of actions for each way. Pure."""

from __future__ import annotations

from development.format.fields import ASPECT, DOMAIN, HEAD, LISTS, NUMBER
from documents.document import Document
from documents.fields import Field
from documents.layout import Part, PrintedDocument, Section
from documents.translation import AnyText
from documents.translation import mark as _

UNGROUPED: AnyText = _("Tanpa aspek")
ACTIONS = _("Tindakan")


def layout(document: Document) -> PrintedDocument:
    """Return a sub-aspect as a printed document; it and its actions keep their printed numbers."""
    description = HEAD[-1]
    number, domain = document.text(NUMBER), document.text(DOMAIN)
    group = tuple((field.label, text) for field in HEAD[:2] if (text := document.text(field.section)))
    return PrintedDocument(
        document.key,
        Part(document.text(ASPECT), _("Aspek") if domain else "", domain),
        document.title,
        _("Sub aspek {number}").format(number=number) if number else _("Sub aspek"),
        document.text(description.section),
        description.none,
        tuple(_way(document, field) for field in LISTS.values()),
        group,
    )


def _way(document: Document, field: Field) -> Section:
    actions = tuple((line.label, line.text) for line in document.section(field.section))
    return Section(field.label, head=ACTIONS, rows=actions, none=field.none)
