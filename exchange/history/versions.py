"""Versions of a document from its history, and the entries that pages show for revisions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from os.path import commonpath
from time import perf_counter
from urllib.parse import unquote, urlencode

from django.urls import reverse
from django.utils.translation import gettext

from documents.comparison.diff import Budget, Change, Segment, compare, pair_lines
from documents.document import Document, Line
from exchange import document_types
from exchange.document_types import DocumentType
from exchange.history.presentation import Row, row
from exchange.history.recording import DamagedError, after_of, before_of
from exchange.history.renames import history_of, with_links_today
from exchange.models import Revision, RevisionQuerySet
from exchange.relations import owned_by

#: Number of changed lines of an entry that are shown at once, and of those that are shown when it is unfolded.
FEW, MANY = 3, 20
#: Seconds that one page may spend on comparing; later entries refer to the page of their revision.
SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Version:
    """A document as `revision` left it, or (`earlier`) as it was before."""

    revision: Revision
    earlier: bool = False

    @property
    def document(self) -> Document | None:
        """Document of this version; None where there was none."""
        return before_of(self.revision) if self.earlier else after_of(self.revision)

    @property
    def document_today(self) -> Document | None:
        """The same, with its links led to the keys of today; queries as `renames.with_links_today`."""
        document, document_type = self.document, known(self.revision.format)
        if document is None or document_type is None:
            return document
        return with_links_today(document_type, [(document, self.revision.pk)])[0]

    @property
    def number(self) -> int:
        """Number in addresses: the primary key of the revision, 0 for the version before the first revision."""
        return 0 if self.earlier else self.revision.pk

    @property
    def nth(self) -> int:
        """Number on pages: the place of the revision among those of its document, from 1.

        Raises KeyError for a revision that was not read `with_nth()`.
        """
        return int(vars(self.revision)["nth"])

    @property
    def restore_url(self) -> str:
        """Address that restores this version."""
        return reverse("restore", args=[self.revision.pk]) + ("?versi=sebelum" if self.earlier else "")


def find(revisions: RevisionQuerySet, number: int) -> Version | None:
    """Return the version that addresses call `number` among the `revisions` of one document; one query.

    None when there is no such revision; for 0, the version before the first revision.
    """
    numbered = revisions.with_nth().select_related("source").defer("source__content")
    if number:
        found = numbered.filter(pk=number).first()
        return Version(found) if found else None
    first = numbered.order_by("pk").first()
    return Version(first, earlier=True) if first else None


def marked(changes: Iterable[Change], budget: Budget) -> tuple[Row, ...]:
    """Return the rows of changed lines, with their words marked as long as `budget` lasts."""
    return tuple(row(change, budget) for change in changes)


def whole(before: Document | None, after: Document | None, document_type: DocumentType | None) -> tuple[Row, ...]:
    """Return the rows of all lines of two versions, with the changed words marked; without lines that stayed empty."""
    every = (change or _stayed(new) for _, new, change in pair_lines(before, after))
    lines = marked((change for change in every if change), Budget(SECONDS))
    old, new = ((document and document.related) or () for document in (before, after))
    kept = [Segment(key) for key in new if key in old]
    return (*address(before, after, document_type), *_relation(document_type, [*kept, *_joined(old, new)]), *lines)


def _stayed(line: Line | None) -> Change | None:
    return Change(line.path, line.text, line.text) if line and line.text else None


def between(before: Document | None, after: Document | None, document_type: DocumentType | None) -> tuple[Row, ...]:
    """Return the rows of the lines that differ between two versions, and of the related documents that do."""
    beside = (*address(before, after, document_type), *related(before, after, document_type))
    return (*beside, *marked(compare(before, after), Budget(SECONDS)))


def address(before: Document | None, after: Document | None, document_type: DocumentType | None) -> tuple[Row, ...]:
    """Return one row of the address of a renamed document, none for another."""
    if before is None or after is None or before.key == after.key or document_type is None:
        return ()
    old, new = (unquote(document_type.pages.url(document.key)) for document in (before, after))
    return (Row(gettext("Alamat"), (Segment(old, deleted=True), Segment(" "), Segment(new, inserted=True))),)


def unchanged(before: Document | None, after: Document | None) -> int:
    """Return how many lines with a text `whole` has besides `between`. Costs as much as `compare`."""
    return sum(change is None and bool(new and new.text) for _, new, change in pair_lines(before, after))


def related(before: Document | None, after: Document | None, document_type: DocumentType | None) -> tuple[Row, ...]:
    """Return one row of the related documents that were added and removed; none when they are equal or not known."""
    old, new = (document.related if document else () for document in (before, after))
    return () if old is None or new is None else _relation(document_type, _joined(old, new))


def _joined(old: Sequence[str], new: Sequence[str]) -> list[Segment]:
    came = [Segment(f"+ {key}", inserted=True) for key in new if key not in old]
    return came + [Segment(f"− {key}", deleted=True) for key in old if key not in new]


def _relation(document_type: DocumentType | None, pieces: Sequence[Segment]) -> tuple[Row, ...]:
    relation = document_type and owned_by(document_type)
    if not relation or not pieces:
        return ()
    parted = [each for piece in pieces for each in (Segment(", "), piece)]
    return (Row(relation.label, tuple(parted[1:])),)


@dataclass(frozen=True, slots=True)
class Entry:
    """Revision as a page of the history shows it: its document before and after, and the changed lines.

    `late` says that the page had no time left to compare; `unlisted` counts the lines that only the page of the
    revision shows. `damaged` says that the stored row cannot be read.
    """

    revision: Revision
    document_type: DocumentType | None
    before: Document | None
    after: Document | None
    lines: tuple[Row, ...] = ()
    unlisted: int = 0
    late: bool = False
    damaged: bool = False

    @property
    def document(self) -> Document:
        """Document after the revision, or before it when the revision deleted it."""
        return self.after or self.before or named_alone(self.revision)

    @property
    def mark(self) -> str:
        """Short label of the document; its key when its type does not exist any more."""
        if self.document_type is None or self.damaged:
            return self.revision.key
        return self.document_type.pages.short_label(self.document)

    @property
    def summary(self) -> str:
        """Counts of the document's contents, or a sentence when they are damaged; "" without a type."""
        if self.damaged:
            return gettext("Isi catatan ini rusak di basis data dan tidak dapat dibaca.")
        return self.document_type.pages.summary(self.document) if self.document_type else ""

    @property
    def history_url(self) -> str:
        """Address of the document's history; "" when its type does not exist any more."""
        return history_url(self.document_type, self.revision.key) if self.document_type else ""

    @property
    def few(self) -> Sequence[Row]:
        """Rows that are shown at once."""
        return self.lines[:FEW]

    @property
    def rest(self) -> Sequence[Row]:
        """Rows that are shown when the entry is unfolded."""
        return self.lines[FEW:]

    @property
    def more(self) -> int:
        """Number of changed lines besides those shown at once."""
        return len(self.rest) + self.unlisted


