"""The versions of a document, as its history has kept them, and what pages show of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from os.path import commonpath
from time import perf_counter
from urllib.parse import urlencode

from django.urls import reverse

from documents.comparison.diff import Budget, Change, Segment, compare, pair_lines
from documents.document import Document, Line
from exchange import document_types
from exchange.document_types import DocumentType
from exchange.history.presentation import Row, row
from exchange.history.recording import after_of, before_of
from exchange.models import Revision, RevisionQuerySet
from exchange.relations import owned_by

#: How many changed lines of an entry are shown at once, and how many when it is unfolded.
FEW, MANY = 3, 20
#: How long one page may compare, in seconds; what comes after is left to its own page.
SECONDS = 1.5


@dataclass(frozen=True, slots=True)
class Version:
    """A document as `revision` left it, or (`earlier`) as it was before."""

    revision: Revision
    earlier: bool = False

    @property
    def document(self) -> Document | None:
        """None where there was none."""
        return before_of(self.revision) if self.earlier else after_of(self.revision)

    @property
    def number(self) -> int:
        """What an address calls it: its revision's primary key, 0 for the one before the first revision."""
        return 0 if self.earlier else self.revision.pk

    @property
    def nth(self) -> int:
        """What people call it: the number of its revision among those of its document, which was read `with_nth()`."""
        return int(vars(self.revision)["nth"])

    @property
    def restore_url(self) -> str:
        """Where it is restored."""
        return reverse("restore", args=[self.revision.pk]) + ("?versi=sebelum" if self.earlier else "")


def find(revisions: RevisionQuerySet, number: int) -> Version | None:
    """The version that an address calls `number` among the `revisions` of one document; one query."""
    if number:
        found = revisions.with_nth().filter(pk=number).first()
        return Version(found) if found else None
    first = revisions.with_nth().order_by("pk").first()
    return Version(first, earlier=True) if first else None


def marked(changes: Iterable[Change], budget: Budget) -> tuple[Row, ...]:
    """Changed lines with their words marked, within `budget`."""
    return tuple(row(change, budget) for change in changes)


def whole(before: Document | None, after: Document | None, document_type: DocumentType | None) -> tuple[Row, ...]:
    """Every line of two versions in one text with the words marked, but for empty lines that stayed so."""
    every = (change or _stayed(new) for _, new, change in pair_lines(before, after))
    lines = marked((change for change in every if change), Budget(SECONDS))
    old, new = ((document and document.related) or () for document in (before, after))
    kept = [Segment(key) for key in new if key in old]
    return (*_relation(document_type, [*kept, *_joined(old, new)]), *lines)


def _stayed(line: Line | None) -> Change | None:
    return Change(line.path, line.text, line.text) if line and line.text else None


def between(before: Document | None, after: Document | None, document_type: DocumentType | None) -> tuple[Row, ...]:
    """The lines that differ between two versions, with the words marked, and which related documents do."""
    return (*related(before, after, document_type), *marked(compare(before, after), Budget(SECONDS)))


def related(before: Document | None, after: Document | None, document_type: DocumentType | None) -> tuple[Row, ...]:
    """One row on the related documents that came and went, none when they are the same or not known."""
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
    """What a page shows of one revision: the document, what became of it, and its changed lines.

    `late` says that the page had no time left to compare; `unlisted` counts the lines that are only on the
    revision's own page.
    """

    revision: Revision
    document_type: DocumentType | None
    before: Document | None
    after: Document | None
    lines: tuple[Row, ...] = ()
    unlisted: int = 0
    late: bool = False

    @property
    def document(self) -> Document:
        """The document as it is now called, or was."""
        found = self.after or self.before
        assert found is not None  # a constraint of the table
        return found

    @property
    def mark(self) -> str:
        """The few letters that the document is known by."""
        return self.document_type.pages.short_label(self.document) if self.document_type else self.revision.key

    @property
    def summary(self) -> str:
        """What the document holds, counted."""
        return self.document_type.pages.summary(self.document) if self.document_type else ""

    @property
    def history_url(self) -> str:
        """The document's own history, "" when its format is not known any more."""
        return history_url(self.document_type, self.revision.key) if self.document_type else ""

    @property
    def few(self) -> Sequence[Row]:
        """The first changed lines."""
        return self.lines[:FEW]

    @property
    def rest(self) -> Sequence[Row]:
        """Those to unfold."""
        return self.lines[FEW:]

    @property
    def more(self) -> int:
        """How many lines changed besides the first."""
        return len(self.rest) + self.unlisted


def entries(revisions: Iterable[Revision]) -> list[Entry]:
    """What one page shows of `revisions`; no query. Stops comparing after `SECONDS`."""
    budget, begin = Budget(SECONDS), perf_counter()
    return [entry(revision, budget, late=perf_counter() - begin > SECONDS) for revision in revisions]


def entry(revision: Revision, budget: Budget, *, late: bool = False) -> Entry:
    """What a page shows of `revision`: the first lines of a change, but only the sum of what is new or deleted."""
    return entry_between(revision, before_of(revision), after_of(revision), budget, late=late)


def entry_between(
    revision: Revision, before: Document | None, after: Document | None, budget: Budget, *, late: bool = False
) -> Entry:
    """The same of all that several revisions changed, of which `revision` is the last."""
    if late or before is None or after is None:
        return Entry(revision, known(revision.format), before, after, late=late and bool(before and after))
    changes, document_type = compare(before, after), known(revision.format)
    lines = (*related(before, after, document_type), *marked(changes[: FEW + MANY], budget))
    return Entry(revision, document_type, before, after, lines, max(0, len(changes) - FEW - MANY))


def known(slug: str) -> DocumentType | None:
    """The format of that slug, None when there is none any more."""
    return next((document_type for document_type in document_types.all_types() if document_type.slug == slug), None)


def history_url(document_type: DocumentType, key: str) -> str:
    """The address of a document's history: below its page, which may be gone."""
    return f"{document_type.pages.url(key)}riwayat/"


def shared_history(document_type: DocumentType, keys: Sequence[str]) -> str:
    """The address of the history of one document, or of those whose keys share the path they begin with."""
    if len(keys) == 1:
        return history_url(document_type, keys[0])
    query = {"format": document_type.slug, "dokumen": commonpath(keys) if keys else ""}
    return f"{reverse('history')}?{urlencode(query)}"


def newest(document_type: DocumentType, key: str) -> int:
    """The number of a document's newest revision, 0 when it has none; one query."""
    versions = Revision.objects.filter(format=document_type.slug, key=key).order_by("-pk")
    return versions.values_list("pk", flat=True).first() or 0


def current(document_type: DocumentType, key: str) -> tuple[int, Document | None]:
    """The number of a document's newest revision, 0 when it has none, and the document as it is stored, if it is.

    In this order: what somebody saves between the two is newer than the number says, and never older, so that a form
    which carries the number never writes over what it did not show. Queries as `Repository.load`, and one.
    """
    number = newest(document_type, key)
    return number, next(iter(document_type.repository.load([key])), None)


def opened_at(document_type: DocumentType, key: str, base: int) -> Document | None:
    """A document as it was when its newest revision was `base`; one query."""
    later = Revision.objects.filter(format=document_type.slug, key=key, pk__gt=base).order_by("pk")
    revision = later.defer("after").first()
    return before_of(revision) if revision else None
