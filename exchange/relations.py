"""Relations between document types: the documents of one type hold links to those of another.

The setting `DOCUMENT_RELATIONS` registers relations. The documents of the `owner` hold the links, in
`Document.related`; the links lead to documents of the `target`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from documents.document import Document
from documents.translation import AnyText
from exchange import document_types
from exchange.document_types import DocumentType


@dataclass(frozen=True, slots=True)
class Choice:
    """Document that can be linked: its key, title and short label."""

    key: str
    title: str
    short_label: str


class LinkSide(ABC):
    """One document and the documents linked to it, seen from either side of a relation.

    `document_type`, `key`, `title`, `short_label` and `url` describe the document; `noun` names the linked documents.
    `owner` is the type whose documents hold the links.
    """

    document_type: DocumentType
    owner: DocumentType
    key: str
    title: str
    short_label: str
    url: str
    noun: AnyText

    @abstractmethod
    def linked(self) -> tuple[str, ...]:
        """Return the keys of the linked documents; one query."""

    @abstractmethod
    def token(self) -> str:
        """Return a value that differs as soon as somebody changes the links that saving would overwrite; one query."""

    @abstractmethod
    def choices(self, keys: Collection[str]) -> list[Choice]:
        """Return the documents of `keys` that exist, in order; one query."""

    @abstractmethod
    def find(self, query: str, *, limit: int) -> list[Choice]:
        """Return up to `limit` documents whose title or short label holds every word of `query`; one query."""

    @abstractmethod
    def suggested(self, *, limit: int) -> list[Choice]:
        """Return up to `limit` documents that share words with this one, the most similar first; two queries."""

    @abstractmethod
    def updated_documents(self, wanted: Collection[str]) -> list[Document]:
        """Return the owner's documents that change when this one is linked to `wanted` only, as they become."""


@dataclass(frozen=True, slots=True)
class Relation:
    """Relation of documents of the type `owner` to documents of the type `target`; both are slugs.

    `label` names the relation on pages ("Resep terkait"). `linked_to` takes keys of the target and returns, by key, the
    keys of the owner's documents linked to it; keys without links are left out. It costs one query for each `CHUNK`
    keys. `owner_side` and `target_side` return the side of a stored document by its key, None when there is no such
    document; one query.
    """

    owner: str
    target: str
    label: AnyText
    linked_to: Callable[[Collection[str]], dict[str, tuple[str, ...]]]
    owner_side: Callable[[str], LinkSide | None]
    target_side: Callable[[str], LinkSide | None]

    @property
    def owner_type(self) -> DocumentType:
        """Type whose documents hold the links."""
        return document_types.get(self.owner)

    @property
    def target_type(self) -> DocumentType:
        """Type that the links lead to."""
        return document_types.get(self.target)


@cache
def all_relations() -> tuple[Relation, ...]:
    """Return the relations that the setting `DOCUMENT_RELATIONS` lists."""
    return tuple(import_string(path) for path in settings.DOCUMENT_RELATIONS)


def owned_by(document_type: DocumentType) -> Relation | None:
    """Return the relation whose links the documents of this type hold; None when there is none."""
    return next((each for each in all_relations() if each.owner == document_type.slug), None)


def leading_to(document_type: DocumentType) -> Relation | None:
    """Return the relation whose links lead to documents of this type; None when there is none."""
    return next((each for each in all_relations() if each.target == document_type.slug), None)


def side_of(document_type: DocumentType, key: str) -> LinkSide | None:
    """Return the side of a stored document in the relation of its type; at most one query.

    None for a type without a relation, and for a document that is not stored.
    """
    if relation := owned_by(document_type):
        return relation.owner_side(key)
    relation = leading_to(document_type)
    return relation.target_side(key) if relation else None
