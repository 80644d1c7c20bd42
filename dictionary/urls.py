"""Addresses of the dictionary, below /kamus/."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from dictionary.views import comparison, overviews
from dictionary.views import competencies as views
from exchange.history.addresses import View, lasting


class CodeConverter(StringConverter):
    """Code of a competency, in upper or lower case."""

    regex = r"[A-Za-z0-9._-]{1,20}"


register_converter(CodeConverter, "code")


def _one(view: View) -> View:
    """Return a page of one competency, which outlives its code."""
    return lasting(view, lambda given: str(given["code"]).upper(), lambda key: {"code": key}, "kamus")


urlpatterns = [
    path("", views.CompetencyListView.as_view(), name="competencies"),
    path("baru/", views.write, name="competency-new"),
    # Lower case hides no competency: codes are in upper case.
    path("matriks/", overviews.MatrixView.as_view(), name="matrix"),
    path("banding/", comparison.ComparisonView.as_view(), name="comparison"),
    path("indeks/", overviews.IndexView.as_view(), name="index"),
    path("<code:code>/", _one(views.CompetencyView.as_view()), name="competency"),
    path("<code:code>/sunting/", _one(views.write), name="competency-edit"),
    path("<code:code>/baris/", _one(views.line), name="competency-line"),
    path("<code:code>/arsipkan/", _one(views.archive_competency), name="competency-archive"),
    path("<code:code>/riwayat/", _one(views.CompetencyHistoryView.as_view()), name="competency-history"),
]
