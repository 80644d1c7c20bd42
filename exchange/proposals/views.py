"""Pages of one proposal: the review, and the steps that follow it."""

from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from exchange.history.applying import StaleError
from exchange.history.recording import TakenError, change_of
from exchange.models import Proposal
from exchange.permissions import may_publish, may_upload, publishes
from exchange.proposals import deciding
from exchange.proposals import undo as undoing
from exchange.proposals.access import post_only, row_of
from exchange.proposals.deciding import NothingChosenError, UnreadError, UnsureError
from exchange.proposals.forms import RESULT_SIZE, PageForm, ReviewForm
from exchange.proposals.listing import FILTERS
from exchange.proposals.presentation import diffs_of_revisions
from exchange.proposals.reviewing import keep, moved, show
from exchange.proposals.selection import UnfitError

LISTED = 50

MOVED = _(
    "Isi sudah berubah sejak halaman ini dibuka, jadi belum ada yang diterapkan. "
    "Di bawah ini tinjauan yang baru; periksa pilihannya, lalu terapkan lagi."
)
MOVED_BACK = _(
    "Ada dokumen yang disunting sejak halaman ini dibuka, jadi belum ada yang dibatalkan. "
    "Periksa di bawah mana yang ikut dikembalikan, lalu tekan tombolnya lagi."
)
TAKEN_BACK = _(
    "Belum ada yang dibatalkan: alamat lama sebuah dokumen yang diganti namanya oleh usulan ini sudah dipakai dokumen "
    "lain. Ganti dulu nama atau kode dokumen lain itu, lalu batalkan lagi."
)
NOTHING = _(
    "Semua perubahan dilewati, jadi tidak ada yang diterapkan. Centang paling sedikit satu, atau buang berkas ini."
)
UNSURE = _("Anda memilih menghapus dokumen. Centang juga “Ya, hapus …” di akhir halaman ini, lalu terapkan lagi.")
KEPT = _("Pilihan Anda disimpan. Belum ada isi yang diubah.")
UNFIT = _(
    "Pilihan ini tidak dapat disimpan: perubahan pada {titles} saling bergantung (misalnya nomor yang berpindah). "
    "Terapkan atau lewati bersama-sama. Belum ada yang diubah."
)


@may_upload
@require_safe
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a proposal: its review while it waits (queries as `deciding.preview`), its result once it is decided.

    A file that cannot be read yet has its page among the imports.
    """
    row = row_of(request, pk)
    if row.is_open and (not row.format or (row.is_file and row.notes is None)):
        return redirect("import", pk)
    if not row.is_open:
        return _result(request, row)
    return show(request, row, deciding.preview(row), PageForm(request.GET))


def _result(request: HttpRequest, row: Proposal, *, note: str = "", status: int = 200) -> HttpResponse:
    document_type = deciding.known_type_of(row)
    page = Paginator(undoing.made_by(row), RESULT_SIZE).get_page(PageForm(request.GET).page())
    keys = [revision.key for revision in page]
    existing = {document.key for document in document_type.repository.load(keys)} if document_type and keys else set()
    applied = row.state == Proposal.State.APPLIED and publishes(request.user)
    undo_preview = undoing.preview(row) if applied else None
    edited = list(undoing.edited_since(row, undo_preview)[:LISTED]) if undo_preview else []
    context = {
        "proposal": row,
        "document_type": document_type,
        "note": note,
        "page": page,
        "diffs": list(diffs_of_revisions(page, document_type, existing)) if document_type else [],
        "undo": undo_preview,
        "edited": [change_of(revision).document for revision in edited],
        "unlisted": len(undo_preview.edited) - len(edited) if undo_preview else 0,
        "comments": list(row.comments.order_by("-pk")[:LISTED])[::-1],
        "kept": undoing.skipped(row).count() if row.state == Proposal.State.UNDONE else 0,
    }
    return render(request, "exchange/proposal_result.html", context, status=status)


@may_upload
@post_only
def choose(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Store what was chosen on a page, and redirect to the place that the pressed button names.

    `ke` is filter, page and key of a document ("berubah:2:KUE"), `buka` a place whose field for a comment opens. The
    page's script asks for JSON and gets the new fingerprint and counts. Answers 409 with the new review when the
    content changed.
    """
    row, form = row_of(request, pk), ReviewForm(request.POST)
    quiet = request.accepts("application/json") and not request.accepts("text/html")
    if not row.is_open or not row.format:
        return HttpResponse(status=409) if quiet else redirect("proposal", pk)
    try:
        selection = keep(row, form, request.user)
    except StaleError:
        return HttpResponse(status=409) if quiet else moved(request, row, form, str(MOVED))
    if quiet:
        return JsonResponse({"rencana": selection.fingerprint})
    if "simpan" in request.POST:
        messages.success(request, KEPT)
    return redirect(_next(request, form, pk))


def _next(request: HttpRequest, form: ReviewForm, pk: UUID) -> str:
    """Return the address of the page that the pressed button leads to."""
    opened = form.opened()
    kind, _, rest = request.POST.get("ke", f"{form.kind()}:{form.page()}").partition(":")
    page, _, key = rest.partition(":")
    query = f"?jenis={kind if kind in FILTERS else ''}&halaman={page if page.isdecimal() else '1'}"
    place = next((f"#dok-{quote(sent)}" for sent in (key, request.POST.get("jangkar", "")) if sent), "")
    opening = f"&buka={quote(opened)}#komentar-{quote(opened)}" if opened else place
    return reverse("proposal", args=[pk]) + query + opening


@may_publish
@post_only
def apply(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Apply the selection of an open proposal. Answers 409 with the new review when the content changed."""
    row, form = row_of(request, pk), ReviewForm(request.POST)
    try:
        return _apply(request, row, form)
    except Proposal.DoesNotExist as error:  # it waited longer than `RETENTION` and was deleted since `row_of`
        raise Http404(pk) from error
    except UnreadError:
        return redirect("proposal", pk)
    except StaleError:
        return moved(request, row_of(request, pk), form, str(MOVED))


def _apply(request: HttpRequest, row: Proposal, form: ReviewForm) -> HttpResponse:
    """Apply and redirect to the result. A selection that cannot be applied is stored, and shown with the reason."""
    try:
        deciding.apply(row, form.fingerprint(), form.decide, sure=form.confirmed(), user=request.user)
    except (NothingChosenError, UnfitError, UnsureError) as error:
        selection = keep(row, form, request.user)
        return show(request, row, selection, form, note=_sentence(error), status=422)
    return redirect("proposal", row.pk)


def _sentence(error: Exception) -> str:
    if isinstance(error, UnfitError):
        titles = [document.title for document in error.documents]
        return UNFIT.format(titles=", ".join(titles[:3]) + (" …" if len(titles) > 3 else ""))
    return str(NOTHING if isinstance(error, NothingChosenError) else UNSURE)


@may_publish
@post_only
def undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Undo an applied import. Answers 409 when a document was edited since the page was made."""
    row = row_of(request, pk)
    try:
        undoing.undo(row, request.POST.get("rencana", ""), include=request.POST.getlist("juga"), user=request.user)
    except StaleError:
        return _result(request, row, note=str(MOVED_BACK), status=409)
    except TakenError:
        return _result(request, row, note=str(TAKEN_BACK), status=409)
    return redirect("proposal", pk)
