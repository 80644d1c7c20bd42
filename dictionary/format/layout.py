"""Printed document of a competency: its definition, its key behaviours, one table a level. Pure."""

from __future__ import annotations

from dictionary.format.colours import shade_of_level
from dictionary.format.fields import BODY, GROUP, HEAD, LISTS
from dictionary.format.records import level_number
from documents.document import Document, Line
from documents.fields import Field
from documents.layout import Part, PrintedDocument, Section
from documents.translation import AnyText
from documents.translation import mark as _

UNGROUPED: AnyText = _("Tanpa kelompok")
INDICATORS = _("Indikator perilaku")
_LABEL = next(field.label for field in HEAD if field.section == GROUP)


def layout(document: Document) -> PrintedDocument:
    """Return a competency as a printed document; indicators keep their printed numbers."""
    lead, *others = BODY.values()
    group = document.text(GROUP)
    heads = [line for line in document.lines if level_number(line.section) is not None and not line.label]
    return PrintedDocument(
        document.key,
        Part(group),
        document.title,
        document.key,
        document.text(lead.section),
        lead.none,
        (
            *(Section(field.label, text) for field in others if (text := document.text(field.section))),
            *(_list(document, field) for field in LISTS.values()),
            *(_level(document, head, shade_of_level(index, len(heads))) for index, head in enumerate(heads)),
        ),
        ((_LABEL, group),) if group else (),
        _("Kode"),
    )


def _list(document: Document, field: Field) -> Section:
    return Section(field.label, points=tuple(line.text for line in document.section(field.section)), none=field.none)


def _level(document: Document, head: Line, shade: int) -> Section:
    indicators = tuple((line.label, line.text) for line in document.section(head.section) if line.label)
    return Section(
        head.section.capitalize(),
        head.text,
        head=INDICATORS,
        rows=indicators,
        none=_("Belum ada indikator."),
        tone=shade,
    )
