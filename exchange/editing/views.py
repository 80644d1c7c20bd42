"""Edit page of a document: form handling and edit conflicts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any
from urllib.parse import unquote

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import TooManyFieldsSent
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from documents.comparison.diff import compare
from documents.document import Document, clean
from documents.draft import NUMBERED, Draft, Part, Row
from documents.limits import LINES_LIMIT
from documents.translation import AnyText
from exchange import document_types
from exchange.editing import saving
from exchange.editing.conflict_page import conflict_page
from exchange.editing.page import Page, show
from exchange.editing.relations import LinkSelection, apply_links, followed, sent_selection
from exchange.editing.saving import Conflict, EditConflictError, UnwritableError
from exchange.editing.stash import discard, forward, stash, stashed
from exchange.history import renames, versions
from exchange.history.recording import TakenError
from exchange.models import Revision
from exchange.permissions import may_edit, publishes
from exchange.proposals import deciding
from exchange.proposals.drafts import Edit, draft_of, keep, propose
from exchange.relations import owned_by, side_of

UNWRITABLE = _("Isi ini tidak dapat ditulis sebagai berkas. Periksa nama dan nomornya.")
TAKEN = _("Sudah ada {noun} lain dengan kode atau nama ini. Pilih yang lain.")


@dataclass(frozen=True, slots=True)
class LinkResult:
    """The number of links changed, and the number ticked whose documents are gone (`lost`)."""

    changed: int = 0
    lost: int = 0

    @classmethod
    def between(cls, before: Iterable[str], after: Iterable[str], picks: LinkSelection) -> LinkResult:
        """Return the result of applying `picks` to the keys linked `before`, which led to those linked `after`."""
        return cls(len({*before} ^ {*after}), len({*picks.ticked} - {*picks.seen, *after}))


def kept_while_logged_out(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Decorate a view for editors so that it stashes a form sent after the session ended.

    The person is sent to the log-in page, and gets the form back after it.
    """
    guarded = may_edit(view)

    @wraps(view)
    def respond(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated or request.method != "POST":
            return guarded(request, *args, **kwargs)
        stash(request, request.path, request.POST.urlencode())
        return redirect_to_login(request.path)

    return respond


@kept_while_logged_out
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str, key: str = "") -> HttpResponse:
    """Edit a document, or a new one without `key`. Saving leads to the document's page; a conflict is shown with 409.

    Queries as `versions.current`. Raises Http404 for a type without an editor, and for a document that is not stored,
    unless a form is sent for one removed meanwhile. One that was renamed takes a stashed draft along.
    """
    document_type = document_types.get(slug)
    if document_type.editor is None:
        raise Http404(slug)
    newest, stored = versions.current(document_type, key) if key else (0, None)
    if key and stored is None:
        today = renames.moved(slug, key)
        if today:
            forward(request, unquote(document_type.edit_url(today)))
        if today or not newest or request.method != "POST":
            raise Http404(key)
    draft = draft_of(document_type, key, request.user)
    page = Page(document_type, key, newest, stored, draft=draft, publishes=publishes(request.user))
    if request.method != "POST":
        return _opened(request, page)
    return _sent(request, page, request.POST)


def _opened(request: HttpRequest, page: Page) -> HttpResponse:
    waiting = stashed(request)
    if waiting.get("line") and page.stored:
        return _line_again(request, page, page.stored, waiting)
    if waiting and not waiting["line"]:
        fields = QueryDict(waiting["text"])
        return show(request, _unsaved(page, fields), _draft(fields))
    if page.draft and page.stored:
        own = page.draft
        return show(request, replace(page, base=own.base, reason=own.proposal.reason), Draft.of(own.document.lines))
    if page.stored:
        return show(request, page, Draft.of(page.stored.lines))
    parts = page.editor.sections((), new=True)
    given = {part.section: request.GET.get(part.section, "") for part in parts}
    rows = tuple(Row(part.section, given[part.section]) for part in parts if part.kind == "text")
    return show(request, page, Draft(rows))


def _line_again(request: HttpRequest, page: Page, stored: Document, waiting: Mapping[str, str]) -> HttpResponse:
    """Return the edit page with the stashed text of one line, or the conflict when somebody else changed that line
    since.
    """
    path, text, was = waiting["line"], waiting["text"], waiting.get("opened", "")
    mine, opened = (_with_line(Draft.of(stored.lines), path, each) for each in (text, was))
    now = next((line.text for line in stored.lines if line.path == path), None)
    if now in (None, clean(text), was):
        return show(request, page, mine)
    conflict = Conflict(page.document(opened), stored, page.document(mine), page.base)
    return conflict_page(request, page.document_type, [(page.key, conflict)], page.base)


