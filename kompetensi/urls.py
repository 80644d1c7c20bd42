"""All addresses: Indonesian paths, English names."""

from django.contrib import admin
from django.urls import include, path

from exchange import urls as exchange
from kompetensi import views

urlpatterns = [
    path("", views.HomeView.as_view(), name="home"),
    path("kamus/", include("dictionary.urls")),
    path("panduan/", include("development.urls")),
    path("ekspor/", include(exchange.exports)),
    path("impor/", include(exchange.imports)),
    path("riwayat/", include(exchange.revisions)),
    path("bantuan/", views.HelpView.as_view(), name="help"),
    path("favicon.ico", views.FaviconView.as_view()),
    path("admin/", admin.site.urls),
]
