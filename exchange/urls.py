"""The addresses of files to take away, below /ekspor/."""

from django.urls import path, re_path

from exchange import views

urlpatterns = [
    path("<slug:slug>.<slug:extension>", views.export, name="export"),
    re_path(r"^(?P<slug>[a-z]+)/(?P<key>[^\x00-\x20]+)\.(?P<extension>[a-z]+)$", views.export, name="export-one"),
]
