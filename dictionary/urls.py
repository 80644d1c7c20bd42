"""The dictionary's addresses, below /kamus/."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from dictionary.views import comparison as comparing
from dictionary.views import competencies as views
from dictionary.views import overviews


class CodeConverter(StringConverter):
    """A competency's code in whatever case."""

    regex = r"[A-Za-z0-9._-]{1,20}"


register_converter(CodeConverter, "code")

urlpatterns = [
    path("", views.CompetencyListView.as_view(), name="competencies"),
    path("baru/", views.write, name="competency-new"),
    # In small letters: no competency is there, their codes are in capitals.
    path("matriks/", overviews.MatrixView.as_view(), name="matrix"),
    path("banding/", comparing.ComparisonView.as_view(), name="comparison"),
    path("indeks/", overviews.IndexView.as_view(), name="index"),
    path("<code:code>/", views.CompetencyView.as_view(), name="competency"),
    path("<code:code>/sunting/", views.write, name="competency-edit"),
    path("<code:code>/baris/", views.line, name="competency-line"),
    path("<code:code>/arsipkan/", views.archive_competency, name="competency-archive"),
    path("<code:code>/riwayat/", views.CompetencyHistoryView.as_view(), name="competency-history"),
]
