"""Edit page of a document as it is shown: its parts, its rows, and its links to other documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from documents.document import Document
from documents.draft import Draft, Part, Row, several_fault
from documents.translation import AnyText
from exchange.document_types import DocumentType, Editor
from exchange.editing.relations import LinkSelection, choice_groups
from exchange.editing.stash import stashed
from exchange.proposals.drafts import Draft as OwnDraft
from exchange.relations import side_of


@dataclass(frozen=True, slots=True)
class EditorRow:
    """One row on the page: its place among all rows, its fault, and the text stored at its path (`was`)."""

    place: int
    row: Row
    fault: AnyText
    was: str | None

    @property
    def several(self) -> bool:
        """Return whether its text has the lines of several items, so that the page asks what they are."""
        return bool(several_fault(self.row.text, listed=self.row.listed))


@dataclass(frozen=True, slots=True)
class Section:
    """One part on the page: its own text, if it has one, and the rows of its list."""

    part: Part
    own: EditorRow | None
    items: list[EditorRow]


@dataclass(frozen=True, slots=True)
class Page:
    """The subject of the page: a document type, the document's key ("" for a new one), and its newest revision when
    opened (`base`).
    """

    document_type: DocumentType
    key: str
    base: int
    stored: Document | None
    #: The links that the person ticked; None for those stored.
    picks: LinkSelection | None = None
    #: The person's own draft of it, which the page shows instead of what is stored.
    draft: OwnDraft | None = None
    #: Whether the person may publish, or proposes.
    publishes: bool = True
    #: Why it is changed, in the person's words.
    reason: str = ""

    @property
    def editor(self) -> Editor:
        """The editor of the document type; every type with an edit page has one."""
        assert self.document_type.editor
        return self.document_type.editor

    @property
    def short_label(self) -> str:
        """The few letters that people know the stored document by."""
        return self.document_type.pages.short_label(self.stored) if self.stored else ""

    @property
    def title(self) -> str:
        """The title as stored, or the key when the document is gone."""
        return self.stored.title if self.stored else self.key

    @property
    def archive_url(self) -> str:
        """The address that moves the document to the archive."""
        return f"{self.document_type.pages.url(self.key)}arsipkan/"

    @property
    def new(self) -> bool:
        """Return whether the document is not stored yet."""
        return not self.key

    def parts(self, draft: Draft) -> tuple[Part, ...]:
        """Return the parts that the draft has."""
        return self.editor.sections({row.section for row in draft.rows}, new=self.new)

    def document(self, draft: Draft) -> Document:
        """Return the document that the draft describes."""
        return self.editor.to_document(draft.lines(self.parts(draft)), self.key)


def show(
    request: HttpRequest,
    page: Page,
    draft: Draft,
    *,
    wide: bool = False,
    faults: dict[int, AnyText] | None = None,
    note: str = "",
) -> HttpResponse:
    """Return the edit page with a draft, the faults of its rows by their place, and a note.

    The status is 422 with faults or a note, else 200. `wide` offers more documents to link to. Runs at most three
    queries for the linked documents, three more if `wide`.
    """
    parts = page.parts(draft)
    side = side_of(page.document_type, page.key) if page.stored and page.publishes else None
    picks = page.picks or (LinkSelection(now := side.linked(), now) if side else LinkSelection())
    context = {
        "end": side,
        "picks": picks,
        "groups": choice_groups(side, picks, wide=wide) if side else [],
        "page": page,
        "sections": list(_sections(page, draft, parts, faults or {})),
        "more": page.editor.addable({part.section for part in parts}),
        "fault_count": len(faults or {}),
        "note": note,
        "kept": request.method != "POST" and bool(stashed(request)),
        "sought": request.GET.get("baris", ""),
        "back": page.document_type.pages.url(page.key) if page.key else "/",
    }
    return render(request, "exchange/edit.html", context, status=422 if faults or note else 200)


def _sections(page: Page, draft: Draft, parts: tuple[Part, ...], faults: dict[int, AnyText]) -> Iterator[Section]:
    """Yield the parts with their rows; the places count the rows in the order in which the page sends them."""
    was = {line.path: line.text for line in page.stored.lines} if page.stored else {}
    place = 0
    for part in parts:
        shown = []
        rows = [(index, row) for index, row in enumerate(draft.rows) if row.section == part.section]
        rows.sort(key=lambda pair: pair[1].listed)
        for index, row in rows:
            shown.append(EditorRow(place, row, faults.get(index, ""), was.get(row.origin)))
            place += 1
        own = next((each for each in shown if not each.row.listed), None)
        yield Section(part, own, [each for each in shown if each.row.listed])
