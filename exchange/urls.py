"""The mechanism's addresses: files to take away (below /ekspor/)."""

from django.urls import path, re_path

from exchange import downloads

exports = [
    path("<slug:slug>.<slug:extension>", downloads.export, name="export"),
    re_path(r"^(?P<slug>[a-z]+)/(?P<key>[^\x00-\x20]+)\.(?P<extension>[a-z]+)$", downloads.export, name="export-one"),
]
