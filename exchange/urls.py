"""The mechanism's addresses: files out (/ekspor/) and in (/impor/), history (/riwayat/), care (/periksa/) and so on."""

from django.urls import path, re_path

from exchange import checklist, downloads, history, settling, shelf, views

exports = [
    path("<slug:slug>.<slug:extension>", downloads.export, name="export"),
    re_path(r"^(?P<slug>[a-z]+)/(?P<key>[^\x00-\x20]+)\.(?P<extension>[a-z]+)$", downloads.export, name="export-one"),
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

#: Where conflicts of several documents are decided (/sunting/).
conflicts = [path("<slug:slug>/", settling.settle, name="settle")]

archive = [path("", shelf.shelf, name="shelf")]

#: What the documents lack (/periksa/).
care = [path("", checklist.care, name="care")]
