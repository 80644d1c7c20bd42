"""Pages of a file that is laid out otherwise: what each column means, and what became of each line."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from exchange.http import busy
from exchange.imports import mapping, marking, rejection, uploads
from exchange.imports.account import AccountForm, page_of
from exchange.imports.comparison import Review
from exchange.imports.kinds import holds_marks
from exchange.imports.line_fields import with_lines
from exchange.imports.mapping_form import answers_from
from exchange.imports.pastes import file_name
from exchange.imports.questions import Questions, is_mappable, vocabularies
from exchange.imports.rejection import quoted
from exchange.imports.result import result_of
from exchange.imports.review import answers_of, content_of, uncompared
from exchange.models import Proposal
from exchange.permissions import may_upload
from exchange.proposals.access import download, row_of
from exchange.proposals.forms import PageForm
from files.writers import xlsx

NOTHING_TO_ANSWER = _("Berkas ini tidak punya pertanyaan tentang kolom, level, atau kode.")
OF_BEFORE = _(
    "Berkas ini diunggah sebelum pembaruan situs dan belum dibaca ulang. Mintalah administrator menjalankan "
    "“manage.py migrate”, atau unggah lagi berkasnya."
)
KEPT = _("Jawaban Anda disimpan sebagai draf. Belum ada isi yang diubah.")


def file_of(request: HttpRequest, pk: UUID) -> Proposal:
    """Return the proposal if it came as a file and this person may see it. Raises Http404."""
    row = row_of(request, pk)
    if not row.is_file:
        raise Http404(pk)
    return row


@may_upload
@require_safe
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show why a file cannot be read yet and what a person can do; a readable one has the page of its proposal.

    Queries as `uncompared`; answers 503 unless `uploads.alone`.
    """
    row = file_of(request, pk)
    if not row.is_open or (row.format and row.notes is not None):
        return redirect("proposal", pk)
    if row.format:
        messages.warning(request, OF_BEFORE)
        return redirect("import-account", pk)
    with uploads.alone(row.size) as alone:
        if not alone:
            return busy(request)
        return rejection.page(request, uncompared(row), row.name, content_of(row), row=row)


@may_upload
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the questions that a waiting file leaves open; on POST store the answers and go where the button says.

    A file in a native format has none, and is redirected to its account. Queries of GET: one for the file, one for the
    names of documents if codes are open; of POST as `uploads.answer`. Answers 422 with the page when codes clash or the
    file cannot be read yet, 503 unless `uploads.alone`.
    """
    row = file_of(request, pk)
    if not row.is_open:
        return redirect("proposal", pk)
    with uploads.alone(row.size) as alone:
        if not alone:
            return busy(request)
        return _answered(request, row) if request.method == "POST" else _questions(request, row, uncompared(row))


def _questions(request: HttpRequest, row: Proposal, found: Review, *, asked: bool = False) -> HttpResponse:
    """Show the page; `asked` says that a person wanted to go on, and what is in the way is told first."""
    questions = Questions.of(found)
    if questions is None or not (is_mappable(found) or answers_of(row).document_type):
        messages.info(request, NOTHING_TO_ANSWER)
        return redirect("import-account", row.pk)
    form = mapping.form_of(questions, page=PageForm(request.GET).page())
    context = {
        "import": row,
        "document_type": found.document_type,
        "types": vocabularies(None),
        "form": form,
        "open": [*mapping.sentences(questions), *mapping.sentences_of_clashes(form)],
        "asked": asked,
        "result": result_of(found),
        "problems": [each for each in quoted(found, answerable=True) if each.problem.fatal],
        "unlisted": found.parsed.unlisted,
    }
    return render(request, "exchange/import_columns.html", context, status=422 if asked else 200)


def _answered(request: HttpRequest, row: Proposal) -> HttpResponse:
    found = uploads.answer(row, answers_from(request.POST, answers_of(row)), remember="ingat" in request.POST)
    here = reverse("import-columns", args=[row.pk])
    if "lihat" in request.POST or "balik" in request.POST:
        return redirect(here + ("#nama-level" if "balik" in request.POST else "#hasil"))
    if page := request.POST.get("ke", ""):
        return redirect(f"{here}?halaman={page if page.isdecimal() else '1'}#kode")
    if "draf" in request.POST:
        messages.success(request, KEPT)
        return redirect(here)
    questions = Questions.of(found)
    if questions and (found.refused or any(questions.clashes())):
        row.refresh_from_db()
        return _questions(request, row, found, asked=True)
    return redirect("import-account", row.pk)


@may_upload
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show what became of each line of a file; on POST store the answers to lines in doubt.

    It goes where the button says. One query for the file; of POST as `uploads.answer`. 503 unless `uploads.alone`.
    Raises Http404 when it was discarded.
    """
    row = file_of(request, pk)
    if row.state == Proposal.State.DISCARDED:
        raise Http404(pk)
    with uploads.alone(row.size) as alone:
        if not alone:
            return busy(request)
        if request.method == "POST":
            return _lines_answered(request, row)
        found = uncompared(row)
        assert found.reading
        context = {
            "import": row,
            "document_type": found.document_type,
            "account": page_of(found.reading, AccountForm(request.GET), marked=holds_marks(content_of(row), row.name)),
            "questions": is_mappable(found) or bool(answers_of(row).document_type),
            "waiting": row.is_open,
            "refused": found.refused,
        }
    return render(request, "exchange/import_account.html", context)


def _lines_answered(request: HttpRequest, row: Proposal) -> HttpResponse:
    before = answers_of(row)
    answers = with_lines(before, request.POST)
    if row.is_open and answers != before:
        uploads.answer(row, answers, remember=row.remembered)
        messages.success(request, KEPT)
    if "lanjut" in request.POST:
        return redirect("import", row.pk)
    query = request.GET.urlencode()
    return redirect(reverse("import-account", args=[row.pk]) + (f"?{query}" if query else ""))


@may_upload
@require_safe
def marked(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send a waiting workbook with its problems as comments at their cells; 503 unless `uploads.alone`.

    A file without cells or without problems is redirected to its page.
    """
    row = file_of(request, pk)
    if not row.is_open:
        return redirect("proposal", pk)
    with uploads.alone(row.size) as alone:
        if not alone:
            return busy(request)
        data, found = content_of(row), uncompared(row)
        made = marking.marked(found, data, row.name) if marking.is_markable(found, data, row.name) else None
    if made is None:
        return redirect("proposal", pk)
    return download(made, marking.name_of(row.name), xlsx.CONTENT_TYPE)


@may_upload
@require_safe
def problems(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send the warnings of a waiting file as a text; 503 unless `uploads.alone`. Raises Http404 for other files."""
    row = file_of(request, pk)
    if not row.is_open:
        raise Http404(pk)
    with uploads.alone(row.size) as alone:
        if not alone:
            return busy(request)
        text = rejection.as_text(uncompared(row), row.name)
    return download(text.encode(), rejection.text_name(row.name), "text/plain; charset=utf-8")


@may_upload
@require_safe
def file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send the uploaded file unchanged. Raises Http404 when it was discarded."""
    row = file_of(request, pk)
    if row.state == Proposal.State.DISCARDED:
        raise Http404(pk)
    data = content_of(row)
    name = file_name(row.name, data) if row.door == Proposal.Door.PASTE else row.name
    return download(data, name, "application/octet-stream")
