"""Documents bound as a book: its cover, and how much fits into it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.conf import settings
from django.db.models import Max, Subquery
from django.utils.formats import date_format, number_format
from django.utils.functional import lazy
from django.utils.timezone import localtime
from django.utils.translation import gettext

from documents.document import Document
from documents.emphasis import plain
from documents.layout import Book, Cover, PrintedDocument, make_book
from documents.translation import mark as _
from exchange.document_types import DocumentType
from exchange.exports.scope import VOLUME, Scope
from exchange.models import Revision


@dataclass(frozen=True, slots=True)
class Limit:
    """The most documents and lines of a book; a line is up to `LETTERS` letters of a text."""

    leaves: int
    lines: int


LETTERS = 100
#: Of a book on a page of the site: some 250 pages of paper.
PAGE = Limit(VOLUME, 10_000)
#: Of a book in a file: some 1,000 pages, which take 8 s of CPU time and 1.4 GB of memory.
FILE = Limit(500, 50_000)
TOO_LARGE = _(
    "Terlalu besar untuk satu buku: paling banyak {leaves} {noun} dan {lines} baris. Pilih satu jilid"
    " atau satu {part} di halaman cetaknya, atau unduh sebagai Word, yang tidak dibatasi."
)


class ExportUnavailableError(Exception):
    """There is no book now; its text says so to people, and `status` to programs."""

    status = 503


class TooLargeError(ExportUnavailableError):
    """What is asked for does not fit into one book."""

    status = 422


class BusyError(ExportUnavailableError):
    """Another book is being made."""

    def __init__(self) -> None:
        super().__init__(_("Server sedang membuat PDF lain. Coba lagi setengah menit lagi."))


class UndrawnError(ExportUnavailableError):
    """A book needs more time or memory than one file may take."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            _(
                "PDF ini tidak selesai dibuat: waktu atau memori yang diperlukannya terlalu banyak."
                " Unduh sebagian saja, atau unduh sebagai Word."
            )
        )


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


def book_of(document_type: DocumentType, documents: Iterable[Document], scope: Scope, limit: Limit) -> Book:
    """The book of `documents`, which `scope` took; queries as `cover`.

    Raises TooLargeError for more than `limit`, before it has read on.
    """
    leaves: list[PrintedDocument] = []
    lines = 0
    for document in documents:
        lines += sum(1 + len(line.text) // LETTERS for line in document.lines)
        if len(leaves) == limit.leaves or lines > limit.lines:
            raise TooLargeError(lazy(_too_large, str)(document_type, limit))
        assert document_type.layout
        leaves.append(document_type.layout.layout(document))
    front = cover(document_type, scope)
    alone = bool(scope.key) and len(leaves) == 1
    return make_book(titled(front, leaves[0]) if alone else front, leaves, alone=alone)


def check_count(document_type: DocumentType, scope: Scope, limit: Limit) -> None:
    """Raises TooLargeError for more documents than `limit`, before any is read; one query."""
    if len(scope.keys(document_type)) > limit.leaves:
        raise TooLargeError(lazy(_too_large, str)(document_type, limit))


def named_parts(document_type: DocumentType, scope: Scope) -> list[tuple[str, str, int]]:
    """The parts that an address can ask for, none beside a document alone; one query."""
    return [] if scope.key else [part for part in document_type.repository.groups() if part[0]]


def _too_large(document_type: DocumentType, limit: Limit) -> str:
    """In the language of whoever asks, also for a file that is made in another."""
    return TOO_LARGE.format(
        leaves=number_format(limit.leaves, force_grouping=True),
        noun=document_type.pages.noun_of(limit.leaves),
        lines=number_format(limit.lines, force_grouping=True),
        part=gettext(document_type.pages.group_parameter),
    )