def entries(revisions: Iterable[Revision]) -> list[Entry]:
    """Return the entries of `revisions`, with one budget for all of them; no query.

    After `SECONDS`, the remaining changed documents have no lines and are `late`.
    """
    budget, begin = Budget(SECONDS), perf_counter()
    return [entry(revision, budget, late=perf_counter() - begin > SECONDS) for revision in revisions]


def entry(revision: Revision, budget: Budget, *, late: bool = False) -> Entry:
    """Return the entry of `revision`: the first lines of a change, no lines for a new or deleted document."""
    try:
        return entry_between(revision, before_of(revision), after_of(revision), budget, late=late)
    except DamagedError:
        return Entry(revision, known(revision.format), None, None, damaged=True)


def named_alone(revision: Revision) -> Document:
    """Return an empty document in place of one that cannot be read: its key is all that is known."""
    return Document(revision.key, revision.key, ())


def entry_between(
    revision: Revision, before: Document | None, after: Document | None, budget: Budget, *, late: bool = False
) -> Entry:
    """Return the entry of a change that several revisions made; `revision` is the last of them."""
    if late or before is None or after is None:
        return Entry(revision, known(revision.format), before, after, late=late and bool(before and after))
    changes, document_type = compare(before, after), known(revision.format)
    beside = (*address(before, after, document_type), *related(before, after, document_type))
    lines = (*beside, *marked(changes[: FEW + MANY], budget))
    return Entry(revision, document_type, before, after, lines, max(0, len(changes) - FEW - MANY))


def known(slug: str) -> DocumentType | None:
    """Return the document type of a slug, None when it does not exist any more."""
    return next((document_type for document_type in document_types.all_types() if document_type.slug == slug), None)


def history_url(document_type: DocumentType, key: str) -> str:
    """Return the address of a document's history. It is below the document's page, which may be gone."""
    return f"{document_type.pages.url(key)}riwayat/"


def shared_history(document_type: DocumentType, keys: Sequence[str]) -> str:
    """Return the address of the history of one document, or of the documents whose keys begin with the same path."""
    if len(keys) == 1:
        return history_url(document_type, keys[0])
    query = {"format": document_type.slug, "dokumen": commonpath(keys) if keys else ""}
    return f"{reverse('history')}?{urlencode(query)}"


def newest(document_type: DocumentType, key: str) -> int:
    """Return the primary key of a document's newest revision, 0 when it has none; one query."""
    versions = Revision.objects.filter(format=document_type.slug, key=key).order_by("-pk")
    return versions.values_list("pk", flat=True).first() or 0


def current(document_type: DocumentType, key: str) -> tuple[int, Document | None]:
    """Return the primary key of a document's newest revision, 0 when it has none, and the stored document or None.

    The number is read first. If somebody saves between the two queries, the number is older than the text, never
    newer: saving a form with this number then raises an edit conflict. Queries as `Repository.load`, and one.
    """
    number = newest(document_type, key)
    return number, next(iter(document_type.repository.load([key])), None)


def opened_at(document_type: DocumentType, key: str, base: int) -> Document | None:
    """Return a document as it was when its newest revision was `base`, maybe under another key; queries as
    `renames.history_of`, and one.

    None when the document did not exist then, and also when `base` is still the newest revision.
    """
    later = history_of(document_type.slug, key).filter(pk__gt=base).order_by("pk")
    revision = later.defer("after").first()
    return before_of(revision) if revision else None
