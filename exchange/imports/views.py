"""Pages of one import: the review, and the steps that follow it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from exchange.history.applying import StaleError
from exchange.history.recording import TakenError, change_of
from exchange.http import busy
from exchange.imports import rejection, uploads
from exchange.imports import undo as undoing
from exchange.imports.access import download, post_only, row_of
from exchange.imports.account import Counts, fates_of
from exchange.imports.forms import KINDS, RESULT_SIZE, PageForm, ReviewForm
from exchange.imports.mapping import sentences
from exchange.imports.marking import is_markable
from exchange.imports.pastes import file_name
from exchange.imports.presentation import diffs_of_revisions, diffs_of_selection
from exchange.imports.questions import Questions
from exchange.imports.review import NothingChosenError, RefusedError, UnsureError, content_of, known_type_of
from exchange.imports.selection import Selection, UnfitError
from exchange.models import Import
from exchange.permissions import may_publish, may_upload, publishes

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
    "Belum ada yang dibatalkan: alamat lama sebuah dokumen yang diganti namanya oleh impor ini sudah dipakai dokumen "
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
    """Show an import: its review while it waits (queries as `uploads.preview`), its result once it is applied.

    Answers 503 unless `uploads.alone`.
    """
    row = row_of(request, pk)
    if row.state != Import.State.WAITING:
        return _result(request, row)
    with uploads.alone(row.size) as alone:
        return _review(request, row, uploads.preview(row), PageForm(request.GET)) if alone else busy(request)


def _review(
    request: HttpRequest, row: Import, selection: Selection, form: PageForm, *, note: str = "", status: int = 200
) -> HttpResponse:
    """Show the review, or, for a file that cannot be read yet, why and what a person can do."""
    known_type_of(row)
    found = selection.review
    if found.refused or not found.document_type or not found.reading:
        return rejection.page(request, found, row.name, content_of(row), row=row)
    document_type, page = found.document_type, form.page_of(selection)
    questions = Questions.of(found)
    context = {
        "counts": Counts.of(fates_of(found.reading)),
        "open": sentences(questions) if questions else [],
        "questions": questions,
        "markable": is_markable(found, content_of(row), row.name),
        "import": row,
        "document_type": document_type,
        "selection": selection,
        "note": note,
        "kind": form.kind(),
        "page": page,
        "diffs": list(diffs_of_selection(selection, page, document_type)),
        "problems": rejection.quoted(selection.review),
        "places": selection.review.places,
        "may_publish": publishes(request.user),
    }
    return render(request, "exchange/import_review.html", context, status=status)


def _result(request: HttpRequest, row: Import, *, note: str = "", status: int = 200) -> HttpResponse:
    document_type = known_type_of(row)
    page = Paginator(undoing.made_by(row), RESULT_SIZE).get_page(PageForm(request.GET).page())
    keys = [revision.key for revision in page]
    existing = {document.key for document in document_type.repository.load(keys)} if document_type and keys else set()
    applied = row.state == Import.State.APPLIED and publishes(request.user)
    undo_preview = undoing.preview(row) if applied else None
    edited = list(undoing.edited_since(row, undo_preview)[:LISTED]) if undo_preview else []
    context = {
        "import": row,
        "document_type": document_type,
        "note": note,
        "page": page,
        "diffs": list(diffs_of_revisions(page, document_type, existing)) if document_type else [],
        "undo": undo_preview,
        "edited": [change_of(revision).document for revision in edited],
        "unlisted": len(undo_preview.edited) - len(edited) if undo_preview else 0,
        "kept": undoing.skipped(row).count() if row.state == Import.State.UNDONE else 0,
    }
    return render(request, "exchange/import_result.html", context, status=status)


@may_upload
@post_only
def choose(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Store the checkboxes of a page, and redirect to the page or kind that the pressed button names.

    Answers 409 with the new review when the content changed, 503 unless `uploads.alone`.
    """
    row = row_of(request, pk)
    if row.state != Import.State.WAITING:
        return redirect("import", pk)
    with uploads.alone(row.size) as alone:
        return _choose(request, row, ReviewForm(request.POST)) if alone else busy(request)


def _choose(request: HttpRequest, row: Import, form: ReviewForm) -> HttpResponse:
    pk = row.pk
    try:
        uploads.choose(row, form.fingerprint(), form.decide)
    except StaleError:
        return _review(request, row, uploads.preview(row_of(request, pk)), form, note=str(MOVED), status=409)
    if "simpan" in request.POST:
        messages.success(request, KEPT)
    kind, _, page = request.POST.get("ke", f"{form.kind()}:{form.page()}").partition(":")
    query = f"?jenis={kind if kind in KINDS else ''}&halaman={page if page.isdecimal() else '1'}"
    return redirect(reverse("import", args=[pk]) + query)


@may_publish
@post_only
def apply(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Apply the selection of a waiting import. Answers 409 with the new review when the content changed."""
    row, form = row_of(request, pk), ReviewForm(request.POST)
    try:
        return _apply(request, row, form)
    except Import.DoesNotExist as error:  # it waited longer than `RETENTION` and was deleted since `_row`
        raise Http404(pk) from error
    except RefusedError:
        return redirect("import", pk)
    except StaleError:
        return _review(request, row, uploads.preview(row_of(request, pk)), form, note=str(MOVED), status=409)


def _apply(request: HttpRequest, row: Import, form: ReviewForm) -> HttpResponse:
    """Apply and redirect to the result. A selection that cannot be applied is stored, and shown with the reason."""
    try:
        uploads.apply(row, form.fingerprint(), form.decide, sure=form.confirmed(), user=request.user)
    except (NothingChosenError, UnfitError, UnsureError) as error:
        selection = uploads.choose(row, form.fingerprint(), form.decide)
        return _review(request, row, selection, form, note=_sentence(error), status=422)
    return redirect("import", row.pk)


def _sentence(error: Exception) -> str:
    if isinstance(error, UnfitError):
        titles = [document.title for document in error.documents]
        return UNFIT.format(titles=", ".join(titles[:3]) + (" …" if len(titles) > 3 else ""))
    return str(NOTHING if isinstance(error, NothingChosenError) else UNSURE)


@may_upload
@post_only
def discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Discard a waiting file."""
    row = row_of(request, pk)
    uploads.discard(row)
    if row.state == Import.State.WAITING:
        messages.info(request, gettext("“{name}” dibuang. Tidak ada isi yang berubah.").format(name=row.name))
        return redirect("imports")
    return redirect("import", pk)


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
    return redirect("import", pk)


@may_upload
@require_safe
def problems(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send the warnings of a waiting file as a text; 503 unless `uploads.alone`. Raises Http404 for other files."""
    row = row_of(request, pk)
    if row.state != Import.State.WAITING:
        raise Http404(pk)
    with uploads.alone(row.size) as alone:
        if not alone:
            return busy(request)
        text = rejection.as_text(uploads.preview(row).review, row.name)
    return download(text.encode(), rejection.text_name(row.name), "text/plain; charset=utf-8")


@may_upload
@require_safe
def file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send the uploaded file unchanged. Raises Http404 when it was discarded."""
    row = row_of(request, pk)
    if row.state == Import.State.DISCARDED:
        raise Http404(pk)
    data = content_of(row)
    return download(data, file_name(row.name, data) if row.pasted else row.name, "application/octet-stream")
