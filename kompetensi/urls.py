"""All addresses: Indonesian paths, English names."""

from django.contrib import admin
from django.urls import include, path

from development import urls as development_urls
from exchange import urls as exchange_urls
from kompetensi import accounts, desk, languages, letters, search_views, sitemaps, views
from kompetensi.operations import health

urlpatterns = [
    path("", views.HomeView.as_view(), name="home"),
    path("meja/", desk.desk, name="desk"),
    path("cari/", search_views.search, name="search"),
    path("cari/saran/", search_views.offer, name="search-offer"),
    path("cari/opensearch.xml", search_views.description, name="search-description"),
    path("ekspor/", include(exchange_urls.exports)),
    path("impor/", include(exchange_urls.imports)),
    path("usulan/", include(exchange_urls.proposals)),
    path("", include(exchange_urls.books)),
    path("kamus/", include("dictionary.urls")),
    path("kamus/", include(development_urls.competencies)),
    path("panduan/", include(development_urls.urlpatterns)),
    path("riwayat/", include(exchange_urls.revisions)),
    path("sunting/", include(exchange_urls.conflicts)),
    path("arsip/", include(exchange_urls.archive)),
    path("periksa/", include(exchange_urls.care)),
    path("bahasa/", languages.choose, name="language"),
    path("bantuan/", views.HelpView.as_view(), name="help"),
    path("masuk/", accounts.LogInView.as_view(), name="login"),
    path("keluar/", accounts.LogOutView.as_view(), name="logout"),
    path("sandi/", accounts.PasswordView.as_view(), name="password_change"),
    path("sandi/lupa/", accounts.ForgottenView.as_view(), name="password_reset"),
    path("sandi/baru/<uidb64>/<token>/", accounts.NewPasswordView.as_view(), name="password_reset_confirm"),
    path("akun/surat/", letters.LettersView.as_view(), name="letters"),
    path("sehat/", health.health, name="health"),
    path("favicon.ico", views.FaviconView.as_view(), name="favicon"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("sitemap.xml", sitemaps.all_parts, name="sitemap"),
    path("sitemap-<section>.xml", sitemaps.part, name="sitemap-part"),
    path("admin/", admin.site.urls),
]

#: Answers 503 where a database problem caused the failure.
handler500 = "kompetensi.operations.unavailable.failed"
