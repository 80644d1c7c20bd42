"""What search engines are told."""

import re

import pytest

from development.models import Aspect, SubAspect
from dictionary.models import Competency
from kompetensi import sitemaps
from tests.pages import get


def listed(client, path):
    return re.findall(r"<loc>http://testserver([^<]*)</loc>", get(client, path))


def test_the_sitemap_leads_to_every_public_page(client, seeds):
    parts = listed(client, "/sitemap.xml")
    addresses = {address for part in parts for address in listed(client, part)}
    rows = [*Competency.objects.all(), *Aspect.objects.all(), *SubAspect.objects.select_related("aspect")]
    assert addresses >= {row.get_absolute_url() for row in rows}
    assert {"/", "/kamus/", "/kamus/matriks/", "/kamus/indeks/", "/panduan/", "/bantuan/"} <= addresses
    for address in addresses:
        get(client, address)


def test_a_long_section_is_split(client, many, monkeypatch):
    assert sitemaps.Competencies.limit == 1_000
    monkeypatch.setattr(sitemaps.Competencies, "limit", 10)
    many(25, levels=0)
    parts = [part for part in listed(client, "/sitemap.xml") if "kamus" in part]
    assert parts == ["/sitemap-kamus.xml", "/sitemap-kamus.xml?p=2", "/sitemap-kamus.xml?p=3"]
    assert [len(listed(client, part)) for part in parts] == [10, 10, 5]


@pytest.mark.parametrize("path", ["/sitemap-x.xml", "/sitemap-kamus.xml?p=99", "/sitemap-kamus.xml?p=x"])
def test_a_part_that_is_not_there_is_not_found(client, seeds, path):
    assert client.get(path).status_code == 404


def test_a_number_of_any_length_is_answered(client, seeds):
    assert client.get("/sitemap-kamus.xml?p=" + "9" * 5000).status_code == 404


def test_robots_are_told_where_the_sitemap_is_and_what_to_leave_alone(client, db, settings):
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    lines = response.content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert lines[-1] == "Sitemap: http://testserver/sitemap.xml"
    assert {"Disallow: /admin/", "Disallow: /kamus/banding/", "Disallow: /*/sunting/"} <= {*lines}
    assert "Disallow: /" not in lines


def test_where_reading_is_closed_robots_stay_out(client, db, settings):
    settings.REQUIRE_LOGIN = True
    assert get(client, "/robots.txt").split() == ["User-agent:", "*", "Disallow:", "/"]
