"""Search: its page, the suggestions during typing, and the description for a browser's search bar."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from documents.translation import mark as _
from documents.weights import Weight
from exchange import document_types
from exchange.document_types import line_found
from kompetensi.templatetags.text import plain
from search import results
from search.marks import EXCERPT, Piece, marked
from search.query import LENGTH, Query
from search.results import BEGINNING, Group, Results
from search.stores import Found

#: Groups in the order of the page. Their weights are those that the document types give to lines.
GROUPS = (
    Group("kompetensi", _("Kompetensi"), (Weight.FIRST_TITLE, Weight.FIRST_HEAD)),
    Group("indikator", _("Indikator"), (Weight.FIRST_LINE,)),
    Group("sub-aspek", _("Sub aspek"), (Weight.SECOND_TITLE, Weight.SECOND_HEAD)),
    Group("tindakan", _("Tindakan"), (Weight.SECOND_LINE,)),
)
#: Number of suggestions, their length in characters, and the number of forms listed for a word.
OFFERED, OFFERED_LENGTH, SAID = 8, 130, 10


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the results: its place in words, its text in pieces, and its address."""

    where: str
    pieces: list[Piece]
    url: str


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Page of results for `?q=`, of one group with `jenis`, from `setelah` on.

    Three queries, more for words that no text has.
    """
    typed = _typed(request)
    chosen = next((group for group in GROUPS if group.slug == request.GET.get("jenis")), None)
    found = results.search(typed, GROUPS, chosen=chosen, after=_after(request.GET.get("setelah", "")))
    context = {
        "typed": " ".join(typed.split()),
        "found": found,
        "chosen": chosen,
        "hits": [_hit(line, found.query) for line in found.hits],
        "within": [
            (document_types.get(line.format).pages.url(line.key), plain(line.title))
            for line in found.within
            if found.some
        ],
        "families": [(unit.base, sorted(unit.forms, key=_shortest)[:SAID]) for unit in found.query.units if unit.base],
        "apart": [] if found.some or len(found.query.units) < 2 else results.apart(found.query),
        "following": _address(typed, chosen, found),
        "begun": "setelah" in request.GET,
    }
    return render(request, "search.html", context)


@require_safe
def offer(request: HttpRequest) -> HttpResponse:
    """Return suggestions for the text being typed, as options of a list. At most four queries."""
    typed = _typed(request)
    query, lines = results.completions(typed, limit=OFFERED)
    return render(
        request, "_offers.html", {"typed": typed, "hits": [_hit(line, query, OFFERED_LENGTH) for line in lines]}
    )


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """Return the description of this search for browsers (OpenSearch 1.1)."""
    address = request.build_absolute_uri(reverse("search"))
    kind = "application/opensearchdescription+xml"
    return render(request, "opensearch.xml", {"address": address}, content_type=kind)


def _typed(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\0", " ")[:LENGTH].strip()


def _after(text: str) -> tuple[int, int]:
    """Return the beginning of a page; the beginning of the list for a malformed value."""
    exact, _, other = text.partition(".")
    if all(part.isascii() and part.isdecimal() and len(part) < 19 for part in (exact, other)):
        return int(exact) - 1, int(other) - 1
    return BEGINNING


def _address(typed: str, chosen: Group | None, found: Results) -> str:
    """Return the query string of the next page; "" on the last."""
    if found.after is None:
        return ""
    exact, other = (number + 1 for number in found.after)
    asked = {"q": typed, "jenis": chosen.slug if chosen else "", "setelah": f"{exact}.{other}"}
    return "?" + urlencode({name: value for name, value in asked.items() if value})


def _hit(found: Found, query: Query, length: int = EXCERPT) -> Hit:
    document_type, line = document_types.get(found.format), line_found(found.address, found.text)
    mark, title = plain(found.mark), plain(found.title)
    about = (
        (str(document_type.noun), mark)
        if found.weight.is_title
        else (mark, title, document_type.pages.line_label(line))
    )
    where = " · ".join(part[:1].upper() + part[1:] for part in about)
    pieces = marked(plain(found.text), query.forms, length=length)
    return Hit(where, pieces, document_type.pages.url(found.key) + document_type.pages.anchor(line))


def _shortest(form: str) -> tuple[int, str]:
    return len(form), form
