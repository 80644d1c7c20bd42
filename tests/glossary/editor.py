"""A term as its editor shows it."""

from documents.draft import Part
from tests.glossary.text import MEANING, TERM, document


def sections(sections, *, new=False):
    return (Part(TERM, "Istilah", required=True), Part(MEANING, "Arti", long=True))


def addable(sections):
    return ()


def to_document(lines, key):
    texts = {line.section: line.text for line in lines}
    return document(texts.get(TERM, ""), texts.get(MEANING, ""))


def errors(each):
    return {}
