"""Sitemap and robots.txt: addresses for search engines, and those that they have to leave alone."""

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
    """Sitemap of 1,000 addresses a file, few enough to be made at once. The protocol allows fifty times as many."""

    limit = 1_000


class Lists(_Sitemap):
    """Pages that always exist. No query."""

    def items(self) -> Sequence[str]:
        return ("home", "competencies", "matrix", "index", "guide", "help")

    def location(self, item: str) -> str:
        return reverse(item)


class Competencies(_Sitemap):
    """Pages of the competencies. Two queries a file, for their codes alone."""

    def items(self) -> QuerySet[Any, str]:
        return Competency.objects.values_list("code", flat=True)

    def location(self, item: str) -> str:
        return reverse("competency", args=[item])


class Aspects(_Sitemap):
    """Pages of the aspects. Two queries."""

    def items(self) -> QuerySet[Aspect]:
        return Aspect.objects.only("slug")


class SubAspects(_Sitemap):
    """Pages of the sub-aspects. Two queries a file."""

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
    """Return the index of the sitemap's files. One query for each section that reads a table."""
    return views.index(request, SECTIONS, sitemap_url_name="sitemap-part")


@require_safe
def part(request: HttpRequest, section: str) -> HttpResponse:
    """Return one file of the sitemap; `?p=2` is the second of a long section. Raise Http404 for an unknown one."""
    if len(request.GET.get("p", "")) > 6:
        raise Http404("p")
    return views.sitemap(request, SECTIONS, section=section)


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Return robots.txt: it excludes everything where reading needs an account, else personal and endless pages."""
    address = request.build_absolute_uri(reverse("sitemap"))
    context = {"closed": settings.REQUIRE_LOGIN, "address": address}
    return render(request, "robots.txt", context, content_type="text/plain; charset=utf-8")
