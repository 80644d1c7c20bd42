"""The mechanism's addresses: files out (/ekspor/) and in (/impor/), history (/riwayat/), care (/periksa/) and so on."""

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

#: Books, at the addresses of the formats (/resep/cetak/), and documents for Word beside their pages (/resep/KUE.docx).
#: They come before the rooms' own addresses, which take any word for a document.
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

#: Where conflicts of several documents are decided (/sunting/).
conflicts = [path("<slug:slug>/", settling.settle, name="settle")]

archive = [path("", shelf.archive_list, name="shelf")]

#: What the documents lack (/periksa/).
care = [path("", checklist.care, name="care")]
