"""A term on paper."""

from documents.layout import Part, PrintedDocument
from tests.glossary.text import MEANING

UNGROUPED = "Semua istilah"


def layout(each):
    return PrintedDocument(each.key, Part(), each.title, "", each.text(MEANING), "Belum ada arti.", ())
