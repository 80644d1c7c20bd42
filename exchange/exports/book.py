"""Books of printed documents: the cover, and the limits of one book."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from django.conf import settings
from django.db.models import Max, Subquery
from django.utils.formats import date_format, number_format
from django.utils.functional import lazy
from django.utils.timezone import localtime
from django.utils.translation import gettext

from documents.document import Document
from documents.emphasis import plain
from documents.layout import Book, Cover, PrintedDocument, make_book, without
from documents.limits import weight
from documents.translation import mark as _
from exchange.document_types import DocumentType
from exchange.exports.scope import VOLUME, Scope
from exchange.models import Revision


@dataclass(frozen=True, slots=True)
class Limit:
    """The largest number of documents and lines in one book; a line is one of `documents.limits.weight`."""

    leaves: int
    lines: int


#: The limit of a book on a page of the site: about 250 printed pages.
PAGE = Limit(VOLUME, 10_000)
#: The limit of a book in a file: about 1,000 pages, which take 8 s of CPU time and 1.4 GB of memory.
FILE = Limit(500, 50_000)
TOO_LARGE = _(
    "Terlalu besar untuk satu buku: paling banyak {leaves} {noun} dan {lines} baris. Pilih satu jilid"
    " atau satu {part} di halaman cetaknya, atau unduh sebagai Word, yang tidak dibatasi."
)


class ExportUnavailableError(Exception):
    """No book can be made now; the text tells people why, and `status` (HTTP) tells programs."""

    status = 503


class TooLargeError(ExportUnavailableError):
    """The documents do not fit into one book."""

    status = 422


class BusyError(ExportUnavailableError):
    """Another file is being made."""

    def __init__(self) -> None:
        super().__init__(_("Server sedang membuat berkas lain. Coba lagi setengah menit lagi."))


class UndrawnError(ExportUnavailableError):
    """A book needs more time or memory than one PDF may take."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            _(
                "PDF ini tidak selesai dibuat: waktu atau memori yang diperlukannya terlalu banyak."
                " Unduh sebagian saja, atau unduh sebagai Word."
            )
        )


def cover(document_type: DocumentType, scope: Scope) -> Cover:
    """Return the cover of the documents in `scope`; two queries, one for a single document.

    The edition is the number and day of the newest change in these documents: at /riwayat/ it shows the state that a
    book was made of. Content without history has no edition.
    """
    changes = (
        Revision.objects.of(document_type.slug, scope.key)
        if scope.key
        else Revision.objects.filter(format=document_type.slug)
    )
    # An index holds the largest number; ordering by number would read all changes of a document type.
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
        str(document_type.label),
        " · ".join([*titles, *([gettext("Jilid {number}").format(number=scope.volume)] if scope.volume else [])]),
        settings.ORGANISATION,
        edition,
        created,
        tuple(parts),
    )


def titled(front: Cover, leaf: PrintedDocument) -> Cover:
    """Return the cover of a single document, which has the document's title."""
    return replace(front, title=f"{plain(leaf.title)} ({plain(leaf.mark)})")


def book_of(document_type: DocumentType, documents: Iterable[Document], scope: Scope, limit: Limit) -> Book:
    """Return the book of `documents`, those of `scope`; queries as `cover` and `printed`.

    Raises TooLargeError as soon as `limit` is passed, without reading further.
    """
    leaves: list[PrintedDocument] = []
    lines, laid_out = 0, printed(document_type)
    for document in documents:
        lines += sum(weight(line.text) for line in document.lines)
        if len(leaves) == limit.leaves or lines > limit.lines:
            raise TooLargeError(lazy(_too_large, str)(document_type, limit))
        leaves.append(laid_out(document))
    front = cover(document_type, scope)
    alone = bool(scope.key) and len(leaves) == 1
    return make_book(titled(front, leaves[0]) if alone else front, leaves, alone=alone)


def printed(document_type: DocumentType) -> Callable[[Document], PrintedDocument]:
    """Return the layout of documents of a type, without the lists that no stored one has, as on its page; one query."""
    layout = document_type.layout
    assert layout
    unused = document_type.repository.unused()
    return lambda document: without(layout.layout(document), unused)


def check_count(document_type: DocumentType, scope: Scope, limit: Limit) -> None:
    """Raise TooLargeError for more documents than `limit`, before any is read; one query, none for a document."""
    if len(scope.keys(document_type)) > limit.leaves:
        raise TooLargeError(lazy(_too_large, str)(document_type, limit))


def named_parts(document_type: DocumentType, scope: Scope) -> list[tuple[str, str, int]]:
    """Return the groups that an address can name, none for a single document; one query."""
    return [] if scope.key else [part for part in document_type.repository.groups() if part[0]]


def _too_large(document_type: DocumentType, limit: Limit) -> str:
    """Return the message in the language of the request, also for a file that is made in another language."""
    return TOO_LARGE.format(
        leaves=number_format(limit.leaves, force_grouping=True),
        noun=document_type.pages.noun_of(limit.leaves),
        lines=number_format(limit.lines, force_grouping=True),
        part=gettext(document_type.pages.group_parameter),
    )
