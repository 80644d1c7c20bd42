"""Addresses of the guide, below /panduan/, and of the map of a competency, below /kamus/."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from development import views
from development.mapping import views as map_views
from exchange.history.addresses import View, lasting, lasting_path


class WordsConverter(StringConverter):
    """Slug of an aspect or a sub-aspect: 1 to 210 characters without slashes, spaces and controls."""

    regex = r"[^/\x00-\x20]{1,210}"


register_converter(WordsConverter, "words")


def _one(view: View) -> View:
    """Return a page of one sub-aspect, which outlives its names."""
    return lasting(
        view,
        lambda given: "{aspect}/{slug}".format(**given).lower(),
        lambda key: dict(zip(("aspect", "slug"), key.split("/"), strict=True)),
        "panduan",
    )


def _competency(view: View) -> View:
    """Return a page of one competency, which outlives its code."""
    return lasting(view, lambda given: str(given["code"]).upper(), lambda key: {"code": key}, "kamus")


urlpatterns = [
    path("", views.GuideView.as_view(), name="guide"),
    path("baru/", views.write, name="sub-aspect-new"),
    path("<words:slug>/", lasting_path(views.AspectView.as_view(), "panduan", "slug"), name="aspect"),
    path("<words:aspect>/<words:slug>/", _one(views.SubAspectView.as_view()), name="sub-aspect"),
    path("<words:aspect>/<words:slug>/sunting/", _one(views.write), name="sub-aspect-edit"),
    path("<words:aspect>/<words:slug>/baris/", _one(views.line), name="sub-aspect-line"),
    path("<words:aspect>/<words:slug>/arsipkan/", _one(views.archive_sub_aspect), name="sub-aspect-archive"),
    path("<words:aspect>/<words:slug>/peta/", _one(map_views.sub_aspect_map), name="sub-aspect-map"),
    path("<words:aspect>/<words:slug>/riwayat/", _one(views.SubAspectHistoryView.as_view()), name="sub-aspect-history"),
]

#: The map of a competency, below its address: the dictionary does not import the guide.
competencies = [path("<str:code>/peta/", _competency(map_views.competency_map), name="competency-map")]
