"""A term on paper."""

from exchange.leaves import Leaf, Part
from tests.glossary.textfile import MEANING

PART, NO_PART = "huruf", "Semua istilah"


def leaf(each):
    return Leaf(each.key, Part(), each.title, "", each.text(MEANING), "Belum ada arti.", ())
