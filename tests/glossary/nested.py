"""The glossary for other systems."""

from documents.document import clean
from tests.glossary import text as textfile

SHAPE = {"term": str, "meaning": str}


def values(each):
    return {"term": each.title, "meaning": each.text(textfile.MEANING)}


def document(values):
    return textfile.document(clean(values["term"]), clean(values["meaning"]))


def shared(document):
    return ()
