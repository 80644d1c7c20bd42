"""What is wrong with a file, told to the person who sent it: on a page, and as a text to pass on."""

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

#: The endings that the file dialog offers. What a file is, its content says.
ACCEPTED = (".md", ".txt", ".csv", ".xlsx", ".ods", ".json")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A problem with the beginning of the line that it names, "" when there is none."""

    problem: Problem
    quote: str


def upload_context() -> dict[str, Any]:
    """What the form that takes a file in shows."""
    return {"accepted": ",".join(ACCEPTED), "limit": settings.EXCHANGE_BYTE_LIMIT}


def quoted(review: Review) -> list[Quoted]:
    """The problems of a file with the lines they name, in order."""
    return [Quoted(problem, review.excerpts.get(problem.line, "")) for problem in review.parsed.problems]


def page(request: HttpRequest, review: Review, name: str) -> HttpResponse:
    """The refusal of a file: every problem with its line; 422. It leaves no trace, so its text travels with it."""
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
    """The name of the text that lists the problems of a file."""
    return f"masalah-{PurePath(name).stem or 'berkas'}.txt"


def as_text(review: Review, name: str) -> str:
    """The problems of a file as a text that can be sent to whoever wrote it."""
    warning = " · " + gettext("peringatan")
    lines = [gettext("Masalah pada berkas {name}").format(name=name), ""]
    for each in quoted(review):
        problem = each.problem
        place = gettext("Baris {line}").format(line=problem.line) if problem.line else gettext("Seluruh berkas")
        lines.append(f"{place}{'' if problem.fatal else warning} · {problem.code}\n  {problem.message}")
        lines += ["  " + gettext("Isi baris: {text}").format(text=each.quote)] if each.quote else []
    if review.parsed.unlisted:
        count = review.parsed.unlisted
        lines.append(ngettext("… dan %d masalah lain.", "… dan %d masalah lain.", count) % count)
    return "\r\n".join("\n".join([*lines, ""]).split("\n"))
