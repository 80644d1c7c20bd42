"""The first documents of a file as they were read, beside the questions about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from documents.document import Document, excerpt
from exchange.document_types import DocumentType
from exchange.imports.comparison import Review
from files.readers.understanding.vocabulary import Kind

#: The documents that are shown, the sections of one, and the length of a text, in characters.
DOCUMENTS, SECTIONS, TEXT = 3, 7, 110


@dataclass(frozen=True, slots=True)
class SectionShown:
    """The first text of a section, and how many more it has."""

    name: str
    text: str
    more: int


@dataclass(frozen=True, slots=True)
class DocumentShown:
    """A document in short."""

    mark: str
    title: str
    summary: str
    sections: Sequence[SectionShown]
    more: int


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a file: the number of its documents in words, the first ones, and what lacks for a first one."""

    count: int
    noun: str
    texts: int
    documents: Sequence[DocumentShown]
    missing: str


def result_of(review: Review) -> Result:
    """Return the result of a reading."""
    document_type, documents = review.document_type, review.parsed.documents
    if document_type is None:
        return Result(0, "", 0, (), "")
    shown = [_shown(document, document_type) for document in documents[:DOCUMENTS]]
    texts = sum(bool(line.text) for document in documents for line in document.lines)
    vocabulary = document_type.vocabulary
    names = vocabulary.of_kind(Kind.NAME) if vocabulary else ()
    missing = "" if documents or not names else str(names[0].label)
    return Result(len(documents), document_type.pages.noun_of(len(documents)), texts, shown, missing)


def _shown(document: Document, document_type: DocumentType) -> DocumentShown:
    sections: dict[str, list[str]] = {}
    for line in document.lines:
        if line.text and line.text != document.title:
            sections.setdefault(line.section, []).append(line.text)
    shown = [
        SectionShown(name, excerpt(texts[0], TEXT), len(texts) - 1) for name, texts in list(sections.items())[:SECTIONS]
    ]
    mark, summary = document_type.pages.short_label(document), document_type.pages.summary(document)
    return DocumentShown(mark, excerpt(document.title, TEXT), summary, shown, max(0, len(sections) - SECTIONS))
