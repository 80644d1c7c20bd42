"""The page on which a document is written, as it is shown: its parts, its rows, and what it is joined to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from documents.document import Document
from documents.draft import Draft, Part, Row
from exchange.document_types import DocumentType, Editor
from exchange.editing.relations import LinkSelection, choice_groups
from exchange.editing.stash import stashed
from exchange.relations import side_of


@dataclass(frozen=True, slots=True)
class EditorRow:
    """One row on the page: its place among all, what is wrong with it, and what is stored under its address."""

    place: int
    row: Row
    fault: str
    was: str | None


@dataclass(frozen=True, slots=True)
class Section:
    """One part on the page: its own text if it has one, and its list."""

    part: Part
    own: EditorRow | None
    items: list[EditorRow]


@dataclass(frozen=True, slots=True)
class Page:
    """What the page is about: a format, the document's key ("" for a new one), and its newest revision when opened."""

    document_type: DocumentType
    key: str
    base: int
    stored: Document | None
    #: What a person ticked on it, None for what is stored.
    picks: LinkSelection | None = None

    @property
    def editor(self) -> Editor:
        """The editor of the document's type, which has one."""
        assert self.document_type.editor
        return self.document_type.editor

    @property
    def short_label(self) -> str:
        """The few letters that people know the document by."""
        return self.document_type.pages.short_label(self.stored) if self.stored else ""

    @property
    def title(self) -> str:
        """Its title as stored, its key when it is gone."""
        return self.stored.title if self.stored else self.key

    @property
    def archive_url(self) -> str:
        """Where it is taken off the site."""
        return f"{self.document_type.pages.url(self.key)}arsipkan/"

    @property
    def new(self) -> bool:
        """Whether the document is not stored yet."""
        return not self.key

    def parts(self, draft: Draft) -> tuple[Part, ...]:
        """The parts that the draft has."""
        return self.editor.sections({row.section for row in draft.rows}, new=self.new)

    def document(self, draft: Draft) -> Document:
        """What the draft says."""
        return self.editor.to_document(draft.lines(self.parts(draft)), self.key)


def show(
    request: HttpRequest,
    page: Page,
    draft: Draft,
    *,
    wide: bool = False,
    faults: dict[int, str] | None = None,
    note: str = "",
) -> HttpResponse:
    """The page with a draft in it, what is wrong with its rows by their place, and a note, both with 422; `wide` offers
    more to join.

    Four queries for what the document is joined to, four more if `wide`.
    """
    parts = page.parts(draft)
    side = side_of(page.document_type, page.key) if page.stored else None
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


def _sections(page: Page, draft: Draft, parts: tuple[Part, ...], faults: dict[int, str]) -> Iterator[Section]:
    """The rows part by part; their places are those in which the page sends them."""
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
