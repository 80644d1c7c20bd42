"""Every public page: what it shows, how many queries it takes, what it answers to nonsense."""

from urllib.parse import quote

import pytest
from django.conf import settings
from django.urls import reverse

from development.models import Action, Aspect, SubAspect
from dictionary.models import Competency, Indicator, Level
from tests.pages import Page, each_page, get, words

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


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_one_heading_a_title_a_description_and_a_card(client, seeds, path):
    page = Page(get(client, path))
    page.one("h1")
    assert page.element.get("lang") == "id"
    assert "Kamus Kompetensi" in page.one("title").text
    for name in ("description", "og:title", "og:description", "og:image"):
        assert page.described(name), name
    page.one("a.skip")
    page.one("main", id="isi")


@pytest.mark.parametrize("path", [path for path in PAGES if path.count("/") > 2])
def test_every_page_below_a_list_has_breadcrumbs(client, seeds, path):
    Page(get(client, path)).one("nav.crumbs")


def test_titles_differ_between_pages(client, seeds):
    pages = {path.split("?")[0] for path in PAGES}
    titles = {Page(get(client, path)).one("title").text for path in pages}
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
    page = Page(get(client, "/kamus/DEVO/"))
    devo = Competency.objects.get(code="DEVO")
    for behaviour in devo.behaviours.all():
        assert behaviour.text in page.text
    for indicator in Indicator.objects.filter(level__competency=devo):
        assert indicator.text in page.text
    numbers = page.ids("level-4-")
    assert numbers == ["1", "2", "3", "5", "6", "7"]
    assert [page.one(id=f"level-4-{number}").one(".no").text.split()[-1] for number in numbers] == numbers
    assert page.ids("perilaku-") == [str(n) for n in range(1, 8)]


def test_emphasis_in_the_definition_is_shown_as_emphasis(client, seeds):
    page = Page(get(client, "/kamus/CUSF/"))
    assert any(text.startswith("Pelanggan meliputi konsumen eksternal") for text in page.texts("em"))
    assert "*" not in page.described("description")


def test_one_level_is_shown_when_the_address_asks_for_it(client, seeds):
    assert levels(get(client, "/kamus/DEVO/?level=3")) == ["3"]


def levels(html):
    """The numbers of the levels that a page shows."""
    return [number for number in Page(html).ids("level-") if "-" not in number]


@pytest.mark.parametrize("nonsense", ["99", "-1", "abc", "3; DROP", "", "9" * 5000, "3.0", "%00"])
def test_a_level_that_makes_no_sense_shows_all_of_them(client, seeds, nonsense):
    html = get(client, f"/kamus/DEVO/?level={nonsense}")
    if nonsense != "3.0":
        assert levels(html) == ["1", "2", "3", "4"]


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
    page = Page(get(client, "/panduan/integritas/tanggung-jawab/"))
    for action in Action.objects.filter(sub_aspect__slug="tanggung-jawab"):
        assert action.text in page.text
    assert page.ids("mandiri-") == page.ids("penugasan-") == ["1", "2", "3"]
    assert "Sub aspek 1 dari 6" in page.text
    assert "/panduan/integritas/komitmen/" in page.links()


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
    page = Page(get(client, path, status=404))
    assert "/kamus/" in page.links()
    page.one("h1")


def test_a_fault_is_answered_with_a_page_that_needs_nothing(client, db, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("kompetensi.views.HomeView.get_context_data", lambda self, **_: 1 / 0)
    Page(get(client, "/", status=500)).one("h1")


def test_help_cites_a_real_indicator_with_its_address(client, seeds):
    text = words(get(client, "/bantuan/"))
    assert "lintas departemen.” (Developing Others [DEVO], level 4 nomor 1)" in text
    assert "http://testserver/kamus/DEVO/#level-4-1" in text


@pytest.mark.parametrize(
    "path", ["/", "/kamus/", "/kamus/matriks/", "/kamus/banding/", "/kamus/indeks/", "/panduan/", "/bantuan/"]
)
def test_an_empty_database_says_what_to_do(client, db, path):
    Page(get(client, path)).one("h1")


def test_a_competency_with_nothing_but_a_name_says_so(client, db):
    Competency.objects.create(code="A", name="Alpha")
    assert "Belum ada definisi" in words(get(client, "/kamus/A/"))


def test_key_behaviours_are_not_named_where_no_competency_has_any(client, db):
    Competency.objects.create(code="A", name="Alpha")
    text = Page(get(client, "/kamus/A/")).one("main").text
    assert "Perilaku kunci" not in text and "perilaku kunci" not in text


def test_a_competency_without_key_behaviours_says_so_where_another_has_some(client, db):
    Competency.objects.create(code="A", name="Alpha")
    Competency.objects.create(code="B", name="Beta").behaviours.create(position=1, text="Teliti.")
    assert "Belum ada perilaku kunci" in words(get(client, "/kamus/A/"))


@pytest.mark.parametrize("levels", [1, 3, 4, 5, 8, 21])
def test_any_number_of_levels_shares_one_ramp(client, many, levels):
    many(1, levels=min(levels, 20), indicators=2)
    if levels == 21:
        Level.objects.create(competency=Competency.objects.get(), number=0)
    page = Page(get(client, "/kamus/K00000/"))
    tones = [level["data-tone"] for level in page.all("section.level", data_tone=True)]
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
        ("/kamus/K00001/", 9),
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
    links = [link for _, page in each_page(client, "/kamus/") for link in page.links()]
    seen = dict.fromkeys(link.split("/")[2] for link in links if link.startswith("/kamus/K"))
    assert list(seen) == [f"K{number:05}" for number in range(120)]


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
