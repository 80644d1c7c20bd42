"""Pages of one proposal: the review, and the steps that follow it."""

from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from documents.document import clean
from exchange.history.applying import StaleError
from exchange.history.recording import TakenError, change_of
from exchange.models import Proposal
from exchange.permissions import may_publish, may_upload, publishes
from exchange.proposals import commenting, deciding
from exchange.proposals import undo as undoing
from exchange.proposals.access import post_only, row_of
from exchange.proposals.commenting import CommentForm
from exchange.proposals.deciding import NothingChosenError, UnreadError, UnsureError
from exchange.proposals.forms import KINDS, RESULT_SIZE, PageForm, ReviewForm
from exchange.proposals.notes import notes_from
from exchange.proposals.presentation import diffs_of_revisions, diffs_of_selection
from exchange.proposals.rows import places_of, values_of
from exchange.proposals.selection import Selection, UnfitError

LISTED = 50

MOVED = _(
    "Isi sudah berubah sejak halaman ini dibuka, jadi belum ada yang diterapkan. "
    "Di bawah ini tinjauan yang baru; periksa pilihannya, lalu terapkan lagi."
)
MOVED_BACK = _(
    "Ada dokumen yang disunting sejak halaman ini dibuka, jadi belum ada yang dibatalkan. "
    "Periksa di bawah mana yang ikut dikembalikan, lalu tekan “Batalkan impor ini” lagi."
)
TAKEN_BACK = _(
    "Belum ada yang dibatalkan: alamat lama sebuah dokumen yang diganti namanya oleh usulan ini sudah dipakai dokumen "
    "lain. Ganti dulu nama atau kode dokumen lain itu, lalu batalkan lagi."
)
NOTHING = _(
    "Semua perubahan dilewati, jadi tidak ada yang diterapkan. Centang paling sedikit satu, atau buang berkas ini."
)
SUBMITTED = _("Usulan diajukan. Penerbit menemukannya di mejanya.")
WITHDRAWN = _("Usulan ditarik kembali menjadi draf Anda.")
RETURNED = _("Usulan dikembalikan kepada pengusulnya untuk diperbaiki.")
REJECTED = _("Usulan ditolak. Tidak ada isi yang berubah.")
WHY = _("Tulis dulu apa yang perlu diperbaiki, atau mengapa usulan ini ditolak.")
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
    if row.is_open and not row.format:
        return redirect("import", pk)
    if not row.is_open:
        return _result(request, row)
    return _review(request, row, deciding.preview(row), PageForm(request.GET))


def _review(
    request: HttpRequest, row: Proposal, selection: Selection, form: PageForm, *, note: str = "", status: int = 200
) -> HttpResponse:
    page = form.page_of(selection)
    entries = list(page)
    context = {
        "proposal": row,
        "document_type": selection.document_type,
        "selection": selection,
        "notes": notes_from(row),
        "note": note,
        "kind": form.kind(),
        "page": page,
        "diffs": list(diffs_of_selection(selection, entries)),
        "places": places_of(values_of([entry.row for _, entry in entries])),
        "comments": commenting.of(row, [entry.key for _, entry in entries]),
        "mine": row.author_id == request.user.pk,
        "may_publish": publishes(request.user),
    }
    return render(request, "exchange/proposal_review.html", context, status=status)


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
        "kept": undoing.skipped(row).count() if row.state == Proposal.State.UNDONE else 0,
    }
    return render(request, "exchange/proposal_result.html", context, status=status)


@may_upload
@post_only
def choose(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Store the checkboxes of a page, and redirect to the page or kind that the pressed button names.

    Answers 409 with the new review when the content changed.
    """
    row, form = row_of(request, pk), ReviewForm(request.POST)
    if not row.is_open or not row.format:
        return redirect("proposal", pk)
    try:
        deciding.choose(row, form.fingerprint(), form.decide)
    except StaleError:
        return _review(request, row, deciding.preview(row_of(request, pk)), form, note=str(MOVED), status=409)
    if "simpan" in request.POST:
        messages.success(request, KEPT)
    kind, _, page = request.POST.get("ke", f"{form.kind()}:{form.page()}").partition(":")
    query = f"?jenis={kind if kind in KINDS else ''}&halaman={page if page.isdecimal() else '1'}"
    return redirect(reverse("proposal", args=[pk]) + query)


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
        return _review(request, row, deciding.preview(row_of(request, pk)), form, note=str(MOVED), status=409)


def _apply(request: HttpRequest, row: Proposal, form: ReviewForm) -> HttpResponse:
    """Apply and redirect to the result. A selection that cannot be applied is stored, and shown with the reason."""
    try:
        deciding.apply(row, form.fingerprint(), form.decide, sure=form.confirmed(), user=request.user)
    except (NothingChosenError, UnfitError, UnsureError) as error:
        selection = deciding.choose(row, form.fingerprint(), form.decide)
        return _review(request, row, selection, form, note=_sentence(error), status=422)
    return redirect("proposal", row.pk)


def _sentence(error: Exception) -> str:
    if isinstance(error, UnfitError):
        titles = [document.title for document in error.documents]
        return UNFIT.format(titles=", ".join(titles[:3]) + (" …" if len(titles) > 3 else ""))
    return str(NOTHING if isinstance(error, NothingChosenError) else UNSURE)


@may_upload
@post_only
def discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Discard an open proposal."""
    row = row_of(request, pk)
    deciding.discard(row)
    if row.is_open:
        messages.info(request, gettext("“{name}” dibuang. Tidak ada isi yang berubah.").format(name=row.name))
        return redirect("imports")
    return redirect("proposal", pk)


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


@may_upload
@post_only
def submit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Submit one's own draft to the publishers, with the reason that was sent."""
    row = _own(request, pk)
    if deciding.submit(row, reason=clean(request.POST.get("alasan", row.reason))):
        messages.success(request, SUBMITTED)
    return redirect("proposal", pk)


@may_upload
@post_only
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make one's own submitted proposal a draft again."""
    if deciding.withdraw(_own(request, pk)):
        messages.success(request, WITHDRAWN)
    return redirect("proposal", pk)


@may_publish
@post_only
def send_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask the author of a submitted proposal to correct it, or reject it; answers 422 without words that say why."""
    row, note = row_of(request, pk), clean(request.POST.get("catatan", ""))
    if not note and row.is_open:
        return _review(request, row, deciding.preview(row), PageForm(request.GET), note=str(WHY), status=422)
    if "tolak" in request.POST:
        if deciding.reject(row, note=note, user=request.user):
            messages.success(request, REJECTED)
    elif deciding.send_back(row, note=note, user=request.user):
        messages.success(request, RETURNED)
    return redirect("proposal", pk)


@may_upload
@post_only
def comment(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keep what a person says about a proposal, a document (`dokumen`) or a line of it (`baris`); lead back to it."""
    row = row_of(request, pk)
    if row.is_open:
        commenting.say(row, CommentForm(request.POST), user=request.user)
    key = quote(request.POST.get("dokumen", "")[:450])
    return redirect(reverse("proposal", args=[pk]) + (f"?dokumen={key}#dok-{key}" if key else "#komentar"))


def _own(request: HttpRequest, pk: UUID) -> Proposal:
    """Return the proposal if it is this person's own. Raises Http404 if they may not see it, else PermissionDenied."""
    row = row_of(request, pk)
    if row.author_id != request.user.pk:
        raise PermissionDenied
    return row
