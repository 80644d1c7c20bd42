"""Addresses of the dictionary, below /kamus/."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from dictionary.views import comparison, overviews
from dictionary.views import competencies as views


class CodeConverter(StringConverter):
    """Code of a competency, in upper or lower case."""

    regex = r"[A-Za-z0-9._-]{1,20}"


register_converter(CodeConverter, "code")

urlpatterns = [
    path("", views.CompetencyListView.as_view(), name="competencies"),
    path("baru/", views.write, name="competency-new"),
    # Lower case hides no competency: codes are in upper case.
    path("matriks/", overviews.MatrixView.as_view(), name="matrix"),
    path("banding/", comparison.ComparisonView.as_view(), name="comparison"),
    path("indeks/", overviews.IndexView.as_view(), name="index"),
    path("<code:code>/", views.CompetencyView.as_view(), name="competency"),
    path("<code:code>/sunting/", views.write, name="competency-edit"),
    path("<code:code>/baris/", views.line, name="competency-line"),
    path("<code:code>/arsipkan/", views.archive_competency, name="competency-archive"),
    path("<code:code>/riwayat/", views.CompetencyHistoryView.as_view(), name="competency-history"),
]
