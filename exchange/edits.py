"""The page on which a document is written, with everything on it; and what happens when two people write."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from exchange import editing
from exchange.access import may_edit
from exchange.diff import compare
from exchange.disputes import conflict_page
from exchange.documents import Document
from exchange.draft import NUMBERED, Draft, Part, Row
from exchange.editing import Conflict, ConflictError, TakenError, UnwritableError
from exchange.formats import Format, by_slug
from exchange.kept import forget, keep, kept

UNWRITABLE = "Isi ini tidak dapat ditulis sebagai berkas. Periksa nama dan nomornya."
TAKEN = "Sudah ada {noun} lain dengan kode atau nama ini. Pilih yang lain."


@dataclass(frozen=True, slots=True)
class Shown:
    """One row on the page: its place among all, what is wrong with it, and what is stored under its address."""

    place: int
    row: Row
    fault: str
    was: str | None


@dataclass(frozen=True, slots=True)
class Section:
    """One part on the page: its own text if it has one, and its list."""

    part: Part
    own: Shown | None
    items: list[Shown]


@dataclass(frozen=True, slots=True)
class Page:
    """What the page is about: a format, the document's key ("" for a new one), and its newest revision when opened."""

    format: Format
    key: str
    base: int
    stored: Document | None

    @property
    def mark(self) -> str:
        """The few letters that people know the document by."""
        return self.format.mark(self.stored) if self.stored else ""

    @property
    def title(self) -> str:
        """Its title as stored, its key when it is gone."""
        return self.stored.title if self.stored else self.key

    @property
    def archive_url(self) -> str:
        """Where it is taken off the site."""
        return f"{self.format.url(self.key)}arsipkan/"

    @property
    def new(self) -> bool:
        """Whether the document is not stored yet."""
        return not self.key

    def parts(self, draft: Draft) -> tuple[Part, ...]:
        """The parts that the draft has."""
        return self.format.outline.parts({row.section for row in draft.rows}, new=self.new)

    def document(self, draft: Draft) -> Document:
        """What the draft says."""
        return self.format.outline.compose(draft.lines(self.parts(draft)), self.key)