def _with_line(draft: Draft, path: str, text: str) -> Draft:
    """Return the draft with another text in one line."""
    return Draft(tuple(replace(row, text=text) if row.origin == path else row for row in draft.rows))


def _unsaved(page: Page, fields: QueryDict) -> Page:
    """Return the page for a form that was sent and not saved.

    A form from a conflict page holds only the person's own text, so its base is the revision that the person opened.
    """
    return replace(page, base=_base(fields, "semula" if fields.get("putus") else "dasar"), picks=_picks(fields))


def _base(fields: QueryDict, name: str = "dasar") -> int:
    value = fields.get(name, "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 19 else 0


def _draft(fields: QueryDict) -> Draft:
    """Return the draft that a form sent. Raises Http404 for values that no form of this site sends.

    Raises TooManyFieldsSent (400) for more than twice the lines of a document: one may be too long, not without end.
    """
    try:
        draft = Draft.sent(dict(fields.lists()))
    except ValueError as error:
        raise Http404 from error
    if len(draft.rows) > 2 * LINES_LIMIT:
        raise TooManyFieldsSent
    return draft


def _reason(fields: QueryDict) -> str:
    return clean(fields.get("alasan", ""))[:500]


def _picks(fields: QueryDict) -> LinkSelection:
    """Return the selection of links that the form sent."""
    return sent_selection(fields, "kaitan", "kaitan-semula", "cari")


def _sent(request: HttpRequest, page: Page, fields: QueryDict) -> HttpResponse:
    if fields.get("aksi") in ("buang", "buang-draf"):
        discard(request)
        if page.draft and fields["aksi"] == "buang-draf":
            deciding.discard(page.draft.proposal)
        return redirect(request.path)
    picks = _picks(fields)
    side = side_of(page.document_type, page.key) if page.stored and picks.changed else None
    page = replace(page, base=_base(fields), picks=followed(side, picks) if side else picks, reason=_reason(fields))
    draft = _draft(fields)
    if action := fields.get("aksi"):
        return show(request, page, _changed(page, draft, action), wide=action == "cari")
    parts = page.parts(draft)
    faults = draft.faults(parts) | _faults_of_sections(page, draft)
    if faults:
        return show(request, page, draft, faults=faults)
    if fault := page.document(draft).size_fault(page.stored):
        return show(request, page, draft, note=str(fault))
    if not page.publishes or fields.get("simpan") in ("draf", "usulan"):
        return _propose(request, page, draft, fields)
    return _save(request, page, draft, fields)


def _propose(request: HttpRequest, page: Page, draft: Draft, fields: QueryDict) -> HttpResponse:
    """Keep the draft as one of this person, or submit it; the page of the document says that it waits."""
    document = page.document_type.normalised(replace(page.document(draft), source=None))
    if document is None:
        return show(request, page, draft, note=str(UNWRITABLE))
    edit = Edit(page.document_type, document, page.key, page.base, fields.get("draf", ""), page.reason)
    submitted = fields.get("simpan") != "draf"
    proposal = (propose if submitted else keep)(edit, user=request.user)
    back = page.document_type.pages.url(page.key) if page.key else "/"
    if proposal is None:
        return _done(request, back, gettext("Tidak ada yang berubah."))
    text = gettext("Usulan Anda sudah diajukan. Isi halaman ini berubah sesudah penerbit menerapkannya.")
    if not submitted:
        text = gettext("Draf tersimpan. Hanya Anda yang melihatnya, sampai Anda mengajukannya.")
    return _done(request, back if submitted else request.path, text)


def _faults_of_sections(page: Page, draft: Draft) -> dict[int, AnyText]:
    found = page.editor.errors(page.document(draft))
    return {place: found[row.section] for place, row in enumerate(draft.rows) if row.section in found}


def _save(request: HttpRequest, page: Page, draft: Draft, fields: QueryDict) -> HttpResponse:
    document, picks = page.document(draft), page.picks or LinkSelection()
    try:
        if fields.get("putus") and page.stored:
            document = _decided(page, document, fields)
        revisions, linked = _stored(page, document, picks, request.user)
    except EditConflictError as error:
        ((key, conflict),) = error.conflicts
        page = replace(page, key=key)
        if conflict.now and not conflict.choices and picks.changed:
            return _save(request, replace(page, base=conflict.newest, stored=conflict.now), draft, fields)
        if conflict.now and not conflict.choices:
            return _done(request, page.document_type.pages.url(page.key), gettext("Sudah tersimpan."))
        return conflict_page(request, page.document_type, [(page.key, conflict)], page.base, picks=picks)
    except (TakenError, UnwritableError) as error:
        if page.stored is None and saving.just_made(page.document_type, document, request.user):
            return _done(request, page.document_type.pages.url(document.key), gettext("Sudah tersimpan."))
        note = TAKEN.format(noun=page.document_type.noun) if isinstance(error, TakenError) else str(UNWRITABLE)
        return show(request, _unsaved(page, fields), draft, note=note)
    if page.draft and page.draft.stamp == fields.get("draf"):
        page.draft.proposal.delete()
    count = sum(len(compare(page.stored, document)) for revision in revisions[:1])
    return _done(request, page.document_type.pages.url(document.key), _saved(count, linked, new=page.new))


def _stored(page: Page, document: Document, picks: LinkSelection, user: Any) -> tuple[list[Revision], LinkResult]:
    """Save the text and the links, both or neither; return the revisions of the text and the result of the links.

    An owner's document holds its links itself and gets one revision for both.
    """
    own = bool(owned_by(page.document_type) and page.stored and picks.changed)
    if own and page.stored:
        document = replace(document, related=tuple(sorted(picks.applied_to(page.stored.related or ()))))
    with transaction.atomic():
        revisions = saving.save(
            page.document_type, document, key=page.key, base=page.base, user=user, note=page.reason[:200]
        )
        side = side_of(page.document_type, document.key) if picks.changed else None
        if side is None:
            return revisions, LinkResult()
        before = (page.stored and page.stored.related) or () if own else side.linked()
        if not own:
            apply_links(side, picks, user=user)
        return revisions, LinkResult.between(before, side.linked(), picks)


def _done(request: HttpRequest, url: str, text: str) -> HttpResponse:
    """Redirect to the document's page; the tag `tersimpan` tells the browser to drop its copy of the text."""
    discard(request)
    messages.success(request, text, extra_tags="tersimpan")
    return redirect(url)


def _saved(count: int, linked: LinkResult, *, new: bool) -> str:
    if new:
        return gettext("Tersimpan sebagai dokumen baru.")
    said = [ngettext("%d baris", "%d baris", count) % count] if count else []
    said += [ngettext("%d kaitan", "%d kaitan", linked.changed) % linked.changed] if linked.changed else []
    text = gettext("Tidak ada yang berubah.")
    if said:
        text = gettext("Tersimpan: {changes} berubah.").format(changes=gettext(" dan ").join(said))
    return f"{text} {_lost(linked.lost)}" if linked.lost else text


def _lost(count: int) -> str:
    return (
        ngettext(
            "%d kaitan tidak tersimpan, karena yang dicentang sudah tidak ada.",
            "%d kaitan tidak tersimpan, karena yang dicentang sudah tidak ada.",
            count,
        )
        % count
    )


def _decided(page: Page, mine: Document, fields: QueryDict) -> Document:
    """Return the document that the person decided on, line by line, between the stored version and their own."""
    opened = versions.opened_at(page.document_type, page.key, _base(fields, "semula"))
    conflict = Conflict(opened, page.stored, mine, page.base)
    return saving.choose_lines(page.document_type, conflict, fields.getlist("punyaku"))


def _changed(page: Page, draft: Draft, action: str) -> Draft:
    """Return the draft after a button that works without scripts, such as "naik:3" or "tambah:level 2".

    An unknown action changes nothing.
    """
    verb, _, target = action.partition(":")
    parts = {part.section: part for part in page.parts(draft)}
    spare = {part.section: part for part in page.editor.addable(set(parts))}
    if verb == "tambah" and target in parts:
        return draft.added(parts[target])
    if verb == "bagian" and target in spare:
        return draft.with_part(spare[target])
    if verb == "lepas" and target in parts and parts[target].comes_and_goes:
        return draft.without_part(target)
    place = int(target) if target.isdecimal() and len(target) < 7 else len(draft.rows)
    return _with_row(draft, place, verb, parts) if place < len(draft.rows) else draft


def _with_row(draft: Draft, place: int, verb: str, parts: Mapping[str, Part]) -> Draft:
    """Return the draft with the row at `place` removed, moved, or, with several lines, joined or split."""
    row = draft.rows[place]
    if verb == "hapus":
        return draft.removed(place)
    if verb == "satukan":
        return draft.joined(place)
    if verb == "bagi" and row.listed and row.section in parts:
        return draft.split(place, parts[row.section])
    numbered = [section for section, part in parts.items() if part.kind == NUMBERED]
    steps = {"naik": -1, "turun": 1}
    return draft.moved(place, steps[verb], numbered) if verb in steps and row.listed else draft
