"""Emphasis in texts: `*emphasis*` and `**strong**` by Markdown's inline rules, and no other mark."""

from __future__ import annotations

import html
import threading
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any

import markdown
import nh3

from documents.limits import has_too_many_marks
from documents.translation import AnyText

#: The number of texts with emphasis that a process keeps worked out, twice the lines of the largest document: at most
#: 50 MB of texts of 5,000 letters, usually 1 MB.
KEPT = 2_000
_TAGS = {"em", "strong", "code", "br"}
_local = threading.local()


@dataclass(frozen=True, slots=True)
class Run:
    """A part of a text with the same emphasis."""

    text: str
    emphasised: bool = False
    strong: bool = False


def markup(text: str) -> str:
    """Return `text` as HTML: escaped, with `*x*` as `<em>` and `**x**` as `<strong>`; other marks have no meaning.

    A text with too many marks (`documents.limits`), stored before there was a limit, has none that count. Linear, and
    worked out once a text: about 1 µs without an asterisk, 50 µs and 25 µs for each asterisk with some, 0.2 µs again.
    """
    return _written(text) if _emphasised(text) else html.escape(text)


def runs(text: AnyText) -> tuple[Run, ...]:
    """Return the runs of `text` without the marks; joined, they equal `plain(text)`. Costs as `markup`."""
    text = str(text)
    return _read(text) if _emphasised(text) else (Run(text),)


def plain(text: AnyText) -> str:
    """Return `text` without its marks."""
    return "".join(run.text for run in runs(text))


def _emphasised(text: str) -> bool:
    return "*" in text and not has_too_many_marks(text)


@lru_cache(maxsize=KEPT)
def _written(text: str) -> str:
    """Return the HTML of a text with marks: that of Markdown, passed through nh3."""
    return nh3.clean(_converter().reset().convert(html.escape(text)), tags=_TAGS, attributes={})


@lru_cache(maxsize=KEPT)
def _read(text: str) -> tuple[Run, ...]:
    reader = _Reader()
    reader.feed(_written(text))
    reader.close()
    return tuple(reader.runs)


class _Reader(HTMLParser):
    """Read the runs from the HTML of `markup`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[Run] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.open.remove(tag)

    def handle_data(self, data: str) -> None:
        self.runs.append(Run(data, "em" in self.open, "strong" in self.open))


def _converter() -> markdown.Markdown:
    """Return this thread's converter, which reads emphasis only; threads that share one mix up their texts."""
    if not hasattr(_local, "converter"):
        converter = markdown.Markdown()
        kept = {"paragraph", "inline", "em_strong"}
        registries: list[Any] = [
            converter.preprocessors,
            converter.parser.blockprocessors,
            converter.inlinePatterns,
            converter.treeprocessors,
            converter.postprocessors,
        ]
        for registry in registries:
            for name in [item.name for item in registry._priority if item.name not in kept]:  # noqa: SLF001  # no other list
                registry.deregister(name)
        if converter.delimiters:
            converter.delimiters.remove("_")
        _local.converter = converter
    converter_: markdown.Markdown = _local.converter
    return converter_
