"""Addresses of the mechanism: /ekspor/, /impor/, /riwayat/, /sunting/, /arsip/, /periksa/, and books."""

from django.urls import path, re_path

from exchange.editing import conflict_views as settling
from exchange.exports import views as downloads
from exchange.history import archive as shelf
from exchange.history import views as history
from exchange.imports import views
from exchange.quality import views as checklist

exports = [
    path("<slug:slug>.<slug:extension>", downloads.export, name="export"),
    re_path(r"^(?P<slug>[a-z]+)/(?P<key>[^\x00-\x20]+)\.(?P<extension>[a-z]+)$", downloads.export, name="export-one"),
]

#: Books below the address of their document type (/resep/cetak/) and Word files beside the page of their document
#: (/resep/KUE.docx). Include them before the addresses of the rooms, which read any word as the key of a document.
books = [
    path("<slug:slug>/cetak/", downloads.page, name="book"),
    re_path(r"^(?P<slug>[a-z]+)/(?P<key>[^\x00-\x20]+)/cetak/$", downloads.page, name="book-one"),
    re_path(r"^(?P<slug>[a-z]+)/(?P<key>[^\x00-\x20]+)\.(?P<extension>docx)$", downloads.export, name="word-one"),
]

imports = [
    path("", views.imports, name="imports"),
    path("<uuid:pk>/", views.detail, name="import"),
    path("<uuid:pk>/pilih/", views.choose, name="import-choose"),
    path("<uuid:pk>/terapkan/", views.apply, name="import-apply"),
    path("<uuid:pk>/buang/", views.discard, name="import-discard"),
    path("<uuid:pk>/batalkan/", views.undo, name="import-undo"),
    path("<uuid:pk>/masalah.txt", views.problems, name="import-problems"),
    path("<uuid:pk>/berkas", views.file, name="import-file"),
]

revisions = [
    path("", history.HistoryView.as_view(), name="history"),
    path("<int:pk>/", history.RevisionView.as_view(), name="revision"),
    path("<int:pk>/pulihkan/", history.restore, name="restore"),
]

#: Edit conflicts of several documents (/sunting/).
conflicts = [path("<slug:slug>/", settling.settle, name="settle")]

archive = [path("", shelf.archive_list, name="shelf")]

#: Care list (/periksa/).
care = [path("", checklist.care, name="care")]
