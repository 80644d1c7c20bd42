"""A term on paper."""

from documents.layout import Leaf, Part
from tests.glossary.text import MEANING

UNGROUPED = "Semua istilah"


def layout(each):
    return Leaf(each.key, Part(), each.title, "", each.text(MEANING), "Belum ada arti.", ())
