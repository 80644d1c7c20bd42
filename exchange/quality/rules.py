"""Quality rules and their findings: which stored documents break a rule, and in which lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from documents.document import Document, Line, Parsed, Problem, excerpt
from documents.translation import AnyText
from documents.translation import mark as _
from exchange import document_types
from exchange.document_types import DocumentType

#: The name and the address of a link.
Link = tuple[AnyText, str]


def no_suggestions(_documents: Sequence[Document]) -> dict[str, list[Link]]:
    """Return no suggestions."""
    return {}


@dataclass(frozen=True)
class Rule:
    """One rule that documents of one type may break, registered in `QUALITY_RULES`.

    `keys` gives the keys of the documents that break it, in order, as a query set or a list; constant queries.
    `messages` are the reader's warnings that report it, templates by code (see an app's `format.messages`). A rule that
    reading one document cannot check has a `sentence` instead, filled with the document's `title`. `fix` is a name and
    the address (from a key) of the page that repairs it, where that is not the edit page; `suggest` offers some ways. A
    `costly` rule reads everything stored.
    """

    slug: str
    title: AnyText
    type_slug: str
    keys: Callable[[], Any]
    messages: Mapping[str, AnyText] = field(default_factory=dict)
    sentence: AnyText = ""
    fix: tuple[AnyText, Callable[[str], str]] | None = None
    suggest: Callable[[Sequence[Document]], dict[str, list[Link]]] = no_suggestions
    costly: bool = False

    def count(self) -> int:
        """Return the number of documents that break it; one query, or those of `keys` for a list."""
        keys = self.keys()
        return len(keys) if isinstance(keys, list) else int(keys.count())

    @property
    def document_type(self) -> DocumentType:
        """The type of the documents."""
        return document_types.get(self.type_slug)


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken rule in one document: a sentence, the address of the line, and ways to repair it."""

    document: Document
    short_label: str
    sentence: str
    url: str
    fix: Link
    suggestions: Sequence[Link] = ()


def messages_for(messages: Mapping[str, AnyText], *codes: str) -> dict[str, AnyText]:
    """Return the messages of these warning codes, as `Rule.messages`."""
    return {code: messages[code] for code in codes}


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return the rules that `QUALITY_RULES` lists, in the order of their document types."""
    order = [each.slug for each in document_types.all_types()]
    found = [rule for path in settings.QUALITY_RULES for rule in import_string(path)]
    return tuple(sorted(found, key=lambda rule: order.index(rule.type_slug)))


def findings(rule: Rule, keys: Sequence[str]) -> list[Finding]:
    """Return the findings of one rule in the documents of `keys`, in order.

    Queries as `Repository.load` and `Repository.with_neighbours`, and those of `Rule.suggest`. Writes and reads each
    document once; of documents that are read together, the first `PROBLEM_LIMIT` warnings.
    """
    document_type = rule.document_type
    documents = document_type.repository.load(keys)
    if not rule.messages:
        ways = rule.suggest(documents)
        return [_finding(rule, each, rule.sentence.format(title=excerpt(each.title)), "", ways) for each in documents]
    found: dict[str, list[Finding]] = {document.key: [] for document in documents}
    for together in document_type.repository.with_neighbours(documents):
        for document, line, problem in _warnings(document_type, together):
            if problem.code in rule.messages and document.key in found:
                sentence = _without_advice(problem, rule.messages[problem.code])
                anchor = document_type.pages.anchor(line) if line else ""
                found[document.key].append(_finding(rule, document, sentence, anchor, {}))
    return [each for several in found.values() for each in several]


def _finding(
    rule: Rule, document: Document, sentence: str, anchor: str, suggestions: Mapping[str, Sequence[Link]]
) -> Finding:
    document_type = rule.document_type
    name, address = rule.fix or (_("Sunting"), document_type.edit_url)
    return Finding(
        document,
        document_type.pages.short_label(document),
        sentence,
        document_type.pages.url(document.key) + anchor,
        (name, address(document.key)),
        suggestions.get(document.key, ()),
    )


def _warnings(
    document_type: DocumentType, documents: Sequence[Document]
) -> Iterator[tuple[Document, Line | None, Problem]]:
    """Yield the warnings of the type's own reader, each with its document and line; None for a document's head."""
    parsed = document_type.text.parse(
        document_type.text.render([replace(document, source="") for document in documents])
    )
    heads, lines = _places(parsed)
    for problem in parsed.problems:
        if problem.line in lines:
            yield *lines[problem.line], problem
        elif problem.line in heads:
            yield heads[problem.line], None, problem


def _places(parsed: Parsed) -> tuple[dict[int, Document], dict[int, tuple[Document, Line]]]:
    """Return the documents by their first line number, and the other lines with their documents by line number."""
    heads = {document.source_line: document for document in parsed.documents}
    lines: dict[int, tuple[Document, Line]] = {}
    for document in parsed.documents:
        for line in document.lines:
            if line.source_line not in heads:
                lines.setdefault(line.source_line, (document, line))
    return heads, lines


def _without_advice(problem: Problem, template: AnyText) -> str:
    """Return the first sentence of a warning; the other sentences concern files."""
    return problem.message.removesuffix(str(template).partition(". ")[2]).strip()
