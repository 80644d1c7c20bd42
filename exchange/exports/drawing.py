"""Drawing of one book as a PDF in a process of its own: JSON on standard input, the PDF on standard output.

Imports no Django, so that the process starts in a fifth of a second. Lowers its own limits before it reads anything.
"""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import Any

from documents.emphasis import plain, runs

Json = dict[str, Any]
HERE = Path(__file__).resolve().parent
#: Seconds of CPU time, and bytes of address space: the largest usual book takes 8 s and 1.5 GB.
CPU_LIMIT, MEMORY_LIMIT = 60, 1800 * 2**20
#: White space, printed as one space, and control characters, which have no printed form.
_SPACE, _CONTROL = re.compile(r"\s+"), re.compile(r"[\x00-\x1f\x7f]")


def limit() -> None:
    """Lower the priority of this process, and let the system end it at the limits; Windows has no such limits."""
    try:
        import resource  # noqa: PLC0415  # not on Windows
    except ImportError:
        return
    os.nice(5)
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_LIMIT, CPU_LIMIT))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))


def prepared(book: Json) -> Json:
    """Return `book` with its emphasised texts as runs, and its titles without emphasis marks."""
    chapters = [
        {"part": _part(chapter["part"]), "leaves": [_leaf(leaf) for leaf in chapter["leaves"]]}
        for chapter in book["chapters"]
    ]
    return book | {"chapters": chapters}


def _leaf(leaf: Json) -> Json:
    return leaf | {
        "part": _part(leaf["part"]),
        "title": _line(leaf["title"]),
        "mark": _line(leaf["mark"]),
        "text": _runs(leaf["text"]),
        "sections": [_section(section) for section in leaf["sections"]],
    }


def _section(section: Json) -> Json:
    """Return a section whose rows carry the length of their texts, because long rows may be split over pages."""
    return section | {
        "title": _line(section["title"]),
        "text": _runs(section["text"]),
        "points": [_runs(text) for text in section["points"]],
        "rows": [(_clean(number), _runs(text), len(text)) for number, text in section["rows"]],
    }


def _part(part: Json) -> Json:
    return {name: _line(text) for name, text in part.items()}


def _line(text: str) -> str:
    return plain(_clean(text))


def _runs(text: str) -> list[tuple[str, bool, bool]]:
    """Return the runs of a text, none for an empty text."""
    return [(run.text, run.emphasised, run.strong) for run in runs(_clean(text)) if run.text]


def _clean(text: str) -> str:
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", _SPACE.sub(" ", text))


def draw(book: Json) -> bytes:
    """Return the tagged PDF (PDF/UA-1) with its fonts inside; the same book gives the same bytes."""
    import typst  # noqa: PLC0415  # after the limits

    pdf = typst.compile(
        HERE / "book.typ",
        root=HERE,
        font_paths=[HERE / "fonts"],
        ignore_system_fonts=True,
        sys_inputs={"book": json.dumps(book)},
        format="pdf",
        pdf_standards=["ua-1"],
    )
    assert isinstance(pdf, bytes)
    return pdf


def main() -> None:
    """Draw the book from standard input."""
    limit()
    sys.stdout.buffer.write(draw(prepared(json.load(sys.stdin.buffer))))


if __name__ == "__main__":
    main()
