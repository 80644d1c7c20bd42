"""A term on paper."""

from documents.layout import Leaf, Part
from tests.glossary.text import MEANING

PART, NO_PART = "huruf", "Semua istilah"


def leaf(each):
    return Leaf(each.key, Part(), each.title, "", each.text(MEANING), "Belum ada arti.", ())
