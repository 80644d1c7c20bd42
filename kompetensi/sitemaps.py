"""What search engines are told: where the pages are, and which they leave alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps import Sitemap, views
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from development.models import Aspect, SubAspect
from dictionary.models import Competency


class _Sitemap(Sitemap[Any]):
    """A file holds as many addresses as are made in a moment; the protocol allows fifty times as many."""

    limit = 1_000


class Lists(_Sitemap):
    """The pages that there always are; no query."""

    def items(self) -> Sequence[str]:
        return ("home", "competencies", "matrix", "index", "guide", "help")

    def location(self, item: str) -> str:
        return reverse(item)


class Competencies(_Sitemap):
    """The pages of the competencies; two queries a file, of their codes alone."""

    def items(self) -> QuerySet[Any, str]:
        return Competency.objects.values_list("code", flat=True)

    def location(self, item: str) -> str:
        return reverse("competency", args=[item])


class Aspects(_Sitemap):
    """The pages of the aspects; two queries."""

    def items(self) -> QuerySet[Aspect]:
        return Aspect.objects.only("slug")


class SubAspects(_Sitemap):
    """The pages of the sub-aspects; two queries a file."""

    def items(self) -> QuerySet[Any, tuple[str, str]]:
        return SubAspect.objects.values_list("aspect__slug", "slug")

    def location(self, item: tuple[str, str]) -> str:
        return reverse("sub-aspect", args=item)


SECTIONS: dict[str, type[Sitemap[Any]] | Sitemap[Any]] = {
    "halaman": Lists,
    "kamus": Competencies,
    "aspek": Aspects,
    "panduan": SubAspects,
}


@require_safe
def all_parts(request: HttpRequest) -> HttpResponse:
    """The list of the files that the addresses are split into; a query for each section."""
    return views.index(request, SECTIONS, sitemap_url_name="sitemap-part")


@require_safe
def part(request: HttpRequest, section: str) -> HttpResponse:
    """One of those files, `?p=2` the second of a long section."""
    if len(request.GET.get("p", "")) > 6:
        raise Http404("p")
    return views.sitemap(request, SECTIONS, section=section)


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines leave alone: everything where reading is closed, else what needs an account or never ends."""
    address = request.build_absolute_uri(reverse("sitemap"))
    context = {"closed": settings.REQUIRE_LOGIN, "address": address}
    return render(request, "robots.txt", context, content_type="text/plain; charset=utf-8")
