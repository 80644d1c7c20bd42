"""Addresses of the mechanism: /ekspor/, /impor/, /usulan/, /riwayat/, /sunting/, /arsip/, /periksa/, and books."""

from django.urls import path, re_path

from exchange.editing import conflict_views
from exchange.exports import views as export_views
from exchange.history import archive as archive_views
from exchange.history import views as history_views
from exchange.history.addresses import View, lasting
from exchange.imports import reading_views, samples, upload_views
from exchange.proposals import proposal_list, step_views
from exchange.proposals import views as proposal_views
from exchange.proposals.access import former
from exchange.quality import views as quality_views


def _one(view: View) -> View:
    """Return a file or a page of one document, which outlives its key."""
    return lasting(view, lambda given: str(given["key"]), lambda key: {"key": key})


exports = [
    path("<slug:slug>.<slug:extension>", export_views.export, name="export"),
    re_path(
        r"^(?P<slug>[a-z]+)/(?P<key>[^\x00-\x20]+)\.(?P<extension>[a-z]+)$",
        _one(export_views.export),
        name="export-one",
    ),
]

#: Books below the address of their document type (/resep/cetak/) and Word files beside the page of their document
#: (/resep/KUE.docx). Include them before the addresses of the rooms, which read any word as the key of a document.
books = [
    path("<slug:slug>/cetak/", export_views.page, name="book"),
    re_path(r"^(?P<slug>[a-z]+)/(?P<key>[^\x00-\x20]+)/cetak/$", _one(export_views.page), name="book-one"),
    re_path(
        r"^(?P<slug>[a-z]+)/(?P<key>[^\x00-\x20]+)\.(?P<extension>docx)$", _one(export_views.export), name="word-one"
    ),
]

imports = [
    path("", upload_views.imports, name="imports"),
    path("<uuid:pk>/", reading_views.detail, name="import"),
    path("susunan/", upload_views.layouts, name="import-help"),
    path("contoh/<slug:slug>.<slug:extension>", samples.sample, name="import-sample"),
    path("<uuid:pk>/kolom/", reading_views.columns, name="import-columns"),
    path("<uuid:pk>/hasil-baca/", reading_views.account, name="import-account"),
    path("<uuid:pk>/berkas-bertanda/", reading_views.marked, name="import-marked"),
    path("<uuid:pk>/masalah.txt", reading_views.problems, name="import-problems"),
    path("<uuid:pk>/berkas", reading_views.file, name="import-file"),
    # Where these steps were in releases before.
    *(
        path(f"<uuid:pk>/{step}/", former, name=f"import-was-{step}")
        for step in ("pilih", "terapkan", "buang", "batalkan")
    ),
]

#: What waits for a decision (/usulan/).
proposals = [
    path("", proposal_list.proposals, name="proposals"),
    path("<uuid:pk>/", proposal_views.detail, name="proposal"),
    path("<uuid:pk>/pilih/", proposal_views.choose, name="proposal-choose"),
    path("<uuid:pk>/terapkan/", proposal_views.apply, name="proposal-apply"),
    path("<uuid:pk>/buang/", step_views.discard, name="proposal-discard"),
    path("<uuid:pk>/batalkan/", proposal_views.undo, name="proposal-undo"),
    path("<uuid:pk>/ajukan/", step_views.submit, name="proposal-submit"),
    path("<uuid:pk>/tarik/", step_views.withdraw, name="proposal-withdraw"),
    path("<uuid:pk>/kembalikan/", step_views.send_back, name="proposal-return"),
    path("<uuid:pk>/komentar/", step_views.comment, name="proposal-comment"),
]

revisions = [
    path("", history_views.HistoryView.as_view(), name="history"),
    path("set/<int:number>/", history_views.ChangeSetView.as_view(), name="change-set"),
    path("<int:pk>/", history_views.RevisionView.as_view(), name="revision"),
    path("<int:pk>/pulihkan/", history_views.restore, name="restore"),
]

#: Edit conflicts of several documents (/sunting/).
conflicts = [path("<slug:slug>/", conflict_views.decide, name="conflicts")]

archive = [path("", archive_views.archive_list, name="archive")]

#: Care list (/periksa/).
care = [path("", quality_views.care, name="care")]
