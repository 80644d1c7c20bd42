"""Addresses of the guide, below /panduan/, and of the map of a competency, below /kamus/."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from development import views
from development.mapping import views as map_views


class WordsConverter(StringConverter):
    """Slug of an aspect or a sub-aspect: 1 to 210 characters without slashes, spaces and controls."""

    regex = r"[^/\x00-\x20]{1,210}"


register_converter(WordsConverter, "words")

urlpatterns = [
    path("", views.GuideView.as_view(), name="guide"),
    path("baru/", views.write, name="sub-aspect-new"),
    path("<words:slug>/", views.AspectView.as_view(), name="aspect"),
    path("<words:aspect>/<words:slug>/", views.SubAspectView.as_view(), name="sub-aspect"),
    path("<words:aspect>/<words:slug>/sunting/", views.write, name="sub-aspect-edit"),
    path("<words:aspect>/<words:slug>/baris/", views.line, name="sub-aspect-line"),
    path("<words:aspect>/<words:slug>/arsipkan/", views.archive_sub_aspect, name="sub-aspect-archive"),
    path("<words:aspect>/<words:slug>/peta/", map_views.sub_aspect_map, name="sub-aspect-map"),
    path("<words:aspect>/<words:slug>/riwayat/", views.SubAspectHistoryView.as_view(), name="sub-aspect-history"),
]

#: The map of a competency, below its address: the dictionary does not import the guide.
competencies = [path("<str:code>/peta/", map_views.competency_map, name="competency-map")]
