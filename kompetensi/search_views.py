"""The search: its page, what it offers while a person types, and what a browser needs to search from its own bar."""

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

#: What is found, in the order of the page. The weights are those that the document types give their lines.
GROUPS = (
    Group("kompetensi", _("Kompetensi"), (Weight.FIRST_TITLE, Weight.FIRST_HEAD)),
    Group("indikator", _("Indikator"), (Weight.FIRST_LINE,)),
    Group("sub-aspek", _("Sub aspek"), (Weight.SECOND_TITLE, Weight.SECOND_HEAD)),
    Group("tindakan", _("Tindakan"), (Weight.SECOND_LINE,)),
)
#: How many lines are offered while a person types, how long they are, and how many words are said to be searched.
OFFERED, OFFERED_LENGTH, SAID = 8, 130, 10


@dataclass(frozen=True, slots=True)
class Hit:
    """A line on the page: where it stands, its text in pieces, and its address."""

    where: str
    pieces: list[Piece]
    url: str


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What is found for `?q=`, of one group with `jenis`, from `setelah` on; three queries, more for odd words."""
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
    """The first lines for what is being typed, as options of a list; at most four queries."""
    typed = _typed(request)
    query, lines = results.completions(typed, limit=OFFERED)
    return render(
        request, "_offers.html", {"typed": typed, "hits": [_hit(line, query, OFFERED_LENGTH) for line in lines]}
    )


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """How a browser searches here from its address bar (OpenSearch 1.1)."""
    address = request.build_absolute_uri(reverse("search"))
    kind = "application/opensearchdescription+xml"
    return render(request, "opensearch.xml", {"address": address}, content_type=kind)


def _typed(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\0", " ")[:LENGTH].strip()


def _after(text: str) -> tuple[int, int]:
    """Where a page begins; at the beginning for nonsense."""
    exact, _, other = text.partition(".")
    if all(part.isascii() and part.isdecimal() and len(part) < 19 for part in (exact, other)):
        return int(exact) - 1, int(other) - 1
    return BEGINNING


def _address(typed: str, chosen: Group | None, found: Results) -> str:
    """The query string of the next page, "" when there is none."""
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
