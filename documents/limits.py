"""Limits of one text and of one document, besides the length of a text: what pages can show at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from documents.translation import AnyText, grouped
from documents.translation import mark as _

#: The most asterisks in one text: fifty emphasised phrases. Markdown takes up to 2.5 ms for them.
MARK_LIMIT = 100
#: The most lines of one document, and the most characters and asterisks of its texts together: about fifty printed
#: pages. Each page of a document, its edit page and its conflicts included, stays at 2 MB and below a second of CPU.
LINES_LIMIT, LETTERS_LIMIT, MARKS_LIMIT = 1_000, 200_000, 5_000
#: A text has one line on a page more for so many characters; an asterisk costs as much as half of them.
LINE = 100

#: Problem codes of a file, by what is beyond the limits.
DOCUMENT_CODE, TEXT_CODE = "E_TOO_LARGE", "E_TOO_MANY_MARKS"
TOO_MANY_MARKS = _("Teks ini memuat {count} tanda bintang (*); batasnya {limit}. Hapus sebagian tanda penekanannya.")
TOO_LARGE = _(
    "“{title}” memuat {lines} baris, {letters} karakter, dan {marks} tanda bintang (*); batas satu dokumen {most_lines}"
    " baris, {most_letters} karakter, dan {most_marks} tanda bintang. Bagi menjadi beberapa dokumen."
)


def has_too_many_marks(text: str) -> bool:
    """Return whether a text has more than `MARK_LIMIT` asterisks; 0.1 µs for a short text."""
    return text.count("*") > MARK_LIMIT


def marks_fault(text: str) -> AnyText:
    """Return the error of a text with too many asterisks, "" without it."""
    return TOO_MANY_MARKS.format(count=text.count("*"), limit=MARK_LIMIT) if has_too_many_marks(text) else ""


def weight(text: str) -> int:
    """Return what a text costs on a page, in short lines: 1, and one more for each `LINE` characters."""
    return 1 + (len(text) + LINE // 2 * text.count("*")) // LINE


def size_fault(title: str, texts: Sequence[str], before: Sequence[str] = ()) -> AnyText:
    """Return the error of a document that is too large, "" without it; `texts` are its lines.

    A document that was too large `before`, from a time without limits, is no fault as long as it does not grow.
    """
    sizes, limits = _sizes(texts), (LINES_LIMIT, LETTERS_LIMIT, MARKS_LIMIT)
    if not any(now > max(most, then) for now, most, then in zip(sizes, limits, _sizes(before), strict=True)):
        return ""
    names = ("lines", "letters", "marks", "most_lines", "most_letters", "most_marks")
    numbers = dict(zip(names, map(grouped, (*sizes, *limits)), strict=True))
    return TOO_LARGE.format(title=title, **numbers)


def _sizes(texts: Sequence[str]) -> tuple[int, int, int]:
    """Return the numbers of lines, of characters and of asterisks."""
    return len(texts), sum(map(len, texts)), sum(text.count("*") for text in texts)


def faults(title: str, texts: Sequence[str]) -> Iterator[tuple[int, str, AnyText]]:
    """Yield the errors of a document: the place of the line, a problem code and a sentence; place -1 is the document.

    A document that is too large has that one error.
    """
    if fault := size_fault(title, texts):
        yield -1, DOCUMENT_CODE, fault
        return
    for place, text in enumerate(texts):
        if fault := marks_fault(text):
            yield place, TEXT_CODE, fault
