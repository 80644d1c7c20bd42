"""The glossary for other systems."""

from exchange.documents import clean
from tests.glossary import textfile

SHAPE = {"term": str, "meaning": str}


def values(each):
    return {"term": each.title, "meaning": each.text(textfile.MEANING)}


def document(values):
    return textfile.document(clean(values["term"]), clean(values["meaning"]))


def shared(document):
    return ()
