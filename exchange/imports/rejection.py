"""Problems of a file, shown to the person who uploaded it: on a page, and as a text to pass on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, ngettext

from documents.document import Problem, clean
from exchange.imports.comparison import Review

#: File name endings that the file dialog offers. The type of a file is read from its content.
ACCEPTED = (".md", ".txt", ".csv", ".xlsx", ".ods", ".json")


@dataclass(frozen=True, slots=True)
class Quoted:
    """Problem with the beginning of the line that it names, and the line's place in words; "" when it names none."""

    problem: Problem
    quote: str
    place: str


def upload_context() -> dict[str, Any]:
    """Return the template context of the upload form."""
    return {"accepted": ",".join(ACCEPTED), "limit": settings.EXCHANGE_BYTE_LIMIT}


def quoted(review: Review) -> list[Quoted]:
    """Return the problems of a file with the lines that they name, in order."""
    return [
        Quoted(problem, review.excerpts.get(problem.line, ""), review.where(problem.line))
        for problem in review.parsed.problems
    ]


def page(request: HttpRequest, review: Review, name: str) -> HttpResponse:
    """Return the page that refuses a file, with every problem and its line; status 422.

    The file is not kept, so the page holds the text to download in a data URL.
    """
    name = clean(name)[-200:] or "berkas"
    context = {
        "name": name,
        "problems": quoted(review),
        "unlisted": review.parsed.unlisted,
        "errors": sum(problem.fatal for problem in review.parsed.problems),
        "warnings": sum(not problem.fatal for problem in review.parsed.problems),
        "text": "data:text/plain;charset=utf-8," + quote(as_text(review, name)),
        "text_name": text_name(name),
        **upload_context(),
    }
    return render(request, "exchange/import_refused.html", context, status=422)


def text_name(name: str) -> str:
    """Return the file name of the text that lists the problems of a file."""
    return f"masalah-{PurePath(name).stem or 'berkas'}.txt"


def as_text(review: Review, name: str) -> str:
    """Return the problems of a file as a text that can be sent to its author."""
    warning = " · " + gettext("peringatan")
    lines = [gettext("Masalah pada berkas {name}").format(name=name), ""]
    for each in quoted(review):
        problem = each.problem
        place = each.place[:1].upper() + each.place[1:] or gettext("Seluruh berkas")
        lines.append(f"{place}{'' if problem.fatal else warning} · {problem.code}\n  {problem.message}")
        lines += ["  " + gettext("Isi baris: {text}").format(text=each.quote)] if each.quote else []
    if review.parsed.unlisted:
        count = review.parsed.unlisted
        lines.append(ngettext("… dan %d masalah lain.", "… dan %d masalah lain.", count) % count)
    return "\r\n".join("\n".join([*lines, ""]).split("\n"))
