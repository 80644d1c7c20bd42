"""What stored documents lack, in the words of their readers: each kind of flaw, and the lines that have it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from documents.document import Document, Line, Parsed, Problem, excerpt
from documents.translation import gettext_noop as _
from exchange.document_types import Format, all_formats, by_slug

#: A name and an address.
Link = tuple[str, str]


def no_suggestions(_documents: Sequence[Document]) -> dict[str, list[Link]]:
    """None."""
    return {}


@dataclass(frozen=True)
class Kind:
    """One kind of flaw in the documents of one format.

    `keys` gives the keys of the documents that have it, in order, as a query set or a list: exactly those, with a
    constant number of queries. `messages` are the readers' warnings that tell of it (see `problems` in the rooms); a
    kind that no reader of one document can see has a `sentence` instead, filled with the document's `title`. `mend` is
    a name and the address (from a key) of the page that mends it, where that is not the edit page, and `suggest`
    offers some ways. A `costly` kind reads everything there is.
    """

    slug: str
    title: str
    format: str
    keys: Callable[[], Any]
    messages: Mapping[str, str] = field(default_factory=dict)
    sentence: str = ""
    mend: tuple[str, Callable[[str], str]] | None = None
    suggest: Callable[[Sequence[Document]], dict[str, list[Link]]] = no_suggestions
    costly: bool = False

    def count(self) -> int:
        """How many documents have it; one query."""
        keys = self.keys()
        return len(keys) if isinstance(keys, list) else int(keys.count())

    @property
    def source(self) -> Format:
        """The format of the documents."""
        return by_slug(self.format)


@dataclass(frozen=True, slots=True)
class Finding:
    """One flaw of one document: a sentence, the address of the line that has it, and ways to mend it."""

    document: Document
    mark: str
    sentence: str
    url: str
    mend: Link
    suggestions: Sequence[Link] = ()


def tells_of(messages: Mapping[str, str], *codes: str) -> dict[str, str]:
    """The warnings of these codes among a reader's messages, as `Kind.messages`."""
    return {code: messages[code] for code in codes}


def kinds() -> tuple[Kind, ...]:
    """Every kind of flaw that the formats know, in the formats' order."""
    order = [format_.slug for format_ in all_formats()]
    found = [kind for format_ in all_formats() for kind in format_.care()]
    return tuple(sorted(found, key=lambda kind: order.index(kind.format)))


def findings(kind: Kind, keys: Sequence[str]) -> list[Finding]:
    """The flaws of one kind in the documents of `keys`, in order.

    Queries as `Format.stored` and `Format.beside`, and those of `Kind.suggest`. Writes and reads each document once;
    of documents that are read together, the first `PROBLEM_LIMIT` warnings.
    """
    format_ = kind.source
    documents = format_.stored(keys)
    if not kind.messages:
        ways = kind.suggest(documents)
        return [_finding(kind, each, kind.sentence.format(title=excerpt(each.title)), "", ways) for each in documents]
    found: dict[str, list[Finding]] = {document.key: [] for document in documents}
    for together in format_.beside(documents):
        for document, line, problem in _warnings(format_, together):
            if problem.code in kind.messages and document.key in found:
                sentence = _without_advice(problem, kind.messages[problem.code])
                anchor = format_.anchor(line) if line else ""
                found[document.key].append(_finding(kind, document, sentence, anchor, {}))
    return [each for several in found.values() for each in several]


def _finding(
    kind: Kind, document: Document, sentence: str, anchor: str, suggestions: Mapping[str, Sequence[Link]]
) -> Finding:
    format_ = kind.source
    name, address = kind.mend or (_("Sunting"), format_.edit_url)
    return Finding(
        document,
        format_.mark(document),
        sentence,
        format_.url(document.key) + anchor,
        (name, address(document.key)),
        suggestions.get(document.key, ()),
    )


def _warnings(format_: Format, documents: Sequence[Document]) -> Iterator[tuple[Document, Line | None, Problem]]:
    """What the format's own reader says of `documents`, each with the line that it speaks of; None for the head."""
    parsed = format_.parse(format_.render([replace(document, source="") for document in documents]))
    heads, lines = _places(parsed)
    for problem in parsed.problems:
        if problem.line in lines:
            yield *lines[problem.line], problem
        elif problem.line in heads:
            yield heads[problem.line], None, problem


def _places(parsed: Parsed) -> tuple[dict[int, Document], dict[int, tuple[Document, Line]]]:
    """The documents by the line that they begin at, and their other lines by theirs."""
    heads = {document.at: document for document in parsed.documents}
    lines: dict[int, tuple[Document, Line]] = {}
    for document in parsed.documents:
        for line in document.lines:
            if line.at not in heads:
                lines.setdefault(line.at, (document, line))
    return heads, lines


def _without_advice(problem: Problem, template: str) -> str:
    """The first sentence of a warning; the others speak of files."""
    return problem.message.removesuffix(str(template).partition(". ")[2]).strip()