def kept_while_logged_out(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Keeps what is sent by a person whose session ended, so that it is there once they are logged in again."""
    guarded = may_edit(view)

    @wraps(view)
    def respond(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated or request.method != "POST":
            return guarded(request, *args, **kwargs)
        keep(request, request.path, request.POST.urlencode())
        return redirect_to_login(request.path)

    return respond


@kept_while_logged_out
def edit(request: HttpRequest, slug: str, key: str = "") -> HttpResponse:
    """Write a document, a new one without `key`. Saving leads to its page; a conflict is shown with 409.

    Queries as `Format.stored` of one document, and one for its newest revision.
    """
    format_ = by_slug(slug)
    stored = next(iter(format_.stored([key])), None) if key else None
    newest = editing.newest(format_, key) if key else 0
    if key and stored is None and not (newest and request.method == "POST"):
        raise Http404(key)
    page = Page(format_, key, newest, stored)
    if request.method != "POST":
        return _opened(request, page)
    return _sent(request, page, request.POST)


def _opened(request: HttpRequest, page: Page) -> HttpResponse:
    waiting = kept(request)
    if waiting.get("line") and page.stored:
        return _form(request, page, _with_line(Draft.of(page.stored.lines), waiting["line"], waiting["text"]))
    if waiting and not waiting["line"]:
        fields = QueryDict(waiting["text"])
        page = Page(page.format, page.key, _base(fields), page.stored)
        return _form(request, page, _draft(fields))
    if page.stored:
        return _form(request, page, Draft.of(page.stored.lines))
    parts = page.format.outline.parts((), new=True)
    given = {part.section: request.GET.get(part.section, "") for part in parts}
    rows = tuple(Row(part.section, given[part.section]) for part in parts if part.kind == "text")
    return _form(request, page, Draft(rows))


def _with_line(draft: Draft, path: str, text: str) -> Draft:
    """The draft with another text in one line, as it was written where it is read."""
    return Draft(tuple(replace(row, text=text) if row.origin == path else row for row in draft.rows))


def _base(fields: QueryDict, name: str = "dasar") -> int:
    value = fields.get(name, "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 19 else 0


def _draft(fields: QueryDict) -> Draft:
    """The draft that a form sent. Raises Http404 for what no form of ours sends."""
    try:
        return Draft.sent(dict(fields.lists()))
    except ValueError as error:
        raise Http404 from error


def _sent(request: HttpRequest, page: Page, fields: QueryDict) -> HttpResponse:
    if fields.get("aksi") == "buang":
        forget(request)
        return redirect(request.path)
    page, draft = Page(page.format, page.key, _base(fields), page.stored), _draft(fields)
    if action := fields.get("aksi"):
        return _form(request, page, _changed(page, draft, action))
    parts = page.parts(draft)
    faults = draft.faults(parts) | _faults_of_sections(page, draft)
    if faults:
        return _form(request, page, draft, faults=faults, status=422)
    return _save(request, page, draft, fields)


def _faults_of_sections(page: Page, draft: Draft) -> dict[int, str]:
    found = page.format.outline.faults(page.document(draft))
    return {place: found[row.section] for place, row in enumerate(draft.rows) if row.section in found}


def _save(request: HttpRequest, page: Page, draft: Draft, fields: QueryDict) -> HttpResponse:
    document = page.document(draft)
    try:
        if fields.get("putus") and page.stored:
            document = _decided(page, document, fields)
        revisions = editing.save(page.format, document, key=page.key, base=page.base, user=request.user)
    except ConflictError as error:
        if error.conflict.now and not error.conflict.choices:
            return _done(request, page.format.url(page.key), "Sudah tersimpan.")
        return conflict_page(request, page.format, [(page.key, error.conflict)], page.base)
    except (TakenError, UnwritableError) as error:
        if page.new and editing.just_made(page.format, document, request.user):
            return _done(request, page.format.url(document.key), "Sudah tersimpan.")
        note = TAKEN.format(noun=page.format.noun) if isinstance(error, TakenError) else UNWRITABLE
        return _form(request, page, draft, note=note, status=422)
    count = sum(len(compare(page.stored, document)) for revision in revisions[:1])
    return _done(request, page.format.url(document.key), _saved(count, new=page.new))


def _done(request: HttpRequest, url: str, text: str) -> HttpResponse:
    """To the page of what is stored; the tag tells the browser that it need not keep the text any longer."""
    forget(request)
    messages.success(request, text, extra_tags="tersimpan")
    return redirect(url)


def _saved(count: int, *, new: bool) -> str:
    if new:
        return "Tersimpan sebagai dokumen baru."
    if not count:
        return "Tidak ada yang berubah."
    return ngettext("Tersimpan: %d baris berubah.", "Tersimpan: %d baris berubah.", count) % count


def _decided(page: Page, mine: Document, fields: QueryDict) -> Document:
    """What the person decided line by line between the version now stored and their own."""
    opened = editing.opened_at(page.format, page.key, _base(fields, "semula"))
    conflict = Conflict(opened, page.stored, mine, page.base)
    return editing.settle(page.format, conflict, fields.getlist("punyaku"))


def _changed(page: Page, draft: Draft, action: str) -> Draft:
    """The draft after a button that works without scripts: "naik:3", "tambah:level 2". Nonsense changes nothing."""
    verb, _, target = action.partition(":")
    parts = {part.section: part for part in page.parts(draft)}
    spare = {part.section: part for part in page.format.outline.more(set(parts))}
    if verb == "tambah" and target in parts:
        return draft.added(parts[target])
    if verb == "bagian" and target in spare:
        return draft.with_part(spare[target])
    if verb == "lepas" and target in parts and parts[target].comes_and_goes:
        return draft.without_part(target)
    place = int(target) if target.isdecimal() and len(target) < 7 else len(draft.rows)
    if place >= len(draft.rows):
        return draft
    if verb == "hapus":
        return draft.removed(place)
    numbered = [section for section, part in parts.items() if part.kind == NUMBERED]
    steps = {"naik": -1, "turun": 1}
    return draft.moved(place, steps[verb], numbered) if verb in steps and draft.rows[place].listed else draft


def _form(
    request: HttpRequest,
    page: Page,
    draft: Draft,
    *,
    faults: dict[int, str] | None = None,
    note: str = "",
    status: int = 200,
) -> HttpResponse:
    parts = page.parts(draft)
    context = {
        "page": page,
        "sections": list(_sections(page, draft, parts, faults or {})),
        "more": page.format.outline.more({part.section for part in parts}),
        "fault_count": len(faults or {}),
        "note": note,
        "kept": request.method != "POST" and bool(kept(request)),
        "sought": request.GET.get("baris", ""),
        "back": page.format.url(page.key) if page.key else "/",
    }
    return render(request, "exchange/edit.html", context, status=status)


def _sections(page: Page, draft: Draft, parts: tuple[Part, ...], faults: dict[int, str]) -> Iterator[Section]:
    """The rows part by part; their places are those in which the page sends them."""
    was = {line.path: line.text for line in page.stored.lines} if page.stored else {}
    place = 0
    for part in parts:
        shown = []
        rows = [(index, row) for index, row in enumerate(draft.rows) if row.section == part.section]
        rows.sort(key=lambda pair: pair[1].listed)
        for index, row in rows:
            shown.append(Shown(place, row, faults.get(index, ""), was.get(row.origin)))
            place += 1
        own = next((each for each in shown if not each.row.listed), None)
        yield Section(part, own, [each for each in shown if each.row.listed])
