"""Every public page: what it shows, how many queries it takes, what it answers to nonsense."""

import re
from html import unescape
from urllib.parse import quote

import pytest
from django.conf import settings
from django.urls import reverse

from development.models import Action, Aspect, SubAspect
from dictionary.models import Competency, Indicator, Level

PAGES = [
    "/",
    "/kamus/",
    "/kamus/DEVO/",
    "/kamus/DEVO/?level=3",
    "/kamus/matriks/",
    "/kamus/matriks/?level=3",
    "/kamus/banding/?k=DEVO&k=CUSF",
    "/kamus/indeks/",
    "/panduan/",
    "/panduan/integritas/",
    "/panduan/integritas/tanggung-jawab/",
    "/panduan/mengelola-perubahan/pengembangan-diri-dan-orang-lain/",
    "/bantuan/",
]


def get(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


def words(html):
    """The text of a page as a reader sees it, in one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_one_heading_a_title_a_description_and_a_card(client, seeds, path):
    html = get(client, path)
    assert len(re.findall(r"<h1[ >]", html)) == 1
    assert '<html lang="id"' in html
    assert re.search(r"<title>[^<]*Kamus Kompetensi[^<]*</title>", html)
    for name in ('name="description"', 'property="og:title"', 'property="og:description"', 'property="og:image"'):
        assert re.search(rf'<meta {name} content="[^"]+"', html), name
    assert 'class="skip"' in html
    assert re.search(r'<main[^>]* id="isi"', html)


@pytest.mark.parametrize("path", [path for path in PAGES if path.count("/") > 2])
def test_every_page_below_a_list_has_breadcrumbs(client, seeds, path):
    assert re.search(r'<nav[^>]*class="crumbs"', get(client, path))


def test_titles_differ_between_pages(client, seeds):
    pages = {path.split("?")[0] for path in PAGES}
    titles = {re.search(r"<title>(.*?)</title>", get(client, path), re.DOTALL)[1] for path in pages}
    assert len(titles) == len(pages)


def test_home_shows_competencies_and_the_guide_with_their_numbers(client, seeds):
    text = words(get(client, "/"))
    for wanted in (
        "Developing Others",
        "Customer Focus",
        "Kerja Sama",
        "Inisiatif",
        "3 aspek · 16 sub aspek · 96 tindakan",
    ):
        assert wanted in text


def test_a_competency_shows_all_its_lines_with_their_printed_numbers(client, seeds):
    html = get(client, "/kamus/DEVO/")
    text = words(html)
    devo = Competency.objects.get(code="DEVO")
    for behaviour in devo.behaviours.all():
        assert behaviour.text in text
    for indicator in Indicator.objects.filter(level__competency=devo):
        assert indicator.text in text
    numbers = re.findall(r'id="level-4-([\d.]+)"', html)
    assert numbers == ["1", "2", "3", "5", "6", "7"]
    printed = [
        re.search(rf'id="level-4-{number}".*?class="no"[^>]*>.*?(\d+)\s*<', html, re.DOTALL)[1] for number in numbers
    ]
    assert printed == numbers
    assert re.findall(r'id="perilaku-(\d+)"', html) == [str(n) for n in range(1, 8)]


def test_emphasis_in_the_definition_is_shown_as_emphasis(client, seeds):
    html = get(client, "/kamus/CUSF/")
    assert "<em>Pelanggan meliputi konsumen eksternal" in html
    assert "*" not in re.search(r'<meta name="description" content="([^"]*)"', html)[1]


def test_one_level_is_shown_when_the_address_asks_for_it(client, seeds):
    html = get(client, "/kamus/DEVO/?level=3")
    assert set(re.findall(r'id="level-(\d+)"', html)) == {"3"}


@pytest.mark.parametrize("nonsense", ["99", "-1", "abc", "3; DROP", "", "9" * 5000, "3.0", "%00"])
def test_a_level_that_makes_no_sense_shows_all_of_them(client, seeds, nonsense):
    html = get(client, f"/kamus/DEVO/?level={nonsense}")
    if nonsense != "3.0":
        assert set(re.findall(r'id="level-(\d+)"', html)) == {"1", "2", "3", "4"}


@pytest.mark.parametrize(
    "query", ["kelompok=%00", "setelah=%00", "sebelum=zzz", "setelah=" + "x" * 999, "kelompok=TIDAK"]
)
def test_a_list_address_that_makes_no_sense_shows_a_list(client, seeds, query):
    get(client, f"/kamus/?{query}")


def test_a_code_in_small_letters_leads_to_its_one_address(client, seeds):
    response = client.get("/kamus/devo/")
    assert (response.status_code, response.headers["Location"]) == (302, "/kamus/DEVO/")


def test_an_address_of_the_guide_in_capitals_leads_to_its_one_address(client, seeds):
    response = client.get("/panduan/Integritas/Komitmen/?x=1")
    assert (response.status_code, response.headers["Location"]) == (302, "/panduan/integritas/komitmen/?x=1")


def test_a_chosen_level_is_kept_in_title_and_neighbours(client, seeds):
    html = get(client, "/kamus/DEVO/?level=3")
    assert "<title>Developing Others (DEVO), level 3 · Kamus Kompetensi</title>" in html
    assert 'href="/kamus/CUSF/?level=3"' in html


def test_competencies_lead_to_each_other(client, seeds):
    assert 'href="/kamus/CUSF/"' in get(client, "/kamus/DEVO/")
    assert 'href="/kamus/DEVO/"' in get(client, "/kamus/CUSF/")


def test_a_sub_aspect_shows_both_lists_with_links_by_number(client, seeds):
    html = get(client, "/panduan/integritas/tanggung-jawab/")
    for action in Action.objects.filter(sub_aspect__slug="tanggung-jawab"):
        assert action.text in words(html)
    assert re.findall(r'id="((?:mandiri|penugasan)-\d)"', html) == [
        f"{way}-{number}" for way in ("mandiri", "penugasan") for number in (1, 2, 3)
    ]
    assert "Sub aspek 1 dari 6" in words(html)
    assert 'href="/panduan/integritas/komitmen/"' in html


def test_the_map_is_shown_on_both_sides(client, seeds):
    sub_aspect = SubAspect.objects.get(slug="orientasi-pelayanan")
    sub_aspect.competencies.add(Competency.objects.get(code="CUSF"))
    assert f'href="{sub_aspect.get_absolute_url()}"' in get(client, "/kamus/CUSF/")
    assert 'href="/kamus/CUSF/"' in get(client, sub_aspect.get_absolute_url())


def test_every_address_of_the_guide_answers(client, seeds):
    for row in [*Aspect.objects.all(), *SubAspect.objects.select_related("aspect")]:
        get(client, row.get_absolute_url())


@pytest.mark.parametrize(
    "path",
    [
        "/tidak-ada/",
        "/kamus/XXXX/",
        "/panduan/tidak-ada/",
        "/panduan/integritas/tidak-ada/",
        "/kamus/%00/",
        "/panduan/%00/%00/",
    ],
)
def test_what_is_not_there_is_answered_with_a_helpful_page(client, seeds, path):
    html = get(client, path, status=404)
    assert 'href="/kamus/"' in html
    assert len(re.findall(r"<h1[ >]", html)) == 1


def test_a_fault_is_answered_with_a_page_that_needs_nothing(client, db, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("kompetensi.views.HomeView.get_context_data", lambda self, **_: 1 / 0)
    html = get(client, "/", status=500)
    assert len(re.findall(r"<h1[ >]", html)) == 1


def test_help_cites_a_real_indicator_with_its_address(client, seeds):
    text = words(get(client, "/bantuan/"))
    assert "lintas departemen.” (Developing Others [DEVO], level 4 nomor 1)" in text
    assert "http://testserver/kamus/DEVO/#level-4-1" in text


@pytest.mark.parametrize(
    "path", ["/", "/kamus/", "/kamus/matriks/", "/kamus/banding/", "/kamus/indeks/", "/panduan/", "/bantuan/"]
)
def test_an_empty_database_says_what_to_do(client, db, path):
    assert len(re.findall(r"<h1[ >]", get(client, path))) == 1


def test_a_competency_with_nothing_but_a_name_says_so(client, db):
    Competency.objects.create(code="A", name="Alpha")
    assert "Belum ada definisi" in words(get(client, "/kamus/A/"))


@pytest.mark.parametrize("levels", [1, 3, 4, 5, 8, 21])
def test_any_number_of_levels_shares_one_ramp(client, many, levels):
    many(1, levels=min(levels, 20), indicators=2)
    if levels == 21:
        Level.objects.create(competency=Competency.objects.get(), number=0)
    html = get(client, "/kamus/K00000/")
    tones = re.findall(r'<section[^>]*class="level"[^>]*data-tone="(\d+)"', html)
    assert len(tones) == levels
    assert tones == sorted(tones, key=int)
    if levels > 1:
        assert (tones[0], tones[-1]) == ("0", "12")


def test_stored_text_is_text_everywhere(client, db):
    evil = "<script>alert(1)</script>&amp;\"'*<b>x</b>*"
    competency = Competency.objects.create(code="A", name=evil, definition=evil, group=evil)
    competency.behaviours.create(text=evil)
    competency.levels.create(number=1, description=evil).indicators.create(label="1", text=evil)
    aspect = Aspect.objects.create(name=evil, domain=evil, slug="a")
    sub_aspect = aspect.sub_aspects.create(name=evil, slug="b", description=evil)
    sub_aspect.actions.create(way="self", label="1", text=evil)
    Competency.objects.create(code="B", name="B", definition=evil)
    pages = ("/kamus/matriks/", "/kamus/matriks/?level=1", "/kamus/banding/?k=A&k=B&k=" + quote(evil), "/kamus/indeks/")
    for path in ("/", "/kamus/", "/kamus/A/", "/panduan/", "/panduan/a/", "/panduan/a/b/", "/bantuan/", *pages):
        html = get(client, path)
        assert "<script>alert" not in html
        assert "<b>x" not in html


@pytest.mark.parametrize("count", [3, 300])
@pytest.mark.parametrize(
    ("path", "most"),
    [
        # Those of the page, and one for the version.
        ("/", 5),
        ("/kamus/", 5),
        ("/kamus/K00001/", 8),
        ("/kamus/matriks/", 5),
        ("/kamus/matriks/?level=3&kelompok=KELOMPOK+1", 5),
        ("/kamus/banding/", 2),
        ("/kamus/banding/?k=DEVO&k=CUSF&k=K00001&k=K00002", 7),
        ("/kamus/banding/?k=DEVO&k=Customer+Focus&k=Kompetensi&k=zzz", 9),
        ("/kamus/banding/?k=DEVO&level=2&level=3", 7),
        ("/kamus/indeks/", 4),
        ("/kamus/indeks/?menurut=kode&huruf=K&setelah=K00002", 4),
        ("/sitemap.xml", 4),
        ("/sitemap-kamus.xml", 3),
        ("/sitemap-panduan.xml", 3),
        ("/robots.txt", 0),
        ("/panduan/", 4),
        ("/panduan/integritas/", 4),
        ("/panduan/integritas/tanggung-jawab/", 7),
        ("/bantuan/", 2),
    ],
)
def test_a_page_takes_the_same_few_queries_whatever_the_size(
    client, seeds, many, django_assert_max_num_queries, count, path, most
):
    many(count)
    with django_assert_max_num_queries(most):
        get(client, path)


def test_a_long_list_is_read_page_by_page_and_each_competency_stands_once(client, many):
    many(120, levels=1, indicators=1)
    path, seen = "/kamus/", []
    while path:
        html = get(client, path)
        seen += re.findall(r'href="/kamus/(K\d+)/"', html)
        following = re.search(r'href="(\?[^"]*setelah=[^"]*)"', html)
        path = "/kamus/" + unescape(following[1]) if following else None
    assert list(dict.fromkeys(seen)) == [f"K{number:05}" for number in range(120)]


def test_a_group_is_filtered_by_its_address(client, many):
    many(120, levels=1, indicators=1)
    assert "K00000" not in get(client, "/kamus/?kelompok=KELOMPOK+1")


def test_pages_of_people_are_kept_out_of_caches_and_public_ones_are_asked_for_again(client, boss, seeds):
    public = client.get("/kamus/").headers
    assert (public["Cache-Control"], public["Vary"]) == (
        "public, max-age=0, must-revalidate",
        "Accept-Language, Cookie, Accept-Encoding",
    )
    client.force_login(boss)
    assert client.get("/kamus/").headers["Cache-Control"] == "private, no-store"


def test_a_fault_leaves_its_traceback_for_who_runs_the_server(client, db, monkeypatch, caplog):
    client.raise_request_exception = False
    monkeypatch.setattr("kompetensi.views.HomeView.get_context_data", lambda self, **_: 1 / 0)
    get(client, "/", status=500)
    assert "ZeroDivisionError" in caplog.text
    assert settings.LOGGING["root"]["handlers"] == ["stderr"]


def test_the_page_of_a_row_is_where_its_link_leads(client, seeds):
    for row in (
        *Indicator.objects.select_related("level__competency")[:5],
        *Action.objects.select_related("sub_aspect__aspect")[:5],
        Competency.objects.get(code="CUSF").behaviours.last(),
    ):
        path, anchor = row.get_absolute_url().split("#")
        assert f'id="{anchor}"' in get(client, path)


def test_the_address_of_the_icon_is_known(client, db):
    assert client.get("/favicon.ico").headers["Location"] == "/static/favicon.ico"
    assert reverse("home") == "/"
