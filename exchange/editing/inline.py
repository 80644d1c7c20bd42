"""Quick edit: one line of a document, changed on the page where people read it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from documents.document import Document, Line, clean, is_blank
from documents.draft import several_fault
from documents.limits import marks_fault
from exchange import document_types
from exchange.document_types import DocumentType
from exchange.editing import saving
from exchange.editing.saving import UnwritableError
from exchange.editing.stash import stash
from exchange.history import renames, versions
from exchange.history.applying import StaleError
from exchange.permissions import may_edit, publishes
from exchange.proposals.drafts import Draft, Edit, draft_of, keep

EMPTY = _("Baris ini tidak boleh kosong. Untuk menghapusnya, buka halaman sunting.")
SEVERAL = _(
    "Tulisan ini memuat beberapa baris atau butir. Sisakan satu baris di sini; untuk menambah butir, "
    "buka halaman sunting."
)
LONG = _("Teks ini terlalu panjang; batasnya {limit} karakter.")
MOVED = _("Baris ini baru saja diubah orang lain. Simpan lagi untuk memakai tulisan Anda, atau batalkan.")
GONE = _(
    "Baris ini sudah dihapus atau dipindahkan. Salin tulisan Anda bila masih diperlukan, lalu muat ulang halaman ini."
)


@dataclass(frozen=True, slots=True)
class LineTarget:
    """One line of a stored document, as a request names it."""

    document_type: DocumentType
    document: Document
    line: Line
    draft: Draft | None = None

    @property
    def required(self) -> bool:
        """Return whether the line may not be empty, as every line of a list."""
        return bool(self.line.label or self.line.index)


def write_line(request: HttpRequest, address: str, slug: str, key: str) -> HttpResponseBase:
    """Write one line of a document; `address` is the address of the document's edit page.

    GET returns a form for the line. POST saves it; with `batal` it returns the line as it is stored. When the line is
    gone, the form stays with the typed text (409). A request without htmx is sent to the edit page. A person whose
    session ended is sent to the log-in page, and finds the typed text on the edit page.
    """
    if not request.user.is_authenticated and request.method == "POST":
        if "batal" not in request.POST:
            sent, path = request.POST, request.POST.get("baris", "")[:300]
            stash(request, address, sent.get("teks", ""), line=path, opened=sent.get("semula", ""))
        log_in = f"{reverse('login')}?next={address}"
        return HttpResponse(status=401, headers={"HX-Redirect": log_in})
    return _write(request, address, slug, key)


@may_edit
@require_http_methods(["GET", "POST"])
def _write(request: HttpRequest, address: str, slug: str, key: str) -> HttpResponse:
    if not getattr(request, "htmx", False):
        return redirect(address)
    document_type = document_types.get(slug)
    document = next(iter(document_type.repository.load([key])), None)
    if document is None and renames.moved(slug, key):
        raise Http404(key)  # its address leads to the new one
    own = None if publishes(request.user) or document is None else draft_of(document_type, key, request.user)
    document = own.document if own else document
    asked = (request.POST if request.method == "POST" else request.GET).get("baris", "")
    line = next((line for line in document.lines if line.path == asked), None) if document else None
    if request.method != "POST":
        if line is None:
            raise Http404(asked)
        return _answer(request, "exchange/_line_form.html", line)
    if document is None or line is None:
        typed = Line(asked, request.POST.get("teks", ""))
        return _answer(request, "exchange/_line_form.html", typed, status=409, note=GONE)
    if "batal" in request.POST:
        return _answer(request, "exchange/_line_text.html", line)
    return _save(request, LineTarget(document_type, document, line, own))


def _answer(request: HttpRequest, template: str, line: Line, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {"line": line, "text": line.text, "opened": line.text, "address": request.path, **more}
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _save(request: HttpRequest, target: LineTarget) -> HttpResponse:
    typed, opened, line = request.POST.get("teks", ""), request.POST.get("semula", ""), target.line
    text = clean(typed)
    if several_fault(typed, listed=target.required):
        note = str(SEVERAL)
        return _answer(request, "exchange/_line_form.html", line, status=422, text=typed, opened=opened, note=note)
    if line.text not in (opened, text):
        return _answer(request, "exchange/_line_form.html", line, status=409, text=text, note=MOVED, now=line.text)
    if fault := _fault(target, text):
        return _answer(request, "exchange/_line_form.html", line, status=422, text=text, opened=opened, note=fault)
    try:
        _store(target, text, request.user)
    except StaleError:
        return _answer(request, "exchange/_line_form.html", line, status=409, text=text, note=MOVED, now=line.text)
    except UnwritableError:
        note = gettext("Isi ini tidak dapat ditulis sebagai berkas.")
        return _answer(request, "exchange/_line_form.html", line, status=422, text=text, opened=opened, note=note)
    context = {} if publishes(request.user) else {"drafted": True}
    return _answer(request, "exchange/_line_text.html", replace(line, text=text), **context)


def _fault(target: LineTarget, text: str) -> str:
    assert target.document_type.editor
    parts = target.document_type.editor.sections({line.section for line in target.document.lines})
    part = next(part for part in parts if part.section == target.line.section)
    if is_blank(text) and (target.required or part.required):
        return str(EMPTY)
    if len(text) > part.limit:
        return LONG.format(limit=part.limit)
    return str(marks_fault(text) or _with_text(target, text).size_fault(target.document))


def _with_text(target: LineTarget, text: str) -> Document:
    lines = tuple(replace(line, text=text) if line == target.line else line for line in target.document.lines)
    return replace(target.document, lines=lines, source=None)


def _store(target: LineTarget, text: str, user: Any) -> None:
    """Save the line at once for who may publish; of others it joins the draft that they have of the document."""
    document = _with_text(target, text)
    if not publishes(user):
        _keep(target, document, user)
        return
    base, now = versions.current(target.document_type, document.key)
    if now != target.document:
        raise StaleError(document.key)
    saving.save(target.document_type, document, key=document.key, base=base, user=user)


def _keep(target: LineTarget, document: Document, user: Any) -> None:
    normalised = target.document_type.normalised(document)
    if normalised is None:
        raise UnwritableError
    draft, key = target.draft, target.document.key
    base = draft.base if draft else versions.newest(target.document_type, key)
    reason = draft.proposal.reason if draft else ""
    keep(Edit(target.document_type, normalised, key, base, draft.stamp if draft else "", reason), user=user)
