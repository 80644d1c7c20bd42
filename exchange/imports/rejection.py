"""Problems of a file, shown to the person who uploaded it: on a page, and as a text to pass on."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, ngettext

from documents.document import clean, excerpt
from documents.emphasis import plain
from documents.translation import mark as _
from exchange import document_types
from exchange.imports import mapping, marking
from exchange.imports.comparison import Review
from exchange.imports.kinds import is_mendable, kind_of, ways_of
from exchange.imports.questions import Questions, is_mappable
from exchange.imports.samples import first_of, samples
from exchange.models import Proposal
from exchange.proposals.notes import Quoted
from files.cells import column
from files.writers import xlsx

#: File name endings that the file dialog offers. The type of a file is read from its content.
ACCEPTED = (".docx", ".xlsx", ".ods", ".html", ".htm", ".csv", ".tsv", ".md", ".txt", ".json")
#: Problems that other meanings of the columns may mend, and what is said of them where a person can choose these.
ANSWERABLE = {
    "E_NOT_UNDERSTOOD": _(
        "Belum jelas kolom mana yang berisi nama dan mana bagiannya. Pilih arti kolomnya di halaman “Cocokkan kolom”."
    ),
    "E_MUCH_UNREAD": _(
        "Banyak isi berkas ini belum jelas tempatnya, jadi belum ada yang dapat diterapkan. "
        "Pilih arti kolom yang belum dikenali; yang bukan isi dijawab “Abaikan”."
    ),
}
#: The rows and the characters of a cell of an example, and the largest file that a page holds in itself, in bytes.
ROWS, CELL, INLINE = 3, 60, 1024 * 1024


def upload_context() -> dict[str, Any]:
    """Return the template context of the upload form."""
    return {"accepted": ",".join(ACCEPTED), "limit": settings.EXCHANGE_BYTE_LIMIT, "samples": samples()}


def quoted(review: Review, *, answerable: bool = False) -> list[Quoted]:
    """Return the problems of a file with the lines that they name, in order.

    Where a file is `answerable`, what other columns would mend says so. Marks of emphasis are shown of native texts
    alone, where they stand in the file.
    """
    shown = plain if review.understanding else str
    found = []
    for problem in review.parsed.problems:
        message = str(ANSWERABLE[problem.code]) if answerable and problem.code in ANSWERABLE else problem.message
        quote = review.excerpts.get(problem.line, "")
        found.append(Quoted(replace(problem, message=shown(message)), shown(quote), review.place(problem.line)))
    return found


def page(request: HttpRequest, review: Review, name: str, data: bytes, *, row: Proposal | None = None) -> HttpResponse:
    """Return the page that refuses a file, with every problem and its line, and what a person can do.

    A file that is kept has its `row`, and answers may make it readable. Another one is not kept (status 422), so the
    page holds the files to download in data URLs.
    """
    name = clean(name)[-200:] or "berkas"
    kind, questions = kind_of(data, name), Questions.of(review) if row else None
    codes = [problem.code for problem in review.parsed.problems if problem.fatal]
    form = mapping.form_of(questions) if questions else None
    context = {
        "name": name,
        "import": row,
        "form": form,
        "mappable": is_mappable(review),
        "problems": quoted(review, answerable=bool(form and form.tables)),
        "unlisted": review.parsed.unlisted,
        "errors": sum(problem.fatal for problem in review.parsed.problems),
        "warnings": sum(not problem.fatal for problem in review.parsed.problems),
        "text": "data:text/plain;charset=utf-8," + quote(as_text(review, name)),
        "text_name": text_name(name),
        "kind": kind,
        "ways": ways_of(kind, codes),
        "mendable": is_mendable(kind, codes),
        "about_columns": not ANSWERABLE.keys().isdisjoint(codes),
        "harmless": review.understanding is None,
        "example": _example(review),
        **_marked(review, name, data, kept=row is not None),
        **upload_context(),
    }
    return render(request, "exchange/import_refused.html", context, status=200 if row else 422)


def _marked(review: Review, name: str, data: bytes, *, kept: bool) -> dict[str, Any]:
    """Return the file with its problems as comments, in a data URL if it is not kept; nothing where that cannot be."""
    if not marking.is_markable(review, data, name):
        return {}
    if kept or len(data) > INLINE:
        return {"markable": kept}
    made = marking.marked(review, data, name)
    if made is None or len(made) > 2 * INLINE:
        return {}
    return {
        "markable": True,
        "marked": f"data:{xlsx.CONTENT_TYPE};base64,{b64encode(made).decode()}",
        "marked_name": marking.name_of(name),
    }


def _example(review: Review) -> dict[str, Any] | None:
    """Return heads and rows that would be read, of the type of the file or the first one."""
    document_type = review.document_type or next((each for each in document_types.all_types() if each.sample), None)
    if document_type is None or document_type.sample is None:
        return None
    heads, rows = document_type.sample.table(first_of(document_type))
    shown = [[excerpt(cell, CELL) for cell in row] for row in rows[:ROWS]]
    letters = [column(place) for place in range(len(heads))]
    pairs = [(head, text) for head, text in zip(heads, shown[0], strict=True) if text]
    return {"heads": heads, "rows": shown, "letters": letters, "pairs": pairs, "slug": document_type.slug}


def text_name(name: str) -> str:
    """Return the file name of the text that lists the problems of a file."""
    return f"masalah-{PurePath(name).stem or 'berkas'}.txt"


def as_text(review: Review, name: str) -> str:
    """Return the problems of a file as a text that can be sent to its author."""
    warning = " · " + gettext("peringatan")
    lines = [gettext("Masalah pada berkas {name}").format(name=name), ""]
    for each in quoted(review):
        problem = each.problem
        place = each.place[:1].upper() + each.place[1:] if each.place else gettext("Seluruh berkas")
        lines.append(f"{place}{'' if problem.fatal else warning} · {problem.code}\n  {problem.message}")
        lines += ["  " + gettext("Isi baris: {text}").format(text=each.quote)] if each.quote else []
    if review.parsed.unlisted:
        count = review.parsed.unlisted
        lines.append(ngettext("… dan %d masalah lain.", "… dan %d masalah lain.", count) % count)
    return "\r\n".join("\n".join([*lines, ""]).split("\n"))
