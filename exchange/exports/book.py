"""Documents as a book: what stands on its cover, how much fits between the covers, and its page on the site."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.conf import settings
from django.db.models import Max, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format, number_format
from django.utils.functional import lazy
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from documents.document import Document
from documents.emphasis import plain
from documents.layout import Book, Cover, PrintedDocument, make_book
from documents.translation import mark as _
from exchange import document_types
from exchange.document_types import DocumentType
from exchange.exports.scope import VOLUME, Scope, asked
from exchange.models import Revision

#: The most lines of documents in one volume; a usual one has a third of that.
LINES = 10_000
TOO_LARGE = _(
    "Terlalu besar untuk satu buku: paling banyak {leaves} {noun} dan {lines} baris. Pilih satu jilid"
    " atau satu {part} di halaman cetaknya, atau unduh sebagai Word, yang tidak dibatasi."
)


class UnmadeError(Exception):
    """There is no book now; its text says so to people, and `status` to programs."""

    status = 503


class TooLargeError(UnmadeError):
    """What is asked for does not fit into one book."""

    status = 422


class BusyError(UnmadeError):
    """Other books are being made."""

    def __init__(self) -> None:
        super().__init__(_("Server sedang membuat PDF lain. Coba lagi setengah menit lagi."))


def cover(document_type: DocumentType, scope: Scope) -> Cover:
    """The cover of what `scope` takes; two queries, one for a document.

    The edition is the number of the newest change of it in the history, with its day: whoever holds a book finds
    at /riwayat/ what it was made of. Content that has no history has no edition.
    """
    changes = (
        Revision.objects.of(document_type.slug, scope.key)
        if scope.key
        else Revision.objects.filter(format=document_type.slug)
    )
    # The number first, which an index holds: in order of number, all changes of a format would be read.
    last = changes.order_by().values("format").annotate(last=Max("pk")).values("last")
    newest = Revision.objects.filter(pk=Subquery(last)).order_by().values_list("pk", "at").first()
    parts = named_parts(document_type, scope)
    titles = [plain(title) for name, title, _ in parts if name == scope.part]
    edition, created = "", ""
    if newest:
        edition = gettext("Edisi {number} · {day}").format(
            number=newest[0], day=date_format(localtime(newest[1]), "j F Y")
        )
        created = newest[1].strftime("%Y-%m-%dT%H:%M:%SZ")
    return Cover(
        document_type.label,
        " · ".join([*titles, *([gettext("Jilid {number}").format(number=scope.volume)] if scope.volume else [])]),
        settings.ORGANISATION,
        edition,
        created,
        tuple(parts),
    )


def titled(front: Cover, leaf: PrintedDocument) -> Cover:
    """The cover of a document alone: its own title."""
    return replace(front, title=f"{plain(leaf.title)} ({plain(leaf.mark)})")


def book_of(document_type: DocumentType, documents: Iterable[Document], scope: Scope) -> Book:
    """The book of `documents`, which `scope` took; queries as `cover`.

    Raises TooLargeError, before it has read on, for more than a volume.
    """
    leaves: list[PrintedDocument] = []
    lines = 0
    for document in documents:
        lines += len(document.lines)
        if len(leaves) == VOLUME or lines > LINES:
            raise TooLargeError(lazy(_too_large, str)(document_type))
        assert document_type.layout
        leaves.append(document_type.layout.layout(document))
    front = cover(document_type, scope)
    alone = bool(scope.key) and len(leaves) == 1
    return make_book(titled(front, leaves[0]) if alone else front, leaves, alone=alone)


@require_safe
def page(request: HttpRequest, slug: str, key: str = "") -> HttpResponse:
    """The book of a format, or of the part and volume that the address asks for, or one document alone, to print.

    What is too large for one book leads to its volumes. Raises Http404 for what is not there. Queries as
    `Repository.load` and three, whatever the size.
    """
    try:
        document_type = document_types.get(slug)
    except KeyError as error:
        raise Http404(slug) from error
    scope = asked(document_type, request.GET, key)
    keys = scope.keys(document_type)
    if scope.narrow and not keys:
        raise Http404(request.get_full_path())
    try:
        made = book_of(document_type, document_type.stream(keys), scope)
    except TooLargeError as error:
        return volumes(request, document_type, scope, str(error))
    if key and not made.chapters:
        raise Http404(key)
    context = {"book": made, "format": document_type, "scope": scope, "parts": made.cover.parts}
    return render(request, "exchange/book.html", context)


def volumes(
    request: HttpRequest, document_type: DocumentType, scope: Scope, problem: str, *, status: int = 200
) -> HttpResponse:
    """The page that says why there is no book, and leads to the volumes and parts that there are; two queries."""
    count = len(replace(scope, volume=0).keys(document_type))
    spans = [(begin // VOLUME + 1, begin + 1, min(begin + VOLUME, count)) for begin in range(0, count, VOLUME)]
    context = {"format": document_type, "scope": scope, "problem": problem, "count": count, "volumes": spans}
    context["parts"] = named_parts(document_type, scope)
    response = render(request, "exchange/volumes.html", context, status=status)
    if status == BusyError.status:
        response.headers["Retry-After"] = "30"
    return response


def named_parts(document_type: DocumentType, scope: Scope) -> list[tuple[str, str, int]]:
    """The parts that an address can ask for, none beside a document alone; one query."""
    return [] if scope.key else [part for part in document_type.repository.groups() if part[0]]


def _too_large(document_type: DocumentType) -> str:
    """In the language of whoever asks, also for a file that is made in another."""
    return TOO_LARGE.format(
        leaves=VOLUME,
        noun=document_type.pages.noun_of(VOLUME),
        lines=number_format(LINES, force_grouping=True),
        part=gettext(document_type.pages.group_parameter),
    )
