"""Limits of one text and of one document, besides the length of a text: what pages can show at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from documents.translation import AnyText, grouped
from documents.translation import mark as _

#: The most asterisks in one text: fifty emphasised phrases. Reading emphasis costs up to 1.5 ms then.
MARK_LIMIT = 100
#: The most lines of one document, and the most characters of its texts together: about fifty printed pages. Each page
#: of a document, its edit page and its conflicts included, stays below 2 MB and a second of CPU time.
LINES_LIMIT, LETTERS_LIMIT = 1_000, 200_000

TOO_MANY_MARKS = _("Teks ini memuat {count} tanda bintang (*); batasnya {limit}. Hapus sebagian tanda penekanannya.")
TOO_LARGE = _(
    "“{title}” memuat {lines} baris dan {letters} karakter; batas satu dokumen {most_lines} baris dan {most_letters}"
    " karakter. Bagi menjadi beberapa dokumen."
)


def has_too_many_marks(text: str) -> bool:
    """Return whether a text has more than `MARK_LIMIT` asterisks; 0.1 µs for a short text."""
    return text.count("*") > MARK_LIMIT


def marks_fault(text: str) -> AnyText:
    """Return the error of a text with too many asterisks, "" without it."""
    return TOO_MANY_MARKS.format(count=text.count("*"), limit=MARK_LIMIT) if has_too_many_marks(text) else ""


def size_fault(title: str, texts: Sequence[str]) -> AnyText:
    """Return the error of a document that has too many lines or characters, "" without it; `texts` are its lines."""
    letters = sum(map(len, texts))
    if len(texts) <= LINES_LIMIT and letters <= LETTERS_LIMIT:
        return ""
    numbers = {"lines": len(texts), "letters": letters, "most_lines": LINES_LIMIT, "most_letters": LETTERS_LIMIT}
    return TOO_LARGE.format(title=title, **{name: grouped(number) for name, number in numbers.items()})


def faults(title: str, texts: Sequence[str]) -> Iterator[tuple[int, str, AnyText]]:
    """Yield the errors of a document: the place of the line, a problem code and a sentence; place -1 is the document.

    A document that is too large has that one error.
    """
    if fault := size_fault(title, texts):
        yield -1, "E_TOO_LARGE", fault
        return
    for place, text in enumerate(texts):
        if fault := marks_fault(text):
            yield place, "E_TOO_MANY_MARKS", fault
