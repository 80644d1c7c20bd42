"""Cells of a row, and a label and its text in one paragraph apart by a pipe."""

from __future__ import annotations

from files.readers.understanding.words import Mark, mark


def number_of(words: str) -> Mark | None:
    """Return the mark of a number that stands in a cell of its own: "1", "1.2.", "a)"; None for any other text."""
    plain = words.strip()
    found = mark(f"{plain.strip('*_').rstrip('.)')}. x") if plain and len(plain) < 12 and " " not in plain else None
    return found._replace(printed="") if found else None


def piped(text: str) -> tuple[str, str] | None:
    """Return the label and the text of a paragraph with a pipe, None without one."""
    body = text.strip()
    body = body[1:].rstrip("|") if body.startswith("|") else body
    head, pipe, rest = body.partition("|")
    listed = mark(body) and not mark(f"{head.strip()}. x")
    return (head.strip(), rest.strip()) if pipe and rest.strip() and len(head) < 80 and not listed else None
